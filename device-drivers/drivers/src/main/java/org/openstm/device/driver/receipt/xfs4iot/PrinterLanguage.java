package org.openstm.device.driver.receipt.xfs4iot;

import java.util.List;
import java.util.Locale;
import org.openstm.device.driver.xfs4iot.XfsServiceClient;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Media;

/// The language of the printer behind the service.
enum PrinterLanguage {
    /// Unknown: the service renders forms.
    NONE,
    ESCPOS;

    static PrinterLanguage parse(String text) {
        for (var one : values()) if (one.name().toLowerCase(Locale.ROOT).equals(text)) return one;
        throw new IllegalArgumentException("the link's setting language is none or escpos, not: " + text);
    }

    XfsPrintMethod createPrintMethod(XfsServiceClient service, Media media) throws LinkLost {
        return switch (this) {
            case NONE -> {
                service.requireCommands(List.of("Printer.SetForm", "Printer.SetMedia", "Printer.PrintForm"));
                yield new XfsFormPrinting(service, media);
            }
            case ESCPOS -> {
                service.requireCommands(List.of("Printer.PrintNative"));
                yield new XfsNativePrinting(service, media);
            }
        };
    }
}
