package org.openstm.device.driver.document.ipp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.openstm.device.DeviceState;
import org.openstm.device.Fault;
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
    private static final String PAPER_OUT = "paper-out";

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
                .filter(fault -> fault.code().equals(PAPER_OUT))
                .findFirst();
    }

    DeviceState deviceState() {
        if (blockingFault().isEmpty()) return state == PROCESSING ? DeviceState.DEVICE_BUSY : DeviceState.ONLINE;
        return blockingFault().get().who() == WhoActs.ENGINEER ? DeviceState.HARDWARE_ERROR : DeviceState.OFFLINE;
    }

    String paperState() {
        var codes = faults().stream().map(Fault::code).toList();
        return codes.contains(PAPER_OUT) ? "out" : codes.contains("paper-low") ? "low" : "full";
    }

    private List<KnownReason> knownReasons() {
        var known = new ArrayList<KnownReason>();
        for (var reason : reasons) if (!reason.equals("none")) known.add(toKnownReason(reason));
        boolean nameless = known.stream().noneMatch(KnownReason::blocks);
        if (state == STOPPED && nameless) known.add(toBlocking("printer-stopped", WhoActs.STAFF, "stopped"));
        else if (!accepting && nameless) known.add(toBlocking("printer-not-accepting", WhoActs.STAFF, "takes no jobs"));
        return known;
    }

    private KnownReason toKnownReason(String reason) {
        // a warning or report announces a state, old data describe a past one: neither describes the current state
        boolean mild = old || reason.endsWith("-warning") || reason.endsWith("-report");
        var keyword = reason.replaceFirst("-(error|warning|report)$", "");
        var found = switch (keyword) {
            case "media-empty", "media-needed" -> toBlocking(PAPER_OUT, WhoActs.STAFF, reason);
            case "media-jam" -> toBlocking("paper-jam", WhoActs.STAFF, reason);
            case "cover-open", "door-open", "interlock-open" -> toBlocking("cover-open", WhoActs.STAFF, reason);
            case "toner-empty", "marker-supply-empty", "developer-empty" ->
                toBlocking("toner-out", WhoActs.STAFF, reason);
            case "output-area-full", "output-tray-missing" -> toBlocking("tray-full", WhoActs.STAFF, reason);
            case "input-tray-missing" -> toBlocking("tray-missing", WhoActs.STAFF, reason);
            case "paused", "moving-to-paused" -> toBlocking("printer-paused", WhoActs.STAFF, reason);
            case "shutdown", "timed-out", "stopping", "stopped-partly", "connecting-to-device" ->
                toBlocking("printer-offline", WhoActs.STAFF, reason);
            case "fuser-over-temp", "fuser-under-temp" -> toBlocking("printer-warming", WhoActs.NOBODY, reason);
            case "opc-life-over", "interpreter-resource-unavailable" ->
                toBlocking("printer-broken", WhoActs.ENGINEER, reason);
            case "media-low" -> toMild("paper-low", reason);
            case "toner-low", "marker-supply-low", "developer-low" -> toMild("toner-low", reason);
            case "output-area-almost-full" -> toMild("tray-almost-full", reason);
            default -> toMild("printer-attention", reason);
        };
        return mild ? new KnownReason(found.fault(), false) : found;
    }

    private static KnownReason toBlocking(String code, WhoActs who, String reason) {
        return new KnownReason(new Fault(code, who, "the printer says: " + reason), true);
    }

    private static KnownReason toMild(String code, String reason) {
        return new KnownReason(new Fault(code, WhoActs.STAFF, "the printer says: " + reason), false);
    }
}
