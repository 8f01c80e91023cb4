package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.openstm.device.DeviceClass;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.DocumentPrinter.Progress;
import org.openstm.device.Fault;
import org.openstm.device.PrintOutcome;

/// Contract of document printers.
public abstract class DocumentPrinterContract extends DriverContract<DocumentPrinter, DocumentRig> {
    private static final String NAME = "Li Xiulan 530102195503080028";
    private static final int PAGES = 2;
    private static final byte[] GOLDEN = golden();

    private static byte[] golden() {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            for (int i = 0; i < PAGES; i++) document.addPage(new PDPage(PDRectangle.A4));
            var about = new PDDocumentInformation();
            about.setTitle(NAME);
            document.setDocumentInformation(about);
            document.save(out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    protected final DeviceClass deviceClass() {
        return DeviceClass.DOCUMENT_PRINTER;
    }

    @Override
    final Class<DocumentPrinter> portType() {
        return DocumentPrinter.class;
    }

    @Override
    final Optional<Fault> attempt(DocumentPrinter printer, Duration patience) throws InterruptedException {
        return ReceiptPrinterContract.fault(printer.print(GOLDEN, "kit", patience, _ -> {}));
    }

    @Override
    final void work(DocumentPrinter printer, DocumentRig rig) throws Exception {
        int before = rig.pages();
        var outcome = printer.print(GOLDEN, "kit", SOON, _ -> {});
        assertInstanceOf(PrintOutcome.Printed.class, outcome, outcome::toString);
        assertTrue(rig.pages() >= before + PAGES, "it says printed, and pages are missing");
        assertArrayEquals(GOLDEN, rig.documents().getLast(), "a sealed document was changed on its way");
    }

    @Override
    final void makeItLast(DocumentRig rig) {
        rig.slow();
    }

    /// An abandoned job must be cancelled in the printer's queue.
    @Override
    final Duration grace() {
        return Duration.ofSeconds(8);
    }

    @Override
    final void show(DocumentPrinter printer, DocumentRig rig, Map<String, String> claims) throws Exception {
        var formats = claims.getOrDefault("formats", "").split(" ", -1);
        assertTrue(Arrays.asList(formats).contains("application/pdf"), "certificates are PDF");
        var told = new CopyOnWriteArrayList<Progress>();
        int before = rig.pages();
        assertInstanceOf(PrintOutcome.Printed.class, printer.print(GOLDEN, "kit", SOON, told::add));
        assertEquals(before + PAGES, rig.pages(), "one job is printed once");
        assertEquals(PAGES, told.getLast().pages());
        assertArrayEquals(GOLDEN, rig.documents().getLast());
    }

    @Override
    final Set<Trouble> mustKnow() {
        return Set.of(Trouble.PAPER_LOW, Trouble.PAPER_OUT, Trouble.COVER_OPEN, Trouble.PAPER_JAM, Trouble.OFFLINE);
    }

    @Override
    final List<String> secrets() {
        return List.of(NAME);
    }

    @Test
    void rubbish_on_the_line_is_no_proof() throws Exception {
        var printer = open();
        rig().garbage();
        int before = rig().pages();
        var outcome = printer.print(GOLDEN, "kit", Duration.ofSeconds(4), _ -> {});
        assertFalse(outcome instanceof PrintOutcome.Printed && rig().pages() < before + PAGES, outcome::toString);
        rig().heal();
        work(printer, rig());
    }

    @Test
    void a_cancelled_job_does_not_come_out_for_somebody_else() throws Exception {
        var printer = open();
        rig().slow();
        int before = rig().pages();
        var printing = Lane.begin(() -> attempt(printer, SOON));
        Thread.sleep(AT_WORK);
        printing.interrupt(Duration.ofSeconds(3));
        rig().heal();
        Thread.sleep(3300);
        assertTrue(rig().pages() < before + PAGES, "the whole document came out after it was cancelled");
    }
}
