package org.openstm.device.driver.javapos;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import jpos.JposConst;
import jpos.JposException;
import jpos.POSPrinterConst;
import org.openstm.device.Fault;
import org.openstm.device.WhoActs;
import org.openstm.device.driver.VendorText;
import org.openstm.device.link.LinkLost;

/// Maps a service's errors to faults.
public final class JposFaults {
    private static final Pattern WRONG = Pattern.compile("not respond|error|fail|fault|jam");

    private JposFaults() {}

    public static Fault toFault(JposException trouble) {
        return toFault(trouble.getErrorCode(), trouble.getErrorCodeExtended(), messageOf(trouble));
    }

    /// The message of an error. The control wraps unexpected exceptions into "Unhandled exception", which says
    /// nothing.
    private static String messageOf(JposException trouble) {
        var said = String.valueOf(trouble.getMessage());
        return trouble.getOrigException() instanceof RuntimeException odd
                ? said + " (" + odd.getClass().getName() + ")"
                : said;
    }

    /// The fault of a scanner, which has no paper and no cutter: it is missing, silent, or not understood.
    public static Fault toScannerFault(JposException trouble) {
        var fault = toFault(trouble);
        return switch (fault.code()) {
            case LinkLost.CODE, "no-answer", "driver-broken" -> fault;
            case "printer-offline" -> new Fault("device-offline", WhoActs.STAFF, fault.detail());
            default -> new Fault("driver-broken", WhoActs.ENGINEER, fault.detail());
        };
    }

    /// @param code one of the `JPOS_E_` codes
    /// @param extended one of the `JPOS_EPTR_` codes, where `code` says that it counts
    /// @param text in the maker's words
    public static Fault toFault(int code, int extended, String text) {
        var detail = "JavaPOS " + code + (code == JposConst.JPOS_E_EXTENDED ? "/" + extended : "") + ": "
                + VendorText.toPlainLine(text);
        return switch (code) {
            case JposConst.JPOS_E_EXTENDED -> toExtendedFault(extended, detail);
            case JposConst.JPOS_E_NOHARDWARE, JposConst.JPOS_E_CLOSED, JposConst.JPOS_E_NOTCLAIMED ->
                new Fault(LinkLost.CODE, WhoActs.ENGINEER, detail);
            case JposConst.JPOS_E_OFFLINE -> new Fault("printer-offline", WhoActs.STAFF, detail);
            case JposConst.JPOS_E_TIMEOUT, JposConst.JPOS_E_BUSY -> new Fault("no-answer", WhoActs.STAFF, detail);
            case JposConst.JPOS_E_FAILURE -> faultFromText(text, detail);
            default -> new Fault("driver-broken", WhoActs.ENGINEER, detail);
        };
    }

    private static Fault toExtendedFault(int extended, String detail) {
        return switch (extended) {
            case POSPrinterConst.JPOS_EPTR_COVER_OPEN -> new Fault("cover-open", WhoActs.STAFF, detail);
            case POSPrinterConst.JPOS_EPTR_REC_EMPTY -> new Fault("paper-out", WhoActs.STAFF, detail);
            case POSPrinterConst.JPOS_EPTR_TOOBIG, POSPrinterConst.JPOS_EPTR_BADFORMAT ->
                new Fault("driver-broken", WhoActs.ENGINEER, detail);
            default -> new Fault("printer-mechanical", WhoActs.STAFF, detail);
        };
    }

    /// JavaPOS has no codes for failures inside a device, only a text of the maker's.
    private static Fault faultFromText(String text, String detail) {
        var said = text.toLowerCase(Locale.ROOT);
        if (said.contains("cutter")) return new Fault("cutter-jam", WhoActs.STAFF, detail);
        if (said.contains("temperature") || said.contains("overheat") || said.contains("too hot"))
            return new Fault("head-hot", WhoActs.NOBODY, detail);
        if (said.contains("jam")) return new Fault("paper-jam", WhoActs.STAFF, detail);
        if (said.contains("not respond")) return new Fault("no-answer", WhoActs.STAFF, detail);
        if (said.contains("unrecoverable") || said.contains("fatal"))
            return new Fault("printer-broken", WhoActs.ENGINEER, detail);
        return new Fault("printer-mechanical", WhoActs.STAFF, detail);
    }

    /// The problem that a health check's text reports, if any: `Internal HCheck: Successful` is none.
    public static Optional<Fault> findComplaint(String text) {
        var said = text.toLowerCase(Locale.ROOT).replace("no error", "");
        return WRONG.matcher(said).find()
                ? Optional.of(faultFromText(text, "JavaPOS: " + VendorText.toPlainLine(text)))
                : Optional.empty();
    }
}
