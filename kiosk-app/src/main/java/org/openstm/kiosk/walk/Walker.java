package org.openstm.kiosk.walk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.barcode.image.CodeImageReader;
import tools.jackson.databind.json.JsonMapper;

/// Does the steps of a walk in a town, one after the other; the first that fails ends it.
public final class Walker {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("(?<!\\d)(\\d{6})(?!\\d)");
    private static final Pattern ON_PHONE = Pattern.compile("<code>([^<]+)</code>");
    private static final JsonMapper JSON = new JsonMapper();
    private final Town town;
    private final Path shots;
    private final Auditor auditor;
    private final StaffPhone staffPhone;
    private final InstantSource clock;
    private final Consumer<String> log;
    private final Residue residue = new Residue();
    private Duration ahead = Duration.ZERO;
    private final Set<String> usedCodes = new HashSet<>();
    private final Set<String> readCodes = new HashSet<>();
    private int shot;
    private String halfDone = "";
    private String brought = "";
    private String onPhone = "";

    /// Looks into a journal file from outside.
    public interface Auditor {
        /// @return empty when the file verifies, else what is wrong
        String verify(Path dataFolder);
    }

    /// An officer of the branch, who reads one-use codes off a phone.
    public interface StaffPhone {
        /// Staff number.
        String officer();

        String code(java.time.Instant now);
    }

    public Walker(
            Town town, Path shots, Auditor auditor, StaffPhone staffPhone, InstantSource clock, Consumer<String> log) {
        this.town = town;
        this.shots = shots;
        this.auditor = auditor;
        this.staffPhone = staffPhone;
        this.clock = clock;
        this.log = log;
    }

    /// @throws WalkFailed naming file, line and reason
    public void walk(Script script) throws InterruptedException {
        for (var line : script.lines()) {
            log.accept(script.name() + ":" + line.number() + "  " + line.word() + " " + line.rest());
            try {
                step(line);
            } catch (WalkFailed failed) {
                throw new WalkFailed(script.name() + ": line " + line.number() + " (" + line.word() + " " + line.rest()
                        + "): " + failed.getMessage());
            }
        }
        var swaps = town.swapMillis().stream().sorted().toList();
        if (!swaps.isEmpty())
            log.accept("swaps: " + swaps.size() + ", median " + swaps.get(swaps.size() / 2) + " ms, slowest "
                    + swaps.getLast() + " ms");
    }

    private void step(Script.Line line) throws InterruptedException {
        var rest = line.rest();
        switch (line.word()) {
            case "lay" -> {
                town.device(DeviceClass.ID_CARD_READER, "lay " + rest);
                residue.card(town.device(DeviceClass.ID_CARD_READER, "printed"));
            }
            case "lift" -> town.device(DeviceClass.ID_CARD_READER, "lift");
            case "insert" -> town.device(DeviceClass.CHIP_CARD_READER, "insert " + rest);
            case "pull" -> town.device(DeviceClass.CHIP_CARD_READER, "pull");
            case "show" -> show(code(rest));
            case "take" -> take(rest);
            case "bring" -> bring(rest);
            case "app" -> app(rest);
            case "phone" -> typed(readPhone(rest));
            case "pay" -> pay(rest);
            case "staff-code" -> staffCode();
            case "tap" -> town.kiosk("tap " + rest);
            case "knock" -> {
                for (int times = 0; times < 5; times++) town.kiosk("tap mark");
            }
            case "type" -> {
                residue.typed(rest);
                typed(rest);
            }
            case "sign" -> town.kiosk("sign");
            case "stroke" -> town.kiosk("stroke " + rest);
            case "fault" -> fault(rest);
            case "install" -> town.install(Path.of(rest));
            case "plug" -> plug(rest);
            case "stick" -> stick(rest);
            case "swap" -> swap(rest);
            case "kill" -> kill(rest);
            case "start" -> start(rest);
            case "outage" -> outageOf(rest);
            case "central" -> outageOf("all " + rest);
            case "wait" -> Thread.sleep(Duration.ofMillis((long) (Double.parseDouble(rest) * 1000)));
            case "time" -> {
                town.kiosk("time " + rest);
                ahead = ahead.plusSeconds(Long.parseLong(rest.replace("+", "")));
            }
            case "expect" -> expect(rest);
            case "shot" -> shot(rest);
            case "flip" -> flip();
            default -> throw new WalkFailed("unknown step");
        }
    }

