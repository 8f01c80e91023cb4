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
import org.openstm.kiosk.process.CommandFailedException;
import tools.jackson.databind.json.JsonMapper;

/// Runs the steps of a walk against a test bed in order; the first failure ends it.
public final class ScenarioRunner {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern CODE = Pattern.compile("(?<!\\d)(\\d{6})(?!\\d)");
    private static final Pattern ON_PHONE = Pattern.compile("<code>([^<]+)</code>");
    private static final JsonMapper JSON = new JsonMapper();
    private final TestBed testBed;
    private final Path shots;
    private final JournalAuditor auditor;
    private final StaffPhone staffPhone;
    private final InstantSource clock;
    private final Consumer<String> log;
    private final ResidueCheck residue = new ResidueCheck();
    private Duration ahead = Duration.ZERO;
    private final Set<String> usedCodes = new HashSet<>();
    private final Set<String> readCodes = new HashSet<>();
    private int shot;
    private String halfDone = "";
    private String brought = "";
    private String onPhone = "";

    /// Verifies a journal file from outside the kiosk.
    public interface JournalAuditor {
        /// @return empty when the file verifies, else what is wrong
        String verifyJournal(Path dataFolder);
    }

    /// A simulated officer of the branch, with one-use codes from a phone.
    public interface StaffPhone {
        /// Staff number.
        String officerNumber();

        String oneUseCode(java.time.Instant now);
    }

    public ScenarioRunner(
            TestBed testBed,
            Path shots,
            JournalAuditor auditor,
            StaffPhone staffPhone,
            InstantSource clock,
            Consumer<String> log) {
        this.testBed = testBed;
        this.shots = shots;
        this.auditor = auditor;
        this.staffPhone = staffPhone;
        this.clock = clock;
        this.log = log;
    }

    /// @throws CommandFailedException naming file, line and reason
    public void runScenario(WalkScript script) throws InterruptedException {
        for (var line : script.lines()) {
            log.accept(script.name() + ":" + line.number() + "  " + line.word() + " " + line.rest());
            try {
                runStep(line);
            } catch (CommandFailedException failed) {
                throw new CommandFailedException(script.name() + ": line " + line.number() + " (" + line.word() + " "
                        + line.rest() + "): " + failed.getMessage());
            }
        }
        var swaps = testBed.swaps().swapMillis().stream().sorted().toList();
        if (!swaps.isEmpty())
            log.accept("swaps: " + swaps.size() + ", median " + swaps.get(swaps.size() / 2) + " ms, slowest "
                    + swaps.getLast() + " ms");
    }

    private void runStep(WalkScript.ScriptLine line) throws InterruptedException {
        var rest = line.rest();
        switch (line.word()) {
            case "lay" -> {
                testBed.devices().sendToDevice(DeviceClass.ID_CARD_READER, "lay " + rest);
                residue.recordCard(testBed.devices().sendToDevice(DeviceClass.ID_CARD_READER, "printed"));
            }
            case "lift" -> testBed.devices().sendToDevice(DeviceClass.ID_CARD_READER, "lift");
            case "insert" -> testBed.devices().sendToDevice(DeviceClass.CHIP_CARD_READER, "insert " + rest);
            case "pull" -> testBed.devices().sendToDevice(DeviceClass.CHIP_CARD_READER, "pull");
            case "show" -> showCode(resolveCode(rest));
            case "take" -> takeUpCase(rest);
            case "bring" -> bringCase(rest);
            case "app" -> showLoginCode(rest);
            case "phone" -> typeKeys(readSmsCode(rest));
            case "pay" -> answerPayment(rest);
            case "staff-code" -> typeStaffCode();
            case "tap" -> testBed.sendToKiosk("tap " + rest);
            case "knock" -> {
                for (int times = 0; times < 5; times++) testBed.sendToKiosk("tap mark");
            }
            case "type" -> {
                residue.recordTyping(rest);
                typeKeys(rest);
            }
            case "sign" -> testBed.sendToKiosk("sign");
            case "stroke" -> testBed.sendToKiosk("stroke " + rest);
            case "fault" -> injectFault(rest);
            case "install" -> testBed.installBundle(Path.of(rest));
            case "plug" -> plugDevice(rest);
            case "stick" -> insertStick(rest);
            case "swap" -> swapDevice(rest);
            case "kill" -> killProcess(rest);
            case "start" -> startProcess(rest);
            case "outage" -> startOutage(rest);
            case "central" -> startOutage("all " + rest);
            case "wait" -> Thread.sleep(Duration.ofMillis((long) (Double.parseDouble(rest) * 1000)));
            case "time" -> {
                testBed.sendToKiosk("time " + rest);
                ahead = ahead.plusSeconds(Long.parseLong(rest.replace("+", "")));
            }
            case "expect" -> checkExpectation(rest);
            case "shot" -> takeScreenshot(rest);
            case "flip" -> corruptJournal();
            default -> throw new CommandFailedException("unknown step");
        }
    }

