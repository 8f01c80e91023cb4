package org.openstm.device.driver.receipt.xfs4iot;

import java.util.List;
import java.util.Locale;
import org.openstm.device.driver.xfs4iot.Service;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Media;

/// What is known of the language of the printer behind the service.
enum Language {
    /// Nothing: the service makes it of forms.
    NONE,
    ESCPOS;

    static Language named(String text) {
        for (var one : values()) if (one.name().toLowerCase(Locale.ROOT).equals(text)) return one;
        throw new IllegalArgumentException("the link's setting language is none or escpos, not: " + text);
    }

    Way way(Service service, Media media) throws LinkLost {
        return switch (this) {
            case NONE -> {
                service.must(List.of("Printer.SetForm", "Printer.SetMedia", "Printer.PrintForm"));
                yield new Forms(service, media);
            }
            case ESCPOS -> {
                service.must(List.of("Printer.PrintNative"));
                yield new NativeWords(service, media);
            }
        };
    }
}
