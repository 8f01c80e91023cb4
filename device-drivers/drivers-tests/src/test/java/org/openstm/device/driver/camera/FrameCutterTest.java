package org.openstm.device.driver.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.openstm.device.contract.Seeds;

/// Bytes that a camera may send.
class FrameCutterTest {
    private final long seed = Seeds.next();
    private final Random random = new Random(seed);

    private byte[] picture(boolean progressive) throws IOException {
        var image = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
        var pen = image.createGraphics();
        for (int i = 0; i < 40; i++) {
            pen.setColor(new Color(random.nextInt(0xFFFFFF)));
            pen.fillRect(random.nextInt(64), random.nextInt(48), 9, 9);
        }
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            if (progressive) how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// A picture whose metadata contain a small picture, with an end marker of its own.
    private byte[] withThumbnail() throws IOException {
        var small = picture(false);
        var bytes = new ByteArrayOutputStream();
        var large = picture(false);
        bytes.write(large, 0, 2);
        bytes.write(new byte[] {(byte) 0xFF, (byte) 0xE1, (byte) ((small.length + 2) >> 8), (byte) (small.length + 2)});
        bytes.write(small);
        bytes.write(large, 2, large.length - 2);
        return bytes.toByteArray();
    }

    private byte[] noise() {
        var noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        // a false start of a picture may swallow one
        for (int i = 0; i < noise.length; i++) if (noise[i] == (byte) 0xD8) noise[i] = 0;
        return noise;
    }

    private List<byte[]> cut(byte[] stream) {
        var cutter = new FrameCutter();
        var whole = new ArrayList<byte[]>();
        for (int at = 0; at < stream.length; ) {
            int count = Math.min(stream.length - at, 1 + random.nextInt(500));
            cutter.feedBytes(Arrays.copyOfRange(stream, at, at + count), count, whole::add);
            at += count;
        }
        return whole;
    }

    @Test
    void every_whole_picture_is_found_however_the_line_cuts_and_whatever_is_between() throws IOException {
        var sent = new ArrayList<byte[]>();
        var stream = new ByteArrayOutputStream();
        for (int i = 0; i < 60; i++) {
            var next = i % 3 == 0 ? withThumbnail() : picture(i % 3 == 1);
            sent.add(next);
            stream.write(noise());
            stream.write(next);
        }
        var found = cut(stream.toByteArray());
        assertEquals(sent.size(), found.size(), () -> "again with -Drig.seed=" + seed);
        for (int i = 0; i < sent.size(); i++)
            assertArrayEquals(sent.get(i), found.get(i), "picture " + i + ", again with -Drig.seed=" + seed);
    }

    /// The header and half of the scan data, then the next picture.
    @Test
    void a_picture_that_breaks_off_is_dropped_and_the_next_is_whole() throws IOException {
        var stream = new ByteArrayOutputStream();
        var last = picture(false);
        for (int i = 0; i < 20; i++) {
            var broken = picture(false);
            stream.write(broken, 0, broken.length - 2 - random.nextInt(broken.length / 4));
            stream.write(last);
        }
        var found = cut(stream.toByteArray());
        assertEquals(20, found.size(), () -> "again with -Drig.seed=" + seed);
        for (var one : found) assertArrayEquals(last, one);
    }

    @Test
    void a_picture_without_an_end_costs_no_more_memory_than_one_may_have() throws IOException {
        var cutter = new FrameCutter();
        var found = new ArrayList<byte[]>();
        var head = picture(false);
        cutter.feedBytes(head, head.length - 2, found::add);
        var dots = new byte[1 << 20];
        Arrays.fill(dots, (byte) 7);
        for (int i = 0; i < 40; i++) cutter.feedBytes(dots, dots.length, found::add);
        assertEquals(0, found.size());
        cutter.feedBytes(head, head.length, found::add);
        assertEquals(1, found.size());
        assertArrayEquals(head, found.getFirst());
    }

    /// Some noise looks like a picture; it must be small enough, and decoding it must not throw.
    @Test
    void noise_is_survived() {
        var noise = new byte[2_000_000];
        random.nextBytes(noise);
        for (var one : cut(noise)) {
            assertTrue(one.length <= FrameCutter.LARGEST);
            assertTrue(CapturedFrame.of(new JpegFrame(one, 1, 0)).isEmpty(), () -> "again with -Drig.seed=" + seed);
        }
    }

    @Test
    void a_tipped_bit_is_no_exception() throws IOException {
        var whole = picture(false);
        for (int i = 0; i < 400; i++) {
            var bent = whole.clone();
            bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
            CapturedFrame.of(new JpegFrame(bent, 1, 0))
                    .ifPresent(view -> assertTrue(view.width() * view.height() <= 12_582_912));
        }
    }

    /// Noise has the worst compression.
    @Test
    void what_is_handed_on_is_never_larger_than_a_host_may_send() throws IOException {
        var noise = new BufferedImage(2000, 1500, BufferedImage.TYPE_3BYTE_BGR);
        random.nextBytes(((DataBufferByte) noise.getRaster().getDataBuffer()).getData());
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(noise, "jpeg", new MemoryCacheImageOutputStream(bytes));
        var fine = CapturedFrame.of(new JpegFrame(bytes.toByteArray(), 1, 0))
                .orElseThrow()
                .toJpeg();
        assertTrue(fine.length <= 4 << 20, () -> fine.length + " bytes");
        assertTrue(fine.length > 1 << 20, () -> fine.length + " bytes: too easy");
    }
}
