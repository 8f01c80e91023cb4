package org.openstm.kiosk.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;

class EveryByteTest {
    @TempDir
    Path dir;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void a_line_cut_at_any_byte_of_handing_in_never_gives_two_cases_and_never_loses_one() throws Exception {
        long seed = Seeds.next();
        var found = EveryByte.run(dir, TestTier.pick(8, 1), seed);
        System.out.println("rig: every byte " + found);
        assertTrue(found.length() > 800, () -> found.toString());
        assertEquals(found.cuts(), found.accepted(), () -> Seeds.again(seed) + ": each citizen hears of the one case");
    }
}
