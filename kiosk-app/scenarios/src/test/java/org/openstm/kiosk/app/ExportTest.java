package org.openstm.kiosk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.export.ExportFile;
import org.openstm.kiosk.central.export.ExportKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.process.ChildProcess;
import org.openstm.kiosk.reference.ReferenceCentral;
import tools.jackson.databind.json.JsonMapper;

/// A journal is carried to central: both ends as a person uses them.
class ExportTest {
    private static final String TERMINAL = "ST-0412-03";
    private static final String OTHER = "ST-0412-04";
    private static final CaseSubject YANG = new CaseSubject("杨䶮", "532901197211030043", "resident");

    /// Data that no file may hold in clear: the person, the answers, and values that are only in a
    /// receipt.
    private static final List<String> CANARIES =
            List.of("杨䶮", "532901197211030043", "canary-answer-7351", "canary-receipt-9920");

    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");

    @TempDir
    Path dir;

    private Path kiosk;
    private Path config;

    private record Said(int exit, String out, String err) {}

    private static Said stm(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Said(exit, out.toString(), err.toString());
    }

    /// A terminal enrolled at a central, with cases of a person, one of them answered.
    @BeforeEach
    void terminal() throws IOException {
        kiosk = dir.resolve("kiosk");
        config = Files.createDirectories(dir.resolve("config"));
        try (var central = ReferenceCentral.start(0, dir.resolve("central"), CLOCK, true)) {
            for (String who : List.of(TERMINAL, OTHER)) {
                var folder = who.equals(TERMINAL) ? kiosk : dir.resolve("other");
                try (var line = line(central, who, folder)) {
                    assertInstanceOf(CentralReply.Done.class, line.enrolTerminal());
                }
            }
            try (var demo = ExportTest.class.getResourceAsStream("/org/openstm/kiosk/demo/terminal.yaml")) {
                if (demo == null) throw new IllegalStateException("no terminal.yaml in the jar");
                var yaml = new String(demo.readAllBytes(), StandardCharsets.UTF_8)
                        .replaceAll("(?m)^central:.*$", "central: " + central.uri())
                        .replaceAll("(?m)^id:.*$", "id: " + TERMINAL);
                if (!yaml.contains("central: ")) yaml += "\ncentral: " + central.uri() + "\n";
                Files.writeString(config.resolve("terminal.yaml"), yaml);
            }
        }
        try (var journal = journal()) {
            for (int n = 0; n < 5; n++) {
                var made = journal.cases()
                        .recordIntent("t-" + n, "pension/life-proof", 1, "s", false, body("t-" + n), "ABCDEFGHJKLM");
                if (n > 0) continue;
                var sending = journal.cases().recordSending(made, "run").orElseThrow();
                assertTrue(journal.cases().recordAccepted(sending, receipt()).isPresent());
            }
        }
    }

    private static HttpCentralClient line(ReferenceCentral central, String who, Path folder) {
        return new HttpCentralClient(
                central.uri(),
                who,
                SigningKey.loadOrCreate(folder.resolve("terminal.key"), who),
                CentralPublicKeys.trustOnFirstUse(folder.resolve("central.keys")),
                HttpCentralClient.CallTimeouts.USUAL,
                CLOCK);
    }

    private Journal journal() {
        return Journal.open(kiosk, TERMINAL, FileKeyStore.openOrCreate(kiosk.resolve("journal.key")), CLOCK);
    }

    private static byte[] body(String txId) {
        return SubmissionCodec.toBytes(new CaseSubmission(
                txId,
                "pension/life-proof",
                1,
                YANG,
                new IdentityAssurance("L3", List.of("id-card")),
                Map.of("note", "canary-answer-7351"),
                CLOCK.instant(),
                TERMINAL,
                false));
    }

    private static byte[] receipt() {
        return "{\"note\":\"canary-receipt-9920\"}".getBytes(StandardCharsets.UTF_8);
    }

    private Said export(Path to) {
        return stm(
                "journal",
                "export",
                "--data",
                kiosk.toString(),
                "--config",
                config.toString(),
                "--to",
                to.toString(),
                "--by",
                "li",
                "--json");
    }

    private Said open(Path file, Path out) {
        return open(file, dir.resolve("central"), out);
    }

    private static Said open(Path file, Path central, Path out) {
        return stm("central", "export-open", file.toString(), "--data", central.toString(), "--out", out.toString());
    }

    /// One sentence, exit 1, nothing written.
    private void refused(Path file, String word) throws IOException {
        var out = dir.resolve("refused");
        var said = open(file, out);
        assertEquals(1, said.exit(), said.err());
        assertEquals(1, said.err().lines().count(), said.err());
        assertTrue(said.err().contains(word), said.err());
        try (var all = Files.list(dir)) {
            assertEquals(
                    List.of(), all.filter(f -> f.toString().contains("refused")).toList());
        }
    }

