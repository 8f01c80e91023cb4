package org.openstm.device.sim.camera;

import java.awt.Color;
import java.awt.RadialGradientPaint;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Faults of a camera: in the picture, in its bytes, or no picture.
enum CameraFault {
    NONE,
    /// A cap on the lens.
    BLACK,
    BLURRED,
    /// Glare of the sun.
    SUN,
    /// Repeats the same picture.
    FREEZE,
    /// Truncates every second picture.
    CUT,
    /// Bytes without any picture.
    GARBAGE,
    /// A picture that never ends.
    ENDLESS,
    /// Each picture claims to be of 60,000 times 60,000 dots.
    LYING,
    SILENT;

    static Optional<CameraFault> findByWord(String word) {
        return Arrays.stream(values())
                .filter(one -> one.controlWord().equals(word))
                .findFirst();
    }

    String controlWord() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Applies the fault to a picture.
    BufferedImage applyTo(BufferedImage picture) {
        return switch (this) {
            case BLACK -> paintOver(picture, new Color(4, 4, 5, 250));
            case SUN -> withSunGlare(picture);
            case BLURRED -> withBlur(picture);
            case NONE, FREEZE, CUT, GARBAGE, ENDLESS, LYING, SILENT -> picture;
        };
    }

    private static BufferedImage paintOver(BufferedImage picture, java.awt.Paint paint) {
        var pen = picture.createGraphics();
        pen.setPaint(paint);
        pen.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        pen.dispose();
        return picture;
    }

    private static BufferedImage withSunGlare(BufferedImage picture) {
        float reach = picture.getWidth() * 0.9f;
        var glare = new RadialGradientPaint(
                picture.getWidth() * 0.6f, picture.getHeight() * 0.3f, reach, new float[] {0, 0.6f, 1}, new Color[] {
                    Color.WHITE, Color.WHITE, new Color(255, 255, 255, 90)
                });
        return paintOver(picture, glare);
    }

    /// Blurs the picture: a square of a hundredth of the width, twice.
    private static BufferedImage withBlur(BufferedImage picture) {
        int side = Math.max(3, picture.getWidth() / 100 | 1);
        var even = new float[side];
        Arrays.fill(even, 1f / side);
        var soft = picture;
        for (int i = 0; i < 2; i++) {
            soft = new ConvolveOp(new Kernel(side, 1, even), ConvolveOp.EDGE_NO_OP, null).filter(soft, null);
            soft = new ConvolveOp(new Kernel(1, side, even), ConvolveOp.EDGE_NO_OP, null).filter(soft, null);
        }
        return soft;
    }
}