    /// As a person does: when nothing happens for a while, the code is shown again. What was shown while
    /// the terminal was still clearing up behind the last citizen is not taken, and rightly so.
    private void show(String code) throws InterruptedException {
        var before = town.kiosk("screen");
        for (int times = 0; times < 3; times++) {
            town.device(DeviceClass.BARCODE_READER, "show " + code);
            for (int look = 0; look < 40; look++) {
                if (!town.kiosk("screen").equals(before)) return;
                Thread.sleep(100);
            }
        }
    }

    private void typed(String keys) {
        for (int i = 0; i < keys.length(); i++) town.kiosk("tap key/" + keys.charAt(i));
    }

    /// `paper N` shows the code on the Nth slip that came out, anything else is shown as it stands.
    private String code(String what) {
        return what.startsWith("paper ")
                ? codeOn(slip(Integer.parseInt(what.substring(6).strip())))
                : what;
    }

    /// `NUMBER`, or `NUMBER paper N`: the phone of this citizen reads the code on the screen, or on
    /// the Nth slip, and takes up the half-done case.
    private void take(String rest) throws InterruptedException {
        var words = rest.split("\\s+", 2);
        halfDone = words.length > 1 ? code(words[1]) : codeOnGlass();
        var page = town.halfDone(halfDone, "take=" + words[0]);
        if (!page.contains("give"))
            throw new WalkFailed(
                    "the phone says: " + page.replaceAll("<[^>]*>", " ").strip());
    }

    /// `NUMBER`: the phone gives the half-done case that it took to a terminal, and shows the code
    /// to this one; without a number it shows the last code again.
    private void bring(String number) throws InterruptedException {
        if (number.isEmpty()) {
            show(brought);
            return;
        }
        var code = ON_PHONE.matcher(town.halfDone(halfDone, "give=" + number));
        if (!code.find()) throw new WalkFailed("the phone shows no code");
        brought = code.group(1);
        show(brought);
    }

    /// As [#codeOnPhone]; without a number the phone shows the last code still, or again.
    private void app(String rest) throws InterruptedException {
        if (!rest.isEmpty()) onPhone = codeOnPhone(rest);
        show(onPhone);
    }

    /// `NUMBER` or `NUMBER WAY`: a citizen's phone shows a code by which they log in.
    public String codeOnPhone(String rest) throws InterruptedException {
        var words = rest.split("\\s+");
        var page = town.central("POST", "/phone/" + words[0], "acr=" + (words.length > 1 ? words[1] : "real-name"));
        var code = ON_PHONE.matcher(page);
        if (!code.find()) throw new WalkFailed("the phone shows no code");
        return code.group(1);
    }

    private Path slip(int number) {
        var papers = town.papers(DeviceClass.RECEIPT_PRINTER);
        if (papers.size() < number) throw new WalkFailed("only " + papers.size() + " slips came out");
        return papers.get(number - 1);
    }

    private static String codeOn(Path paper) {
        if (CodeImageReader.readCode(paper) instanceof Scan.Code(var text, var _)) return text;
        throw new WalkFailed("no QR code can be read on " + paper);
    }

    /// Waits for a code that was sent to this number and not read before.
    private String readPhone(String mobile) throws InterruptedException {
        var number = mobile.replace(" ", "");
        for (int i = 0; i < 100; i++) {
            for (var message : town.messages(number)) {
                var found = CODE.matcher(message);
                // the one before it is still on the phone
                if (found.find() && readCodes.add(message)) return found.group(1);
            }
            Thread.sleep(100);
        }
        throw new WalkFailed("no code came to " + number);
    }

