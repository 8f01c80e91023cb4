package org.openstm.kiosk.ui;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.staff.DeviceCheckup;
import org.openstm.kiosk.staff.TerminalStatus;

/// What staff are told, in one language: every fault has a sentence for what happened and one for
/// what to do.
public final class StaffWords {
    private static final String FAULT = "staff.fault.";
    private static final String DO = ".do";
    private static final String UNFIT = "swap.unfit.";

    private final Texts texts;

    StaffWords(Texts texts) {
        this.texts = texts;
    }

    public static StaffWords in(DisplayLanguage language) {
        return new StaffWords(Texts.in(language));
    }

    /// What happened: with the device it happened to.
    public String title(TerminalStatus.StatusTask task) {
        return texts.get(FAULT + known(task.code()), about(task));
    }

    /// What to do, and by whom.
    public String remedy(TerminalStatus.StatusTask task) {
        return texts.get(FAULT + known(task.code()) + DO, about(task));
    }

    /// Whether there are sentences of its own for a code.
    public boolean knows(String code) {
        return texts.has(FAULT + code) && texts.has(FAULT + code + DO);
    }

    private String known(String code) {
        return knows(code) ? code : "other";
    }

    private String about(TerminalStatus.StatusTask task) {
        var name = "staff.class." + task.about();
        return texts.has(name) ? texts.get(name) : task.about();
    }

    public String who(TerminalStatus.TaskOwner who) {
        return texts.get("staff.who." + who.name().toLowerCase(java.util.Locale.ROOT));
    }

    /// As it stands alone.
    public String device(String deviceClass) {
        var name = texts.get("staff.class." + deviceClass);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /// One line under the device's name.
    String line(TerminalStatus.MonitoredDevice device) {
        if (!device.faults().isEmpty() && knows(device.faults().getFirst()))
            return texts.get("staff.short." + device.faults().getFirst());
        var state = "staff.state." + device.state();
        return texts.get(texts.has(state) ? state : "staff.state.unknown");
    }

    /// Line, data, systems.
    String lamp(TerminalStatus.ServiceLamp lamp) {
        var name = texts.get("staff.lamp." + lamp.name());
        return lamp.of() > 1 ? name + " " + lamp.working() + "/" + lamp.of() : name;
    }

    String lampLine(TerminalStatus.ServiceLamp lamp) {
        return texts.get("staff.lamp." + lamp.name() + (lamp.isLit() ? ".lit" : ".dark"));
    }

    /// The one sentence on top.
    String verdict(TerminalStatus board) {
        if (board.offered() == 0) return texts.get("staff.verdict.looking");
        if (!board.isServing()) return texts.get("staff.verdict.none");
        return board.closed() == 0 ? texts.get("staff.verdict.all") : texts.get("staff.verdict.some", board.closed());
    }

    String verdictLine(TerminalStatus board) {
        long mine = board.tasks().stream()
                .filter(task -> task.who() == TerminalStatus.TaskOwner.STAFF)
                .count();
        if (mine > 0) return texts.get("staff.verdict.yours", mine);
        return texts.get(board.tasks().isEmpty() ? "staff.verdict.nothing" : "staff.verdict.others");
    }

    String steps(DeviceCheckup checkup) {
        return texts.get("staff.check.steps", checkup.steps().size());
    }

    /// What was counted; a count without a name of ours stands with its own.
    String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(count -> {
                    var known = "staff.count." + count.getKey();
                    return texts.has(known)
                            ? texts.get(known, count.getValue())
                            : count.getKey() + " " + count.getValue();
                })
                .collect(Collectors.joining(texts.get("list.and")));
    }

    /// How much paper there is, as a device tells it.
    String paper(String told) {
        var known = "staff.paper." + told;
        return texts.has(known) ? texts.get(known) : told;
    }

    /// While a check runs; who tries a reader must lay something on it.
    String running(String deviceClass) {
        var known = "staff.running." + deviceClass;
        return texts.get(texts.has(known) ? known : "staff.check.running");
    }

    /// Key of the check in which a device of this class does what it is there for.
    String tryOut(String deviceClass) {
        var known = "staff.try." + deviceClass;
        return texts.has(known) ? known : "staff.check.external";
    }

    /// A reader reads only what somebody lays on it.
    String tryLevel(String deviceClass) {
        return deviceClass.endsWith("-reader") ? "interactive" : "external";
    }

    /// A step of a health check.
    public String step(String name) {
        var known = "staff.step." + name;
        return texts.has(known) ? texts.get(known) : name;
    }

    /// What is wrong with a bundle, or with a swap that was not begun.
    String unfit(String code) {
        var known = UNFIT + code;
        return texts.get(texts.has(known) ? known : UNFIT + "other");
    }

    /// Whether there is a sentence for what can be wrong with a bundle.
    public boolean tells(String code) {
        return texts.has(UNFIT + code);
    }

    List<DeviceCheckup.CheckupStep> failed(DeviceCheckup checkup) {
        return checkup.steps().stream().filter(step -> !step.passed()).toList();
    }
}
