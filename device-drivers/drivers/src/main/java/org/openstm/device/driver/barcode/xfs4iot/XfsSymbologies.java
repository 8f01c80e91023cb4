package org.openstm.device.driver.barcode.xfs4iot;

import java.util.Locale;
import java.util.Map;

/// Maps symbology names of XFS4IoT to ours: those of the AIM identifier where it has one.
final class XfsSymbologies {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("ean128", "code-128"),
            Map.entry("code128", "code-128"),
            Map.entry("code39", "code-39"),
            Map.entry("code93", "code-93"),
            Map.entry("ean8", "ean"),
            Map.entry("ean13", "ean"),
            Map.entry("pdf417", "pdf-417"),
            Map.entry("dataMatrix", "data-matrix"),
            Map.entry("qrCode", "qr-code"),
            Map.entry("symbologyUnknown", "unknown"));

    private XfsSymbologies() {}

    /// A name without a mapping is returned in kebab case; an invalid name becomes `unknown`.
    static String toSymbologyName(String symbology) {
        var known = NAMES.get(symbology);
        if (known != null) return known;
        if (!symbology.matches("[a-z][A-Za-z0-9_]{0,31}")) return "unknown";
        return symbology.replaceAll("([A-Z])", "-$1").replace('_', '-').toLowerCase(Locale.ROOT);
    }
}
