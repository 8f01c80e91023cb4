package org.openstm.device.bundle;

import java.util.Comparator;
import java.util.regex.Pattern;

/// A driver and its version, as `devices.yaml` names them: `lintel-slip@1.4.2`. Safe as the name of a folder.
record BundleName(String id, DriverVersion version) implements Comparable<BundleName> {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Comparator<BundleName> ORDER =
            Comparator.comparing(BundleName::id).thenComparing(BundleName::version);

    BundleName {
        if (!ID.matcher(id).matches())
            throw new IllegalArgumentException("an id is lower case letters, digits and hyphens, not: " + id);
    }

    static BundleName parse(String text) throws BundleRefused {
        var parts = text.split("@", 2);
        try {
            if (parts.length == 2) return new BundleName(parts[0], DriverVersion.parse(parts[1]));
        } catch (IllegalArgumentException _) {
            // reported below
        }
        throw new BundleRefused(
                BundleRefusalReason.NAME_WRONG, BundleZipReader.toPrintable(text) + " names no version of a driver");
    }

    @Override
    public int compareTo(BundleName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return id + "@" + version;
    }
}
