package org.openstm.device.driver.camera;

/// One picture of a stream, complete by its markers and not yet trusted.
///
/// @param number sequence number; later pictures have larger ones
/// @param repeats number of identical pictures directly before it
public record JpegFrame(byte[] jpeg, long number, int repeats) {
    /// Number of identical pictures that count as a frozen stream, because a sensor has noise.
    private static final int FROZEN = 5;

    /// Whether the camera repeats an old picture, which may show a person who has left.
    public boolean isFrozen() {
        return repeats >= FROZEN;
    }

    @Override
    public String toString() {
        return "JpegFrame[" + number + ", " + jpeg.length + " bytes]";
    }
}
