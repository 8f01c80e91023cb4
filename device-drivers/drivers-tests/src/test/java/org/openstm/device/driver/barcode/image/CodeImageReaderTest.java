package org.openstm.device.driver.barcode.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.BarcodeReader.Scan;

class CodeImageReaderTest {
    @TempDir
    Path folder;

    private static BufferedImage drawn(BarcodeFormat format, byte[] content, int size) throws Exception {
        var text = new String(content, StandardCharsets.ISO_8859_1);
        var matrix = new MultiFormatWriter().encode(text, format, size, size);
        var picture = new BufferedImage(matrix.getWidth() + 60, matrix.getHeight() + 60, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.getHeight(); y++)
            for (int x = 0; x < picture.getWidth(); x++) {
                boolean inside = x >= 30 && y >= 30 && x < matrix.getWidth() + 30 && y < matrix.getHeight() + 30;
                picture.setRGB(x, y, (inside && matrix.get(x - 30, y - 30) ? Color.BLACK : Color.WHITE).getRGB());
            }
        return picture;
    }

    private Scan read(BufferedImage picture, String kind) throws Exception {
        var file = folder.resolve("code." + kind);
        ImageIO.write(picture, kind, file.toFile());
        return CodeImageReader.readCode(file);
    }

    @Test
    void text_is_read_in_either_charset() throws Exception {
        for (var charset : new String[] {"UTF-8", "GB18030"}) {
            var picture = drawn(BarcodeFormat.QR_CODE, "养老金查询：杨䶮".getBytes(Charset.forName(charset)), 300);
            assertEquals(new Scan.Code("养老金查询：杨䶮", "qr-code"), read(picture, "png"), charset);
            assertEquals(new Scan.Code("养老金查询：杨䶮", "qr-code"), read(picture, "jpg"), charset);
        }
    }

    @Test
    void other_kinds_of_code_are_read_too() throws Exception {
        var bytes = "BJ-ST041203-17".getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                new Scan.Code("BJ-ST041203-17", "code-128"), read(drawn(BarcodeFormat.CODE_128, bytes, 300), "png"));
        assertEquals(new Scan.Code("BJ-ST041203-17", "pdf-417"), read(drawn(BarcodeFormat.PDF_417, bytes, 300), "png"));
    }

    @Test
    void white_on_black_is_read_too() throws Exception {
        var picture = drawn(BarcodeFormat.QR_CODE, "inverted".getBytes(StandardCharsets.US_ASCII), 200);
        for (int y = 0; y < picture.getHeight(); y++)
            for (int x = 0; x < picture.getWidth(); x++) picture.setRGB(x, y, ~picture.getRGB(x, y));
        assertEquals(new Scan.Code("inverted", "qr-code"), read(picture, "png"));
    }

    @Test
    void a_picture_without_a_code_and_a_file_that_is_no_picture_are_told_apart() throws Exception {
        assertInstanceOf(Scan.Nothing.class, read(new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB), "png"));
        var text = Files.writeString(folder.resolve("text.png"), "no picture");
        assertEquals(
                "not-a-picture",
                assertInstanceOf(Scan.Failed.class, CodeImageReader.readCode(text))
                        .fault()
                        .code());
        var none = folder.resolve("none.png");
        assertEquals(
                "not-a-picture",
                assertInstanceOf(Scan.Failed.class, CodeImageReader.readCode(none))
                        .fault()
                        .code());
    }
}
