package org.openstm.kiosk.rig;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;

class KillTest {
    @TempDir
    Path dir;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void killed_terminals_lose_no_promise_and_make_no_second_case_or_paper() throws Exception {
        long seed = Seeds.next();
        System.out.println("rig: kills, seed " + seed);
        var found = Kills.run(dir, TestTier.pick(8, 50), TestTier.pick(31, 201), TestTier.pick(1, 6), seed);
        System.out.println("rig: " + found);
        assertTrue(found.accepted() > TestTier.pick(30, 200), found + ", seed " + seed);
        assertTrue(found.papers() > TestTier.pick(0, 5), found + ", seed " + seed);
    }
}