    /// Shows the code again when nothing happens for a while, as a person does. The terminal rightly ignores
    /// a code that was shown while it was still resetting after the last citizen.
    private void showCode(String code) throws InterruptedException {
        var before = testBed.sendToKiosk("screen");
        for (int times = 0; times < 3; times++) {
            testBed.devices().sendToDevice(DeviceClass.BARCODE_READER, "show " + code);
            for (int look = 0; look < 40; look++) {
                if (!testBed.sendToKiosk("screen").equals(before)) return;
                Thread.sleep(100);
            }
        }
    }

    private void typeKeys(String keys) {
        for (int i = 0; i < keys.length(); i++) testBed.sendToKiosk("tap key/" + keys.charAt(i));
    }

    /// `paper N` shows the code on the Nth slip that came out; other text is shown as given.
    private String resolveCode(String what) {
        return what.startsWith("paper ")
                ? readQrCode(slipImage(Integer.parseInt(what.substring(6).strip())))
                : what;
    }

    /// `NUMBER`, or `NUMBER paper N`: the phone of this citizen reads the code on the screen or on
    /// the Nth slip, and resumes the transferred case.
    private void takeUpCase(String rest) throws InterruptedException {
        var words = rest.split("\\s+", 2);
        halfDone = words.length > 1 ? resolveCode(words[1]) : codeOnScreen();
        var page = testBed.demoCentral().postToTransferPage(halfDone, "take=" + words[0]);
        if (!page.contains("give"))
            throw new CommandFailedException(
                    "the phone shows: " + page.replaceAll("<[^>]*>", " ").strip());
    }

    /// `NUMBER`: the phone transfers its case to a terminal, and shows the code
    /// to this one; without a number it shows the last code again.
    private void bringCase(String number) throws InterruptedException {
        if (number.isEmpty()) {
            showCode(brought);
            return;
        }
        var code = ON_PHONE.matcher(testBed.demoCentral().postToTransferPage(halfDone, "give=" + number));
        if (!code.find()) throw new CommandFailedException("the phone shows no code");
        brought = code.group(1);
        showCode(brought);
    }

    /// As [#codeOnPhone]; without a number the phone shows the last code again.
    private void showLoginCode(String rest) throws InterruptedException {
        if (!rest.isEmpty()) onPhone = codeOnPhone(rest);
        showCode(onPhone);
    }

    /// `NUMBER` or `NUMBER WAY`: a citizen's phone shows a login code.
    public String codeOnPhone(String rest) throws InterruptedException {
        var words = rest.split("\\s+");
        var page = testBed.demoCentral()
                .callDemoEndpoint("POST", "/phone/" + words[0], "acr=" + (words.length > 1 ? words[1] : "real-name"));
        var code = ON_PHONE.matcher(page);
        if (!code.find()) throw new CommandFailedException("the phone shows no code");
        return code.group(1);
    }

    private Path slipImage(int number) {
        var papers = testBed.devices().printedPapers(DeviceClass.RECEIPT_PRINTER);
        if (papers.size() < number) throw new CommandFailedException("only " + papers.size() + " slips came out");
        return papers.get(number - 1);
    }

    private static String readQrCode(Path paper) {
        if (CodeImageReader.readCode(paper) instanceof Scan.Code(var text, var _)) return text;
        throw new CommandFailedException("no QR code can be read on " + paper);
    }

    /// Waits for an unread message code to this number.
    private String readSmsCode(String mobile) throws InterruptedException {
        var number = mobile.replace(" ", "");
        for (int i = 0; i < 100; i++) {
            for (var message : testBed.demoCentral().smsMessages(number)) {
                var found = CODE.matcher(message);
                // the previous one is still on the phone
                if (found.find() && readCodes.add(message)) return found.group(1);
            }
            Thread.sleep(100);
        }
        throw new CommandFailedException("no code was sent to " + number);
    }

