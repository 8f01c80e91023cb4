package org.openstm.device.driver.camera;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A decoded picture of a stream.
public final class CapturedFrame {
    /// 4,096 times 3,072: no document camera gives more, and a decoded picture must fit into a driver host.
    private static final long MOST_DOTS = 12_582_912;

    private static final int LARGE = 1000;

    private static final int LARGEST_FILE = 4 << 20;

    /// JPEG quality: print stays readable; below, artefacts appear around letters.
    private static final float FINE = 0.92f;

    private final BufferedImage picture;

    private CapturedFrame(BufferedImage picture) {
        this.picture = picture;
    }

    /// @return empty if the bytes are no picture, or one that claims to be enormous
    public static Optional<CapturedFrame> of(JpegFrame frame) {
        // in memory: a camera's pictures must not be written to a disk
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(frame.jpeg()))) {
            var reader = ImageIO.getImageReadersByFormatName("jpeg").next();
            try {
                reader.setInput(stream, true, true);
                long dots = (long) reader.getWidth(0) * reader.getHeight(0);
                if (dots < 1 || dots > MOST_DOTS) return Optional.empty();
                return Optional.of(new CapturedFrame(toBgr(reader.read(0))));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException _) {
            // a picture with a flipped bit, which a cable may cause now and then
            return Optional.empty();
        }
    }

    private static BufferedImage toBgr(BufferedImage picture) {
        if (picture.getType() == BufferedImage.TYPE_3BYTE_BGR) return picture;
        var copy = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        var pen = copy.createGraphics();
        pen.drawImage(picture, 0, 0, Color.WHITE, null);
        pen.dispose();
        return copy;
    }

    public BufferedImage picture() {
        return picture;
    }

    public int width() {
        return picture.getWidth();
    }

    public int height() {
        return picture.getHeight();
    }

    /// Assesses a large picture at half its size: a lens and a sensor never resolve single dots.
    public ImageQuality assessQuality() {
        int step = width() < LARGE ? 1 : 2;
        return ImageQuality.of(luminanceBytes(step), width() / step, height() / step);
    }

    /// @param step side of the square whose mean is taken
    /// @return one byte for each square, row by row
    private byte[] luminanceBytes(int step) {
        var dots = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        int wide = width() / step;
        int tall = height() / step;
        var bytes = new byte[wide * tall];
        for (int y = 0; y < tall; y++)
            for (int x = 0; x < wide; x++) {
                int sum = 0;
                for (int row = 0; row < step; row++)
                    for (int column = 0; column < step; column++) {
                        int at = 3 * ((y * step + row) * width() + x * step + column);
                        // BT.601 in 256ths; blue comes first
                        sum += 29 * (dots[at] & 0xFF) + 150 * (dots[at + 1] & 0xFF) + 77 * (dots[at + 2] & 0xFF);
                    }
                bytes[y * wide + x] = (byte) (sum / (256 * step * step));
            }
        return bytes;
    }

    /// Encodes the picture again: cameras leave out tables that other programs need, and add metadata that must not
    /// be passed on.
    public byte[] toJpeg() {
        var fine = encodeJpeg(FINE);
        for (float worse = 0.8f; fine.length > LARGEST_FILE && worse > 0.1f; worse -= 0.2f) fine = encodeJpeg(worse);
        return fine;
    }

    private byte[] encodeJpeg(float quality) {
        var bytes = new ByteArrayOutputStream(1 << 18);
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
