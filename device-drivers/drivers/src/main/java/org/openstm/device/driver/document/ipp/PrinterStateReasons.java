package org.openstm.device.driver.document.ipp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.openstm.device.DeviceState;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.WhoActs;

/// Maps `printer-state` and `printer-state-reasons` (RFC 8011, 5.4.11 and 5.4.12) to faults.
///
/// @param state 3 idle, 4 processing, 5 stopped
/// @param accepting whether the printer accepts jobs
/// @param reasons keywords, each with its severity after the last hyphen
/// @param old whether they are a print server's data from its last job: it queries the printer only while it
///     prints, so a jam is reported until the next job, long after it was cleared
record PrinterStateReasons(int state, boolean accepting, List<String> reasons, boolean old) {
    private static final int IDLE = 3;
    private static final int STOPPED = 5;
    private static final int PROCESSING = 4;

    private record KnownReason(Fault fault, boolean blocks) {}

    static PrinterStateReasons of(IppResponse answer) {
        return new PrinterStateReasons(
                answer.intValue("printer-state").orElse(0),
                answer.booleanValue("printer-is-accepting-jobs"),
                answer.textValues("printer-state-reasons"),
                answer.textValue("cups-version").isPresent()
                        && answer.intValue("printer-state").orElse(0) == IDLE);
    }

    /// Worst first.
    List<Fault> faults() {
        var known = knownReasons();
        var faults = new ArrayList<Fault>();
        known.stream().sorted(Comparator.comparing(each -> !each.blocks())).forEach(each -> faults.add(each.fault()));
        return faults;
    }

    /// The fault that prevents printing.
    Optional<Fault> blockingFault() {
        return knownReasons().stream()
                .filter(KnownReason::blocks)
                .map(KnownReason::fault)
                .findFirst();
    }

    /// The paper-out fault at any severity: some printers call it a warning while they wait for paper.
    Optional<Fault> paperOutFault() {
        return knownReasons().stream()
                .map(KnownReason::fault)
                .filter(fault -> fault.is(FaultCode.PAPER_OUT))
                .findFirst();
    }

    DeviceState deviceState() {
        if (blockingFault().isEmpty()) return state == PROCESSING ? DeviceState.DEVICE_BUSY : DeviceState.ONLINE;
        return blockingFault().get().who() == WhoActs.ENGINEER ? DeviceState.HARDWARE_ERROR : DeviceState.OFFLINE;
    }

    String paperState() {
        return hasFault(FaultCode.PAPER_OUT) ? "out" : hasFault(FaultCode.PAPER_LOW) ? "low" : "full";
    }

    private boolean hasFault(FaultCode code) {
        return faults().stream().anyMatch(fault -> fault.is(code));
    }

    private List<KnownReason> knownReasons() {
        var known = new ArrayList<KnownReason>();
        for (var reason : reasons) if (!reason.equals("none")) known.add(toKnownReason(reason));
        boolean nameless = known.stream().noneMatch(KnownReason::blocks);
        if (state == STOPPED && nameless) known.add(toBlocking(FaultCode.PRINTER_STOPPED, "stopped"));
        else if (!accepting && nameless) known.add(toBlocking(FaultCode.PRINTER_NOT_ACCEPTING, "takes no jobs"));
        return known;
    }

    private KnownReason toKnownReason(String reason) {
        // a warning or report announces a state, old data describe a past one: neither describes the current state
        boolean mild = old || reason.endsWith("-warning") || reason.endsWith("-report");
        var keyword = reason.replaceFirst("-(error|warning|report)$", "");
        var found = switch (keyword) {
            case "media-empty", "media-needed" -> toBlocking(FaultCode.PAPER_OUT, reason);
            case "media-jam" -> toBlocking(FaultCode.PAPER_JAM, reason);
            case "cover-open", "door-open", "interlock-open" -> toBlocking(FaultCode.COVER_OPEN, reason);
            case "toner-empty", "marker-supply-empty", "developer-empty" -> toBlocking(FaultCode.TONER_OUT, reason);
            case "output-area-full", "output-tray-missing" -> toBlocking(FaultCode.TRAY_FULL, reason);
            case "input-tray-missing" -> toBlocking(FaultCode.TRAY_MISSING, reason);
            case "paused", "moving-to-paused" -> toBlocking(FaultCode.PRINTER_PAUSED, reason);
            case "shutdown", "timed-out", "stopping", "stopped-partly", "connecting-to-device" ->
                toBlocking(FaultCode.PRINTER_OFFLINE, reason);
            case "fuser-over-temp", "fuser-under-temp" -> toBlocking(FaultCode.PRINTER_WARMING, reason);
            case "opc-life-over", "interpreter-resource-unavailable" -> toBlocking(FaultCode.PRINTER_BROKEN, reason);
            case "media-low" -> toMild(FaultCode.PAPER_LOW, reason);
            case "toner-low", "marker-supply-low", "developer-low" -> toMild(FaultCode.TONER_LOW, reason);
            case "output-area-almost-full" -> toMild(FaultCode.TRAY_ALMOST_FULL, reason);
            default -> toMild(FaultCode.PRINTER_ATTENTION, reason);
        };
        return mild ? new KnownReason(found.fault(), false) : found;
    }

    private static KnownReason toBlocking(FaultCode code, String reason) {
        return new KnownReason(code.fault("the printer says: " + reason), true);
    }

    private static KnownReason toMild(FaultCode code, String reason) {
        return new KnownReason(code.fault("the printer says: " + reason), false);
    }
}
