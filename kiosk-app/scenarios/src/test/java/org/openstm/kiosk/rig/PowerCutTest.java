package org.openstm.kiosk.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;

/// The short form; the long one is `scripts/bench faults`.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PowerCutTest {
    @TempDir
    Path dir;

    @BeforeEach
    void look() {
        Needs.orSkip(PowerCuts.missing(dir));
    }

    @Test
    void power_cuts_lose_nothing_that_was_told_and_leave_whole_journals() throws Exception {
        long seed = Seeds.next();
        var found = PowerCuts.run(dir, TestTier.pick(6, 60), "sound", seed);
        System.out.println("rig: power cuts " + found);
        assertEquals(0, found.lost(), () -> Seeds.again(seed) + " " + found.words());
        assertEquals(0, found.corrupt(), () -> Seeds.again(seed) + " " + found.words());
        assertTrue(found.told() > TestTier.pick(20, 300), "only " + found.told() + " lines were told");
    }

    @Test
    void the_rig_finds_within_three_cuts_that_a_journal_does_not_wait_for_its_disk() throws Exception {
        long seed = Seeds.next();
        var found = PowerCuts.run(dir, 3, "normal", seed);
        System.out.println("rig: power cuts without waiting for the disk " + found);
        assertTrue(found.lost() > 0, () -> "this rig is blind: " + Seeds.again(seed));
    }
}
