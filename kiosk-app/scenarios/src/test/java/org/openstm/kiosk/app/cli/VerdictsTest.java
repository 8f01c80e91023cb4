package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.app.Main;
import org.openstm.kiosk.central.crypto.DocumentSeal;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.staff.service.AuditLog;
import picocli.CommandLine;

/// The verdict of a command that checks something is its answer: it stands on standard output, whatever it is.
class VerdictsTest {
    /// `device check` prints the devices, [DeviceCommandsTest]; an export is opened in `ExportTest`.
    private static final Set<String> CHECKING =
            Set.of("catalog check", "document verify", "device check", "journal verify", "staff audit");

    private static final String MARK = "ABCDEFGHJKLM";

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Locale before = Locale.getDefault();

    @BeforeEach
    void in_english() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void as_before() {
        Locale.setDefault(before);
    }

    private void assertVerdict(int exit, String verdict, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        int ended = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        var line = String.join(" ", arguments);
        assertEquals(exit, ended, line + ": " + out + err);
        assertTrue(out.toString().contains(verdict), line + ": on standard output: " + out);
        assertEquals("", err.toString(), line);
    }

    @Test
    void every_command_that_checks_something_stands_in_the_list() {
        var found = new TreeSet<String>();
        collect("", Main.commandLine(), found);
        assertEquals(new TreeSet<>(CHECKING), found);
    }

    private static void collect(String before, CommandLine command, Set<String> found) {
        if (before.matches(".* (check|verify|audit)")) found.add(before.strip());
        command.getSubcommands().forEach((name, below) -> collect(before + " " + name, below, found));
    }

    @Test
    void a_catalogue_is_sound_or_has_mistakes() throws IOException {
        var services = dir.resolve("services");
        Files.createDirectories(services.resolve("assistance"));
        assertVerdict(ExitCodes.DONE, " items, no mistake\n", "catalog", "check", services.toString());
        Files.createFile(services.resolve("assistance/empty.yaml"));
        assertVerdict(ExitCodes.FAILED, "the file is empty", "catalog", "check", services.toString());
        assertTrue(out.toString().endsWith(" items, 1 mistake\n"), out::toString);
    }

    @Test
    void a_journal_is_sound_or_invalid() throws IOException {
        var clock = InstantSource.fixed(Instant.parse("2026-11-24T06:32:00Z"));
        try (var journal =
                Journal.open(dir, "ST-0412-03", FileKeyStore.openOrCreate(dir.resolve("journal.key")), clock)) {
            journal.cases().recordIntent("t-1", "pension/life-proof", 1, "s", false, new byte[200], MARK);
        }
        var file = dir.resolve("journal.db");
        assertVerdict(ExitCodes.DONE, "sound: ", "journal", "verify", "--file", file.toString());
        assertTrue(out.toString().contains("never countersigned"), out::toString);
        byte[] bytes = Files.readAllBytes(file);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf(MARK)] ^= 1;
        Files.write(file, bytes);
        assertVerdict(ExitCodes.FAILED, "invalid from sequence ", "journal", "verify", "--file", file.toString());
    }

    @Test
    void a_document_is_sealed_or_not() throws IOException {
        var key = SigningKey.loadOrCreate(dir.resolve("central-key.json"), "central");
        var keys = dir.resolve("central.keys");
        Files.writeString(keys, "{\"keys\":[" + key.publicJwk() + "]}");
        var document = dir.resolve("certificate.pdf");
        byte[] sealed = DocumentSeal.sealDocument("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), key);
        Files.write(document, sealed);
        var arguments = List.of("document", "verify", document.toString(), "--trust", keys.toString());
        assertVerdict(ExitCodes.DONE, "sealed by central, unchanged\n", arguments.toArray(String[]::new));
        sealed[1] ^= 1;
        Files.write(document, sealed);
        assertVerdict(ExitCodes.FAILED, "not sealed by central, or changed\n", arguments.toArray(String[]::new));
    }

    @Test
    void an_audit_log_is_empty_whole_or_changed() throws IOException {
        var file = dir.resolve("audit.log");
        try (var log = AuditLog.open(file)) {
            assertVerdict(
                    ExitCodes.DONE, file + ": there are no entries yet\n", "staff", "audit", "--file", file.toString());
            log.writeLine(Instant.parse("2026-11-24T06:32:00Z"), "0417", "login", "");
            log.writeLine(Instant.parse("2026-11-24T06:33:00Z"), "0417", "reprint", "SF1");
        }
        assertVerdict(ExitCodes.DONE, "reprint", "staff", "audit", "--file", file.toString());
        assertEquals(2, out.toString().lines().count(), out::toString);
        Files.writeString(file, Files.readString(file).replace("reprint", "Reprint"));
        assertVerdict(
                ExitCodes.FAILED, "from here on nothing can be believed", "staff", "audit", "--file", file.toString());
    }

    /// A program reads the JSON from standard output; people who run it see the verdict as before.
    @Test
    void json_is_alone_on_standard_output() throws IOException {
        try (var journal = Journal.open(
                dir, "ST-0412-03", FileKeyStore.openOrCreate(dir.resolve("journal.key")), InstantSource.system())) {
            journal.notes().addNote("word", "one");
        }
        int exit = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        "journal",
                        "verify",
                        "--json",
                        "--file",
                        dir.resolve("journal.db").toString());
        assertEquals(ExitCodes.DONE, exit, err::toString);
        assertEquals(1, out.toString().lines().count(), out::toString);
        assertTrue(out.toString().startsWith("{"), out::toString);
        assertTrue(err.toString().startsWith("sound: "), err::toString);
    }
}
