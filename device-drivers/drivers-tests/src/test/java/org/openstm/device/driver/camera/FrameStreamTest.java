package org.openstm.device.driver.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.spi.DriverContext;

@Timeout(60)
class FrameStreamTest {
    @TempDir
    Path folder;

    /// Otherwise a caller that takes longer than the interval of pictures would never finish.
    @Test
    void a_deadline_that_is_over_ends_it_even_where_the_next_picture_is_there_already() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.CAMERA, "tcp://127.0.0.1:0", folder);
                var footage = FrameStream.of(new DriverContext("camera", LinkAddress.parse(sim.link())))) {
            sim.runControlLine("size 64 64");
            var soon = Deadline.in(Duration.ofSeconds(20));
            var first = footage.awaitFrameAfter(0, soon).orElseThrow();
            while (footage.newestNumber() == first.number()) Thread.sleep(5);
            assertEquals(Optional.empty(), footage.awaitFrameAfter(first.number(), Deadline.inMillis(0)));
            var newer = footage.awaitFrameAfter(first.number(), soon).orElseThrow();
            assertTrue(newer.number() > first.number());
        }
    }
}
