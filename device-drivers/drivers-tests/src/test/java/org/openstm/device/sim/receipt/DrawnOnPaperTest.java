package org.openstm.device.sim.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A paper of the simulator shows everything, or the simulator reports what it does not show: an incomplete receipt
/// must not pass a test because the simulator cannot draw it.
class DrawnOnPaperTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private DrawnOnPaperTest send(int... codes) {
        for (int code : codes) bytes.write(code);
        return this;
    }

    private DrawnOnPaperTest send(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    private EscPosRendering printed() {
        return EscPosPaperRenderer.renderBytes(bytes.toByteArray());
    }

    private static String read(BufferedImage paper, BarcodeFormat format) throws NotFoundException {
        int wide = paper.getWidth();
        int tall = paper.getHeight();
        var source = new RGBLuminanceSource(wide, tall, paper.getRGB(0, 0, wide, tall, null, 0, wide));
        return new MultiFormatReader()
                .decode(
                        new BinaryBitmap(new HybridBinarizer(source)),
                        Map.of(DecodeHintType.POSSIBLE_FORMATS, List.of(format), DecodeHintType.TRY_HARDER, true))
                .getText();
    }

    @ParameterizedTest
    @CsvSource({
        "UPC_A, 0, 65, 03600029145, 036000291452",
        "UPC_E, 1, 66, 123456, 01234565",
        "EAN_13, 2, 67, 690123456789, 6901234567892",
        "EAN_8, 3, 68, 9638507, 96385074",
        "CODE_39, 4, 69, *OPEN-17*, OPEN-17",
        "ITF, 5, 70, 12345678, 12345678",
        "CODABAR, 6, 71, A40156B, 40156",
        "CODE_93, 72, 72, OPEN 93, OPEN 93",
        "CODE_128, 73, 73, {BOpen{C, Open"
    })
    void bar_codes_are_on_the_paper(BarcodeFormat format, int old, int kind, String data, String said)
            throws Exception {
        var content = format == BarcodeFormat.CODE_128 ? data + "\u0007)" : data;
        send(0x1B, 'a', 1, 0x1D, 'h', 80, 0x1D, 'w', 2, 0x1D, 'k', kind, content.length())
                .send(content);
        send(0x1D, 'V', 0);
        if (old < 65) send(0x1B, 'a', 1, 0x1D, 'k', old).send(content).send(0, 0x0A);
        var paper = printed();
        assertEquals(Map.of(), paper.unknown());
        assertEquals(format == BarcodeFormat.CODE_128 ? said + "0741" : said, read(paper.paper(), format), paper::text);
    }

    @ParameterizedTest
    @CsvSource({"PDF_417, 48", "AZTEC, 53", "DATA_MATRIX, 54"})
    void other_codes_are_on_the_paper(BarcodeFormat format, int code) throws Exception {
        var content = "https://example.invalid/v/17";
        send(0x1B, 'a', 1, 0x1D, '(', 'k', 3, 0, code, 67, 4);
        send(0x1D, '(', 'k', content.length() + 3, 0, code, 80, 48).send(content);
        send(0x1D, '(', 'k', 3, 0, code, 81, 48);
        var paper = printed();
        assertEquals(Map.of(), paper.unknown());
        assertEquals(content, read(paper.paper(), format));
        assertTrue(paper.text().contains(content), paper::text);
    }

    @Test
    void letters_beside_a_bar_code_are_printed_where_they_are_wanted() {
        send(0x1D, 'H', 2, 0x1D, 'k', 67, 12).send("690123456789").send("end\n");
        var lines = printed().text().strip().lines().toList();
        assertEquals(List.of("BARCODE 690123456789", "690123456789", "end"), lines);
    }

    @Test
    void what_is_not_drawn_is_counted() {
        send(0x1D, 'k', 67, 5).send("12345"); // no such number
        send(0x1D, 'k', 74, 3).send("123"); // GS1-128
        send(0x1D, '(', 'k', 4, 0, 50, 80, 48, 'A', 0x1D, '(', 'k', 3, 0, 50, 81, 48); // MaxiCode
        send(0x1B, '%', 1, 0x1B, '{', 1, 0x1B, 'V', 1, 0x1C, 'p', 1, 0, 0x1D, '/', 0, 0x1D, 'c');
        assertEquals(
                Set.of("1D 6B 43", "1D 6B 4A", "1D 28 6B 32", "1B 25", "1B 7B", "1B 56", "1C 70", "1D 2F", "1D 63"),
                printed().unknown().keySet());
    }

    @Test
    void what_changes_nothing_is_not_counted() {
        send(0x1B, '%', 0, 0x1B, '{', 0, 0x1B, 'V', 0).send("words\n");
        assertEquals(Map.of(), printed().unknown());
    }

    @Test
    void a_margin_that_was_taken_back_leaves_the_whole_line() {
        var line = "0123456789012345678901234567890123456789";
        send(0x1D, 'L', 0, 2).send("a\n").send(0x1D, 'L', 0, 0).send(line + "\n");
        assertEquals(line, printed().text().strip().lines().toList().getLast());
    }

    @Test
    void no_command_eats_a_letter_or_leaves_one() {
        send(0x1B, 'v').send("one ").send(0x1D, 'c').send("two ");
        send(
                0x1B, 'U', '0', 0x1B, 'C', '0', 0x1B, 'F', '0', 0x1B, 'f', '0', '0', 0x1D, 'j', '0', 0x1D, 'z', '0',
                '0', '0');
        send("three\n");
        assertEquals("one two three", printed().text().strip());
    }
}
