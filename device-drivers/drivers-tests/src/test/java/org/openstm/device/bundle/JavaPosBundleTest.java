package org.openstm.device.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.BarcodeReader;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.DeviceClass;
import org.openstm.device.HealthLevel;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.driver.barcode.image.CodeImageReader;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.SwapOutcome;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// A maker's JavaPOS services on a terminal: jars and a `jpos.xml`, signed, installed, and swapped while the device
/// manager runs.
@Timeout(120)
@LongTest(oneIn = 3)
class JavaPosBundleTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Path SERVICES = Path.of("src/test/java/example/orrin").toAbsolutePath();
    private static final String CODE = "https://example.cn/v/1";

    @TempDir
    Path folder;

    private Workshop shop;
    private BundleStore store;
    private DeviceSimulator printer;
    private DeviceSimulator scanner;

    @BeforeEach
    void open() throws Exception {
        shop = new Workshop(folder);
        store = new BundleStore(folder.resolve("drivers"), shop.trusted());
        printer = SimulatorFactory.startSimulator(
                DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder.resolve("papers"));
        scanner = SimulatorFactory.startSimulator(
                DeviceClass.BARCODE_READER, "tcp://127.0.0.1:0", folder.resolve("codes"));
    }

    @AfterEach
    void close() {
        printer.close();
        scanner.close();
    }

    @Test
    void services_are_swapped_in_and_out_under_a_working_desk() throws Exception {
        installed(unpacked("orrin-slip", "receipt-printer"));
        installed(unpacked("orrin-scan", "barcode-reader"));
        var file = Files.writeString(folder.resolve("devices.yaml"), """
                devices:
                  - {id: slip-1, class: receipt-printer, driver: escpos, link: "%s"}
                  - {id: scanner-1, class: barcode-reader, driver: serial, link: "%s"}
                """.formatted(printer.link(), scanner.link()));
        try (var desk = DeviceManager.open(file, source(), InstantSource.system())) {
            prints(desk, "escpos");
            swap(desk, "slip-1", DeviceClass.RECEIPT_PRINTER, "orrin-slip@1.0.0", "MakersPrinter", printer);
            prints(desk, "orrin-slip@1.0.0");
            swap(desk, "scanner-1", DeviceClass.BARCODE_READER, "orrin-scan@1.0.0", "MakersScanner", scanner);
            scans(desk);
            assertTrue(Files.readString(file).contains("javapos:MakersPrinter?prop.port="));
            var before =
                    new DeviceEntry("slip-1", DeviceClass.RECEIPT_PRINTER, "escpos", LinkAddress.parse(printer.link()));
            assertInstanceOf(
                    SwapOutcome.Swapped.class, desk.swaps().swapDevice(before, "li", HealthLevel.INTERNAL, SOON));
            prints(desk, "escpos");
        }
        // once it is in the file, it is used from the next start on
        try (var desk = DeviceManager.open(file, source(), InstantSource.system())) {
            scans(desk);
        }
    }

    @Test
    void only_what_somebody_signed_becomes_a_service() throws Exception {
        var good = unpacked("orrin-slip", "receipt-printer");
        var standing = installed(good);
        assertEquals("none: a JavaPOS service, untested", standing.kit());
        var jposXml = store.folderOf(BundleName.parse("orrin-slip@1.0.0")).resolve("jpos.xml");
        Files.writeString(jposXml, Files.readString(jposXml).replace("127.0.0.1", "198.51.100.7"));
        var entry = entry("slip-1", DeviceClass.RECEIPT_PRINTER, "orrin-slip@1.0.0", "MakersPrinter", printer);
        assertTrue(source().findObjection(entry).orElse("").startsWith("content-changed"));
        var unsigned = new DeviceEntry("slip-1", DeviceClass.RECEIPT_PRINTER, "javapos", entry.link());
        assertTrue(unsigned.isHosted(), "never in the kiosk's own process");
        assertTrue(
                new DeviceEntry(
                                "slip-1",
                                DeviceClass.RECEIPT_PRINTER,
                                "javapos",
                                entry.link(),
                                DeviceEntry.Isolation.INSIDE)
                        .isHosted(),
                "not even where the file says so");
        Files.delete(good.resolve("jpos.xml"));
        refused(good, "has no jpos.xml");
        var boasting = unpacked("orrin-slip", "receipt-printer");
        var manifest = boasting.resolve("driver.json");
        Files.writeString(manifest, Files.readString(manifest).replace("untested", "complete"));
        refused(boasting, "has no report.json");
        var foreign = unpacked("orrin-slip", "document-printer");
        refused(foreign, "bridges no document-printer");
    }

    private void refused(Path unpacked, String why) {
        var refusal = BundlePacker.packBundle(unpacked, shop.privateKey, Workshop.ISSUER, folder.resolve("no.zip"));
        assertTrue(refusal.orElseThrow().detail().contains(why), refusal::toString);
        assertFalse(Files.exists(folder.resolve("no.zip")));
    }

    /// The services under names that are not in this build's class path, so that they can only come from the jar.
    private Path unpacked(String id, String deviceClass) throws Exception {
        var bundle = Files.createDirectories(
                Files.createTempDirectory(folder, "pack").resolve(id));
        Files.writeString(bundle.resolve(BundleManifest.FILE), """
                {"id": "%s", "version": "1.0.0", "spi": "[1,2)", "deviceClass": "%s", "driver": "javapos",
                 "matches": [], "settings": {}, "claims": {},
                 "models": [{"maker": "Orrin", "model": "OR-80", "support": "untested"}]}
                """.formatted(id, deviceClass));
        var jposXml = Files.readString(Path.of("src/test/resources/jpos.xml"))
                .replace("example.orrin", "example.maker")
                .replace("logicalName=\"Orrin", "logicalName=\"Makers");
        Files.writeString(bundle.resolve("jpos.xml"), jposXml);
        Files.createDirectories(bundle.resolve("lib"));
        Files.write(
                bundle.resolve("lib/orrin-javapos.jar"),
                shop.jar(SERVICES, source -> source.replace("example.orrin", "example.maker"), new TreeMap<>()));
        return bundle;
    }

    private InstalledBundle.BundleCondition.Intact installed(Path unpacked) {
        var done =
                assertInstanceOf(InstallationResult.Done.class, store.installBundle(shop.packed(unpacked), List.of()));
        return assertInstanceOf(
                InstalledBundle.BundleCondition.Intact.class, done.now().standing());
    }

    private BundledDriverSource source() {
        return new BundledDriverSource(store, new BuiltInDrivers(ShortLived.hosts()), ShortLived.hosts());
    }

    private static DeviceEntry entry(
            String id, DeviceClass deviceClass, String driver, String logicalName, DeviceSimulator device) {
        var port = device.link().replaceAll(".*:", "");
        return new DeviceEntry(
                id, deviceClass, driver, LinkAddress.parse("javapos:" + logicalName + "?prop.port=" + port));
    }

    private void swap(
            DeviceManager desk,
            String id,
            DeviceClass deviceClass,
            String driver,
            String logicalName,
            DeviceSimulator device)
            throws Exception {
        var outcome = desk.swaps()
                .swapDevice(entry(id, deviceClass, driver, logicalName, device), "li", HealthLevel.INTERNAL, SOON);
        assertInstanceOf(SwapOutcome.Swapped.class, outcome, outcome::toString);
    }

    /// The paper that the printer drew from its bytes, independent of any report.
    private void prints(DeviceManager desk, String driver) throws Exception {
        await(desk, "slip-1");
        assertEquals(driver, desk.findEntry("slip-1").orElseThrow().driver());
        int before = printer.printedPapers().size();
        var slip = new Sheet(
                "slip",
                Media.THERMAL_80,
                List.of(new Block.Text("示范省 受理回执 㐂", Style.BODY), new Block.Qr(CODE, 160, List.of()), new Block.Cut()));
        var outcome = desk.findPort(ReceiptPrinter.class).orElseThrow().print(slip, SOON);
        assertInstanceOf(PrintOutcome.Printed.class, outcome, outcome::toString);
        assertTrue(printer.printedPapers().size() > before);
        var paper = ImageIO.read(printer.printedPapers().getLast().toFile());
        assertEquals(
                CODE,
                assertInstanceOf(Scan.Code.class, CodeImageReader.readCode(paper))
                        .text());
    }

    private void scans(DeviceManager desk) throws Exception {
        await(desk, "scanner-1");
        assertEquals(
                "orrin-scan@1.0.0", desk.findEntry("scanner-1").orElseThrow().driver());
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(600);
                scanner.runControlLine("aim ]Q1");
                scanner.runControlLine("hex " + HexFormat.of().formatHex(CODE.getBytes(StandardCharsets.UTF_8)));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        assertEquals(
                new Scan.Code(CODE, "qr-code"),
                desk.findPort(BarcodeReader.class).orElseThrow().scan(SOON));
    }

    private static void await(DeviceManager desk, String id) throws InterruptedException {
        for (int i = 0; i < 200 && !usable(desk, id); i++) Thread.sleep(50);
        assertTrue(usable(desk, id), () -> desk.deviceViews().toString());
    }

    private static boolean usable(DeviceManager desk, String id) {
        return desk.deviceViews().stream()
                .anyMatch(view -> view.id().equals(id) && view.status().usable());
    }
}
