package org.openstm.print;

/// Removes control characters from text. A name may come from a driver, from central or from an item's file: an
/// escape in it could open a cash drawer, a bidi character could change how an amount reads. Blocks clean their
/// text when they are created, so every renderer gets clean text, ours or a maker's.
final class SafeText {
    private SafeText() {}

    /// @return the same text with a blank for each character that controls something; lines stay lines
    static String replaceControls(String text) {
        return text.codePoints().allMatch(SafeText::isHarmless)
                ? text
                : text.codePoints()
                        .map(c -> isHarmless(c) ? c : ' ')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character == '\n';
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
