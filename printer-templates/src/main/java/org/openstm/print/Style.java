package org.openstm.print;

/// The style of a text.
///
/// @param size height of a CJK character in dots of the media (28 = body of a slip, 3.5 mm)
/// @param bold heavy face
/// @param align alignment in its column
/// @param face one of the three faces
public record Style(int size, boolean bold, Align align, Face face) {
    public enum Align {
        LEFT,
        CENTER,
        RIGHT
    }

    public enum Face {
        /// Slips, screens, the foot of a certificate.
        SANS,
        /// The words of a certificate.
        SERIF
    }

    public static final Style BODY = new Style(28, false, Align.LEFT, Face.SANS);

    public Style {
        if (size < 8 || size > 400) throw new IllegalArgumentException("text size out of range: " + size);
    }

    public Style sized(int dots) {
        return new Style(dots, bold, align, face);
    }

    public Style heavy() {
        return new Style(size, true, align, face);
    }

    public Style aligned(Align to) {
        return new Style(size, bold, to, face);
    }
}
