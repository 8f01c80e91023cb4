package org.openstm.device.driver.document.ipp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.PrintOutcome;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.link.TlsDoor;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.spi.DriverContext;

/// Certificates of citizens are sent by TLS (RFC 7472) to the printer that the bank's
/// authority certifies.
@Timeout(60)
class SecurePrinterTest {
    @TempDir
    Path folder;

    private static DocumentPrinter open(String link) throws Exception {
        return (DocumentPrinter) new IppDriver().open(new DriverContext("a4", LinkAddress.parse(link)));
    }

    @Test
    @DisplayName("ipps: believes the authority that the link names, and no other")
    void a_document_goes_by_tls_to_the_printer_of_the_named_authority_and_to_no_other() throws Exception {
        var keys = TlsDoor.keys(folder, "one");
        var ours = TlsDoor.certificate(keys, folder.resolve("one.pem"));
        var others = TlsDoor.certificate(TlsDoor.keys(folder, "other"), folder.resolve("other.pem"));
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.DOCUMENT_PRINTER, "tcp://127.0.0.1:0", folder);
                var door = TlsDoor.open(keys, LinkAddress.parse(sim.link()))) {
            var link = "ipps://127.0.0.1:" + door.port() + "/ipp/print";
            assertThrows(LinkLost.class, () -> open(link + "?ca=" + others));
            var none = assertThrows(LinkLost.class, () -> open(link));
            assertTrue(String.valueOf(none.getMessage()).contains("ca=FILE"), none.getMessage());
            try (var printer = open(link + "?ca=" + ours)) {
                assertInstanceOf(
                        PrintOutcome.Printed.class,
                        printer.print(page(), "certificate", Duration.ofSeconds(20), _ -> {}));
            }
            assertEquals(1, sim.printedPapers().size());
        }
    }

    private static byte[] page() throws Exception {
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }
}
