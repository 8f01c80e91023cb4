package org.openstm.device.driver.barcode.image;

import java.awt.image.BufferedImage;

/// A picture reduced to a few coarse spots, for detecting motion.
record MotionDetector(int[] spots) {
    private static final int ACROSS = 24;
    private static final int DOWN = 18;

    /// Sampling interval in dots; a phone is larger.
    private static final int STEP = 4;

    /// Threshold out of 255: more than a sensor's noise in the mean of a spot, less than any object that appears or
    /// disappears.
    private static final int MOVED = 6;

    static MotionDetector of(BufferedImage picture) {
        var sums = new long[ACROSS * DOWN];
        var counts = new int[ACROSS * DOWN];
        for (int y = 0; y < picture.getHeight(); y += STEP)
            for (int x = 0; x < picture.getWidth(); x += STEP) {
                int spot = y * DOWN / picture.getHeight() * ACROSS + x * ACROSS / picture.getWidth();
                sums[spot] += picture.getRGB(x, y) >> 8 & 0xFF;
                counts[spot]++;
            }
        var spots = new int[sums.length];
        for (int i = 0; i < spots.length; i++) spots[i] = (int) (sums[i] / Math.max(1, counts[i]));
        return new MotionDetector(spots);
    }

    boolean isLike(MotionDetector other) {
        for (int i = 0; i < spots.length; i++) if (Math.abs(spots[i] - other.spots[i]) > MOVED) return false;
        return true;
    }
}
