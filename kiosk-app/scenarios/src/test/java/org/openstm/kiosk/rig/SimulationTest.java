package org.openstm.kiosk.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;

/// The short form; the long one is `scripts/bench faults`.
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class SimulationTest {
    /// Each of them must strike in a play of thousands of cases.
    private static final Set<String> KINDS = Stream.concat(
                    Stream.of(
                            "clock set",
                            "central down",
                            "died while writing",
                            "disk failed",
                            "print failed",
                            "print unknown",
                            "terminal died"),
                    Stream.of(SimulatedCentral.Trouble.values()).map(trouble -> "line " + trouble))
            .collect(Collectors.toUnmodifiableSet());

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
        assertTrue(found.stuck() <= cases / 100, found + ", seed " + seed);
        assertEquals(KINDS, found.struck().keySet(), "kinds of faults that struck, seed " + seed);
        assertTrue(found.lives() > cases * 3 / 200, found + ", seed " + seed);
        for (var end : List.of("PAY_CONFIRMED", "PAY_REVERSED", "PAY_MANUAL"))
            assertTrue(found.money().getOrDefault(end, 0) > cases / 2_500, found + ", seed " + seed);
    }

    @Test
    void the_same_seed_gives_the_same_play_and_another_another() throws Exception {
        long seed = Seeds.next();
        var first = Simulation.run(dir, 300, seed);
        assertEquals(first, Simulation.run(dir, 300, seed), "seed " + seed);
        assertNotEquals(first.trace(), Simulation.run(dir, 300, seed + 1).trace());
    }

    @ParameterizedTest
    @CsvSource({"SENT_BEFORE_STORED, I3", "TOLD_BEFORE_COMMITTED, I1", "SECOND_PAPER, I5"})
    void a_terminal_with_this_flaw_breaks_its_invariant(Flaw flaw, String invariant) throws Exception {
        long seed = Seeds.next();
        var found = Simulation.runFlawed(dir, 6_000, flaw, seed);
        System.out.println("rig: self-test of the simulation, " + flaw + ": " + found);
        assertTrue(found.planted() > 0, () -> "the flaw was never made, " + Seeds.again(seed));
        assertTrue(!found.struck().isEmpty(), () -> "no fault struck, " + Seeds.again(seed));
        assertTrue(found.broken().contains(invariant + " "), () -> flaw + " is not found, " + Seeds.again(seed));
    }
}
