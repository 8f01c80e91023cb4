package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.session.model.SessionState.PenStroke;

class SignatureImageTest {
    private static java.awt.image.BufferedImage read(byte[] png) throws java.io.IOException {
        return ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
    }

    @Test
    void strokes_are_black_on_white_and_the_picture_ends_where_the_pen_did() throws Exception {
        var strokes = List.of(new PenStroke(List.of(100, 50, 300, 50)), new PenStroke(List.of(200, 20, 200, 90)));
        byte[] png = SignatureImage.toPng(strokes);
        var picture = read(png);
        assertEquals(200 + 32, picture.getWidth());
        assertEquals(70 + 32, picture.getHeight());
        assertEquals(0xFF000000, picture.getRGB(116, 46), "in the middle of both");
        assertEquals(0xFF000000, picture.getRGB(20, 46), "on the first");
        assertEquals(0xFFFFFFFF, picture.getRGB(20, 20), "beside them");
        assertArrayEquals(png, SignatureImage.toPng(strokes), "the same file again");
    }

    @Test
    void the_longest_signature_on_the_largest_pad_is_far_below_what_a_case_may_have() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        var strokes = new ArrayList<PenStroke>();
        for (int n = 0; n < 400; n++) {
            var points = new ArrayList<Integer>();
            for (int i = 0; i < 200; i++) points.add(random.nextInt(-9_000, 9_000));
            strokes.add(new PenStroke(points));
        }
        byte[] png = SignatureImage.toPng(strokes);
        assertTrue(read(png).getWidth() <= 2160 + 32);
        assertTrue(png.length < 2 * 1024 * 1024, png.length + " bytes, seed " + seed);
        assertThrows(IllegalArgumentException.class, () -> SignatureImage.toPng(List.of()));
        assertTrue(SignatureImage.toPng(List.of(new PenStroke(List.of(5, 5, 5)))).length > 0, "half a point is none");
    }
}
