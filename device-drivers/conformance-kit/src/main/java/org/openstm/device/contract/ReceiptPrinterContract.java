package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.device.DeviceClass;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// Contract of receipt printers.
public abstract class ReceiptPrinterContract extends DriverContract<ReceiptPrinter, ReceiptRig> {
    private static final String NAME = "李秀兰";
    private static final String NUMBER = "530102195503080028";
    private static final String CODE = "https://example.invalid/v/KIT123456789";

    /// A driver may flip a dot where a picture would hold a command.
    private static final int FLIPPED = 64;

    private static final Sheet GOLDEN = new Sheet(
            "kit",
            Media.THERMAL_80,
            List.of(
                    new Block.Text("姓名 " + NAME, Style.BODY),
                    new Block.Text(NUMBER, Style.BODY),
                    new Block.Rule(Block.Rule.Kind.SOLID, 4),
                    new Block.Qr(CODE, 200, List.of()),
                    new Block.Text("conformance kit", Style.BODY),
                    new Block.Cut()));

    @Override
    protected final DeviceClass deviceClass() {
        return DeviceClass.RECEIPT_PRINTER;
    }

    @Override
    final Class<ReceiptPrinter> portType() {
        return ReceiptPrinter.class;
    }

    @Override
    final Optional<Fault> attempt(ReceiptPrinter printer, Duration patience) throws InterruptedException {
        return fault(printer.print(GOLDEN, patience));
    }

    static Optional<Fault> fault(PrintOutcome outcome) {
        return switch (outcome) {
            case PrintOutcome.Printed _ -> Optional.empty();
            case PrintOutcome.NotPrinted(var fault) -> Optional.of(fault);
            case PrintOutcome.Unknown(var fault) -> Optional.of(fault);
        };
    }

    /// The last paper is the golden one, complete and without remains of earlier jobs.
    @Override
    final void work(ReceiptPrinter printer, ReceiptRig rig) throws Exception {
        int before = rig.papers().size();
        var outcome = printer.print(GOLDEN, SOON);
        assertInstanceOf(PrintOutcome.Printed.class, outcome, outcome::toString);
        var papers = rig.papers();
        assertTrue(papers.size() > before, "it says printed, and no paper came out");
        look(papers.getLast(), rig);
    }

    private static void look(BufferedImage paper, ReceiptRig rig) {
        assertEquals(CODE, readCode(paper));
        rig.reference(GOLDEN, rig.claims()).ifPresent(reference -> assertSame(reference, paper));
    }

    /// Reads it by the library itself, since a driver's reader is among what is judged.
    private static String readCode(BufferedImage paper) {
        int width = paper.getWidth();
        int height = paper.getHeight();
        var light = new RGBLuminanceSource(width, height, paper.getRGB(0, 0, width, height, null, 0, width));
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(light)), Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText();
        } catch (ReaderException unreadable) {
            throw new AssertionError("the code on the paper cannot be read", unreadable);
        }
    }

    private static void assertSame(BufferedImage reference, BufferedImage paper) {
        assertEquals(reference.getWidth(), paper.getWidth());
        assertEquals(reference.getHeight(), paper.getHeight(), "the paper is longer or shorter than its bytes say");
        int other = 0;
        for (int y = 0; y < paper.getHeight(); y++)
            for (int x = 0; x < paper.getWidth(); x++) if (paper.getRGB(x, y) != reference.getRGB(x, y)) other++;
        assertTrue(other <= FLIPPED, other + " dots are not as the reference decoder sees them");
    }

    @Override
    final void makeItLast(ReceiptRig rig) {
        rig.slow();
    }

    /// The rest of a failed sheet must be discarded.
    @Override
    final Duration grace() {
        return Duration.ofSeconds(3);
    }

    @Override
    final void show(ReceiptPrinter printer, ReceiptRig rig, Map<String, String> claims) throws Exception {
        assertEquals(claims.get("media"), printer.media().name());
        int before = rig.papers().size();
        var printed = assertInstanceOf(PrintOutcome.Printed.class, printer.print(GOLDEN, SOON));
        assertEquals("yes".equals(claims.get("process-id")), printed.proof().equals("process-id"));
        assertEquals(before + 1, rig.papers().size(), "one job is one paper, cut off");
        look(rig.papers().getLast(), rig);
    }

    @Override
    final Set<Trouble> mustKnow() {
        return Set.of(Trouble.PAPER_LOW, Trouble.PAPER_OUT, Trouble.COVER_OPEN, Trouble.CUTTER_STUCK, Trouble.OFFLINE);
    }

    @Override
    final List<String> secrets() {
        return List.of(NAME, NUMBER, CODE);
    }

    @Test
    void a_test_slip_is_proof_of_health_and_shows_no_person() throws Exception {
        var printer = open();
        int before = rig().papers().size();
        var report = printer.checkHealth(HealthLevel.EXTERNAL, SOON);
        assertTrue(step(report, "test-print").passed(), report::toString);
        assertEquals(before + 1, rig().papers().size());
        rig().cause(Trouble.PAPER_OUT);
        var out = printer.checkHealth(HealthLevel.EXTERNAL, SOON);
        assertTrue(!out.healthy(), out::toString);
        assertEquals(before + 1, rig().papers().size());
    }

    @Test
    void rubbish_on_the_line_is_no_proof() throws Exception {
        var printer = open();
        rig().garbage();
        int before = rig().papers().size();
        var outcome = printer.print(GOLDEN, Duration.ofSeconds(4));
        if (outcome instanceof PrintOutcome.Printed)
            assertEquals(before + 1, rig().papers().size());
        rig().heal();
        work(printer, rig());
    }

    /// On a busy machine the roll may end before the first byte is sent, which is correctly reported as not
    /// printed; once in three times the paper must have begun.
    @Test
    void nothing_is_told_as_printed_that_is_cut_short() throws Exception {
        var printer = open();
        PrintOutcome outcome = cutShort(printer);
        for (int again = 0; again < 2 && outcome instanceof PrintOutcome.NotPrinted; again++)
            outcome = cutShort(printer);
        var last = outcome;
        assertInstanceOf(PrintOutcome.Unknown.class, last, last::toString);
    }

    private PrintOutcome cutShort(ReceiptPrinter printer) throws Exception {
        rig().slow();
        var printing = Lane.begin(() -> printer.print(GOLDEN, SOON));
        Thread.sleep(AT_WORK);
        rig().cause(Trouble.PAPER_OUT);
        var outcome = printing.result(SOON.plusSeconds(5));
        rig().heal();
        work(printer, rig());
        return outcome;
    }
}
