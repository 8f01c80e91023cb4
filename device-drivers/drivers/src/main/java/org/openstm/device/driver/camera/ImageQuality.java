package org.openstm.device.driver.camera;

/// Quality of a picture, judged by its brightness alone.
///
/// Sharpness is the variance of the Laplacian (Pech-Pacheco and others, ICPR 2000) over the variance of the
/// brightness, in those tiles that have content: so neither dim light nor an empty margin makes a picture look
/// blurred. Noise in an even tile is not counted.
///
/// @param sharpness in hundredths of that ratio; white noise has 2,000
/// @param dark share of almost black dots, in hundredths
/// @param bright share of almost white dots, in hundredths
/// @param seen share of tiles with content, in hundredths
public record ImageQuality(int sharpness, int dark, int bright, int seen) {
    private static final int TILE = 32;

    /// Brightness variance of content: a sheet's fibre and a sensor's noise are below, pale print is above.
    private static final double SOMETHING = 150;

    private static final int BLACK = 40;
    private static final int WHITE = 252;

    /// @param dots one byte for each dot, row by row
    static ImageQuality of(byte[] dots, int width, int height) {
        long black = 0;
        long white = 0;
        for (byte dot : dots) {
            int value = dot & 0xFF;
            if (value < BLACK) black++;
            else if (value > WHITE) white++;
        }
        double edges = 0;
        double contrast = 0;
        int tiles = 0;
        int some = 0;
        for (int y = 1; y + TILE < height; y += TILE)
            for (int x = 1; x + TILE < width; x += TILE) {
                tiles++;
                double variance = tileVariance(dots, width, x, y);
                if (variance < SOMETHING) continue;
                some++;
                contrast += variance;
                edges += laplacianVariance(dots, width, x, y);
            }
        return new ImageQuality(
                contrast == 0 ? 0 : (int) Math.round(100 * edges / contrast),
                (int) (100 * black / dots.length),
                (int) (100 * white / dots.length),
                tiles == 0 ? 0 : (int) Math.ceil(100.0 * some / tiles));
    }

    private static double tileVariance(byte[] dots, int width, int left, int top) {
        long sum = 0;
        long squares = 0;
        for (int y = top; y < top + TILE; y++)
            for (int x = left; x < left + TILE; x++) {
                int value = dots[y * width + x] & 0xFF;
                sum += value;
                squares += (long) value * value;
            }
        double mean = (double) sum / (TILE * TILE);
        return (double) squares / (TILE * TILE) - mean * mean;
    }

    /// Variance of the Laplacian, whose mean is almost zero.
    private static double laplacianVariance(byte[] dots, int width, int left, int top) {
        long squares = 0;
        for (int y = top; y < top + TILE; y++)
            for (int x = left; x < left + TILE; x++) {
                int at = y * width + x;
                int edge = 4 * (dots[at] & 0xFF)
                        - (dots[at - 1] & 0xFF)
                        - (dots[at + 1] & 0xFF)
                        - (dots[at - width] & 0xFF)
                        - (dots[at + width] & 0xFF);
                squares += (long) edge * edge;
            }
        return (double) squares / (TILE * TILE);
    }
}
