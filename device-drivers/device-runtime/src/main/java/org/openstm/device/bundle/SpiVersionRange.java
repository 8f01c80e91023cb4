package org.openstm.device.bundle;

import java.util.regex.Pattern;

/// Versions of the SPI that a driver was made for: `[1,2)` is 1 and not yet 2.
///
/// @param from first version
/// @param to first version that is not included
record SpiVersionRange(int from, int to) {
    private static final Pattern FORM = Pattern.compile("\\[([0-9]{1,4}),([0-9]{1,4})([])])");

    static SpiVersionRange parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) throw new IllegalArgumentException("a range is [FROM,TO) or [FROM,TO], not: " + text);
        int to = Integer.parseInt(parts.group(2)) + (parts.group(3).equals("]") ? 1 : 0);
        return new SpiVersionRange(Integer.parseInt(parts.group(1)), to);
    }

    boolean includesVersion(int version) {
        return from <= version && version < to;
    }

    @Override
    public String toString() {
        return "[" + from + "," + to + ")";
    }
}