    /// A phone scans the code on the glass and opens what it says; `refuse` says no there.
    private void pay(String rest) throws InterruptedException {
        if (!rest.isEmpty() && !rest.equals("refuse")) throw new WalkFailed("pay, or pay refuse");
        town.phone(codeOnGlass(), "answer=" + (rest.isEmpty() ? "pay" : "refuse"));
    }

    /// The code that the terminal shows now.
    public String codeOnGlass() throws InterruptedException {
        var picture = shots.resolve("glass.png").toAbsolutePath();
        for (int look = 0; look < 50; look++) {
            town.kiosk("shot " + picture);
            // one attempt of a decoder fails on a perfect picture now and then; a phone looks again and again
            if (CodeImageReader.readCode(picture) instanceof Scan.Code(var text, var _)) return text;
            Thread.sleep(100);
        }
        throw new WalkFailed("no code can be read on the screen: " + picture);
    }

    private void fault(String rest) {
        var words = rest.split(" ", 2);
        town.device(DeviceClass.named(words[0]), words[1]);
    }

    /// `CLASS`, `CLASS DRIVER` or `CLASS DRIVER LINK`; `{port}` in the link is that of the device that is
    /// there.
    private void swap(String rest) {
        var words = rest.split("\\s+");
        var which = DeviceClass.named(words[0]);
        if (words.length > 2) town.swap(which, words[1], words[2]);
        else if (words.length > 1) town.swap(which, words[1]);
        else town.swap(which);
    }

    /// `CLASS NAME`: another device of this class is connected to a serial line of that name, and is
    /// meant from now on. `CLASS`: the one before is connected again.
    private void plug(String rest) {
        var words = rest.split("\\s+");
        var which = DeviceClass.named(words[0]);
        if (words.length > 1) town.plug(which, words[1]);
        else town.plugBack(which);
    }

    /// `VERSION` or `VERSION forged`: on a stick lies the driver of the demonstration's maker.
    private void stick(String rest) {
        var words = rest.split("\\s+");
        town.stick(words[0], words.length > 1);
    }

    private void kill(String who) throws InterruptedException {
        if (who.equals("kiosk")) town.killKiosk();
        else town.killCentral();
    }

    private void start(String who) throws InterruptedException {
        if (who.equals("kiosk")) town.startKiosk();
        else town.startCentral();
    }

    /// `SYSTEM MODE [SECONDS]`
    private void outageOf(String rest) throws InterruptedException {
        var words = rest.split("\\s+");
        town.outage(words[0], words[1], words.length > 2 ? Integer.parseInt(words[2]) : 3600);
    }

    /// The check of a person asks for the officer's number, too; the staff door has asked for it before.
    private void staffCode() {
        boolean person = town.kiosk("screen").equals("staff-code");
        typed(person ? staffPhone.officer() + nextCode() : nextCode());
    }

    /// A code that counts now and was not used before; those of the step before and after count as well.
    private String nextCode() {
        for (int seconds : new int[] {0, 30, -30}) {
            var code = staffPhone.code(clock.instant().plus(ahead).plusSeconds(seconds));
            if (usedCodes.add(code)) return code;
        }
        throw new WalkFailed("three codes were used within a minute: wait half a minute");
    }

    /// What the officer's phone shows now: number and one-use code.
    public String staffCodeShown() {
        return staffPhone.officer() + " " + staffPhone.code(clock.instant().plus(ahead));
    }

    /// @param number of the slip that came out, from 1
    public String codeOnSlip(int number) {
        return codeOn(slip(number));
    }

    private void shot(String name) {
        shot++;
        var file = shots.resolve(String.format(java.util.Locale.ROOT, "%02d-%s.png", shot, name));
        town.kiosk("shot " + file.toAbsolutePath());
    }

