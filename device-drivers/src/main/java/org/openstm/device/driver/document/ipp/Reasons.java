package org.openstm.device.driver.document.ipp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.openstm.device.DeviceState;
import org.openstm.device.Fault;
import org.openstm.device.WhoActs;

/// What `printer-state` and `printer-state-reasons` (RFC 8011, 5.4.11 and 5.4.12) mean at a counter.
///
/// @param state 3 idle, 4 processing, 5 stopped
/// @param accepting whether jobs are taken
/// @param reasons keywords, with their severity behind the last hyphen
/// @param old whether they are what a print server heard of its printer in the last job: it asks
///     only while it prints, so a jam is told until the next job, long after it was cleared
record Reasons(int state, boolean accepting, List<String> reasons, boolean old) {
    private static final int IDLE = 3;
    private static final int STOPPED = 5;
    private static final int PROCESSING = 4;
    private static final String PAPER_OUT = "paper-out";

    private record Known(Fault fault, boolean blocks) {}

    static Reasons of(IppAnswer answer) {
        return new Reasons(
                answer.number("printer-state").orElse(0),
                answer.yes("printer-is-accepting-jobs"),
                answer.texts("printer-state-reasons"),
                answer.text("cups-version").isPresent()
                        && answer.number("printer-state").orElse(0) == IDLE);
    }

    /// Worst first.
    List<Fault> faults() {
        var known = known();
        var faults = new ArrayList<Fault>();
        known.stream().sorted(Comparator.comparing(each -> !each.blocks())).forEach(each -> faults.add(each.fault()));
        return faults;
    }

    /// What keeps paper from coming out.
    Optional<Fault> blocking() {
        return known().stream().filter(Known::blocks).map(Known::fault).findFirst();
    }

    /// Whether paper is asked for, in whatever tone: some printers call it a warning while they wait for it.
    Optional<Fault> paperOut() {
        return known().stream()
                .map(Known::fault)
                .filter(fault -> fault.code().equals(PAPER_OUT))
                .findFirst();
    }

    DeviceState deviceState() {
        if (blocking().isEmpty()) return state == PROCESSING ? DeviceState.DEVICE_BUSY : DeviceState.ONLINE;
        return blocking().get().who() == WhoActs.ENGINEER ? DeviceState.HARDWARE_ERROR : DeviceState.OFFLINE;
    }

    String paper() {
        var codes = faults().stream().map(Fault::code).toList();
        return codes.contains(PAPER_OUT) ? "out" : codes.contains("paper-low") ? "low" : "full";
    }

    private List<Known> known() {
        var known = new ArrayList<Known>();
        for (var reason : reasons) if (!reason.equals("none")) known.add(known(reason));
        boolean nameless = known.stream().noneMatch(Known::blocks);
        if (state == STOPPED && nameless) known.add(blocking("printer-stopped", WhoActs.STAFF, "stopped"));
        else if (!accepting && nameless) known.add(blocking("printer-not-accepting", WhoActs.STAFF, "takes no jobs"));
        return known;
    }

    private Known known(String reason) {
        // a warning or report says what will be, an old word what was: neither says what is
        boolean mild = old || reason.endsWith("-warning") || reason.endsWith("-report");
        var keyword = reason.replaceFirst("-(error|warning|report)$", "");
        var found = switch (keyword) {
            case "media-empty", "media-needed" -> blocking(PAPER_OUT, WhoActs.STAFF, reason);
            case "media-jam" -> blocking("paper-jam", WhoActs.STAFF, reason);
            case "cover-open", "door-open", "interlock-open" -> blocking("cover-open", WhoActs.STAFF, reason);
            case "toner-empty", "marker-supply-empty", "developer-empty" ->
                blocking("toner-out", WhoActs.STAFF, reason);
            case "output-area-full", "output-tray-missing" -> blocking("tray-full", WhoActs.STAFF, reason);
            case "input-tray-missing" -> blocking("tray-missing", WhoActs.STAFF, reason);
            case "paused", "moving-to-paused" -> blocking("printer-paused", WhoActs.STAFF, reason);
            case "shutdown", "timed-out", "stopping", "stopped-partly", "connecting-to-device" ->
                blocking("printer-offline", WhoActs.STAFF, reason);
            case "fuser-over-temp", "fuser-under-temp" -> blocking("printer-warming", WhoActs.NOBODY, reason);
            case "opc-life-over", "interpreter-resource-unavailable" ->
                blocking("printer-broken", WhoActs.ENGINEER, reason);
            case "media-low" -> mild("paper-low", reason);
            case "toner-low", "marker-supply-low", "developer-low" -> mild("toner-low", reason);
            case "output-area-almost-full" -> mild("tray-almost-full", reason);
            default -> mild("printer-attention", reason);
        };
        return mild ? new Known(found.fault(), false) : found;
    }

    private static Known blocking(String code, WhoActs who, String reason) {
        return new Known(new Fault(code, who, "the printer says: " + reason), true);
    }

    private static Known mild(String code, String reason) {
        return new Known(new Fault(code, WhoActs.STAFF, "the printer says: " + reason), false);
    }
}
