package org.openstm.device.driver.camera;

/// One picture of a stream, whole by its marks and not yet trusted.
///
/// @param number counts all that came; later ones are larger
/// @param repeats how many pictures before it, without a gap, were the same to the last byte
public record JpegFrame(byte[] jpeg, long number, int repeats) {
    /// A sensor has noise: so many pictures that are the same to the last byte are one old picture.
    private static final int FROZEN = 5;

    /// Whether the camera shows an old picture again and again: of somebody who has left, perhaps.
    public boolean isFrozen() {
        return repeats >= FROZEN;
    }

    @Override
    public String toString() {
        return "Frame[" + number + ", " + jpeg.length + " bytes]";
    }
}
