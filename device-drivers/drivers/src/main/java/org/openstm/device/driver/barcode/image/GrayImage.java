package org.openstm.device.driver.barcode.image;

import com.google.zxing.LuminanceSource;
import java.awt.image.BufferedImage;

/// A grey image, with filters for blurred or badly lit photographs.
final class GrayImage extends LuminanceSource {
    private final byte[] dots;

    private GrayImage(byte[] dots, int wide, int tall) {
        super(wide, tall);
        this.dots = dots;
    }

    static GrayImage of(BufferedImage picture) {
        int wide = picture.getWidth();
        int tall = picture.getHeight();
        int[] colours = picture.getRGB(0, 0, wide, tall, null, 0, wide);
        byte[] dots = new byte[colours.length];
        for (int i = 0; i < dots.length; i++) {
            int c = colours[i];
            dots[i] = (byte) (((c >> 16 & 0xFF) + 2 * (c >> 8 & 0xFF) + (c & 0xFF)) / 4);
        }
        return new GrayImage(dots, wide, tall);
    }

    @Override
    public byte[] getRow(int y, byte[] row) {
        byte[] into = row == null || row.length < getWidth() ? new byte[getWidth()] : row;
        System.arraycopy(dots, y * getWidth(), into, 0, getWidth());
        return into;
    }

    @Override
    public byte[] getMatrix() {
        return dots;
    }

    /// Replaces each dot by the mean of the square around it, which removes noise.
    ///
    /// @param side of the square in dots, odd
    GrayImage withSmoothing(int side) {
        return mapWithMean(side, (_, mean) -> mean);
    }

    /// Increases each dot's difference from the mean of the square around it, which removes blur and uneven light.
    ///
    /// @param side of the square in dots, odd
    /// @param amount how many times the difference is added
    GrayImage withSharpening(int side, int amount) {
        return mapWithMean(side, (dot, mean) -> dot + amount * (dot - mean));
    }

    private interface PixelRule {
        int newValue(int dot, int mean);
    }

    /// Computes means from sums over all dots above and to the left, so that a large square costs no more than a
    /// small one.
    private GrayImage mapWithMean(int side, PixelRule rule) {
        int wide = getWidth();
        int tall = getHeight();
        int[] sums = new int[(wide + 1) * (tall + 1)];
        for (int y = 0; y < tall; y++) {
            int row = 0;
            for (int x = 0; x < wide; x++) {
                row += dots[y * wide + x] & 0xFF;
                sums[(y + 1) * (wide + 1) + x + 1] = sums[y * (wide + 1) + x + 1] + row;
            }
        }
        int half = side / 2;
        byte[] fresh = new byte[dots.length];
        for (int y = 0; y < tall; y++) {
            int top = Math.max(0, y - half) * (wide + 1);
            int bottom = Math.min(tall, y + half + 1) * (wide + 1);
            int rows = Math.min(tall, y + half + 1) - Math.max(0, y - half);
            for (int x = 0; x < wide; x++) {
                int left = Math.max(0, x - half);
                int right = Math.min(wide, x + half + 1);
                int sum = sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
                int value = rule.newValue(dots[y * wide + x] & 0xFF, sum / (rows * (right - left)));
                fresh[y * wide + x] = (byte) Math.clamp(value, 0, 255);
            }
        }
        return new GrayImage(fresh, wide, tall);
    }
}
