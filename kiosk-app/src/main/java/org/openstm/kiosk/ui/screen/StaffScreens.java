package org.openstm.kiosk.ui.screen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.staff.DeviceCheckup;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.StaffEvent;
import org.openstm.kiosk.staff.StaffRole;
import org.openstm.kiosk.staff.StaffSession;
import org.openstm.kiosk.staff.StaffStage;
import org.openstm.kiosk.staff.StaffView;
import org.openstm.kiosk.staff.TerminalStatus;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.BranchInfo;
import org.openstm.kiosk.ui.text.ScreenTexts;
import org.openstm.kiosk.ui.text.StaffTexts;

/// The staff pages: a dark strip, no help bar, no citizen's data.
final class StaffScreens {
    private static final int SHOWN_TASKS = 4;

    private final Session session;
    private final StaffSession shift;
    private final BranchInfo board;
    private final ScreenTexts texts;
    private final StaffTexts words;

    StaffScreens(Session session, StaffSession shift, BranchInfo board, ScreenTexts texts) {
        this.session = session;
        this.shift = shift;
        this.board = board;
        this.texts = texts;
        this.words = new StaffTexts(texts);
    }

    PageContent staffPage() {
        var page = switch (shift.room()) {
            case StaffStage.StaffLoginForm door -> staffLoginPage(door);
            case StaffStage.LoggedIn(var officer, StaffView.OverviewView(var failed)) ->
                overviewPage(officer, failed);
            case StaffStage.LoggedIn(var officer, StaffView.DeviceDetailView view) -> devicePage(officer, view);
            case StaffStage.LoggedIn(var officer, StaffView.TaskView(var id)) -> taskPage(officer, id);
            case StaffStage.LoggedIn(var officer, StaffView.DriverSwapView(var id, var old, var at)) ->
                shift.findDevice(id)
                        .map(device -> new DriverSwapScreens(session, device, old, texts).swapPage(at))
                        .orElseGet(() -> overviewPage(officer, true));
            case StaffStage.LoggedIn(var _, StaffView.CaseSearchView view) ->
                caseScreens().caseListPage(view);
            case StaffStage.LoggedIn(var _, StaffView.CaseDetailView view) ->
                caseScreens().casePage(view);
            case StaffStage.LoggedIn(var _, StaffView.DayCountView(var counted)) ->
                caseScreens().closeDayPage(counted);
            case StaffStage.LoggedIn(var _, StaffView.MorningCheckView view) -> morningCheckPage(view);
            case StaffStage.LoggedIn(var _, StaffView.AuditLogView view) -> auditPage(view);
        };
        return page.withBackground(Screen.Background.STAFF);
    }

    private StaffCaseScreens caseScreens() {
        return new StaffCaseScreens(session, texts);
    }

    /// The officer at work, and the remaining idle time.
    Screen.TitleStrip staffStrip() {
        var left = shift.remainingTime(session.seconds());
        return new Screen.TitleStrip(
                texts.get("staff.title"),
                board.place().textIn(texts.language()),
                shift.findOfficer()
                        .map(who -> who.name() + "  " + texts.get("staff.duty." + dutyKey(who.duty())))
                        .orElse(""),
                texts.get(
                        "staff.ends",
                        left.toMinutes(),
                        left.minus(Duration.ofMinutes(left.toMinutes())).toSeconds()),
                "");
    }

    private static String dutyKey(StaffRole duty) {
        return duty.name().toLowerCase(java.util.Locale.ROOT);
    }

    private Control staffControl(String id, String key, String icon, Control.ButtonLook look, StaffAction act) {
        return new Control(id, texts.get(key), icon, look, new SessionEvent.StaffTouch(act));
    }

    private Control backButton() {
        return staffControl("staff/back", "staff.back", "back", Control.ButtonLook.QUIET, new StaffAction.LeavePage());
    }

