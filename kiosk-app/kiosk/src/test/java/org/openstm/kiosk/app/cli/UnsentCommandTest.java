package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.app.Main;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalLocation;
import org.openstm.kiosk.journal.crypto.FileKeyStore;

/// `stm journal unsent`, whose exit code decides whether a purge deletes a terminal's data.
class UnsentCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private Path data;
    private Path config;

    @BeforeEach
    void lay_out_a_terminal() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        config = Files.createDirectory(folder.resolve("config"));
        var page = Files.readString(Repository.path("kiosk-app/docs/terminal-settings.md"));
        var settings = page.substring(page.indexOf("# terminal.yaml\nid:"), page.indexOf("demo: false"));
        Files.writeString(config.resolve("terminal.yaml"), settings.replaceAll("(?m)^(centralCa|secondCopy): .*$", ""));
    }

    private int ask(String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var words = new String[] {"journal", "unsent", "--config", config.toString(), "--data", data.toString()};
        var all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    /// @param accepted whether central has the case
    private void journalWithACase(boolean accepted) throws IOException {
        var keys = FileKeyStore.openOrCreate(data.resolve("journal.key"));
        try (var journal = Journal.open(JournalLocation.inFolder(data), "ST-0412-03", keys, InstantSource.system())) {
            var request = "{}".getBytes(StandardCharsets.UTF_8);
            var made =
                    journal.cases().recordIntent("t-1", "pension/life-proof", 3, "s-1", true, request, "ABCDEFGH2345");
            var sending = journal.cases().recordSending(made, "run-1").orElseThrow();
            if (accepted)
                assertTrue(
                        journal.cases().recordAccepted(sending, new byte[] {1}).isPresent());
        }
    }

    @Test
    void a_data_folder_without_a_journal_holds_nothing_whatever_the_settings_are() throws IOException {
        Files.createDirectory(data.resolve(".java")); // of the page that says that it cannot start
        Files.writeString(config.resolve("terminal.yaml"), "id:\n");
        assertEquals(ExitCodes.DONE, ask(), err::toString);
        assertEquals("nothing is unsent\n", out.toString());
        Files.createFile(data.resolve("stored.copy"));
        assertEquals(ExitCodes.FAILED, ask());
    }

    @Test
    void a_case_that_central_does_not_have_is_told_and_exit_1() throws IOException {
        journalWithACase(false);
        assertEquals(ExitCodes.FAILED, ask(), err::toString);
        assertEquals("unsent: cases 1, payments 0, messages 0\n", out.toString());
        assertEquals(ExitCodes.FAILED, ask("--json"), err::toString);
        assertEquals("{\"cases\":1,\"messages\":0,\"payments\":0}\n", out.toString());
    }

    @Test
    void a_case_that_central_has_is_nothing_unsent() throws IOException {
        journalWithACase(true);
        assertEquals(ExitCodes.DONE, ask(), err::toString);
    }

    @Test
    void settings_that_cannot_be_read_leave_a_doubt() throws IOException {
        journalWithACase(true);
        Files.writeString(config.resolve("terminal.yaml"), "id:\n");
        assertEquals(ExitCodes.FAILED, ask());
        assertTrue(err.toString().startsWith("stm: "), err::toString);
        assertEquals("", out.toString());
    }
}
