package org.openstm.kiosk.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;

/// The rigs find the mistakes that they are there for.
@Timeout(600)
class RigSelfTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({
        "SENT_BEFORE_STORED, BEFORE_INTENT",
        "TOLD_BEFORE_COMMITTED, BEFORE_INTENT",
        "SECOND_PAPER, BEFORE_PRINT_ENDED"
    })
    void a_terminal_with_this_flaw_breaks_an_invariant_when_it_is_killed(Flaw flaw, Point point) throws Exception {
        var found = CrashPoints.killFlawed(dir, point, flaw);
        System.out.println("rig: self-test " + flaw + " " + found);
        assertTrue(found.struck() > 0, "nothing was killed");
        assertEquals(0, found.held(), "the rig does not find " + flaw + " at " + point);
    }

    @LongTest(oneIn = 3)
    @ParameterizedTest
    @MethodSource("flaws")
    void kills_at_any_moment_find_a_terminal_with_this_flaw(Flaw flaw) {
        long seed = Seeds.next();
        var found = assertThrows(AssertionError.class, () -> Kills.runFlawed(dir, flaw, seed), "not found: " + flaw);
        System.out.println("rig: self-test of the kills, " + flaw + ": " + found.getMessage());
    }

    /// One by turns in the short run: finding one takes up to a minute.
    static List<Flaw> flaws() {
        return TestTier.turns(
                Stream.of(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList());
    }

    @ParameterizedTest
    @CsvSource({"BEFORE_INTENT", "BEFORE_PRINT_ENDED"})
    void a_terminal_without_a_flaw_breaks_none(Point point) throws Exception {
        assertEquals(List.of(), CrashPoints.killFlawed(dir, point, Flaw.NONE).words());
    }
}