    private Control leaveButton() {
        return staffControl(
                "staff/leave", "staff.leave", "exit", Control.ButtonLook.DANGER, new StaffAction.LeaveStaffPages());
    }

    private PageContent staffLoginPage(StaffStage.StaffLoginForm door) {
        var asked = "staff.door." + door.asked().name().toLowerCase(java.util.Locale.ROOT);
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get(asked), texts.get(asked + ".lead")));
        boolean secret = door.asked() != StaffStage.LoginQuestion.NUMBER;
        parts.add(new ScreenPart.EntryField(
                "staff/entry",
                secret ? "●".repeat(door.entry().length()) : door.entry(),
                texts.get("staff.door.digits", door.length()),
                door.refused().isPresent()));
        door.refused()
                .ifPresent(refused -> parts.add(new ScreenPart.ErrorText(texts.get(refused.why(), refused.minutes()))));
        if (door.checking()) parts.add(new ScreenPart.BusyIndicator(texts.get("staff.door.checking")));
        parts.add(new ScreenPart.DigitPad(digitKeys()));
        boolean whole = door.entry().length() == door.length();
        return PageContent.of(
                "staff-door",
                parts,
                leaveButton(),
                staffControl(
                        "staff/enter",
                        "staff.door.enter",
                        "",
                        whole && !door.checking() ? Control.ButtonLook.PRIMARY : Control.ButtonLook.OFF,
                        new StaffAction.SubmitTyped()));
    }

    private List<Control> digitKeys() {
        var keys = new ArrayList<>(
                IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 9).mapToObj(this::digitKey).toList());
        keys.add(staffControl("key/clear", "pad.clear", "", Control.ButtonLook.QUIET, new StaffAction.ClearTyped()));
        keys.add(digitKey(0));
        keys.add(staffControl(
                "key/delete", "pad.delete", "bksp", Control.ButtonLook.QUIET, new StaffAction.EraseLast()));
        return keys;
    }

    private Control digitKey(int digit) {
        var label = Integer.toString(digit);
        return new Control(
                "key/" + label,
                label,
                "",
                Control.ButtonLook.QUIET,
                new SessionEvent.StaffTouch(new StaffAction.TypeDigit(digit)));
    }

    private PageContent overviewPage(Officer officer, boolean failed) {
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
        actions.add(leaveButton());
        if (officer.duty().isPermitted(StaffRole.StaffPermission.READ_AUDIT))
            actions.add(staffControl(
                    "staff/audit", "staff.audit", "list", Control.ButtonLook.SECONDARY, new StaffAction.SeeAuditLog()));
        if (officer.duty().isPermitted(StaffRole.StaffPermission.CASES))
            actions.add(staffControl(
                    "staff/cases",
                    "staff.cases",
                    "search",
                    Control.ButtonLook.SECONDARY,
                    new StaffAction.SeeCaseSearch()));
        if (officer.duty().isPermitted(StaffRole.StaffPermission.CHECK))
            actions.add(staffControl(
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
                healthTone(device.health()),
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

    private static ScreenPart.Tone healthTone(TerminalStatus.DeviceCondition health) {
        return switch (health) {
            case FINE -> ScreenPart.Tone.GREEN;
            case WARNS -> ScreenPart.Tone.AMBER;
            case STOPPED -> ScreenPart.Tone.RED;
        };
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

    private PageContent taskPage(Officer officer, String id) {
        var found = shift.findTask(id);
        if (found.isEmpty())
            return PageContent.of(
                    "staff-task",
                    List.of(new ScreenPart.Banner(
                            ScreenPart.Tone.GREEN,
                            "check",
                            texts.get("staff.task.gone"),
                            texts.get("staff.task.gone.lead"))),
                    backButton());
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
                .ifPresent(
                        item -> rows.add(factRow("staff.task.item", item.title().textIn(texts.language()))));
        // in the driver's own English words, for the engineer; on the phone the code is enough
        if (isRepairAllowed(officer) && !task.detail().isEmpty()) rows.add(factRow("staff.task.detail", task.detail()));
        else rows.add(factRow("staff.task.code", task.code()));
        if (!rows.isEmpty()) parts.add(new ScreenPart.LabelledRows(rows));
        parts.add(new ScreenPart.Sentence(texts.get(task.needsSettling() ? "staff.task.stays" : "staff.task.clears")));
        var actions = new ArrayList<Control>();
        actions.add(backButton());
        if (task.needsSettling() && officer.duty().canSettle(task.who())) actions.addAll(settleButtons(task));
        return PageContent.of("staff-task", parts, actions.toArray(Control[]::new));
    }

    private static boolean isRepairAllowed(Officer officer) {
        return officer.duty().isPermitted(StaffRole.StaffPermission.EXCHANGE);
    }

    private List<Control> settleButtons(TerminalStatus.StatusTask task) {
        if (!task.isUnknownPrint())
            return List.of(staffControl(
                    "settle/done",
                    "staff.settle.done",
                    "check",
                    Control.ButtonLook.PRIMARY,
                    new StaffAction.MarkSettled(StaffAction.SettledHow.DONE)));
        return List.of(
                staffControl(
                        "settle/not-out",
                        "staff.settle.not-out",
                        "",
                        Control.ButtonLook.SECONDARY,
                        new StaffAction.MarkSettled(StaffAction.SettledHow.NOT_OUT)),
                staffControl(
                        "settle/came-out",
                        "staff.settle.came-out",
                        "",
                        Control.ButtonLook.PRIMARY,
                        new StaffAction.MarkSettled(StaffAction.SettledHow.CAME_OUT)));
    }

    private PageContent devicePage(Officer officer, StaffView.DeviceDetailView view) {
        var found = shift.findDevice(view.id());
        if (found.isEmpty())
            return PageContent.of("staff-device", List.of(new ScreenPart.Title(view.id(), "")), backButton());
        var device = found.get();
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Banner(
                healthTone(device.health()),
                device.health() == TerminalStatus.DeviceCondition.FINE ? "check" : "warn",
                words.deviceName(device.deviceClass()) + "  " + device.id(),
                texts.get("staff.device.line", words.deviceStatusLine(device), device.ageSeconds())));
        if (view.running()) parts.add(new ScreenPart.BusyIndicator(words.runningCheckText(device.deviceClass())));
        view.checkup().ifPresent(checkup -> parts.add(checkResultNote(officer, checkup)));
        parts.addAll(engineerParts(officer, device, view));
        parts.add(new ScreenPart.Heading(texts.get("staff.device.who")));
        parts.add(new ScreenPart.LabelledRows(deviceFacts(officer, device, view)));
        parts.addAll(traceParts(view));
        var actions = new ArrayList<Control>();
        actions.add(backButton());
        // the page names the tool that uses the device: no other action is possible
        if (device.isLent()) return PageContent.of("staff-device", parts, backButton());
        if (officer.duty().isPermitted(StaffRole.StaffPermission.RESET))
            actions.add(
                    staffControl("staff/reset", "staff.reset", "sync", actionLook(view), new StaffAction.StartReset()));
        if (officer.duty().isPermitted(StaffRole.StaffPermission.CHECK)) {
            actions.add(staffControl(
                    "check/internal",
                    "staff.check.internal",
                    "",
                    actionLook(view),
                    new StaffAction.StartCheck("internal")));
            actions.add(staffControl(
                    "check/external",
                    words.deviceTrialKey(device.deviceClass()),
                    "",
                    view.running() ? Control.ButtonLook.OFF : Control.ButtonLook.PRIMARY,
                    new StaffAction.StartCheck(words.deviceTrialLevel(device.deviceClass()))));
        }
        return PageContent.of("staff-device", parts, actions.toArray(Control[]::new));
    }

    /// Actions for engineers only; for other roles the reason is shown.
    private List<ScreenPart> engineerParts(
            Officer officer, TerminalStatus.MonitoredDevice device, StaffView.DeviceDetailView view) {
        if (!officer.duty().isPermitted(StaffRole.StaffPermission.EXCHANGE))
            return List.of(
                    new ScreenPart.FactCard("lock", texts.get("swap.title"), texts.get("swap.engineers-only"), "grey"));
        var parts = new ArrayList<ScreenPart>();
        if (device.isLent())
            return List.of(actionLink(
                    "staff/take-back",
                    "staff.take-back",
                    "undo",
                    actionLook(view),
                    new StaffAction.EndLending(),
                    "amber"));
        parts.add(new ScreenPart.LinkCard(
                staffControl(
                        "staff/exchange",
                        device.isDisabled() ? "swap.go-on" : "swap.title",
                        "sync",
                        actionLook(view),
                        new StaffAction.OpenDriverSwap()),
                texts.get(device.isDisabled() ? "swap.go-on.sub" : "swap.title.sub"),
                "blue"));
        if (device.isDisabled()) return parts;
        parts.add(actionLink(
                "staff/lend", "staff.lend", "tool", actionLook(view), new StaffAction.StartLending(), "grey"));
        // an HTTP link has no trace of its own
        if (view.inspected().isEmpty() || device.link().startsWith("ipp:")) return parts;
        var trace = view.inspected().get().trace();
        parts.add(new ScreenPart.LinkCard(
                staffControl(
                        "staff/trace",
                        trace.isPresent() ? "staff.trace.stop" : "staff.trace.start",
                        "list",
                        actionLook(view),
                        new StaffAction.SwitchTrace(trace.isEmpty())),
                texts.get(trace.isPresent() ? "staff.trace.stop.sub" : "staff.trace.start.sub"),
                "grey"));
        return parts;
    }

    private ScreenPart actionLink(
            String id, String key, String icon, Control.ButtonLook look, StaffAction act, String tint) {
        return new ScreenPart.LinkCard(staffControl(id, key, icon, look, act), texts.get(key + ".sub"), tint);
    }

    private List<ScreenPart> traceParts(StaffView.DeviceDetailView view) {
        return view.inspected()
                .flatMap(StaffEvent.DeviceInspected::trace)
                .<List<ScreenPart>>map(lines -> List.of(
                        new ScreenPart.Heading(texts.get("staff.trace.last")),
                        new ScreenPart.Sentence(String.join("\n", lines))))
                .orElse(List.of());
    }

    private static Control.ButtonLook actionLook(StaffView.DeviceDetailView view) {
        return view.running() ? Control.ButtonLook.OFF : Control.ButtonLook.SECONDARY;
    }

    private List<ScreenPart.LabelledRow> deviceFacts(
            Officer officer, TerminalStatus.MonitoredDevice device, StaffView.DeviceDetailView view) {
        var rows = new ArrayList<ScreenPart.LabelledRow>();
        var facts = device.facts();
        addPairRow(rows, "staff.fact.model", facts.get("maker"), facts.get("model"));
        addPairRow(rows, "staff.fact.serial", facts.get("serial"), facts.get("firmware"));
        if (facts.containsKey("paper"))
            rows.add(factRow("staff.fact.paper", words.paperLevelText(facts.getOrDefault("paper", ""))));
        rows.add(factRow("staff.fact.driver", device.driver()));
        rows.add(factRow("staff.fact.link", device.link()));
        view.inspected()
                .map(StaffEvent.DeviceInspected::statistics)
                .filter(own -> !own.isEmpty())
                .ifPresent(own -> rows.add(factRow("staff.fact.own", words.countsText(own))));
        rows.add(factRow("staff.fact.counted", words.countsText(device.counts())));
        if (isRepairAllowed(officer)) rows.add(factRow("staff.fact.can", joinEntries(device.capabilities())));
        return rows;
    }

    private void addPairRow(
            List<ScreenPart.LabelledRow> rows, String key, @Nullable String first, @Nullable String second) {
        var both = Stream.of(first, second).flatMap(Stream::ofNullable).collect(Collectors.joining("  "));
        if (!both.isEmpty()) rows.add(factRow(key, both));
    }

    private ScreenPart.LabelledRow factRow(String key, String value) {
        return new ScreenPart.LabelledRow(texts.get(key), value.isEmpty() ? "–" : value, "", Optional.empty());
    }

    private static String joinEntries(Map<String, ?> words) {
        return words.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(word -> word.getKey() + " " + word.getValue())
                .collect(Collectors.joining(", "));
    }

    private ScreenPart checkResultNote(Officer officer, DeviceCheckup checkup) {
        var failed = words.failedSteps(checkup);
        var detail = failed.isEmpty()
                ? words.checkStepsText(checkup)
                : failed.stream()
                        .map(step -> words.checkStepName(step.name())
                                + (isRepairAllowed(officer) ? ": " + step.detail() : ""))
                        .collect(Collectors.joining(texts.get("list.and")));
        return new ScreenPart.NoteBox(
                checkup.healthy() ? ScreenPart.Tone.GREEN : ScreenPart.Tone.RED,
                checkup.healthy() ? "check" : "warn",
                "__" + texts.get(checkup.healthy() ? "staff.check.well" : "staff.check.ill") + "__  " + detail);
    }

    private PageContent morningCheckPage(StaffView.MorningCheckView view) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("staff.morning.title"), texts.get("staff.morning.lead")));
        var stages = new ArrayList<ScreenPart.TimelineStage>();
        for (var checkup : view.done())
            stages.add(new ScreenPart.TimelineStage(
                    checkup.healthy() ? ScreenPart.StageMark.DONE : ScreenPart.StageMark.AHEAD,
                    checkup.healthy() ? "check" : "warn",
                    words.deviceName(checkup.deviceClass()) + "  "
                            + texts.get(checkup.healthy() ? "staff.check.well" : "staff.check.ill"),
                    checkup.healthy()
                            ? words.checkStepsText(checkup)
                            : words.checkStepName(
                                    words.failedSteps(checkup).getFirst().name())));
        if (!stages.isEmpty()) parts.add(new ScreenPart.Timeline(stages));
        if (view.running()) parts.add(new ScreenPart.BusyIndicator(texts.get("staff.check.running")));
        view.ended().ifPresent(ended -> parts.add(morningVerdict(ended)));
        var start = staffControl(
                "staff/start-morning",
                view.ended().isPresent() ? "staff.morning.again" : "staff.morning.start",
                "check",
                view.running() ? Control.ButtonLook.OFF : Control.ButtonLook.PRIMARY,
                new StaffAction.StartMorningCheck());
        return PageContent.of("staff-morning", parts, backButton(), start);
    }

    private ScreenPart morningVerdict(StaffEvent.MorningCheckDone ended) {
        return new ScreenPart.Banner(
                ended.healthy() ? ScreenPart.Tone.GREEN : ScreenPart.Tone.AMBER,
                ended.healthy() ? "check" : "warn",
                texts.get(ended.healthy() ? "staff.morning.well" : "staff.morning.ill"),
                texts.get("staff.morning." + ended.printed(), ended.evidence()));
    }

    private PageContent auditPage(StaffView.AuditLogView view) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("staff.audit.title"), texts.get("staff.audit.lead")));
        if (view.read().isEmpty()) parts.add(new ScreenPart.BusyIndicator(texts.get("staff.audit.reading")));
        view.read().ifPresent(read -> {
            parts.add(new ScreenPart.NoteBox(
                    read.whole() ? ScreenPart.Tone.GREEN : ScreenPart.Tone.RED,
                    read.whole() ? "check" : "warn",
                    texts.get(read.whole() ? "staff.audit.whole" : "staff.audit.broken")));
            for (var line : read.lines()) parts.add(new ScreenPart.Sentence(line));
        });
        return PageContent.of("staff-audit", parts, backButton());
    }
}
