package org.openstm.device.driver.receipt.javapos;

import java.util.List;
import java.util.Optional;
import org.openstm.device.link.LinkAddress;
import org.openstm.print.Media;

/// Printer settings of the link; the others are read from the service.
///
/// @param layout `picture`, `text` or `auto`
/// @param cut `partial`, `full`, `none` or `auto`
/// @param media loaded paper, where the service does not report its width
record JposPrinterSettings(String layout, String cut, Optional<Media> media) {
    static JposPrinterSettings of(LinkAddress link) {
        return new JposPrinterSettings(
                choiceSetting(link, "layout", List.of("auto", "picture", "text")),
                choiceSetting(link, "cut", List.of("auto", "partial", "full", "none")),
                Optional.ofNullable(link.query().get("media")).map(JposPrinterSettings::requireRoll));
    }

    private static String choiceSetting(LinkAddress link, String name, List<String> of) {
        var value = link.setting(name, of.getFirst());
        if (!of.contains(value))
            throw new IllegalArgumentException("the link's setting " + name + " is one of " + of + ", not: " + value);
        return value;
    }

    private static Media requireRoll(String name) {
        var media = Media.named(name);
        if (!media.roll()) throw new IllegalArgumentException("a receipt printer has a roll, not: " + name);
        return media;
    }
}
