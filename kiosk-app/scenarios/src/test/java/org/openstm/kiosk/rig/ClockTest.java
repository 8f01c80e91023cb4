package org.openstm.kiosk.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.dispatch.RetryPolicy;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.RigDoor;

/// The clock on the wall is set while a stored case waits for the line: by a wrong battery, by hand, by a time
/// server.
class ClockTest {
    private static final Instant TODAY = Instant.parse("2026-11-24T06:32:00Z");
    private static final Duration USUAL = Duration.ofDays(3);

    @TempDir
    Path dir;

    private Instant wall = TODAY;

    /// What a stored case came to that was taken at one time and tried at another.
    private CaseState waits(Instant taken, Instant tried, Duration oldest) throws Exception {
        Path kiosk = Files.createTempDirectory(dir, "kiosk");
        var random = new Random(Seeds.next());
        var stage = new Stage(random);
        var central = new SimulatedCentral(stage, random, new Ledger());
        var found = new ArrayList<CaseState>();
        stage.play(() -> {
            central.healed();
            central.down(Duration.ofMinutes(5));
            wall = taken;
            try (var journal = open(kiosk)) {
                journal.cases()
                        .recordIntent(
                                "t-2", "rig/item", 1, "s", true, "{}".getBytes(StandardCharsets.UTF_8), "ABCDEFGH2345");
                run(stage, journal, central, oldest, Duration.ofMinutes(1));
            }
            wall = tried;
            try (var journal = open(kiosk)) {
                run(stage, journal, central, oldest, Duration.ofMinutes(20));
                found.add(journal.cases().findCase("t-2").orElseThrow().state());
            }
        });
        assertEquals(
                "",
                JournalFiles.verifyFile(kiosk.resolve("journal.db"), null).why(),
                "entries stand in order of sequence");
        return found.getFirst();
    }

    private Journal open(Path kiosk) {
        var keys = FileKeyStore.openOrCreate(kiosk.resolve("journal.key"));
        return RigDoor.open(kiosk, "ST-CLOCK", keys, () -> wall, RigDoor.Disk.SOUND);
    }

    private static void run(Stage stage, Journal journal, SimulatedCentral central, Duration oldest, Duration lasts) {
        stage.nextLife();
        var pace = new RetryPolicy(stage, Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofMinutes(1), 60, 1);
        var dispatch =
                OutboxDispatcher.start(journal, central, pace, QueuePolicy.of(oldest, 60), "run-" + stage.steps());
        stage.pause(lasts);
        dispatch.close();
    }

    @Test
    void a_clock_that_is_set_makes_no_case_too_old_and_no_case_is_lost() throws Exception {
        var wrong = List.of(
                TODAY.minus(Duration.ofDays(400)),
                TODAY.plus(Duration.ofDays(3)),
                TODAY.plus(Duration.ofDays(400)),
                Instant.EPOCH,
                TODAY.minus(Duration.ofHours(1)));
        for (var clock : wrong) {
            assertEquals(CaseState.ACCEPTED, waits(clock, TODAY, USUAL), "taken at " + clock);
            assertEquals(CaseState.ACCEPTED, waits(TODAY, clock, USUAL), "tried at " + clock);
        }
    }

    @Test
    void a_case_that_is_too_old_by_every_clock_is_left_to_staff() throws Exception {
        var oldest = Duration.ofMillis(1);
        assertEquals(CaseState.DEAD_LETTER, waits(TODAY.minus(Duration.ofHours(1)), TODAY, oldest));
    }
}
