package org.openstm.device.driver.camera.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.Camera;
import org.openstm.device.Camera.Picture;
import org.openstm.device.Camera.Shot;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.Fault;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.host.Hosts;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.spi.DriverContext;

/// A capture program as a child process. A script replaces `v4l2-ctl` and acts by the name of the camera's node;
/// the pictures are recorded from the simulator.
@Timeout(60)
class CaptureTest {
    private static final String PROPERTY = "openstm.capture";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration BRIEF = Duration.ofMillis(900);
    private static final Shot ANY = new Shot(300, 200);

    @TempDir
    static Path folder;

    @BeforeAll
    static void program() throws Exception {
        var pictures = folder.resolve("pictures");
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.CAMERA, "tcp://127.0.0.1:0", folder);
                var line = LinkAddress.parse(sim.link()).open(org.openstm.device.link.Deadline.in(SOON));
                var file = Files.newOutputStream(pictures)) {
            sim.runControlLine("size 640 480");
            var bytes = new byte[1 << 16];
            for (int seen = 0; seen < 400_000; ) {
                int count = line.read(bytes, org.openstm.device.link.Deadline.in(SOON));
                file.write(bytes, 0, count);
                seen += count;
            }
        }
        var program = folder.resolve("capture");
        Files.writeString(program, """
                #!/bin/sh
                echo "$@" > %1$s/asked
                echo $$ >> %1$s/children
                case "$1" in
                *well) while cat %1$s/pictures; do sleep 0.3; done ;;
                *ends) echo "Cannot open device, exiting." >&2; exit 1 ;;
                *hangs) trap '' TERM PIPE HUP INT; exec sleep 1000 ;;
                *garbage) while head -c 20000 /dev/urandom; do sleep 0.05; done ;;
                *floods) exec cat /dev/zero ;;
                *talks) (while :; do echo complaint complaint complaint complaint complaint; done) >&2 & while cat %1$s/pictures; do sleep 0.3; done ;;
                esac
                """.formatted(folder));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        System.setProperty(PROPERTY, program.toString());
    }

    @AfterAll
    static void without() {
        System.clearProperty(PROPERTY);
    }

    private static DriverContext node(String name) throws IOException {
        var node = folder.resolve(name);
        if (!Files.exists(node)) Files.createFile(node);
        return new DriverContext(name, LinkAddress.parse("camera:" + node + "?width=640&height=480"));
    }

    private static Camera open(String name) throws Exception {
        return (Camera) new MjpegDriver().open(node(name));
    }

    private static Fault fault(Camera camera, Duration patience) throws InterruptedException {
        return assertInstanceOf(Picture.Failed.class, camera.take(ANY, patience))
                .fault();
    }

    /// Live child processes of this test.
    private static List<ProcessHandle> children() throws IOException {
        var file = folder.resolve("children");
        if (!Files.exists(file)) return List.of();
        return Files.readAllLines(file).stream()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .flatMap(one -> Stream.concat(Stream.of(one), one.descendants()))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private static void awaitNone() throws Exception {
        for (int i = 0; i < 200 && !children().isEmpty(); i++) Thread.sleep(20);
        assertEquals(List.of(), children().stream().map(ProcessHandle::info).toList(), "a child is left");
    }

    @Test
    void pictures_come_through_a_child_that_runs_only_while_somebody_looks() throws Exception {
        try (var camera = open("well")) {
            assertEquals(DeviceState.ONLINE, camera.status(SOON).state());
            assertEquals(List.of(), children(), "nobody looks yet");
            assertInstanceOf(Picture.Taken.class, camera.take(ANY, SOON));
            assertTrue(children().size() > 0);
            camera.clear();
            awaitNone();
            var asked = Files.readString(folder.resolve("asked"));
            assertEquals(
                    "--device=" + folder.resolve("well")
                            + " --set-fmt-video=width=640,height=480,pixelformat=MJPG --stream-mmap=3 --stream-to=-\n",
                    asked);
            assertInstanceOf(Picture.Taken.class, camera.take(ANY, SOON));
        }
        awaitNone();
    }

    @Test
    void a_child_that_ends_says_why_and_one_that_complains_all_the_time_is_heard() throws Exception {
        try (var camera = open("ends")) {
            var fault = fault(camera, SOON);
            assertEquals(LinkLost.CODE, fault.code());
            assertTrue(fault.detail().contains("Cannot open device"), fault::detail);
        }
        try (var camera = open("talks")) {
            assertInstanceOf(Picture.Taken.class, camera.take(ANY, SOON));
        }
        awaitNone();
    }

    @Test
    void a_child_that_hangs_or_writes_rubbish_is_told_and_does_not_stay() throws Exception {
        try (var camera = open("hangs")) {
            assertEquals("no-answer", fault(camera, BRIEF).code());
        }
        for (var rubbish : List.of("garbage", "floods"))
            try (var camera = open(rubbish)) {
                assertEquals(
                        "camera-not-mjpeg", fault(camera, Duration.ofSeconds(3)).code(), rubbish);
            }
        awaitNone();
    }

    @Test
    void a_camera_that_is_not_there_is_a_lost_line() throws Exception {
        var node = node("gone");
        Files.delete(folder.resolve("gone"));
        assertThrows(LinkLost.class, () -> new MjpegDriver().open(node));
        try (var camera = open("leaves")) {
            Files.delete(folder.resolve("leaves"));
            assertEquals(DeviceState.NO_DEVICE, camera.status(SOON).state());
            assertEquals(LinkLost.CODE, fault(camera, BRIEF).code());
        }
    }

    @Test
    void a_machine_without_the_program_says_so() throws Exception {
        var before = System.setProperty(PROPERTY, "/nowhere/v4l2-ctl");
        try (var camera = open("well")) {
            var status = camera.status(SOON);
            assertEquals(DeviceState.HARDWARE_ERROR, status.state());
            assertEquals("capture-program-missing", status.faults().getFirst().code());
            assertEquals("capture-program-missing", fault(camera, BRIEF).code());
        } finally {
            System.setProperty(PROPERTY, String.valueOf(before));
        }
    }

    /// SIGKILL leaves no time to clean up: the kernel does it, also for a child that writes nothing and so never
    /// notices its broken pipe.
    @Test
    void a_child_dies_with_whoever_began_it() throws Exception {
        var settings = ShortLived.hosts().withJavaOption("-D" + PROPERTY + "=" + System.getProperty(PROPERTY));
        var camera = (Camera)
                Hosts.driver(DeviceClass.CAMERA, "mjpeg", List.of(), settings).open(node("hangs"));
        try (camera) {
            var taking = Thread.ofPlatform().start(() -> {
                try {
                    var _ = camera.take(ANY, SOON);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
            for (int i = 0; i < 400 && children().isEmpty(); i++) Thread.sleep(20);
            assertTrue(children().size() > 0, "the child never began");
            org.openstm.device.contract.Children.kill("hangs");
            taking.join();
            awaitNone();
        }
    }
}
