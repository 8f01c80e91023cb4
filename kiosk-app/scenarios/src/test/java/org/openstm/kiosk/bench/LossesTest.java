package org.openstm.kiosk.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.LongTest;

/// Five of each kind, thirty in all. The long form is `scripts/bench devices`.
@LongTest
class LossesTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void devices_that_are_lost_heal_tell_the_truth_and_leave_nothing() throws Exception {
        var lines = Losses.run(5, folder);
        lines.forEach(System.out::println);
        assertEquals("left nothing", lines.getLast());
    }
}
