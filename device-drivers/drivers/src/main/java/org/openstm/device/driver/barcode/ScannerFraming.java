package org.openstm.device.driver.barcode;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.link.LinkAddress;

/// Framing of a scanner: the bytes around a code.
///
/// @param prefix bytes before a code, often none
/// @param suffix bytes after a code, CR in most makers' default
/// @param gap pause that ends a code
/// @param aim whether an AIM identifier may stand in front of the text
public record ScannerFraming(byte[] prefix, byte[] suffix, Duration gap, boolean aim) {
    /// Settings of the link: `prefix`, `suffix` (hex, or `none`), `gap` (milliseconds), `aim=off`.
    ///
    /// @throws IllegalArgumentException if a setting is invalid
    public static ScannerFraming of(LinkAddress address) {
        return new ScannerFraming(
                hexSetting(address, "prefix", ""),
                hexSetting(address, "suffix", "0D"),
                Duration.ofMillis(Math.clamp(address.number("gap", 50), 5, 1000)),
                !address.setting("aim", "on").equals("off"));
    }

    private static byte[] hexSetting(LinkAddress address, String name, String otherwise) {
        var text = address.setting(name, otherwise);
        try {
            return text.equals("none") ? new byte[0] : HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("the link's setting " + name + " is hex (0D0A) or none, not: " + text);
        }
    }

    /// The framing as settings of a link.
    Map<String, String> toSettings() {
        return Map.of(
                "prefix", toHexText(prefix),
                "suffix", toHexText(suffix),
                "gap", Long.toString(gap.toMillis()),
                "aim", aim ? "on" : "off");
    }

    private static String toHexText(byte[] bytes) {
        return bytes.length == 0 ? "none" : HexFormat.of().withUpperCase().formatHex(bytes);
    }

    int overheadBytes() {
        return prefix.length + suffix.length + 3;
    }

    /// The content between prefix and suffix, if both are present.
    Optional<byte[]> findContent(byte[] frame) {
        int end = frame.length - suffix.length;
        if (end < prefix.length) return Optional.empty();
        boolean whole = Arrays.equals(frame, 0, prefix.length, prefix, 0, prefix.length)
                && Arrays.equals(frame, end, frame.length, suffix, 0, suffix.length);
        return whole ? Optional.of(Arrays.copyOfRange(frame, prefix.length, end)) : Optional.empty();
    }
}
