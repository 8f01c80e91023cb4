package org.openstm.device.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.HealthLevel;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Presence;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.contract.Children;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Every port gives the same results through a host.
@Timeout(60)
class HostPortsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private DeviceSimulator start(DeviceClass deviceClass, String papers) throws IOException {
        return SimulatorFactory.startSimulator(deviceClass, "tcp://127.0.0.1:0", folder.resolve(papers));
    }

    private static Device direct(DeviceClass deviceClass, String driver, String link) throws Exception {
        return java.util.ServiceLoader.load(Driver.class).stream()
                .map(java.util.ServiceLoader.Provider::get)
                .filter(one -> one.deviceClass() == deviceClass && one.name().equals(driver))
                .findFirst()
                .orElseThrow()
                .open(new DriverContext("direct", LinkAddress.parse(link)));
    }

    private static Device hosted(DeviceClass deviceClass, String driver, String link) throws Exception {
        return Hosts.driver(deviceClass, driver, List.of(), ShortLived.hosts())
                .open(new DriverContext("hosted", LinkAddress.parse(link)));
    }

    @Test
    void cards_of_each_layout_are_read_as_without_a_host() throws Exception {
        try (var near = start(DeviceClass.ID_CARD_READER, "a");
                var far = start(DeviceClass.ID_CARD_READER, "b");
                var direct = (IdCardReader) direct(DeviceClass.ID_CARD_READER, "samv", near.link());
                var hosted = (IdCardReader) hosted(DeviceClass.ID_CARD_READER, "samv", far.link())) {
            for (var citizen : List.of("li-xiulan", "zhao-wei", "chan-taiman", "john-smith", "anna-schmidt")) {
                near.runControlLine("lay " + citizen);
                far.runControlLine("lay " + citizen);
                var card = assertInstanceOf(Reading.Card.class, hosted.read(SOON));
                assertEquals(direct.read(SOON), card);
                assertEquals(Presence.CARD, hosted.presence());
                near.runControlLine("lift");
                far.runControlLine("lift");
                assertEquals(Presence.NO_CARD, hosted.presence());
                assertEquals(Presence.NO_CARD, direct.presence());
            }
            assertInstanceOf(Reading.NoCard.class, hosted.read(Duration.ofMillis(100)));
            near.runControlLine("lay li-xiulan");
            far.runControlLine("lay li-xiulan");
            near.runControlLine("fault type-flag Z");
            far.runControlLine("fault type-flag Z");
            assertEquals(direct.read(SOON), assertInstanceOf(Reading.Unreadable.class, hosted.read(SOON)));
        }
    }

    @Test
    void what_every_port_has_is_the_same_through_a_host() throws Exception {
        try (var near = start(DeviceClass.RECEIPT_PRINTER, "a");
                var far = start(DeviceClass.RECEIPT_PRINTER, "b");
                var direct = direct(DeviceClass.RECEIPT_PRINTER, "escpos", near.link());
                var hosted = hosted(DeviceClass.RECEIPT_PRINTER, "escpos", far.link())) {
            near.runControlLine("paper near");
            far.runControlLine("paper near");
            assertEquals(direct.status(SOON), hosted.status(SOON));
            assertFalse(hosted.status(SOON).facts().isEmpty());
            assertEquals(direct.capabilities(), hosted.capabilities());
            assertEquals(
                    direct.checkHealth(HealthLevel.INTERNAL, SOON), hosted.checkHealth(HealthLevel.INTERNAL, SOON));
            assertEquals(direct.statistics(SOON), hosted.statistics(SOON));
            hosted.clear();
            hosted.reset(SOON);
            assertEquals(direct.status(SOON), hosted.status(SOON));
            assertEquals(((ReceiptPrinter) direct).media(), ((ReceiptPrinter) hosted).media());
        }
    }

    @Test
    void a_slip_looks_the_same_as_without_a_host() throws Exception {
        try (var near = start(DeviceClass.RECEIPT_PRINTER, "a");
                var far = start(DeviceClass.RECEIPT_PRINTER, "b");
                var direct = (ReceiptPrinter) direct(DeviceClass.RECEIPT_PRINTER, "escpos", near.link());
                var hosted = (ReceiptPrinter) hosted(DeviceClass.RECEIPT_PRINTER, "escpos", far.link())) {
            assertInstanceOf(PrintOutcome.Printed.class, direct.print(Sheets.ALL_KINDS, SOON));
            assertInstanceOf(PrintOutcome.Printed.class, hosted.print(Sheets.ALL_KINDS, SOON));
            assertEquals(near.printedPapers().size(), far.printedPapers().size());
            for (int i = 0; i < near.printedPapers().size(); i++)
                assertArrayEquals(
                        Files.readAllBytes(near.printedPapers().get(i)),
                        Files.readAllBytes(far.printedPapers().get(i)));
            far.runControlLine("paper out");
            assertInstanceOf(PrintOutcome.NotPrinted.class, hosted.print(Sheets.ALL_KINDS, SOON));
        }
    }

    @Test
    void a_document_tells_its_progress_through_a_host() throws Exception {
        try (var sim = start(DeviceClass.DOCUMENT_PRINTER, "a");
                var hosted = (DocumentPrinter) hosted(DeviceClass.DOCUMENT_PRINTER, "ipp", sim.link())) {
            sim.runControlLine("page-millis 600");
            var caller = Thread.currentThread();
            var pages = new ArrayList<Integer>();
            var outcome = hosted.print(pages(2), "certificate", SOON, progress -> {
                assertEquals(caller, Thread.currentThread());
                pages.add(progress.pages());
            });
            assertEquals(new PrintOutcome.Printed("job-completed", "job 1, 2 pages"), outcome);
            assertTrue(pages.contains(1) && pages.getLast() == 2, pages::toString);
            assertEquals(2, sim.printedPapers().size());
        }
    }

    @Test
    void a_document_that_is_too_large_for_a_host_is_not_printed() throws Exception {
        try (var sim = start(DeviceClass.DOCUMENT_PRINTER, "a");
                var hosted = (DocumentPrinter) hosted(DeviceClass.DOCUMENT_PRINTER, "ipp", sim.link())) {
            var outcome = hosted.print(new byte[HostChannel.LONGEST_COMMAND], "certificate", SOON, _ -> {});
            assertEquals(
                    "too-large",
                    assertInstanceOf(PrintOutcome.NotPrinted.class, outcome)
                            .fault()
                            .code());
            assertEquals(DeviceState.ONLINE, hosted.status(SOON).state());
        }
    }

    @Test
    void a_code_is_scanned_through_a_host() throws Exception {
        try (var sim = start(DeviceClass.BARCODE_READER, "a");
                var hosted = (BarcodeReader) hosted(DeviceClass.BARCODE_READER, "serial", sim.link())) {
            sim.runControlLine("aim ]Q1");
            sim.runControlLine("show of somebody else");
            assertInstanceOf(BarcodeReader.Scan.Nothing.class, hosted.scan(Duration.ofMillis(700)));
            var shown = Thread.startVirtualThread(() -> {
                try {
                    Thread.sleep(1000);
                    sim.runControlLine("show 示范 123");
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
            assertEquals(new BarcodeReader.Scan.Code("示范 123", "qr-code"), hosted.scan(SOON));
            shown.join();
        }
    }

    @Test
    void what_hinders_opening_comes_out_as_it_was() throws Exception {
        var nobody = start(DeviceClass.ID_CARD_READER, "a");
        nobody.close();
        assertThrows(LinkLost.class, () -> hosted(DeviceClass.ID_CARD_READER, "samv", nobody.link()));
        var wrong = assertThrows(
                IllegalArgumentException.class,
                () -> hosted(DeviceClass.RECEIPT_PRINTER, "escpos", "tcp://127.0.0.1:1?layout=nice"));
        assertTrue(String.valueOf(wrong.getMessage()).contains("layout of a receipt printer is"), wrong::toString);
        var unknown = assertThrows(
                IllegalArgumentException.class, () -> hosted(DeviceClass.ID_CARD_READER, "magic", "tcp://127.0.0.1:1"));
        assertTrue(String.valueOf(unknown.getMessage()).contains("no driver magic"), unknown::toString);
        Children.awaitNone("hosted");
    }

    private static byte[] pages(int count) throws IOException {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            for (int i = 0; i < count; i++) document.addPage(new PDPage());
            document.save(out);
            return out.toByteArray();
        }
    }
}
