package org.openstm.print;

/// Text that draws letters and does nothing else. A name may come from a driver, from central or from an item's
/// file: with an escape it would open a drawer, with a bidi character it would read as another amount. Cleaned
/// once, where a block takes its text, and so before every renderer, ours or a maker's.
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
