package org.openstm.device.driver;

/// What a maker's software says in its own words, made fit for faults and logs. It may say anything, and what it was
/// given to print or has read may be in it.
public final class VendorText {
    private static final int LONGEST = 200;

    private VendorText() {}

    /// One short line of ASCII without a number that could be somebody's: no name and no five digits in a row.
    public static String toPlainLine(String text) {
        var line = text.replaceAll("\\p{Cntrl}+", " ")
                .replaceAll("[^ -~]", "?")
                .replaceAll("[0-9]{4,}[0-9Xx]", "*")
                .strip();
        return line.substring(0, Math.min(line.length(), LONGEST));
    }
}
