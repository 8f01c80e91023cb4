package org.openstm.kiosk.ui.text;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.staff.DeviceCheckup;
import org.openstm.kiosk.staff.DriverCandidate;
import org.openstm.kiosk.staff.TerminalStatus;

/// Texts for staff, in one language: every fault has a text for what happened and one for
/// what to do.
public final class StaffTexts {
    private static final String FAULT = "staff.fault.";
    private static final String DO = ".do";
    private static final String UNFIT = "swap.unfit.";

    private final ScreenTexts texts;

    public StaffTexts(ScreenTexts texts) {
        this.texts = texts;
    }

    public static StaffTexts forLanguage(DisplayLanguage language) {
        return new StaffTexts(ScreenTexts.forLanguage(language));
    }

    /// Description of a problem, with the device concerned.
    public String taskTitle(TerminalStatus.StatusTask task) {
        return texts.get(FAULT + faultKey(task.code()), taskSubject(task));
    }

    /// The action needed, and the person responsible.
    public String taskRemedy(TerminalStatus.StatusTask task) {
        return texts.get(FAULT + faultKey(task.code()) + DO, taskSubject(task));
    }

    /// Whether a code has texts of its own.
    public boolean hasFaultText(String code) {
        return texts.hasText(FAULT + code) && texts.hasText(FAULT + code + DO);
    }

    private String faultKey(String code) {
        return hasFaultText(code) ? code : "other";
    }

    private String taskSubject(TerminalStatus.StatusTask task) {
        var name = "staff.class." + task.about();
        return texts.hasText(name) ? texts.get(name) : task.about();
    }

    public String responsibleName(TerminalStatus.TaskOwner who) {
        return texts.get("staff.who." + who.name().toLowerCase(java.util.Locale.ROOT));
    }

    /// Description without a device.
    public String deviceName(String deviceClass) {
        var name = texts.get("staff.class." + deviceClass);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /// One line under the device's name.
    public String deviceStatusLine(TerminalStatus.MonitoredDevice device) {
        if (!device.faults().isEmpty() && hasFaultText(device.faults().getFirst()))
            return texts.get("staff.short." + device.faults().getFirst());
        var state = "staff.state." + device.state();
        return texts.get(texts.hasText(state) ? state : "staff.state.unknown");
    }

    /// Connection, data, systems.
    public String lampTitle(TerminalStatus.ServiceLamp lamp) {
        var name = texts.get("staff.lamp." + lamp.name());
        return lamp.of() > 1 ? name + " " + lamp.working() + "/" + lamp.of() : name;
    }

    public String lampStatusLine(TerminalStatus.ServiceLamp lamp) {
        return texts.get("staff.lamp." + lamp.name() + (lamp.isLit() ? ".lit" : ".dark"));
    }

    /// The summary at the top of the page.
    public String serviceVerdict(TerminalStatus board) {
        if (board.offered() == 0) return texts.get("staff.verdict.looking");
        if (!board.isServing()) return texts.get("staff.verdict.none");
        return board.closed() == 0 ? texts.get("staff.verdict.all") : texts.get("staff.verdict.some", board.closed());
    }

    public String serviceVerdictLine(TerminalStatus board) {
        long mine = board.tasks().stream()
                .filter(task -> task.who() == TerminalStatus.TaskOwner.STAFF)
                .count();
        if (mine > 0) return texts.get("staff.verdict.yours", mine);
        return texts.get(board.tasks().isEmpty() ? "staff.verdict.nothing" : "staff.verdict.others");
    }

    public String checkStepsText(DeviceCheckup checkup) {
        return texts.get("staff.check.steps", checkup.steps().size());
    }

    /// Label of a counter; one without a translation keeps its own name.
    public String countsText(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(count -> {
                    var known = "staff.count." + count.getKey();
                    return texts.hasText(known)
                            ? texts.get(known, count.getValue())
                            : count.getKey() + " " + count.getValue();
                })
                .collect(Collectors.joining(texts.get("list.and")));
    }

    /// Amount of paper, as the device reports it.
    public String paperLevelText(String told) {
        var known = "staff.paper." + told;
        return texts.hasText(known) ? texts.get(known) : told;
    }

    /// Text during a check; a check of a reader needs something to read.
    public String runningCheckText(String deviceClass) {
        var known = "staff.running." + deviceClass;
        return texts.get(texts.hasText(known) ? known : "staff.check.running");
    }

    /// Key of the check in which a device of this class performs its main function.
    public String deviceTrialKey(String deviceClass) {
        var known = "staff.try." + deviceClass;
        return texts.hasText(known) ? known : "staff.check.external";
    }

    /// A reader's check needs something laid on it.
    public String deviceTrialLevel(String deviceClass) {
        return deviceClass.endsWith("-reader") ? "interactive" : "external";
    }

    /// A step of a health check.
    public String checkStepName(String name) {
        var known = "staff.step." + name;
        return texts.hasText(known) ? texts.get(known) : name;
    }

    /// The problem with a bundle, or with a swap that was not begun.
    public String unfitReasonText(String code) {
        var known = UNFIT + code;
        return texts.get(texts.hasText(known) ? known : UNFIT + "other");
    }

    /// Whether a problem with a bundle has a text of its own.
    public boolean hasUnfitReason(String code) {
        return texts.hasText(UNFIT + code);
    }

    public List<DeviceCheckup.CheckupStep> failedSteps(DeviceCheckup checkup) {
        return checkup.steps().stream().filter(step -> !step.passed()).toList();
    }

    /// Name and version of a driver.
    public String driverText(String driver) {
        return (DriverCandidate.driverName(driver) + "  " + DriverCandidate.driverVersion(driver)).strip();
    }
}
