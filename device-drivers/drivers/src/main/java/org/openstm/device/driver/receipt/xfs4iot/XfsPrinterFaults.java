package org.openstm.device.driver.receipt.xfs4iot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.device.DeviceState;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.driver.xfs4iot.XfsStatus;

/// The truth table of a printer's status: the common device state, and the printer's `paper`, `media`, `toner`.
final class XfsPrinterFaults {
    private XfsPrinterFaults() {}

    /// Worst first.
    static List<Fault> faultsOf(XfsStatus condition) {
        var faults = new ArrayList<Fault>();
        condition.findFault(FaultCode.PRINTER_OFFLINE, FaultCode.PRINTER_BROKEN).ifPresent(faults::add);
        var printer = condition.payload().path("printer");
        var paper = paperState(condition);
        boolean jammed =
                paper.equals("jammed") || printer.path("media").asString("").equals("jammed");
        addIf(faults, jammed, FaultCode.PAPER_JAM, "the service says jammed");
        addIf(faults, paper.equals("out"), FaultCode.PAPER_OUT, "the service says that the paper is out");
        addIf(
                faults,
                tonerState(condition).equals("out"),
                FaultCode.TONER_OUT,
                "the service says that toner or ribbon is out");
        addIf(faults, paper.equals("low"), FaultCode.PAPER_LOW, "the service says that the paper is low");
        addIf(
                faults,
                tonerState(condition).equals("low"),
                FaultCode.TONER_LOW,
                "the service says that toner or ribbon is low");
        return faults;
    }

    private static void addIf(List<Fault> faults, boolean holds, FaultCode code, String detail) {
        if (holds) faults.add(code.fault(detail));
    }

    /// The worst fault that prevents printing.
    static Optional<Fault> blockingFault(XfsStatus condition) {
        return faultsOf(condition).stream()
                .filter(fault -> !fault.is(FaultCode.PAPER_LOW, FaultCode.TONER_LOW))
                .findFirst();
    }

    /// The device state; a device may be online and still not print.
    static DeviceState deviceState(XfsStatus condition) {
        boolean stopped = blockingFault(condition).isPresent();
        var state = condition.state();
        boolean well = state == DeviceState.ONLINE || state == DeviceState.DEVICE_BUSY;
        return stopped && well ? DeviceState.OFFLINE : state;
    }

    /// The worst state of its supplies: `full`, `low`, `out`, `jammed` or `unknown`.
    static String paperState(XfsStatus condition) {
        var said = new ArrayList<String>();
        for (var supply : condition.payload().path("printer").path("paper")) said.add(supply.asString(""));
        for (var worst : List.of("jammed", "out", "low", "full")) if (said.contains(worst)) return worst;
        return "unknown";
    }

    private static String tonerState(XfsStatus condition) {
        return condition.payload().path("printer").path("toner").asString("");
    }
}