    /// A phone scans the payment code on the screen and opens its address; `refuse` refuses there.
    private void answerPayment(String rest) throws InterruptedException {
        if (!rest.isEmpty() && !rest.equals("refuse")) throw new CommandFailedException("pay, or pay refuse");
        testBed.demoCentral().answerPaymentPage(codeOnScreen(), "answer=" + (rest.isEmpty() ? "pay" : "refuse"));
    }

    /// The code on the terminal's screen now.
    public String codeOnScreen() throws InterruptedException {
        var picture = shots.resolve("glass.png").toAbsolutePath();
        for (int look = 0; look < 50; look++) {
            testBed.sendToKiosk("shot " + picture);
            // one decoding attempt may fail on a perfect picture; a phone tries repeatedly
            if (CodeImageReader.readCode(picture) instanceof Scan.Code(var text, var _)) return text;
            Thread.sleep(100);
        }
        throw new CommandFailedException("no code can be read on the screen: " + picture);
    }

    private void injectFault(String rest) {
        var words = rest.split(" ", 2);
        testBed.devices().sendToDevice(DeviceClass.named(words[0]), words[1]);
    }

    /// `CLASS`, `CLASS DRIVER` or `CLASS DRIVER LINK`; `{port}` in the link is the port of the current
    /// device.
    private void swapDevice(String rest) {
        var words = rest.split("\\s+");
        var which = DeviceClass.named(words[0]);
        if (words.length > 2) testBed.swaps().swapDevice(which, words[1], words[2]);
        else if (words.length > 1) testBed.swaps().swapDevice(which, words[1]);
        else testBed.swaps().swapDevice(which);
    }

    /// `CLASS NAME`: connects another device of this class to a serial port of that name; later steps
    /// refer to it. `CLASS`: connects the previous one again.
    private void plugDevice(String rest) {
        var words = rest.split("\\s+");
        var which = DeviceClass.named(words[0]);
        if (words.length > 1) testBed.devices().plugDevice(which, words[1]);
        else testBed.devices().plugBack(which);
    }

    /// `VERSION` or `VERSION forged`: a stick holds the driver of the demonstration's vendor.
    private void insertStick(String rest) {
        var words = rest.split("\\s+");
        testBed.files().insertStick(words[0], words.length > 1);
    }

    private void killProcess(String who) throws InterruptedException {
        if (who.equals("kiosk")) testBed.killKiosk();
        else testBed.killCentral();
    }

    private void startProcess(String who) throws InterruptedException {
        if (who.equals("kiosk")) testBed.startKiosk();
        else testBed.startCentral();
    }

    /// `SYSTEM MODE [SECONDS]`
    private void startOutage(String rest) throws InterruptedException {
        var words = rest.split("\\s+");
        testBed.demoCentral().setOutage(words[0], words[1], words.length > 2 ? Integer.parseInt(words[2]) : 3600);
    }

    /// The check of a person asks for the officer's number, too; the staff login has asked for it before.
    private void typeStaffCode() {
        boolean person = testBed.sendToKiosk("screen").equals("staff-code");
        typeKeys(person ? staffPhone.officerNumber() + nextStaffCode() : nextStaffCode());
    }

    /// A valid code that was not used before; the codes of the adjacent time steps are valid as well.
    private String nextStaffCode() {
        for (int seconds : new int[] {0, 30, -30}) {
            var code = staffPhone.oneUseCode(clock.instant().plus(ahead).plusSeconds(seconds));
            if (usedCodes.add(code)) return code;
        }
        throw new CommandFailedException("three codes were used within a minute: wait half a minute");
    }

    /// Number and one-use code as typed from the officer's phone.
    public String staffCodeOnPhone() {
        return staffPhone.officerNumber() + " "
                + staffPhone.oneUseCode(clock.instant().plus(ahead));
    }

    /// @param number index of the slip that came out, from 1
    public String codeOnSlip(int number) {
        return readQrCode(slipImage(number));
    }

    private void takeScreenshot(String name) {
        shot++;
        var file = shots.resolve(String.format(java.util.Locale.ROOT, "%02d-%s.png", shot, name));
        testBed.sendToKiosk("shot " + file.toAbsolutePath());
    }

