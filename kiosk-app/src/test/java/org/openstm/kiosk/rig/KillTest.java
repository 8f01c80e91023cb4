package org.openstm.kiosk.rig;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;

class KillTest {
    @TempDir
    Path dir;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void two_hundred_killed_terminals_lose_no_promise_and_make_no_second_case_or_paper() throws Exception {
        long seed = Seeds.next();
        System.out.println("rig: kills, seed " + seed);
        var found = Kills.run(dir, 50, 6, seed);
        System.out.println("rig: " + found);
        assertTrue(found.accepted() > 200, found + ", seed " + seed);
        assertTrue(found.papers() > 5, found + ", seed " + seed);
    }
}
