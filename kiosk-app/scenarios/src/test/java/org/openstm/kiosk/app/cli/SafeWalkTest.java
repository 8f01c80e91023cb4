package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openstm.device.contract.LongTest;
import org.openstm.kiosk.app.Main;
import org.openstm.kiosk.rig.Quick;
import org.openstm.kiosk.scenario.WalkLauncher;
import org.openstm.kiosk.walk.TestBed;
import org.openstm.kiosk.walk.TestBedConfig;
import org.openstm.kiosk.walk.WalkScript;
import tools.jackson.databind.json.JsonMapper;

/// The main walk over TLS, through real processes, and the journal of that day carried to
/// central.
@LongTest(oneIn = 3)
class SafeWalkTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String ROAD = """
            tap start
            tap theme/pension
            tap item/pension/life-proof
            tap begin
            tap consent
            tap agree
            lay li-xiulan
            expect screen person-check
            tap by-match
            expect screen check
            lift
            tap confirm
            expect screen accepted
            tap print
            expect papers 1
            """;

    @Test
    void a_case_goes_over_tls_and_a_running_kiosk_exports_its_journal() throws IOException, InterruptedException {
        var folder = Path.of("target", "walks", "safe");
        FolderCleaner.removeFolder(folder);
        try (var town = new TestBed(folder, Quick.town(), false, TestBedConfig.NEW.withTls())) {
            town.open();
            WalkLauncher.newRunner(town, _ -> {}).runScenario(WalkScript.parse("safe.walk", ROAD));
            assertTrue(Files.readString(folder.resolve("config/terminal.yaml")).contains("central: https://"));
            assertTrue(Files.exists(town.dataFolder().resolve("terminal.pem")));
            var status = JSON.readTree(town.sendToKiosk("status"));
            assertTrue(status.path("lineUp").asBoolean() && !status.has("lineTrouble"), status.toString());
            assertStatusIsTold(town.dataFolder());

            var file = folder.resolve("journal.export");
            int exit = Main.commandLine()
                    .execute(
                            "journal",
                            "export",
                            "--data",
                            town.dataFolder().toString(),
                            "--to",
                            file.toString(),
                            "--by",
                            "li");
            assertEquals(0, exit);
            assertFalse(Files.exists(town.dataFolder().resolve("journal.db.copy")));
            var out = folder.resolve("opened");
            int opened = Main.commandLine()
                    .execute(
                            "central",
                            "export-open",
                            file.toString(),
                            "--data",
                            folder.resolve("central").toString(),
                            "--out",
                            out.toString());
            assertEquals(0, opened);
            assertTrue(Files.readString(out.resolve("cases.ndjson")).contains("ACCEPTED"));
            int again = Main.commandLine()
                    .execute(
                            "journal",
                            "export",
                            "--data",
                            town.dataFolder().toString(),
                            "--to",
                            file.toString(),
                            "--by",
                            "li");
            assertEquals(1, again, "the file is there already, says the kiosk");
        }
    }

    /// The status as staff and as programs request it.
    private static void assertStatusIsTold(Path data) {
        var out = new StringWriter();
        var err = new StringWriter();
        var stm = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        assertEquals(ExitCodes.DONE, stm.execute("status", "--data", data.toString()), err::toString);
        for (var part : List.of("lineUp: true", "\njournal:\n", "\n  disk: works\n", "\ndevices:\n", "findings:"))
            assertTrue(out.toString().contains(part), out::toString);
        assertEquals("", err.toString());
        out.getBuffer().setLength(0);
        assertEquals(ExitCodes.DONE, stm.execute("status", "--json", "--data", data.toString()), err::toString);
        assertEquals(
                "works",
                JSON.readTree(out.toString()).path("journal").path("disk").asString());
    }
}
