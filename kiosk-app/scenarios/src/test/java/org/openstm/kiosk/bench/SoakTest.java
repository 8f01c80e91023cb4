package org.openstm.kiosk.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.LongTest;

/// The first visits of the soak; `scripts/bench soak` makes a hundred.
@Timeout(300)
@LongTest
class SoakTest {
    private static final int VISITS = 4;

    @TempDir
    Path dir;

    @Test
    void visits_neither_fill_the_memory_with_pictures_nor_stop_it_for_collections() throws Exception {
        var soaked = SoakBench.soak(dir, VISITS, List.of());
        System.out.println("soak: " + soaked);
        assertTrue(soaked.pixelMegabytes() <= 128, soaked::toString);
        assertTrue(soaked.largest() <= 800, soaked::toString);
        assertTrue(soaked.fullPerLaterVisit() <= 1, soaked::toString);
    }
}
