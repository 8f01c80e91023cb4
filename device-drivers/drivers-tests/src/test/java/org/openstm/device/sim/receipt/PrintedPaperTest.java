package org.openstm.device.sim.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PrintedPaperTest {
    @Test
    void text_pictures_and_codes_come_out_where_they_belong() throws Exception {
        var out = new ByteArrayOutputStream();
        write(out, 0x1B, 0x40, 0x1C, 0x26, 0x1B, 0x61, 1, 0x1D, 0x21, 0x11);
        out.writeBytes("养老金待遇".getBytes(Charset.forName("GB18030")));
        write(out, 0x0A, 0x1D, 0x21, 0x00, 0x1B, 0x61, 0);
        out.writeBytes("姓名：杨䶮 㐂 𠮷 阿依古丽·买买提 ABC 123".getBytes(Charset.forName("GB18030")));
        write(out, 0x0A, 0x1B, 0x61, 2);
        out.writeBytes("right\n".getBytes(StandardCharsets.US_ASCII));
        write(out, 0x1B, 0x61, 1, 0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x43, 6, 0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x45, 0x31);
        var text = "https://example.invalid/验".getBytes(StandardCharsets.UTF_8);
        write(out, 0x1D, 0x28, 0x6B, text.length + 3, 0, 0x31, 0x50, 0x30);
        out.writeBytes(text);
        write(out, 0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30);
        write(out, 0x1D, 0x76, 0x30, 0, 72, 0, 8, 0);
        for (int i = 0; i < 72 * 8; i++) out.write(0xF0);
        write(out, 0x1B, 0x64, 2, 0x1D, 0x56, 0x42, 0);
        var paper = EscPosPaperRenderer.renderBytes(out.toByteArray()).paper();
        ImageIO.write(paper, "png", new File("target/paper.png"));
        assertEquals(576 + 32, paper.getWidth());
        assertTrue(paper.getHeight() > 350, () -> "height " + paper.getHeight());
        assertEquals("https://example.invalid/验", decode(paper));
    }

    @Test
    void no_bytes_can_stop_the_interpreter() {
        for (long seed = 1; seed <= 30; seed++) {
            var bytes = new byte[3000];
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed).nextBytes(bytes);
            assertTrue(EscPosPaperRenderer.renderBytes(bytes).paper().getHeight() > 0, "seed " + seed);
        }
    }

    @Test
    void a_file_of_nothing_but_cuts_and_unknown_commands_is_drawn_and_told() {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < 20_000; i++) write(out, 'A', 0x0A, 0x1D, 0x56, 0, 0x1B, 0x02);
        var printed = EscPosPaperRenderer.renderBytes(out.toByteArray());
        assertEquals(Map.of("1B 02", 20_000), printed.unknown());
        assertTrue(printed.paper().getHeight() > 1000);
    }

    private static String decode(BufferedImage paper) throws Exception {
        int wide = paper.getWidth();
        int tall = paper.getHeight();
        var source = new RGBLuminanceSource(wide, tall, paper.getRGB(0, 0, wide, tall, null, 0, wide));
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }

    private static void write(ByteArrayOutputStream out, int... bytes) {
        for (int each : bytes) out.write(each);
    }
}
