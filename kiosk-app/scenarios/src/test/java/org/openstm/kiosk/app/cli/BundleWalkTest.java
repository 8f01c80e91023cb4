package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.LongTest;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.app.Main;
import org.openstm.kiosk.rig.Quick;
import org.openstm.kiosk.scenario.WalkLauncher;
import org.openstm.kiosk.walk.TestBedConfig;
import org.openstm.kiosk.walk.WalkScript;

/// Two versions of a vendor's driver side by side in a running terminal: ten swaps during running
/// sessions, one to a version that fails its check and is rolled back; and a vendor's JavaPOS services.
@Timeout(300)
@LongTest(oneIn = 4)
class BundleWalkTest {
    private static final int SWAPS = 10;

    private static final Path SERVICES = Repository.path("device-drivers/drivers-tests/src/test");

    /// A second driver for our printers, in a bundle of its own.
    private static final String DRIVER = """
            package example.second;
            import org.openstm.device.Device;
            import org.openstm.device.DeviceClass;
            import org.openstm.device.manager.BuiltInDrivers;
            import org.openstm.device.link.LinkLost;
            import org.openstm.device.spi.Driver;
            import org.openstm.device.spi.DriverContext;
            public final class Second implements Driver {
                public String name() { return "second"; }
                public DeviceClass deviceClass() { return DeviceClass.RECEIPT_PRINTER; }
                public Device open(DriverContext context) throws LinkLost, InterruptedException {
                    return BuiltInDrivers.driverNamed(DeviceClass.RECEIPT_PRINTER, "escpos").open(context);
                }
            }
            """;

    /// Opens, and reports a state of its printer that fails every health check.
    private static final String BROKEN = """
            package example.second;
            import java.time.Duration;
            import java.util.List;
            import java.util.Map;
            import org.openstm.device.Device;
            import org.openstm.device.DeviceClass;
            import org.openstm.device.DeviceState;
            import org.openstm.device.DeviceStatus;
            import org.openstm.device.Fault;
            import org.openstm.device.PrintOutcome;
            import org.openstm.device.ReceiptPrinter;
            import org.openstm.device.WhoActs;
            import org.openstm.device.spi.Driver;
            import org.openstm.device.spi.DriverContext;
            import org.openstm.print.Media;
            import org.openstm.print.Sheet;
            public final class Second implements Driver, ReceiptPrinter {
                private static final Fault FAULT = new Fault("printer-broken", WhoActs.ENGINEER, "always");
                public String name() { return "second"; }
                public DeviceClass deviceClass() { return DeviceClass.RECEIPT_PRINTER; }
                public Device open(DriverContext context) { return this; }
                public Media media() { return Media.THERMAL_80; }
                public PrintOutcome print(Sheet sheet, Duration patience) { return new PrintOutcome.NotPrinted(FAULT); }
                public DeviceStatus status(Duration patience) {
                    return new DeviceStatus(DeviceState.HARDWARE_ERROR, List.of(FAULT), Map.of());
                }
                public void close() {}
            }
            """;

    private static final String MANIFEST = """
            {"id": "second-slip", "version": "VERSION", "spi": "[1,2)", "deviceClass": "receipt-printer",
             "driver": "second", "matches": [{"identity": {"maker": "OPENSTM", "model": "SIM-*"}}], "settings": {},
             "claims": {"cutter": "partial"}, "models": [{"maker": "OPENSTM", "model": "SIM-80", "support": "good"}]}
            """;

    @TempDir
    Path folder;

    @Test
    void bundled_versions_are_swapped_ten_times_under_citizens_and_a_bad_one_goes_by_itself() throws Exception {
        var maker = maker("second");
        var walk = new StringBuilder();
        for (var version : new String[] {"1.0.0", "1.1.0"}) walk.append(install(maker, version, DRIVER));
        walk.append(install(maker, "2.0.0", BROKEN));
        walk.append("""
                swap receipt-printer second-slip@1.0.0
                expect swapped receipt-printer
                # a citizen looks round: nothing of a printer is needed yet
                tap start
                expect screen home
                """);
        for (int i = 2; i < SWAPS; i++)
            walk.append(i % 2 == 0 ? "tap theme/pension\n" : "tap back\n")
                    .append("swap receipt-printer second-slip@1.%d.0\n".formatted(1 - i % 2))
                    .append("expect swapped receipt-printer\n");
        walk.append("""
                swap receipt-printer second-slip@2.0.0
                expect rolled-back receipt-printer
                tap theme/pension
                tap item/pension/life-proof
                tap begin
                tap consent
                tap agree
                lay li-xiulan
                expect screen person-check
                # asked for in the middle: it must wait for this citizen
                swap receipt-printer second-slip@1.1.0
                tap by-match
                expect screen check
                tap confirm
                expect screen accepted
                tap print
                expect screen take-card
                lift
                expect screen farewell
                expect papers 1
                tap finish
                expect screen attract
                expect swapped receipt-printer
                expect central pension/life-proof accepted 1
                expect journal verifies
                """);
        var said = walked("bundles.walk", walk.toString());
        System.out.println("bundled drivers under a walk: " + said);
        assertTrue(said.startsWith("swaps: " + SWAPS + ", median "), said);
    }

