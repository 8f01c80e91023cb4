package org.openstm.device.driver.receipt.javapos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jpos.JposConst;
import jpos.JposException;
import jpos.POSPrinter;
import org.openstm.device.DeviceState;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.driver.javapos.JposFaults;

/// Status of a printer, from the service's properties and its own health check.
///
/// @param power one of the `JPOS_PS_` states, unknown where it does not report it
/// @param complaint problem found by the service's own check
record JposPrinterStatus(boolean cover, boolean end, boolean nearEnd, int power, Optional<Fault> complaint) {
    /// @param deep whether the service must query the printer, or report its known state
    static JposPrinterStatus readStatus(POSPrinter printer, JposPrinterCapabilities can, boolean deep)
            throws JposException {
        var complaint = deep && can.selfTest() ? selfCheckComplaint(printer) : Optional.<Fault>empty();
        return new JposPrinterStatus(
                can.hasSensor("cover") && printer.getCoverOpen(),
                can.hasSensor("end") && printer.getRecEmpty(),
                can.hasSensor("near-end") && printer.getRecNearEnd(),
                can.power().equals("none") ? JposConst.JPOS_PS_UNKNOWN : printer.getPowerState(),
                complaint);
    }

    private static Optional<Fault> selfCheckComplaint(POSPrinter printer) throws JposException {
        try {
            printer.checkHealth(JposConst.JPOS_CH_INTERNAL);
            return JposFaults.findComplaint(String.valueOf(printer.getCheckHealthText()));
        } catch (JposException trouble) {
            return switch (trouble.getErrorCode()) {
                // it is printing, or no longer has such a check
                case JposConst.JPOS_E_BUSY, JposConst.JPOS_E_ILLEGAL -> Optional.empty();
                default -> Optional.of(JposFaults.toFault(trouble));
            };
        }
    }

    /// Worst first. Sensor values come before texts, which are less precise.
    List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        boolean detached = power == JposConst.JPOS_PS_OFF;
        if (detached) faults.add(FaultCode.LINK_LOST.fault("off, or not connected any more"));
        if (cover) faults.add(FaultCode.COVER_OPEN.fault("the cover is open"));
        if (end) faults.add(FaultCode.PAPER_OUT.fault("the roll is at its end"));
        if (faults.isEmpty()) complaint.ifPresent(faults::add);
        if (faults.isEmpty() && (power == JposConst.JPOS_PS_OFFLINE || power == JposConst.JPOS_PS_OFF_OFFLINE))
            faults.add(FaultCode.PRINTER_OFFLINE.fault("offline without a cause"));
        if (nearEnd && !end) faults.add(FaultCode.PAPER_LOW.fault("the roll is near its end"));
        return faults;
    }

    /// The worst fault that prevents printing.
    Optional<Fault> blockingFault() {
        return faults().stream().filter(fault -> !fault.is(FaultCode.PAPER_LOW)).findFirst();
    }

    DeviceState deviceState() {
        return blockingFault().map(JposPrinterStatus::toDeviceState).orElse(DeviceState.ONLINE);
    }

    static DeviceState toDeviceState(Fault fault) {
        if (fault.is(FaultCode.LINK_LOST)) return DeviceState.NO_DEVICE;
        if (fault.is(FaultCode.NO_ANSWER)) return DeviceState.UNKNOWN;
        return fault.is(
                        FaultCode.CUTTER_JAM,
                        FaultCode.PRINTER_MECHANICAL,
                        FaultCode.PRINTER_BROKEN,
                        FaultCode.PAPER_JAM,
                        FaultCode.DRIVER_BROKEN)
                ? DeviceState.HARDWARE_ERROR
                : DeviceState.OFFLINE;
    }

    String paperState(JposPrinterCapabilities can) {
        if (end) return "out";
        if (nearEnd) return "low";
        return can.hasSensor("end") ? "full" : "unknown";
    }
}