    /// Flips one bit of a case's row in the journal file, as a failing disk would. The kiosk must not be
    /// running.
    private void corruptJournal() {
        var file = testBed.dataFolder().resolve("journal.db");
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = database.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException problem) {
            throw new CommandFailedException("the journal cannot be opened: " + problem.getMessage());
        }
        try (var journal = new RandomAccessFile(file.toFile(), "rw")) {
            var bytes = new byte[(int) journal.length()];
            journal.readFully(bytes);
            int at = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("pension/");
            if (at < 0) throw new CommandFailedException("the journal holds no case");
            journal.seek(at);
            journal.write(bytes[at] ^ 1);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void checkExpectation(String rest) throws InterruptedException {
        var words = rest.split("\\s+", 2);
        var what = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "screen" -> awaitMatch("screen is " + what, () -> testBed.sendToKiosk("screen"), what::equals);
            case "text" ->
                awaitMatch("the screen says '" + what + "'", () -> testBed.sendToKiosk("text"), t -> t.contains(what));
            case "no-text" ->
                awaitMatch(
                        "the screen does not say '" + what + "'",
                        () -> testBed.sendToKiosk("text"),
                        t -> !t.contains(what));
            case "papers" ->
                awaitMatch(
                        what + " slips came out",
                        () -> ""
                                + testBed.devices()
                                        .printedPapers(DeviceClass.RECEIPT_PRINTER)
                                        .size(),
                        what::equals);
            case "documents" ->
                awaitMatch(
                        what + " pages came out",
                        () -> ""
                                + testBed.devices()
                                        .printedPapers(DeviceClass.DOCUMENT_PRINTER)
                                        .size(),
                        what::equals);
            case "code" -> {
                var pieces = what.split("\\s+", 2);
                var code = readQrCode(slipImage(Integer.parseInt(pieces[0])));
                if (!code.matches(pieces[1])) throw new CommandFailedException("the code says " + code);
            }
            case "central" -> {
                var pieces = what.split("\\s+");
                awaitMatch("central holds " + what, () -> caseCount(pieces[0], pieces[1]), pieces[2]::equals);
            }
            case "files" -> awaitMatch("central holds " + what + " files", this::storedFileCount, what::equals);
            case "queued" -> awaitMatch("queued " + what, () -> statusValue("queued"), what::equals);
            case "finding" ->
                awaitMatch("a finding of kind " + what, () -> statusValue("findings"), t -> t.contains(what));
            case "no-finding" -> awaitMatch("no finding any more", () -> statusValue("findings"), "[]"::equals);
            case "swapped", "rolled-back" -> testBed.swaps().awaitSwap(DeviceClass.named(what), words[0], PATIENCE);
            case "no-residue" -> {
                var kept = residue.findResidue(testBed.kioskProcess(), testBed.folder());
                if (!kept.isEmpty())
                    throw new CommandFailedException(
                            "the kiosk's memory still holds personal data: " + String.join(", ", kept));
            }
            case "journal" -> {
                var problem = auditor.verifyJournal(testBed.dataFolder());
                boolean wantsSound = what.equals("verifies");
                if (wantsSound != problem.isEmpty())
                    throw new CommandFailedException(wantsSound ? problem : "the journal still verifies");
            }
            default -> throw new CommandFailedException("cannot expect '" + words[0] + "'");
        }
    }

    private String statusValue(String key) {
        return JSON.readTree(testBed.sendToKiosk("status")).path(key).toString();
    }

    private String storedFileCount() throws InterruptedException {
        return JSON.readTree(testBed.demoCentral().callDemoEndpoint("GET", "/demo/files", ""))
                .path("files")
                .toString();
    }

    /// Number of cases of an item in a state at central, `any` for all states.
    private String caseCount(String service, String state) throws InterruptedException {
        var counts = JSON.readTree(testBed.demoCentral().callDemoEndpoint("GET", "/demo/cases", ""));
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

    private interface Observation {
        String observeState() throws InterruptedException;
    }

    private static void awaitMatch(String what, Observation look, java.util.function.Predicate<String> fits)
            throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var seen = look.observeState();
        while (!fits.test(seen)) {
            if (System.nanoTime() > end)
                throw new CommandFailedException("expected that " + what + ", but saw: " + oneLine(seen));
            Thread.sleep(100);
            seen = look.observeState();
        }
    }
}