    /// The services of a fictitious vendor replace our drivers for the same devices, and are replaced again.
    @Test
    void javapos_services_are_swapped_in_and_out_while_citizens_are_served() throws Exception {
        var maker = maker("orrin");
        var said = walked("javapos.walk", """
                install %s
                install %s
                swap receipt-printer orrin-slip@1.0.0 javapos:MakersPrinter?prop.port={port}
                expect swapped receipt-printer
                tap start
                tap theme/pension
                tap item/pension/life-proof
                tap begin
                tap consent
                tap agree
                lay li-xiulan
                expect screen person-check
                # this maker's scanners name the kind of code
                fault barcode-reader aim ]Q1
                swap barcode-reader orrin-scan@1.0.0 javapos:MakersScanner?prop.port={port}
                tap by-match
                expect screen check
                tap confirm
                expect screen accepted
                tap print
                expect screen take-card
                lift
                expect screen farewell
                expect papers 1
                tap finish
                expect screen attract
                expect swapped barcode-reader
                app 530102195503080028
                expect screen home
                swap barcode-reader serial
                swap receipt-printer escpos
                tap help/exit
                expect swapped barcode-reader
                expect swapped receipt-printer
                expect central pension/life-proof accepted 1
                expect journal verifies
                """.formatted(
                services(maker, "orrin-slip", "receipt-printer"), services(maker, "orrin-scan", "barcode-reader")));
        System.out.println("JavaPOS services under a walk: " + said);
        assertTrue(said.startsWith("swaps: 4, "), said);
    }

    /// Under another name than in the build that they come from.
    private static Path services(Maker maker, String id, String deviceClass) throws Exception {
        var sources = new TreeMap<String, String>();
        try (var files = Files.list(SERVICES.resolve("java/example/orrin"))) {
            for (var file : files.toList())
                sources.put(
                        file.getFileName().toString().replace(".java", ""),
                        Files.readString(file).replace("example.orrin", "example.maker"));
        }
        var jposXml = Files.readString(SERVICES.resolve("resources/jpos.xml"))
                .replace("example.orrin", "example.maker")
                .replace("logicalName=\"Orrin", "logicalName=\"Makers");
        return maker.packed(maker.service(id, """
                {"id": "%s", "version": "1.0.0", "spi": "[1,2)", "deviceClass": "%s", "driver": "javapos",
                 "matches": [], "settings": {}, "claims": {},
                 "models": [{"maker": "Orrin", "model": "OR-80", "support": "untested"}]}
                """.formatted(id, deviceClass), jposXml, sources));
    }

    private Maker maker(String name) throws Exception {
        try (InputStream demo =
                Objects.requireNonNull(Main.class.getResourceAsStream("/org/openstm/kiosk/demo/terminal.yaml"))) {
            Files.write(folder.resolve("terminal.yaml"), demo.readAllBytes());
        }
        return new Maker(folder, name);
    }

    /// @return the last word of the walk
    private String walked(String name, String walk) throws Exception {
        var grounds = new TestBedConfig(Optional.of(folder), Optional.empty(), Optional.empty(), Optional.empty());
        var log = new ArrayList<String>();
        WalkLauncher.runWalk(WalkScript.parse(name, walk), Path.of("target", "walks"), Quick.town(), grounds, log::add);
        return log.getLast();
    }

    private static String install(Maker maker, String version, String source) throws Exception {
        var zip = maker.packed(
                "second-slip-" + version, MANIFEST.replace("VERSION", version), "example.second.Second", source);
        return "install " + zip + "\n";
    }
}
