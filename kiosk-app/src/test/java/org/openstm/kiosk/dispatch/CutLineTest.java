package org.openstm.kiosk.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.dispatch.Dispatch.Fate;
import org.openstm.kiosk.journal.Journal;

/// A line of bytes between kiosk and central that breaks in the middle of handing in.
class CutLineTest {
    @TempDir
    Path dir;

    @Test
    void a_line_cut_anywhere_in_a_submit_never_gives_two_cases_and_never_loses_one() throws InterruptedException {
        try (var town = new Town(dir, Duration.ofMinutes(5))) {
            town.line();
            assertInstanceOf(Fate.Accepted.class, submit(town, "whole", Duration.ofSeconds(20)));
            int length = town.exchangeLength();
            assertTrue(length > 800, "the exchange has " + length + " bytes");
            int cases = 2;
            // prime steps, so that over the run every part of both directions is hit: line, headers, body, receipt
            for (int at = 0; at < length + 40; at += 41) {
                String txId = "cut-" + at;
                town.freshLine();
                town.cutEverythingAfter(at);
                Fate told = submit(town, txId, Duration.ofMillis(50));
                town.cutNothing();
                if (!(told instanceof Fate.NotSent)) {
                    assertInstanceOf(
                            Fate.Accepted.class, town.dispatch().await(txId, Duration.ofSeconds(20)), "cut at " + at);
                    cases++;
                }
                assertEquals(Map.of("pension/life-proof", Map.of("ACCEPTED", cases)), town.cases(), "cut at " + at);
            }
            assertTrue(cases > 10, cases + " cases");
            assertEquals(0, town.journal().unsettled().size());
            town.stopKiosk();
            assertTrue(
                    Journal.verify(town.kioskDir().resolve("journal.db"), null).sound());
        }
    }

    private static Fate submit(Town town, String txId, Duration patience) throws InterruptedException {
        town.intend(town.journal(), txId, "pension/life-proof", Town.LI_XIULAN, false, Map.of("again", "yes"));
        return town.dispatch().submit(txId, patience);
    }
}
