package org.openstm.device.bundle;

import java.util.Comparator;
import java.util.regex.Pattern;

/// A version of a driver: `1.4.2` or `1.5.0-rc.1` (Semantic Versioning without build metadata).
record DriverVersion(int major, int minor, int patch, String pre) implements Comparable<DriverVersion> {
    private static final Pattern FORM = Pattern.compile(
            "(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})(?:-([0-9A-Za-z.-]{1,32}))?");

    private static final Comparator<DriverVersion> ORDER = Comparator.comparingInt(DriverVersion::major)
            .thenComparingInt(DriverVersion::minor)
            .thenComparingInt(DriverVersion::patch)
            .thenComparing(version -> version.pre.isEmpty())
            .thenComparing(DriverVersion::pre);

    static DriverVersion parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) throw new IllegalArgumentException("a version is MAJOR.MINOR.PATCH, not: " + text);
        return new DriverVersion(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                parts.group(4) == null ? "" : parts.group(4));
    }

    @Override
    public int compareTo(DriverVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + (pre.isEmpty() ? "" : "-" + pre);
    }
}
