package org.openstm.device.driver.document.ipp;

import java.util.Locale;
import org.openstm.device.link.LinkAddress;

/// Whether the completion of a job is reported by the printer that holds the paper.
///
/// A print server names its destination (`device-uri`): with IPP it waits for the printer's report; with any other
/// protocol a job is complete when its bytes are sent. If it sends jobs to the queue of another print server, it
/// waits for that server's report, whose reliability is unknown here.
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

    /// Recognises queues of print servers by their paths: CUPS has its printers and classes there, Windows its
    /// printers.
    ///
    /// @param place host and path
    private static boolean isQueue(String place) {
        int slash = place.indexOf('/');
        var path = slash < 0 ? "" : place.substring(slash);
        return path.startsWith("/printers/") || path.startsWith("/classes/");
    }
}
