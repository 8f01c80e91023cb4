package org.openstm.device.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.HealthLevel;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.contract.LongTest;
import org.openstm.device.host.HostSettings;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.SwapOutcome;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// A maker's own Maven build, from the published SPI and kit alone, to the installed driver: the Maven of this
/// build builds the sample driver, whose kit report goes into the bundle unchanged. Runs after the jars are packed.
@LongTest
@Timeout(300)
class VendorBuildIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String VERSION = System.getProperty("driver.version", "0");
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void a_maker_builds_proves_and_packs_a_driver_and_it_is_swapped_in() throws Exception {
        publish("openstm", ROOT.resolve("pom.xml"));
        publish("printer-templates", ROOT.resolve("printer-templates/pom.xml"), "");
        publish("device-parent", ROOT.resolve("device-drivers/pom.xml"));
        publish("device-api", ROOT.resolve("device-drivers/device-api/pom.xml"), "");
        publish("device-runtime", ROOT.resolve("device-drivers/device-runtime/pom.xml"), "");
        publish("device-simulators", ROOT.resolve("device-drivers/simulators/pom.xml"), "");
        publish("conformance-kit", ROOT.resolve("device-drivers/conformance-kit/pom.xml"), "");
        var lintel = folder.resolve("lintel");
        copy(Workshop.SOURCES, lintel);
        build(lintel);

        var shop = new Workshop(folder);
        var zip = folder.resolve("lintel-slip-1.0.0.zip");
        assertEquals(
                java.util.Optional.empty(),
                BundlePacker.packBundle(unpacked(lintel), shop.privateKey, Workshop.ISSUER, zip));
        var store = new BundleStore(folder.resolve("drivers"), shop.trusted());
        assertInstanceOf(InstallationResult.Done.class, store.installBundle(zip, List.of()));
        swapIn(store);
    }

    /// In the layout of `mvn deploy`.
    private void publish(String artifact, Path pom, String... jars) throws IOException {
        var to = Files.createDirectories(
                folder.resolve("published/org/openstm").resolve(artifact).resolve(VERSION));
        Files.copy(pom, to.resolve(artifact + "-" + VERSION + ".pom"));
        for (var which : jars) {
            var name = artifact + "-" + VERSION + which + ".jar";
            Files.copy(pom.resolveSibling("target").resolve(name), to.resolve(name));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList())
                Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
    }

    /// Runs offline: other dependencies are those that this build has just used.
    private void build(Path lintel) throws Exception {
        var said = folder.resolve("maven.log");
        var maven = new ProcessBuilder(
                        Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                        "-B",
                        "-o",
                        "-Dmaven.repo.local=" + folder.resolve("published"),
                        "-Dmaven.repo.local.tail=" + System.getProperty("maven.repo.local"),
                        "-Dmaven.repo.local.tail.ignoreAvailability=true",
                        "-Dopenstm.version=" + VERSION,
                        "verify")
                .directory(lintel.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var running = maven.start();
        try {
            boolean ended = running.waitFor(4, TimeUnit.MINUTES);
            assertEquals(0, ended ? running.exitValue() : -1, Files.readString(said));
        } finally {
            running.destroyForcibly();
        }
    }

    private static Path unpacked(Path lintel) throws IOException {
        var bundle = lintel.resolve("bundle");
        Files.createDirectories(bundle.resolve("lib"));
        Files.copy(lintel.resolve("target/kit/lintel-slip.json"), bundle.resolve(BundleKitReport.FILE));
        Files.copy(lintel.resolve("target/lintel-slip-1.0.0.jar"), bundle.resolve("lib/lintel-slip.jar"));
        return bundle;
    }

    private void swapIn(BundleStore store) throws Exception {
        try (var before = SimulatorFactory.startSimulator(
                        DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder.resolve("papers"));
                var printer = new LintelPrinter()) {
            var file = Files.writeString(folder.resolve("devices.yaml"), """
                    devices:
                      - {id: slip-1, class: receipt-printer, driver: escpos, link: "%s"}
                    """.formatted(before.link()));
            var source = new BundledDriverSource(store, new BuiltInDrivers(), HostSettings.standard());
            try (var desk = DeviceManager.open(file, source, InstantSource.system())) {
                var entry = new DeviceEntry(
                        "slip-1", DeviceClass.RECEIPT_PRINTER, "lintel-slip@1.0.0", LinkAddress.parse(printer.link()));
                assertInstanceOf(
                        SwapOutcome.Swapped.class, desk.swaps().swapDevice(entry, "li", HealthLevel.EXTERNAL, SOON));
                var slip = new Sheet(
                        "slip", Media.THERMAL_80, List.of(new Block.Text("示范省", Style.BODY), new Block.Cut()));
                assertInstanceOf(
                        PrintOutcome.Printed.class,
                        desk.findPort(ReceiptPrinter.class).orElseThrow().print(slip, SOON));
            }
            assertEquals(List.of("T Lintel: test\nC\n", "T 示范省\nC\n"), printer.papers());
        }
    }
}
