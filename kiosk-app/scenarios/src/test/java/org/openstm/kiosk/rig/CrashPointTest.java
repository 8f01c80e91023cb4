package org.openstm.kiosk.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;

class CrashPointTest {
    @TempDir
    Path dir;

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void points_of_handing_in_hit_by_four_faults_at_first_and_again_break_nothing() throws Exception {
        Needs.orSkip(CrashPoints.missing(dir));
        long seed = Seeds.next();
        var found = CrashPoints.run(dir, TestTier.pick(4, 1), seed);
        System.out.println("rig: crash points " + found);
        assertEquals(List.of(), found.words(), () -> Seeds.again(seed));
        assertEquals(TestTier.pick(32, 128), found.held());
        // a quarter of the cells are I/O errors, of three looks each
        assertEquals(found.cells() * 3 / 2, found.struck(), () -> Seeds.again(seed));
    }
}
