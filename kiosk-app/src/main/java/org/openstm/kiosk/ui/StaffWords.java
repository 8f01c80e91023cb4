package org.openstm.kiosk.ui;

import java.util.List;
import org.openstm.kiosk.catalog.Language;
import org.openstm.kiosk.staff.Board;
import org.openstm.kiosk.staff.Checkup;

/// What staff are told, in one language: every fault has a sentence for what happened and one for what to do.
public final class StaffWords {
    private static final String FAULT = "staff.fault.";
    private static final String DO = ".do";

    private final Texts texts;

    StaffWords(Texts texts) {
        this.texts = texts;
    }

    public static StaffWords in(Language language) {
        return new StaffWords(Texts.in(language));
    }

    /// What happened: with the device it happened to.
    public String title(Board.Task task) {
        return texts.get(FAULT + known(task.code()), about(task));
    }

    /// What to do, and by whom.
    public String remedy(Board.Task task) {
        return texts.get(FAULT + known(task.code()) + DO, about(task));
    }

    /// Whether there are sentences of its own for a code.
    public boolean knows(String code) {
        return texts.has(FAULT + code) && texts.has(FAULT + code + DO);
    }

    private String known(String code) {
        return knows(code) ? code : "other";
    }

    private String about(Board.Task task) {
        var name = "staff.class." + task.about();
        return texts.has(name) ? texts.get(name) : task.about();
    }

    public String who(Board.Who who) {
        return texts.get("staff.who." + who.name().toLowerCase(java.util.Locale.ROOT));
    }

    /// As it stands alone.
    public String device(String deviceClass) {
        var name = texts.get("staff.class." + deviceClass);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /// One line under the device's name.
    String line(Board.Instrument device) {
        if (!device.faults().isEmpty() && knows(device.faults().getFirst()))
            return texts.get("staff.short." + device.faults().getFirst());
        var state = "staff.state." + device.state();
        return texts.get(texts.has(state) ? state : "staff.state.unknown");
    }

    /// Line, data, systems.
    String lamp(Board.Lamp lamp) {
        var name = texts.get("staff.lamp." + lamp.name());
        return lamp.of() > 1 ? name + " " + lamp.working() + "/" + lamp.of() : name;
    }

    String lampLine(Board.Lamp lamp) {
        return texts.get("staff.lamp." + lamp.name() + (lamp.lit() ? ".lit" : ".dark"));
    }

    /// The one sentence on top.
    String verdict(Board board) {
        if (board.offered() == 0) return texts.get("staff.verdict.looking");
        if (!board.serves()) return texts.get("staff.verdict.none");
        return board.closed() == 0 ? texts.get("staff.verdict.all") : texts.get("staff.verdict.some", board.closed());
    }

    String verdictLine(Board board) {
        long mine = board.tasks().stream()
                .filter(task -> task.who() == Board.Who.STAFF)
                .count();
        if (mine > 0) return texts.get("staff.verdict.yours", mine);
        return texts.get(board.tasks().isEmpty() ? "staff.verdict.nothing" : "staff.verdict.others");
    }

    String steps(Checkup checkup) {
        return texts.get("staff.check.steps", checkup.steps().size());
    }

    List<Checkup.Step> failed(Checkup checkup) {
        return checkup.steps().stream().filter(step -> !step.passed()).toList();
    }
}