    private static void nobodyIn(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                for (var canary : CANARIES) assertFalse(text.contains(canary), file + " holds " + canary);
            }
        }
    }

    @Test
    void what_is_carried_away_is_opened_whole_at_central_and_stands_in_the_journal() throws IOException {
        var stick = Files.createDirectories(dir.resolve("stick"));
        var file = stick.resolve("journal.export");
        var said = export(file);
        assertEquals(0, said.exit(), said.err());
        var told = new JsonMapper().readTree(said.out());
        assertTrue(
                told.path("qr").asString().contains("head=" + told.path("head").asString()), said.out());
        nobodyIn(stick);
        nobodyIn(kiosk);
        assertFalse(Files.exists(kiosk.resolve("journal.db.copy")));

        var out = dir.resolve("opened");
        var opened = open(file, out);
        assertEquals(0, opened.exit(), opened.err());
        assertTrue(opened.out().contains(TERMINAL) && opened.out().contains("carried by li"), opened.out());
        assertEquals("", opened.err());
        var found = JournalFiles.verifyFile(
                out.resolve("journal.db"), FileKeyStore.openExisting(out.resolve("journal.key")));
        assertTrue(found.sound() && found.withKey(), found.toString());
        assertEquals(told.path("head").asString(), found.head());
        var cases = Files.readString(out.resolve("cases.ndjson"));
        assertEquals(5, cases.lines().count());
        for (var canary : CANARIES) assertTrue(cases.contains(canary), "central's due: " + canary);
        try (var one = Files.newDirectoryStream(dir, "opened.opening")) {
            assertFalse(one.iterator().hasNext());
        }

        var entries = new ArrayList<String>();
        JournalFiles.showEntries(
                kiosk.resolve("journal.db"), FileKeyStore.openExisting(kiosk.resolve("journal.key")), entries::add);
        var last = entries.getLast();
        assertTrue(
                last.contains("EXPORTED")
                        && last.contains("li")
                        && last.contains(told.path("sha256").asString()),
                last);
        assertTrue(last.contains(told.path("head").asString()), last);
        assertEquals(told.path("sha256").asString(), Sha256.digestHex(Files.readAllBytes(file)));
    }

    @Test
    void who_was_forgotten_is_not_carried_away() throws IOException {
        try (var journal = journal()) {
            var end = journal.chain().chainEnd();
            journal.chain().recordAnchor(new JournalAnchor(end.seq(), end.hash(), new byte[0]));
            var later = CLOCK.instant().plus(Duration.ofDays(31));
            assertEquals(
                    1,
                    journal.maintenance()
                            .applyRetention(later, Duration.ofDays(30), Duration.ofDays(180))
                            .shredded());
        }
        var file = dir.resolve("journal.export");
        assertEquals(0, export(file).exit());
        var opened = open(file, dir.resolve("opened"));
        assertEquals(0, opened.exit(), opened.err());
        var cases = Files.readAllLines(dir.resolve("opened").resolve("cases.ndjson"));
        assertEquals(5, cases.size());
        assertFalse(cases.getFirst().contains("request") || cases.getFirst().contains("receipt"), cases.getFirst());
        assertTrue(cases.getLast().contains("canary-answer-7351"), "who was not forgotten is there");
    }

    @Test
    void every_changed_byte_and_every_cut_is_refused() throws Exception {
        var file = dir.resolve("journal.export");
        assertEquals(0, export(file).exit());
        byte[] whole = Files.readAllBytes(file);
        long seed = Seeds.next();
        var random = new Random(seed);
        var central = ExportKey.loadExisting(dir.resolve("central").resolve("central-exports-key.json"));
        String jwk =
                SigningKey.loadExisting(kiosk.resolve("terminal.key"), TERMINAL).publicJwk();
        var payload = dir.resolve("payload");
        for (int n = 0; n < 250; n++) {
            byte[] spoilt = whole.clone();
            if (n % 2 == 0) {
                // the head, the signature, and anywhere
                int at = n % 8 == 0
                        ? random.nextInt(600)
                        : n % 8 == 2 ? whole.length - 1 - random.nextInt(300) : random.nextInt(whole.length);
                spoilt[at] ^= (byte) (1 << random.nextInt(8));
            } else {
                spoilt = Arrays.copyOf(whole, random.nextInt(whole.length));
            }
            Files.write(file, spoilt);
            assertThrows(
                    ExportFile.Refused.class,
                    () -> ExportFile.openExport(file, central, _ -> Optional.of(jwk), payload),
                    "seed " + seed + ", turn " + n);
            assertFalse(Files.exists(payload), "seed " + seed);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        refused(file, "cut off");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        refused(file, "not as " + TERMINAL + " signed it");
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        Files.write(file, flipped);
        refused(file, "not as " + TERMINAL + " signed it");
        Files.writeString(file, "a letter\n");
        refused(file, "no export");
    }

    @Test
    void another_central_and_a_foreign_hand_are_refused() throws IOException {
        var file = dir.resolve("journal.export");
        assertEquals(0, export(file).exit());
        var elsewhere = dir.resolve("elsewhere");
        ReferenceCentral.start(0, elsewhere, CLOCK, true).close();
        var unknown = open(file, elsewhere, dir.resolve("refused"));
        assertEquals(1, unknown.exit());
        assertTrue(unknown.err().contains("not registered at this central"), unknown.err());

        // a central that knows the terminal but has another key to open with
        Files.copy(dir.resolve("central").resolve("central.db"), dir.resolve("copied.db"));
        var key = dir.resolve("central").resolve("central-exports-key.json");
        var kept = Files.readString(key);
        Files.delete(key);
        ExportKey.loadOrCreate(key);
        refused(file, "another central");
        Files.writeString(key, kept);

        // another terminal of the same central signs in this one's name
        var foreign = dir.resolve("foreign.export");
        ExportFile.writeExport(
                foreign,
                new ExportFile.Content(
                        Map.of("terminal", TERMINAL, "seq", 1, "head", "x", "at", "x", "by", "x", "key", "x"),
                        "journal.db",
                        kiosk.resolve("journal.db")),
                CentralPublicKeys.of(kiosk.resolve("central.keys")),
                SigningKey.loadExisting(dir.resolve("other").resolve("terminal.key"), OTHER),
                CLOCK.instant());
        refused(foreign, "signed by " + OTHER + " and speaks of " + TERMINAL);
    }

    @Test
    void a_journal_that_was_changed_before_the_terminal_signed_it_is_refused() throws IOException {
        var file = dir.resolve("journal.db");
        try (var journal = journal();
                var copy = journal.maintenance().makeSnapshot()) {
            byte[] bytes = Files.readAllBytes(copy.file());
            int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("ABCDEFGHJKLM");
            bytes[at] ^= 1;
            Files.write(file, bytes);
            var export = dir.resolve("journal.export");
            var words = Map.of(
                    "terminal",
                    TERMINAL,
                    "seq",
                    copy.chainEnd().seq(),
                    "head",
                    copy.chainEnd().hash(),
                    "at",
                    "now",
                    "by",
                    "li",
                    "key",
                    copy.keyText());
            ExportFile.writeExport(
                    export,
                    new ExportFile.Content(words, "journal.db", file),
                    CentralPublicKeys.of(kiosk.resolve("central.keys")),
                    SigningKey.loadExisting(kiosk.resolve("terminal.key"), TERMINAL),
                    CLOCK.instant());
            refused(export, "does not hold from sequence");
        }
    }

    @Test
    void a_terminal_that_cannot_export_says_what_to_do() throws IOException {
        var taken = Files.writeString(dir.resolve("taken"), "x");
        assertTrue(export(taken).err().contains("is there already"));
        assertEquals("x", Files.readString(taken));
        assertTrue(export(dir.resolve("no").resolve("stick")).err().contains("is the medium there?"));
        Files.delete(kiosk.resolve("central.keys"));
        var unpaired = export(dir.resolve("journal.export"));
        assertEquals(1, unpaired.exit());
        assertTrue(unpaired.err().contains("pair it first"), unpaired.err());
        assertFalse(Files.exists(dir.resolve("journal.export.part")));
    }

    @Test
    void a_kill_in_the_middle_leaves_nobody_in_clear_and_the_next_start_removes_what_is_left() throws Exception {
        try (var journal = journal()) {
            byte[] large = Arrays.copyOf(body("large"), 120_000);
            for (int n = 0; n < 200; n++)
                journal.cases().recordIntent("l-" + n, "pension/life-proof", 1, "s", false, large, "ABCDEFGHJKLM");
        }
        var copy = kiosk.resolve("journal.db.copy");
        var stick = Files.createDirectories(dir.resolve("stick"));
        boolean caught = false;
        for (int tries = 0; tries < 5 && !caught; tries++) {
            Files.deleteIfExists(stick.resolve("journal.export"));
            try (var child = ChildProcess.start(
                    List.of("-XX:+UseSerialGC"),
                    List.of(
                            "journal",
                            "export",
                            "--data",
                            kiosk.toString(),
                            "--config",
                            config.toString(),
                            "--to",
                            stick.resolve("journal.export").toString(),
                            "--by",
                            "li"),
                    dir.resolve("export.log"))) {
                long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
                while (child.isAlive() && !begun(copy) && System.nanoTime() < end) Thread.sleep(1);
                child.kill();
            }
            caught = Files.exists(copy);
        }
        assertTrue(caught, Files.readString(dir.resolve("export.log")));
        nobodyIn(kiosk);
        nobodyIn(stick);
        journal().close();
        assertFalse(Files.exists(copy));
        assertTrue(JournalFiles.verifyFile(
                        kiosk.resolve("journal.db"), FileKeyStore.openExisting(kiosk.resolve("journal.key")))
                .sound());
        var again = export(stick.resolve("journal.export"));
        assertEquals(0, again.exit(), again.err());
        assertFalse(Files.exists(stick.resolve("journal.export.part")));
    }

    private static boolean begun(Path copy) throws IOException {
        return Files.exists(copy) && Files.size(copy) > 0;
    }
}
