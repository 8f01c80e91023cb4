package org.openstm.device.driver.javapos;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import jpos.JposConst;
import jpos.JposException;
import jpos.POSPrinterConst;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.driver.VendorText;

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
        if (fault.is(FaultCode.LINK_LOST, FaultCode.NO_ANSWER, FaultCode.DRIVER_BROKEN)) return fault;
        return (fault.is(FaultCode.PRINTER_OFFLINE) ? FaultCode.DEVICE_OFFLINE : FaultCode.DRIVER_BROKEN)
                .fault(fault.detail());
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
                FaultCode.LINK_LOST.fault(detail);
            case JposConst.JPOS_E_OFFLINE -> FaultCode.PRINTER_OFFLINE.fault(detail);
            case JposConst.JPOS_E_TIMEOUT, JposConst.JPOS_E_BUSY -> FaultCode.NO_ANSWER.fault(detail);
            case JposConst.JPOS_E_FAILURE -> faultFromText(text, detail);
            default -> FaultCode.DRIVER_BROKEN.fault(detail);
        };
    }

    private static Fault toExtendedFault(int extended, String detail) {
        return switch (extended) {
            case POSPrinterConst.JPOS_EPTR_COVER_OPEN -> FaultCode.COVER_OPEN.fault(detail);
            case POSPrinterConst.JPOS_EPTR_REC_EMPTY -> FaultCode.PAPER_OUT.fault(detail);
            case POSPrinterConst.JPOS_EPTR_TOOBIG, POSPrinterConst.JPOS_EPTR_BADFORMAT ->
                FaultCode.DRIVER_BROKEN.fault(detail);
            default -> FaultCode.PRINTER_MECHANICAL.fault(detail);
        };
    }

    /// JavaPOS has no codes for failures inside a device, only a text of the maker's.
    private static Fault faultFromText(String text, String detail) {
        var said = text.toLowerCase(Locale.ROOT);
        if (said.contains("cutter")) return FaultCode.CUTTER_JAM.fault(detail);
        if (said.contains("temperature") || said.contains("overheat") || said.contains("too hot"))
            return FaultCode.HEAD_HOT.fault(detail);
        if (said.contains("jam")) return FaultCode.PAPER_JAM.fault(detail);
        if (said.contains("not respond")) return FaultCode.NO_ANSWER.fault(detail);
        if (said.contains("unrecoverable") || said.contains("fatal")) return FaultCode.PRINTER_BROKEN.fault(detail);
        return FaultCode.PRINTER_MECHANICAL.fault(detail);
    }

    /// The problem that a health check's text reports, if any: `Internal HCheck: Successful` is none.
    public static Optional<Fault> findComplaint(String text) {
        var said = text.toLowerCase(Locale.ROOT).replace("no error", "");
        return WRONG.matcher(said).find()
                ? Optional.of(faultFromText(text, "JavaPOS: " + VendorText.toPlainLine(text)))
                : Optional.empty();
    }
}
