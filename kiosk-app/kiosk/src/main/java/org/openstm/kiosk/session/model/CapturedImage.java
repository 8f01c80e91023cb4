package org.openstm.kiosk.session.model;

/// A picture that was taken for a form.
///
/// @param jpeg baseline JPEG without metadata, small enough to be a file of a case
/// @param sha256 of these bytes, hex
/// @param width in pixels
public record CapturedImage(byte[] jpeg, String sha256, int width, int height) {
    /// Size limit in bytes: the four pictures that an item may ask for and a signature are files of one case.
    public static final int LARGEST = 600 * 1024;

    @Override
    public boolean equals(Object other) {
        return other instanceof CapturedImage still && sha256.equals(still.sha256);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return "CapturedImage[" + width + " x " + height + ", " + jpeg.length + " bytes]";
    }
}
