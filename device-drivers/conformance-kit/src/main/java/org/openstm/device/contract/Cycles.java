package org.openstm.device.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceEntry.Isolation;
import org.openstm.device.spi.DriverContext;

/// Opens, queries and closes a device repeatedly, in a process of its own, and counts leaks: threads, descriptors
/// (sockets, pipes, terminals) and child processes.
public final class Cycles {
    private static final Duration ASKING = Duration.ofSeconds(3);
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private static final long STARTING = 100;
    private static final long SLOWEST_CYCLE = 5;

    /// Resources loaded permanently at the first use are no leak. A hosted driver loads them in its host.
    private static final int WARM_UP = 3;

    /// The JDK keeps the threads that wait for children for another minute; the children themselves are counted.
    private static final String REAPER = "process reaper";

    private record Held(int threads, long descriptors, long children) {
        static Held now() throws IOException {
            return new Held(
                    (int) Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> !thread.getName().equals(REAPER))
                            .count(),
                    descriptorsNow(),
                    ProcessHandle.current().children().count());
        }

        private static long descriptorsNow() throws IOException {
            try (var open = Files.list(Path.of("/proc/self/fd"))) {
                return open.filter(Held::isLine).count();
            }
        }

        private static boolean isLine(Path descriptor) {
            try {
                var target = Files.readSymbolicLink(descriptor).toString();
                return !target.startsWith("/") || target.startsWith("/dev/");
            } catch (IOException _) {
                // the descriptor for listing the folder
                return false;
            }
        }

        boolean within(Held other) {
            return threads <= other.threads && descriptors <= other.descriptors && children <= other.children;
        }
    }

    private Cycles() {}

    /// @param words output file of the process
    /// @return the leaks, or empty
    static String leftAfter(DeviceClass deviceClass, Rig rig, int cycles, Path words) throws Exception {
        var child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Cycles.class.getName(),
                        deviceClass.text(),
                        rig.driver().name(),
                        rig.link().toString(),
                        rig.hosted() ? "PROCESS" : "INSIDE",
                        Integer.toString(cycles)))
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        try {
            if (!child.waitFor(STARTING + cycles * SLOWEST_CYCLE, TimeUnit.SECONDS)) return "it hangs";
            return child.exitValue() == 0 ? "" : Files.readString(words);
        } finally {
            child.destroyForcibly();
        }
    }

    /// @param words device class, driver, link, isolation, count
    public static void main(String[] words) throws Exception {
        var entry = new DeviceEntry(
                "cycles",
                DeviceClass.named(words[0]),
                words[1],
                LinkAddress.parse(words[2]),
                Isolation.valueOf(words[3]));
        openFirst(entry);
        cycle(entry, entry.isHosted() ? 1 : WARM_UP);
        var before = settled(new Held(0, 0, 0), Duration.ofMillis(300));
        cycle(entry, Integer.parseInt(words[4]));
        var after = settled(before, SETTLING);
        if (after.within(before)) return;
        System.out.println("left over after " + words[4] + " cycles: " + after + ", before: " + before + "; threads "
                + Thread.getAllStackTraces().keySet());
        System.exit(1);
    }

    /// Later openings must succeed at once.
    private static void openFirst(DeviceEntry entry) throws Exception {
        var driver = new BuiltInDrivers(ShortLived.hosts()).driverFor(entry);
        PatientOpening.openDevice(driver, new DriverContext(entry.id(), entry.link()))
                .close();
    }

    private static void cycle(DeviceEntry entry, int times) throws Exception {
        var driver = new BuiltInDrivers(ShortLived.hosts()).driverFor(entry);
        for (int i = 0; i < times; i++)
            try (var device = driver.open(new DriverContext(entry.id(), entry.link()))) {
                var status = device.status(ASKING);
                if (!status.usable()) throw new IllegalStateException("not usable in cycle " + i + ": " + status);
            }
    }

    private static Held settled(Held wanted, Duration patience) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        var now = Held.now();
        while (!now.within(wanted) && System.nanoTime() - end < 0) {
            Thread.sleep(50);
            now = Held.now();
        }
        return now;
    }
}
