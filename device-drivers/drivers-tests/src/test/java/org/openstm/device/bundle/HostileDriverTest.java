package org.openstm.device.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.host.Hosts;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.spi.DriverContext;

/// The counter-check to the attacks that `scripts/debian/try` makes on a terminal: the same driver as a child process,
/// which is not confined, gets what it wants. An attack that fails everywhere would prove nothing.
@Timeout(120)
class HostileDriverTest {
    private static final Path SOURCES =
            Path.of("src/test/resources/hostile-driver").toAbsolutePath();
    private static final String SERVICE = "META-INF/services/org.openstm.device.spi.Driver";

    @TempDir
    Path folder;

    private Process victim;

    @BeforeEach
    void start() throws Exception {
        victim = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void end() {
        victim.destroyForcibly();
    }

    private HealthReport attack(String name, int port) throws Exception {
        var resources = new TreeMap<String, byte[]>();
        resources.put(
                SERVICE,
                Files.readAllBytes(SOURCES.resolve("src/main/resources").resolve(SERVICE)));
        var jar = Files.write(
                folder.resolve("mallet.jar"),
                new Workshop(folder).jar(SOURCES.resolve("src/main/java"), UnaryOperator.identity(), resources));
        var link = LinkAddress.parse(
                "serial:/dev/null?attack=" + name + "&kiosk=" + victim.pid() + "&port=" + port + "&node=/dev/zero");
        try (var device = Hosts.driver(DeviceClass.LIGHTS, "mallet", List.of(jar), ShortLived.hosts())
                .open(new DriverContext("hostile-1", link))) {
            return device.checkHealth(HealthLevel.INTERNAL, Duration.ofSeconds(30));
        }
    }

    private static boolean isRefused(HealthReport report, String step) {
        return report.steps().stream()
                .filter(one -> one.name().equals(step))
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.toString()))
                .passed();
    }

    @Test
    void where_it_is_not_confined_a_hostile_driver_uses_the_network() throws Exception {
        try (var server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            var report = attack("network", server.getLocalPort());
            assertFalse(isRefused(report, "connect by TCP"), report::toString);
            assertFalse(isRefused(report, "listen on TCP"), report::toString);
            assertFalse(isRefused(report, "send by UDP"), report::toString);
        }
    }

    @Test
    void where_it_is_not_confined_a_hostile_driver_kills_another_process() throws Exception {
        var report = attack("processes", 1);
        assertFalse(isRefused(report, "see other processes"), report::toString);
        assertFalse(isRefused(report, "kill the kiosk"), report::toString);
        assertTrue(victim.waitFor(10, TimeUnit.SECONDS));
    }

    @Test
    void where_it_is_not_confined_a_hostile_driver_opens_another_node() throws Exception {
        var report = attack("nodes", 1);
        assertTrue(isRefused(report, "open its own node"), "that step passes when it is open: " + report);
        assertFalse(isRefused(report, "open /dev/zero"), report::toString);
    }

    @Test
    void its_manifest_and_report_are_those_of_a_bundle() throws Exception {
        var bundle = folder.resolve("pack");
        Files.createDirectories(bundle.resolve("lib"));
        for (var name : List.of(BundleManifest.FILE, BundleKitReport.FILE))
            Files.copy(SOURCES.resolve("bundle").resolve(name), bundle.resolve(name));
        Files.write(bundle.resolve("lib/mallet.jar"), "jar".getBytes(StandardCharsets.US_ASCII));
        var shop = new Workshop(folder);
        var store = new BundleStore(folder.resolve("drivers"), shop.trusted());
        assertEquals(
                InstallationResult.Done.class,
                store.installBundle(shop.packed(bundle), List.of()).getClass());
    }
}
