package org.openstm.kiosk.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.RigDoor;

/// I7: a central that answers and does not decide.
class UnknownTest {
    @TempDir
    Path dir;

    private static List<String> open(Journal journal) {
        return journal.findings().openFindings().stream()
                .map(note -> note.kind() + " " + note.txId())
                .toList();
    }

    @Test
    void a_case_that_is_unknown_for_a_quarter_of_an_hour_is_told_to_staff_once_and_ends_all_the_same()
            throws Exception {
        var random = new Random(Seeds.next());
        var stage = new Stage(random);
        var central = new SimulatedCentral(stage, random, new Ledger());
        central.healed();
        central.undecided(true);
        var told = new ArrayList<List<String>>();
        var ends = new ArrayList<CaseState>();
        var keys = FileKeyStore.openOrCreate(dir.resolve("journal.key"));
        stage.play(() -> {
            try (var journal = RigDoor.open(dir, "ST-CLOCK", keys, stage::now, RigDoor.Disk.SOUND)) {
                journal.cases()
                        .recordIntent(
                                "t-2", "rig/item", 1, "s", true, "{}".getBytes(StandardCharsets.UTF_8), "ABCDEFGH2345");
                stage.nextLife();
                var pace = new RetryPolicy(
                        stage, Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofMinutes(1), 60, 1);
                try (var _ =
                        OutboxDispatcher.start(journal, central, pace, QueuePolicy.of(Duration.ofDays(3), 60), "run")) {
                    stage.pause(Duration.ofMinutes(14));
                    told.add(open(journal));
                    stage.pause(Duration.ofMinutes(3));
                    told.add(open(journal));
                    stage.pause(Duration.ofHours(2));
                    told.add(open(journal));
                    central.undecided(false);
                    stage.pause(Duration.ofMinutes(10));
                    ends.add(journal.cases().findCase("t-2").orElseThrow().state());
                }
            }
        });
        assertEquals(List.of(List.of(), List.of("unknown-long t-2"), List.of("unknown-long t-2")), told);
        assertEquals(List.of(CaseState.ACCEPTED), ends);
    }
}