    /// Flips one bit of a case's row in the journal file, as a failing disk would. The kiosk must not be
    /// running.
    private void flip() {
        var file = town.data().resolve("journal.db");
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = database.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException problem) {
            throw new WalkFailed("the journal cannot be opened: " + problem.getMessage());
        }
        try (var journal = new RandomAccessFile(file.toFile(), "rw")) {
            var bytes = new byte[(int) journal.length()];
            journal.readFully(bytes);
            int at = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("pension/");
            if (at < 0) throw new WalkFailed("no case stands in the journal");
            journal.seek(at);
            journal.write(bytes[at] ^ 1);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void expect(String rest) throws InterruptedException {
        var words = rest.split("\\s+", 2);
        var what = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "screen" -> until("screen is " + what, () -> town.kiosk("screen"), what::equals);
            case "text" -> until("the screen says '" + what + "'", () -> town.kiosk("text"), t -> t.contains(what));
            case "no-text" ->
                until("the screen does not say '" + what + "'", () -> town.kiosk("text"), t -> !t.contains(what));
            case "papers" ->
                until(
                        what + " slips came out",
                        () -> "" + town.papers(DeviceClass.RECEIPT_PRINTER).size(),
                        what::equals);
            case "documents" ->
                until(
                        what + " pages came out",
                        () -> "" + town.papers(DeviceClass.DOCUMENT_PRINTER).size(),
                        what::equals);
            case "code" -> {
                var pieces = what.split("\\s+", 2);
                var code = codeOn(slip(Integer.parseInt(pieces[0])));
                if (!code.matches(pieces[1])) throw new WalkFailed("the code says " + code);
            }
            case "central" -> {
                var pieces = what.split("\\s+");
                until("the centre holds " + what, () -> cases(pieces[0], pieces[1]), pieces[2]::equals);
            }
            case "files" -> until("the centre holds " + what + " files", this::files, what::equals);
            case "queued" -> until("queued " + what, () -> status("queued"), what::equals);
            case "finding" -> until("a finding of kind " + what, () -> status("findings"), t -> t.contains(what));
            case "no-finding" -> until("no finding any more", () -> status("findings"), "[]"::equals);
            case "swapped", "rolled-back" -> town.awaitSwap(DeviceClass.named(what), words[0], PATIENCE);
            case "no-residue" -> {
                var kept = residue.keptBy(town.kioskProcess(), town.folder());
                if (!kept.isEmpty())
                    throw new WalkFailed("the kiosk still holds of those who were here: " + String.join(", ", kept));
            }
            case "journal" -> {
                var problem = auditor.verify(town.data());
                boolean wantsSound = what.equals("verifies");
                if (wantsSound != problem.isEmpty())
                    throw new WalkFailed(wantsSound ? problem : "the journal still verifies");
            }
            default -> throw new WalkFailed("cannot expect '" + words[0] + "'");
        }
    }

    private String status(String key) {
        return JSON.readTree(town.kiosk("status")).path(key).toString();
    }

    private String files() throws InterruptedException {
        return JSON.readTree(town.central("GET", "/demo/files", ""))
                .path("files")
                .toString();
    }

    /// How many cases of an item the centre holds in a state, `any` for all states.
    private String cases(String service, String state) throws InterruptedException {
        var counts = JSON.readTree(town.central("GET", "/demo/cases", ""));
        int sum = 0;
        for (var count : counts.path(service).properties())
            if (state.equals("any") || count.getKey().equalsIgnoreCase(state))
                sum += count.getValue().asInt();
        return "" + sum;
    }

    private static String oneLine(String seen) {
        var line = seen.replaceAll("\\s*\n\\s*", " / ");
        return line.length() > 400 ? line.substring(0, 400) + "..." : line;
    }

    private interface Look {
        String see() throws InterruptedException;
    }

    private static void until(String what, Look look, java.util.function.Predicate<String> fits)
            throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var seen = look.see();
        while (!fits.test(seen)) {
            if (System.nanoTime() > end) throw new WalkFailed("expected that " + what + ", but saw: " + oneLine(seen));
            Thread.sleep(100);
            seen = look.see();
        }
    }
}
