package org.openstm.kiosk.bench;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.PerspectiveTransform;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A QR code as a hand would photograph it: from aside, turned, on a bent paper, unevenly lit, with a reflection,
/// blurred, shaken, noisy.
final class PhotoLike {
    private static final int TALL = 480;
    private static final List<ErrorCorrectionLevel> LEVELS =
            List.of(ErrorCorrectionLevel.L, ErrorCorrectionLevel.M, ErrorCorrectionLevel.Q);

    private final Random random;
    private final int wide;
    private final float[] light;

    private PhotoLike(Random random, int wide) {
        this.random = random;
        this.wide = wide;
        this.light = new float[wide * TALL];
    }

    static BufferedImage of(String text, Random random) throws WriterException {
        var level = LEVELS.get(random.nextInt(LEVELS.size()));
        var code = new QRCodeWriter()
                .encode(
                        text,
                        BarcodeFormat.QR_CODE,
                        0,
                        0,
                        Map.of(EncodeHintType.ERROR_CORRECTION, level, EncodeHintType.MARGIN, 4));
        return new PhotoLike(random, random.nextBoolean() ? 640 : 480).taken(code);
    }

    private BufferedImage taken(BitMatrix code) {
        double size = TALL * (0.25 + 0.55 * random.nextDouble());
        double module = size / code.getWidth();
        lay(code, size);
        shine(size);
        blur(random.nextDouble() * module * 0.75);
        if (random.nextInt(4) == 0) shake((int) (1 + random.nextDouble() * module * 1.2));
        return grainy(random.nextDouble() * 18);
    }

    private void lay(BitMatrix code, double size) {
        int n = code.getWidth();
        var view = view(n, size);
        double bend = random.nextInt(4) == 0 ? random.nextDouble() * n * 0.06 : 0;
        float ground = 60 + random.nextInt(150);
        float black = 20 + random.nextInt(70);
        float white = black + 60 + random.nextInt(130);
        float[] at = new float[2];
        for (int y = 0; y < TALL; y++)
            for (int x = 0; x < wide; x++) {
                float sum = 0;
                for (int part = 0; part < 4; part++) {
                    at[0] = x + 0.25f + 0.5f * (part & 1);
                    at[1] = y + 0.25f + 0.5f * (part >> 1);
                    view.transformPoints(at);
                    double v = at[1] + bend * Math.sin(at[0] / n * Math.PI);
                    boolean on = at[0] >= 0 && v >= 0 && at[0] < n && v < n;
                    if (on) sum += code.get((int) at[0], (int) v) ? black : white;
                    else sum += ground + (x / 37 * 7 + y / 29 * 13) % 5 * 12;
                }
                light[y * wide + x] = sum / 4;
            }
    }

    private PerspectiveTransform view(int n, double size) {
        double middleX = wide / 2.0 + (random.nextDouble() - 0.5) * wide * 0.15;
        double middleY = TALL / 2.0 + (random.nextDouble() - 0.5) * TALL * 0.15;
        double turn = (random.nextDouble() - 0.5) * (random.nextInt(4) == 0 ? 2 * Math.PI : 0.5);
        double aside = random.nextDouble() * 0.35;
        float[] q = new float[8];
        int[][] corners = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
        for (int i = 0; i < 4; i++) {
            double x = corners[i][0] * size / 2 * (1 + aside * (random.nextDouble() - 0.5));
            double y = corners[i][1] * size / 2 * (1 + aside * (random.nextDouble() - 0.5));
            q[2 * i] = (float) (middleX + x * Math.cos(turn) - y * Math.sin(turn));
            q[2 * i + 1] = (float) (middleY + x * Math.sin(turn) + y * Math.cos(turn));
        }
        return PerspectiveTransform.quadrilateralToQuadrilateral(
                q[0], q[1], q[2], q[3], q[4], q[5], q[6], q[7], 0, 0, n, 0, n, n, 0, n);
    }

    private void shine(double size) {
        double slopeX = (random.nextDouble() - 0.5) * 1.2;
        double slopeY = (random.nextDouble() - 0.5) * 1.2;
        boolean reflection = random.nextInt(5) == 0;
        double spotX = wide / 2.0 + (random.nextDouble() - 0.5) * size;
        double spotY = TALL / 2.0 + (random.nextDouble() - 0.5) * size;
        for (int y = 0; y < TALL; y++)
            for (int x = 0; x < wide; x++) {
                double value =
                        light[y * wide + x] * (1 + slopeX * (x - wide / 2.0) / wide + slopeY * (y - TALL / 2.0) / TALL);
                double far = Math.hypot(x - spotX, y - spotY) / (size * 0.25);
                if (reflection) value += 120 * Math.exp(-far * far);
                light[y * wide + x] = (float) value;
            }
    }

    /// A lens out of focus.
    private void blur(double sigma) {
        if (sigma < 0.3) return;
        int reach = (int) Math.ceil(sigma * 2.5);
        float[] weights = new float[2 * reach + 1];
        float sum = 0;
        for (int i = -reach; i <= reach; i++) {
            weights[i + reach] = (float) Math.exp(-i * i / (2 * sigma * sigma));
            sum += weights[i + reach];
        }
        for (int i = 0; i < weights.length; i++) weights[i] /= sum;
        spread(weights, reach, 1, 0);
        spread(weights, reach, 0, 1);
    }

    /// A hand that moves.
    private void shake(int length) {
        float[] weights = new float[2 * length + 1];
        for (int i = length; i < weights.length; i++) weights[i] = 1f / (length + 1);
        boolean flat = random.nextBoolean();
        spread(weights, length, flat ? 1 : 0, flat ? 0 : 1);
    }

    private void spread(float[] weights, int reach, int stepX, int stepY) {
        float[] before = light.clone();
        for (int y = 0; y < TALL; y++)
            for (int x = 0; x < wide; x++) {
                float value = 0;
                for (int i = -reach; i <= reach; i++) {
                    int fromX = Math.clamp(x + (long) i * stepX, 0, wide - 1);
                    int fromY = Math.clamp(y + (long) i * stepY, 0, TALL - 1);
                    value += before[fromY * wide + fromX] * weights[i + reach];
                }
                light[y * wide + x] = value;
            }
    }

    private BufferedImage grainy(double noise) {
        var picture = new BufferedImage(wide, TALL, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < light.length; i++) {
            int grey = (int) Math.clamp(light[i] + random.nextGaussian() * noise, 0, 255);
            picture.setRGB(i % wide, i / wide, grey << 16 | grey << 8 | grey);
        }
        return picture;
    }
}
