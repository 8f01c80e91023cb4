package org.openstm.device.driver.document.ipp;

import java.util.Locale;
import org.openstm.device.link.LinkAddress;

/// Whether the end of a job is the word of the printer that holds the paper.
///
/// A print server tells where it sends things (`device-uri`): by IPP it waits for the printer's own word,
/// by anything else a job has ended when its bytes are gone. Where it sends them to the queue of another
/// print server, it waits for the word of that one, and nobody here knows what that is worth.
final class JobConfirmation {
    private JobConfirmation() {}

    static boolean isConfirmedByPrinter(LinkAddress link, IppResponse printer) {
        var behind = printer.textValue("device-uri");
        if (behind.isPresent()) return isPrinterUri(behind.get().toLowerCase(Locale.ROOT));
        return printer.textValue("cups-version").isEmpty() && !isQueue(link.target());
    }

    private static boolean isPrinterUri(String behind) {
        if (behind.startsWith("dnssd:")) return behind.contains("._ipp._tcp") || behind.contains("._ipps._tcp");
        return (behind.startsWith("ipp:") || behind.startsWith("ipps:") || behind.startsWith("ippusb:"))
                && !isQueue(behind.replaceFirst("^[a-z]+:/*", ""));
    }

    /// The paths of print servers: CUPS has its printers and classes there, Windows its printers.
    ///
    /// @param place host and path
    private static boolean isQueue(String place) {
        int slash = place.indexOf('/');
        var path = slash < 0 ? "" : place.substring(slash);
        return path.startsWith("/printers/") || path.startsWith("/classes/");
    }
}
