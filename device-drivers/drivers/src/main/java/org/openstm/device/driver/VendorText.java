package org.openstm.device.driver;

/// Sanitises messages of a maker's software for faults and logs. They may contain anything, including text that it
/// was given to print or has read.
public final class VendorText {
    private static final int LONGEST = 200;

    private VendorText() {}

    /// One short line of ASCII without personal data: no name and no five digits in a row.
    public static String toPlainLine(String text) {
        var line = text.replaceAll("\\p{Cntrl}+", " ")
                .replaceAll("[^ -~]", "?")
                .replaceAll("[0-9]{4,}[0-9Xx]", "*")
                .strip();
        return line.substring(0, Math.min(line.length(), LONGEST));
    }
}
