package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.StaffRole;
import org.openstm.kiosk.staff.StaffSession;
import org.openstm.kiosk.staff.TerminalStatus;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;
import org.openstm.kiosk.ui.text.StaffTexts;

/// The status of the terminal for staff, and the page of an open task.
final class StaffOverviewScreens {
    private static final int SHOWN_TASKS = 4;

    private final Session session;
    private final StaffSession shift;
    private final ScreenTexts texts;
    private final StaffTexts words;
    private final StaffParts common;

    StaffOverviewScreens(Session session, StaffSession shift, ScreenTexts texts) {
        this.session = session;
        this.shift = shift;
        this.texts = texts;
        this.words = new StaffTexts(texts);
        this.common = new StaffParts(texts);
    }

    PageContent overviewPage(Officer officer, boolean failed) {
        var now = shift.board();
        var parts = new ArrayList<ScreenPart>();
        boolean fine = now.isServing() && now.closed() == 0;
        var tone = fine
                ? ScreenPart.Tone.GREEN
                : now.isServing() || now.offered() == 0 ? ScreenPart.Tone.AMBER : ScreenPart.Tone.RED;
        parts.add(new ScreenPart.Banner(
                tone, fine ? "check" : "warn", words.serviceVerdict(now), words.serviceVerdictLine(now)));
        if (failed) parts.add(new ScreenPart.ErrorText(texts.get("staff.failed")));
        parts.add(new ScreenPart.StatusLamps(
                now.lamps().stream().map(this::systemLamp).toList()));
        parts.add(new ScreenPart.Heading(texts.get("staff.tasks")));
        if (now.tasks().isEmpty())
            parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.GREEN, "check", texts.get("staff.tasks.none")));
        else
            parts.add(new ScreenPart.TaskList(
                    now.tasks().stream().limit(SHOWN_TASKS).map(this::taskRow).toList()));
        if (now.tasks().size() > SHOWN_TASKS)
            parts.add(new ScreenPart.Sentence(
                    texts.get("staff.tasks.more", now.tasks().size() - SHOWN_TASKS)));
        parts.add(new ScreenPart.Heading(texts.get(
                "staff.devices",
                now.devices().size(),
                now.devices().stream()
                        .filter(d -> d.health() != TerminalStatus.DeviceCondition.STOPPED)
                        .count())));
        parts.add(new ScreenPart.StatusLamps(
                now.devices().stream().map(this::deviceLamp).toList()));
        parts.add(new ScreenPart.Heading(texts.get("staff.stock")));
        parts.add(new ScreenPart.FigureGrid(stockFigures(now)));
        var actions = new ArrayList<Control>();
        actions.add(common.leaveButton());
        if (officer.duty().isPermitted(StaffRole.StaffPermission.READ_AUDIT))
            actions.add(common.staffControl(
                    "staff/audit", "staff.audit", "list", Control.ButtonLook.SECONDARY, new StaffAction.SeeAuditLog()));
        if (officer.duty().isPermitted(StaffRole.StaffPermission.CASES))
            actions.add(common.staffControl(
                    "staff/cases",
                    "staff.cases",
                    "search",
                    Control.ButtonLook.SECONDARY,
                    new StaffAction.SeeCaseSearch()));
        if (officer.duty().isPermitted(StaffRole.StaffPermission.CHECK))
            actions.add(common.staffControl(
                    "staff/morning",
                    "staff.morning",
                    "check",
                    Control.ButtonLook.PRIMARY,
                    new StaffAction.SeeMorningCheck()));
        return PageContent.of("staff-board", parts, actions.toArray(Control[]::new));
    }

    private ScreenPart.StatusLamp systemLamp(TerminalStatus.ServiceLamp lamp) {
        var icon = switch (lamp.name()) {
            case "line" -> "net";
            case "data" -> "data";
            default -> "list";
        };
        return new ScreenPart.StatusLamp(
                lamp.isLit() ? ScreenPart.Tone.GREEN : lamp.working() > 0 ? ScreenPart.Tone.AMBER : ScreenPart.Tone.RED,
                icon,
                words.lampTitle(lamp),
                words.lampStatusLine(lamp),
                Optional.empty());
    }

    private ScreenPart.TaskRow taskRow(TerminalStatus.StatusTask task) {
        var affected = task.affected() > 0 ? "  " + texts.get("staff.affects", task.affected()) : "";
        var tint = switch (task.who()) {
            case STAFF, CITIZEN -> "amber";
            case ENGINEER, AUDITOR -> "blue";
            case CENTRE, NOBODY -> "grey";
        };
        return new ScreenPart.TaskRow(
                words.responsibleName(task.who()),
                tint,
                words.taskTitle(task),
                words.taskRemedy(task) + affected,
                new Control(
                        "task/" + (task.needsSettling() ? "finding/" + task.code() : task.id()),
                        texts.get("staff.how"),
                        "",
                        task.who() == TerminalStatus.TaskOwner.STAFF
                                ? Control.ButtonLook.PRIMARY
                                : Control.ButtonLook.SECONDARY,
                        new SessionEvent.StaffTouch(new StaffAction.SeeTask(task.id()))));
    }

    private ScreenPart.StatusLamp deviceLamp(TerminalStatus.MonitoredDevice device) {
        return new ScreenPart.StatusLamp(
                StaffParts.healthTone(device.health()),
                switch (device.health()) {
                    case FINE -> "check";
                    case WARNS -> "warn";
                    case STOPPED -> "stop";
                },
                words.deviceName(device.deviceClass()),
                words.deviceStatusLine(device),
                Optional.of(new Control(
                        "device/" + device.id(),
                        words.deviceName(device.deviceClass()),
                        "",
                        Control.ButtonLook.QUIET,
                        new SessionEvent.StaffTouch(new StaffAction.SeeDevice(device.id())))));
    }

    private List<ScreenPart.Figure> stockFigures(TerminalStatus now) {
        var stock = now.stock();
        var oldest = stock.queued() == 0 ? "staff.stock.nothing" : "staff.stock.oldest";
        return List.of(
                new ScreenPart.Figure(
                        texts.get("staff.stock.queued", stock.queued()), texts.get(oldest, stock.oldestMinutes())),
                new ScreenPart.Figure(
                        texts.get("staff.stock.unknown", stock.unknownPrints(), stock.deadLetters()),
                        texts.get("staff.stock.unknown.line", stock.paying())),
                new ScreenPart.Figure(
                        texts.get("staff.stock.clock", stock.skewSeconds()),
                        texts.get("staff.stock.disk", String.format(Locale.ROOT, "%.1f", stock.freeGigabytes()))),
                new ScreenPart.Figure(
                        texts.get("staff.stock.program", now.versions().getOrDefault("program", "")),
                        texts.get("staff.stock.catalogue", now.versions().getOrDefault("catalogue", ""))));
    }

    PageContent taskPage(Officer officer, String id) {
        var found = shift.findTask(id);
        if (found.isEmpty())
            return PageContent.of(
                    "staff-task",
                    List.of(new ScreenPart.Banner(
                            ScreenPart.Tone.GREEN,
                            "check",
                            texts.get("staff.task.gone"),
                            texts.get("staff.task.gone.lead"))),
                    common.backButton());
        var task = found.get();
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Banner(
                task.stops() ? ScreenPart.Tone.RED : ScreenPart.Tone.AMBER,
                "warn",
                words.taskTitle(task),
                words.responsibleName(task.who())));
        parts.add(new ScreenPart.Heading(texts.get("staff.task.do")));
        parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.BLUE, "info", words.taskRemedy(task)));
        if (task.affected() > 0) parts.add(new ScreenPart.Sentence(texts.get("staff.affects", task.affected())));
        var rows = new ArrayList<ScreenPart.LabelledRow>();
        session.catalog()
                .findItem(task.about())
                .ifPresent(item ->
                        rows.add(common.factRow("staff.task.item", item.title().textIn(texts.language()))));
        // in the driver's own English words, for the engineer; on the phone the code is enough
        if (StaffParts.isRepairAllowed(officer) && !task.detail().isEmpty())
            rows.add(common.factRow("staff.task.detail", task.detail()));
        else rows.add(common.factRow("staff.task.code", task.code()));
        if (!rows.isEmpty()) parts.add(new ScreenPart.LabelledRows(rows));
        parts.add(new ScreenPart.Sentence(texts.get(task.needsSettling() ? "staff.task.stays" : "staff.task.clears")));
        var actions = new ArrayList<Control>();
        actions.add(common.backButton());
        if (task.needsSettling() && officer.duty().canSettle(task.who())) actions.addAll(settleButtons(task));
        return PageContent.of("staff-task", parts, actions.toArray(Control[]::new));
    }

    private List<Control> settleButtons(TerminalStatus.StatusTask task) {
        if (!task.isUnknownPrint())
            return List.of(common.staffControl(
                    "settle/done",
                    "staff.settle.done",
                    "check",
                    Control.ButtonLook.PRIMARY,
                    new StaffAction.MarkSettled(StaffAction.SettledHow.DONE)));
        return List.of(
                common.staffControl(
                        "settle/not-out",
                        "staff.settle.not-out",
                        "",
                        Control.ButtonLook.SECONDARY,
                        new StaffAction.MarkSettled(StaffAction.SettledHow.NOT_OUT)),
                common.staffControl(
                        "settle/came-out",
                        "staff.settle.came-out",
                        "",
                        Control.ButtonLook.PRIMARY,
                        new StaffAction.MarkSettled(StaffAction.SettledHow.CAME_OUT)));
    }
}
