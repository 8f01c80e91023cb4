package org.openstm.device.driver.receipt.escpos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.DeviceState;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;

/// The truth table of the status bits (`DLE EOT 1` to `4`). ASB reports the same bits in other positions.
///
/// @param printer answer to 1: 08 offline, 20 waiting to be online again, 40 feed button
/// @param cause answer to 2: 04 cover, 08 fed by the button, 20 stopped by paper end, 40 error
/// @param error answer to 3: 04 mechanical, 08 cutter, 20 unrecoverable, 40 clears by itself (head hot)
/// @param roll answer to 4: 0C near end, 60 end
/// @param presenter whether 40 of the roll sensor means paper in a presenter, as in some kiosk printers
record PrinterHealth(int printer, int cause, int error, int roll, boolean presenter) {
    private static final int ROLL_END = 0x60;

    static PrinterHealth of(PrinterAnswer.AutoStatus change, boolean presenter) {
        return new PrinterHealth(
                change.printer(),
                (change.printer() & 0x20) >> 3 | (change.printer() & 0x40) >> 3,
                change.error(),
                (change.roll() & 0x03) << 2 | (change.roll() & 0x0C) << 3,
                presenter);
    }

    /// Worst first.
    List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        addIf(faults, (error & 0x20) != 0, FaultCode.PRINTER_BROKEN, "unrecoverable error");
        addIf(faults, (error & 0x08) != 0, FaultCode.CUTTER_JAM, "the cutter is stuck");
        addIf(faults, (error & 0x04) != 0, FaultCode.PRINTER_MECHANICAL, "mechanical error, or paper mark missing");
        addIf(faults, (cause & 0x04) != 0, FaultCode.COVER_OPEN, "the cover is open");
        addIf(faults, isPaperOut(), FaultCode.PAPER_OUT, "the roll is at its end");
        addIf(faults, (error & 0x40) != 0, FaultCode.HEAD_HOT, "the head cools down");
        addIf(faults, (cause & 0x08) != 0, FaultCode.FEED_BUTTON, "paper is fed by the button");
        boolean nameless = faults.isEmpty() && ((printer & 0x08) != 0 || (cause & 0x40) != 0);
        addIf(faults, nameless, FaultCode.PRINTER_OFFLINE, "offline without a cause");
        addIf(faults, presenter && (roll & 0x40) != 0, FaultCode.PAPER_IN_PRESENTER, "a slip waits to be taken");
        addIf(faults, !isPaperOut() && isPaperLow(), FaultCode.PAPER_LOW, "the roll is near its end");
        return faults;
    }

    /// The worst fault that prevents printing.
    Optional<Fault> blockingFault() {
        return faults().stream()
                .filter(fault -> !fault.is(FaultCode.PAPER_LOW, FaultCode.PAPER_IN_PRESENTER))
                .findFirst();
    }

    /// Whether a command may clear it: mechanical errors and the cutter.
    boolean isRecoverable() {
        return (error & 0x0C) != 0;
    }

    DeviceState deviceState() {
        if ((error & 0x2C) != 0) return DeviceState.HARDWARE_ERROR;
        return blockingFault().isPresent() ? DeviceState.OFFLINE : DeviceState.ONLINE;
    }

    Map<String, String> facts() {
        return Map.of("paper", isPaperOut() ? "out" : isPaperLow() ? "low" : "full");
    }

    private boolean isPaperOut() {
        return (cause & 0x20) != 0 || (presenter ? (roll & 0x20) != 0 : (roll & ROLL_END) != 0);
    }

    private boolean isPaperLow() {
        return (roll & 0x0C) != 0;
    }

    private static void addIf(List<Fault> faults, boolean holds, FaultCode code, String detail) {
        if (holds) faults.add(code.fault(detail));
    }
}
