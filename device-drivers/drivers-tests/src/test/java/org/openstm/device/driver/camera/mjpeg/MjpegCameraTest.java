package org.openstm.device.driver.camera.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.Camera;
import org.openstm.device.Camera.Picture;
import org.openstm.device.Camera.Shot;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.HealthLevel;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.host.Hosts;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

/// Every fault of a camera or its scene is reported precisely.
@Timeout(60)
@LongTest(oneIn = 5)
class MjpegCameraTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration BRIEF = Duration.ofSeconds(2);
    private static final Shot ANY = new Shot(300, 200);

    @TempDir
    Path folder;

    private DeviceSimulator sim;
    private Camera camera;

    @BeforeEach
    void open() throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.CAMERA, "tcp://127.0.0.1:0", folder);
        say("size 640 480");
        camera = (Camera) new MjpegDriver().open(new DriverContext("camera", LinkAddress.parse(sim.link())));
    }

    @AfterEach
    void close() {
        camera.close();
        sim.close();
    }

    private void say(String words) {
        assertEquals("ok", sim.runControlLine(words), words);
    }

    private String fault(Duration patience) throws InterruptedException {
        return assertInstanceOf(Picture.Failed.class, camera.take(ANY, patience))
                .fault()
                .code();
    }

    @Test
    void each_trouble_before_the_lens_is_a_word_of_its_own_and_a_picture_comes_when_it_is_over() throws Exception {
        var troubles = Map.of(
                "black", Picture.TooDark.class,
                "sun", Picture.TooBright.class,
                "blurred", Picture.TooBlurred.class);
        for (var scene : List.of("paper", "face")) {
            say(scene);
            say("well");
            assertInstanceOf(Picture.Taken.class, camera.take(ANY, SOON), scene);
            for (var trouble : troubles.entrySet()) {
                say(trouble.getKey());
                assertInstanceOf(
                        trouble.getValue(), camera.take(ANY, Duration.ofSeconds(2)), scene + " " + trouble.getKey());
            }
        }
    }

    /// After movement or a change of light, waiting gives a picture.
    @Test
    void what_is_over_within_the_patience_is_waited_for() throws Exception {
        say("blurred");
        var healing = Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(900);
                sim.runControlLine("well");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        assertInstanceOf(Picture.Taken.class, camera.take(ANY, SOON));
        healing.join();
    }

    @Test
    void an_old_picture_that_is_shown_again_and_again_is_no_picture_of_now() throws Exception {
        assertInstanceOf(Picture.Taken.class, camera.take(ANY, SOON));
        say("freeze");
        Thread.sleep(1000);
        assertEquals("camera-frozen", fault(BRIEF));
        say("well");
        assertInstanceOf(Picture.Taken.class, camera.take(ANY, SOON));
    }

    @Test
    void pictures_that_break_off_cost_time_and_no_truth() throws Exception {
        say("cut");
        assertInstanceOf(Picture.Taken.class, camera.take(ANY, SOON));
    }

    @Test
    void what_is_no_picture_is_told_by_picture_and_by_status() throws Exception {
        for (var fault : List.of("garbage", "endless", "lying")) {
            say(fault);
            assertEquals("camera-not-mjpeg", fault(BRIEF), fault);
            camera.clear();
            say("well");
        }
        say("silent");
        assertEquals("no-answer", fault(BRIEF));
        camera.clear();
        assertEquals(DeviceState.UNKNOWN, camera.status(BRIEF).state());
        say("garbage");
        assertEquals(DeviceState.HARDWARE_ERROR, camera.status(BRIEF).state());
        say("well");
        assertEquals(DeviceState.ONLINE, camera.status(SOON).state());
    }

    /// No picture of the previous citizen is left for the next.
    @Test
    void after_a_clear_nobody_looks_and_the_last_picture_is_gone() throws Exception {
        assertInstanceOf(Picture.Taken.class, camera.take(ANY, SOON));
        camera.clear();
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().equals("camera camera")),
                "somebody still looks");
        say("silent");
        assertEquals("no-answer", fault(BRIEF));
    }

    @Test
    void a_check_takes_a_picture_and_with_a_person_wants_a_page() throws Exception {
        say("empty");
        assertTrue(camera.checkHealth(HealthLevel.EXTERNAL, BRIEF).healthy(), "a camera over an empty tray is well");
        assertFalse(camera.checkHealth(HealthLevel.INTERACTIVE, BRIEF).healthy(), "nobody laid a page down");
        say("black");
        assertFalse(camera.checkHealth(HealthLevel.EXTERNAL, BRIEF).healthy(), "something lies on the lens");
        say("well");
        say("paper");
        assertTrue(camera.checkHealth(HealthLevel.INTERACTIVE, SOON).healthy());
    }

    @Test
    void a_picture_comes_through_a_host() throws Exception {
        say("size 1600 1200");
        var hosted = (Camera) Hosts.driver(DeviceClass.CAMERA, "mjpeg", List.of(), ShortLived.hosts())
                .open(new DriverContext("large", LinkAddress.parse(sim.link())));
        try (hosted) {
            var picture = assertInstanceOf(Picture.Taken.class, hosted.take(new Shot(1600, 1200), SOON));
            assertTrue(picture.jpeg().length > 100_000, picture::toString);
            assertEquals(new Picture.TooSmall(1600, 1200), hosted.take(new Shot(4000, 3000), SOON));
        }
    }
}
