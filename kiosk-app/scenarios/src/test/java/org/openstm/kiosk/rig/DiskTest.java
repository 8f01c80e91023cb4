package org.openstm.kiosk.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.Seeds;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
@LongTest(oneIn = 3)
class DiskTest {
    @TempDir
    Path dir;

    @Test
    void a_device_that_fails_takes_nothing_with_it_that_was_told() throws Exception {
        Needs.orSkip(FailingDisk.missing(dir));
        var found = FailingDisk.run(dir, 3);
        System.out.println("rig: failing disk " + found);
        assertTrue(found.troubles() >= 3, () -> found.toString());
    }

    @Test
    void an_old_copy_that_is_laid_back_and_a_file_that_is_cut_short_are_always_found() throws Exception {
        long seed = Seeds.next();
        var found = Damage.run(dir, 4, 60, seed);
        System.out.println("rig: damage " + found);
        assertEquals(4, found.found());
        assertEquals(60, found.seen(), () -> Seeds.again(seed));
    }
}
