package org.openstm.device.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstm.device.DeviceClass;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.contract.Children;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.spi.DriverContext;

/// Hosts leave nothing behind, and the device manager recovers when one is killed.
@Timeout(180)
@LongTest(oneIn = 2)
class HostEndTest {
    @TempDir
    Path folder;

    /// A separate kiosk for the test that kills it.
    static final class Kiosk {
        private Kiosk() {}

        public static void main(String[] how) throws Exception {
            var open = how[0].equals("children") ? "&open=children" : "";
            var link = LinkAddress.parse("tcp://nowhere:1?how=spin" + open);
            var device = (IdCardReader)
                    Hosts.driver(DeviceClass.ID_CARD_READER, "trouble", List.of(), HostSettings.standard())
                            .open(new DriverContext("orphan", link));
            System.out.println(Children.only("orphan").pid());
            if (how[0].equals("busy")) device.read(Duration.ofMinutes(5));
            Thread.sleep(Duration.ofMinutes(5));
        }
    }

    private static Process start(Class<?> main, String... words) throws IOException {
        var command = new ArrayList<>(List.of(
                HostSettings.standard().java().toString(),
                "-Xmx64m",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
        command.addAll(ShortLived.javaWithHosts("host-end"));
        command.add(main.getName());
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle", "busy"})
    void a_host_does_not_outlive_its_kiosk_even_when_its_driver_hangs(String how) throws Exception {
        var kiosk = start(Kiosk.class, how);
        try (BufferedReader out = kiosk.inputReader(StandardCharsets.US_ASCII)) {
            var host = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            Thread.sleep(500);
            kiosk.destroyForcibly().waitFor();
            host.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    /// Helper processes of a host, in any session or group.
    private static List<ProcessHandle> helpers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.matches(".*sleep 471[12]"))
                        .isPresent())
                .toList();
    }

    private static void awaitHelpers(int many) throws InterruptedException {
        for (int i = 0; i < 400 && helpers().size() != many; i++) Thread.sleep(25);
        assertEquals(many, helpers().size());
    }

    @Test
    void what_a_host_started_ends_with_it_however_it_ends() throws Exception {
        for (var how : List.of("closed", "killed", "hung")) {
            var link = "tcp://nowhere:1?open=children" + (how.equals("hung") ? "&how=spin" : "");
            var device =
                    (IdCardReader) Hosts.driver(DeviceClass.ID_CARD_READER, "trouble", List.of(), ShortLived.hosts())
                            .open(new DriverContext("parent", LinkAddress.parse(link)));
            awaitHelpers(2);
            if (how.equals("killed")) Children.kill("parent");
            if (how.equals("hung")) device.read(Duration.ofMillis(10));
            if (how.equals("closed")) device.close();
            awaitHelpers(0);
            device.close();
        }
    }

    /// With nothing of the host in its environment, session or parents.
    @Test
    void in_a_control_group_not_even_a_fugitive_is_left() throws Exception {
        var probe = new ProcessBuilder("sleep", "60").start();
        var group = ControlGroup.createFor(probe.pid(), "probe");
        probe.destroyForcibly().waitFor();
        assumeTrue(group.isPresent(), "no cgroup v2 in which this user may make a group");
        for (int i = 0; i < 200 && !group.get().removeIfEmpty(); i++) Thread.sleep(10);
        var device = Hosts.driver(DeviceClass.ID_CARD_READER, "trouble", List.of(), ShortLived.hosts())
                .open(new DriverContext("fugitive", LinkAddress.parse("tcp://nowhere:1?open=fugitive")));
        awaitHelpers(2);
        device.close();
        awaitHelpers(0);
    }

    @Test
    void what_a_host_started_ends_with_the_kiosk_that_is_killed() throws Exception {
        var kiosk = start(Kiosk.class, "children");
        try (BufferedReader out = kiosk.inputReader(StandardCharsets.US_ASCII)) {
            assertTrue(Long.parseLong(out.readLine()) > 0);
            awaitHelpers(2);
            kiosk.destroyForcibly().waitFor();
            awaitHelpers(0);
        }
    }

    /// Opens and ends hosts in a process of its own, where nothing else opens descriptors.
    static final class Cycles {
        private Cycles() {}

        public static void main(String[] none) throws Exception {
            cycle(0);
            cycle(1);
            long before = settledDescriptors();
            for (int i = 0; i < 25; i++) cycle(i);
            for (int i = 0; i < 100 && threads() > 0; i++) Thread.sleep(50);
            long files;
            try (var left = Files.list(HostSettings.standard().folder())) {
                files = left.filter(path -> path.getFileName().toString().startsWith("host-cycle-"))
                        .count();
            }
            long children = ProcessHandle.current().children().count();
            System.out.println(settledDescriptors() - before + " " + threads() + " " + files + " " + children);
        }

        private static void cycle(int number) throws Exception {
            var reader = (IdCardReader)
                    Hosts.driver(DeviceClass.ID_CARD_READER, "trouble", List.of(), HostSettings.standard())
                            .open(new DriverContext("cycle", LinkAddress.parse("tcp://nowhere:1")));
            if (number % 2 == 0) Children.kill("cycle");
            else reader.read(Duration.ofMillis(10));
            reader.close();
            Children.awaitNone("cycle");
        }

        /// A host that has ended gives its descriptors back a moment later, on a busy machine several: the count
        /// counts once it has stayed the same for half a second.
        private static long settledDescriptors() throws Exception {
            long last = descriptors();
            for (int same = 0, i = 0; same < 10 && i < 600; i++) {
                Thread.sleep(50);
                long now = descriptors();
                same = now == last ? same + 1 : 0;
                last = now;
            }
            return last;
        }

        private static long descriptors() throws Exception {
            try (var open = Files.list(Path.of("/proc/self/fd"))) {
                return open.count();
            }
        }

        private static long threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("host cycle"))
                    .count();
        }
    }

    @Test
    void twenty_five_hosts_leave_no_descriptor_no_thread_no_file_and_no_process() throws Exception {
        var cycles = start(Cycles.class);
        try (BufferedReader out = cycles.inputReader(StandardCharsets.US_ASCII)) {
            assertEquals("0 0 0 0", out.readLine());
        }
        assertEquals(0, cycles.waitFor());
    }

    @Test
    void a_desk_heals_when_the_host_of_a_device_is_killed() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder)) {
            var entry = new DeviceEntry(
                    "desk-host", DeviceClass.ID_CARD_READER, "samv-hosted", LinkAddress.parse(sim.link()));
            try (var desk = DeviceManager.open(List.of(entry), Duration.ofMillis(200))) {
                var reader = desk.findPort(IdCardReader.class).orElseThrow();
                for (var citizen : List.of("li-xiulan", "zhao-wei", "john-smith")) {
                    for (int i = 0; i < 200 && Children.of("desk-host").isEmpty(); i++) Thread.sleep(50);
                    Children.kill("desk-host");
                    Reading reading = new Reading.NoCard();
                    sim.runControlLine("lay " + citizen);
                    for (int i = 0; i < 3 && !(reading instanceof Reading.Card); i++)
                        reading = reader.read(Duration.ofSeconds(10));
                    assertTrue(reading instanceof Reading.Card, reading::toString);
                    sim.runControlLine("lift");
                }
            }
            Children.awaitNone("desk-host");
        }
    }
}
