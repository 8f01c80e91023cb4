package org.openstm.kiosk.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.reference.access.PostgresServer;

/// The short form of the bench `fleet`.
@LongTest
class FleetTest {
    private static final double LONGEST = 120;

    @TempDir
    Path dir;

    @Test
    void two_hundred_terminals_come_back_to_two_instances_on_postgres() throws Exception {
        long seed = Seeds.next();
        judge(Fleet.onPostgres(dir, 200, PostgresServer.emptyDatabase(), seed).run(2), seed);
    }

    @Test
    void fifty_terminals_come_back_to_the_embedded_database() throws Exception {
        long seed = Seeds.next();
        judge(Fleet.embedded(dir, 50, seed).run(1), seed);
    }

    private static void judge(Fleet.Outcome outcome, long seed) {
        System.out.println(outcome.words());
        assertEquals(0, outcome.lost(), outcome.words() + ", seed " + seed);
        assertEquals(0, outcome.doubled(), outcome.words() + ", seed " + seed);
        assertTrue(outcome.seconds() < LONGEST, outcome.words());
    }
}
