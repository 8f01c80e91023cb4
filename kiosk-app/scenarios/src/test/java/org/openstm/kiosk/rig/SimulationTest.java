package org.openstm.kiosk.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;

/// The short form; the long one is `scripts/bench faults`.
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class SimulationTest {
    @TempDir
    Path dir;

    @Test
    void thousands_of_cases_in_a_world_of_faults_break_nothing() throws Exception {
        long seed = Seeds.next();
        int cases = TestTier.pick(2_500, 20_000);
        System.out.println("rig: simulation, seed " + seed);
        var found = Simulation.run(dir, cases, seed);
        System.out.println("rig: " + found);
        assertEquals(cases, found.cases());
        assertTrue(found.faults() > cases / 2, found + ", seed " + seed);
        assertTrue(found.lives() > cases * 3 / 200, found + ", seed " + seed);
        for (var end : List.of("PAY_CONFIRMED", "PAY_REVERSED", "PAY_MANUAL"))
            assertTrue(found.money().getOrDefault(end, 0) > cases / 1_000, found + ", seed " + seed);
    }

    @Test
    void the_same_seed_gives_the_same_play_and_another_another() throws Exception {
        long seed = Seeds.next();
        var first = Simulation.run(dir, 300, seed);
        assertEquals(first, Simulation.run(dir, 300, seed), "seed " + seed);
        assertNotEquals(first.trace(), Simulation.run(dir, 300, seed + 1).trace());
    }
}
