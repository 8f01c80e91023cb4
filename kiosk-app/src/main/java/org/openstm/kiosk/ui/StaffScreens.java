package org.openstm.kiosk.ui;

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
import org.openstm.kiosk.staff.TerminalStatus;
import org.openstm.kiosk.ui.Screens.Page;

/// The staff's side: a dark strip, no help bar, no citizen's data.
final class StaffScreens {
    private static final int SHOWN_TASKS = 4;

    private final Session session;
    private final StaffSession shift;
    private final Signboard board;
    private final Texts texts;
    private final StaffWords words;

    StaffScreens(Session session, StaffSession shift, Signboard board, Texts texts) {
        this.session = session;
        this.shift = shift;
        this.board = board;
        this.texts = texts;
        this.words = new StaffWords(texts);
    }

    Page page() {
        var page = switch (shift.room()) {
            case StaffSession.StaffLoginForm door -> door(door);
            case StaffSession.LoggedIn(var officer, StaffSession.OverviewView(var failed)) -> overview(officer, failed);
            case StaffSession.LoggedIn(var officer, StaffSession.DeviceDetailView view) -> device(officer, view);
            case StaffSession.LoggedIn(var officer, StaffSession.TaskView(var id)) -> task(officer, id);
            case StaffSession.LoggedIn(var officer, StaffSession.DriverSwapView(var id, var old, var at)) ->
                shift.findDevice(id)
                        .map(device -> new ExchangeScreens(session, device, old, texts).page(at))
                        .orElseGet(() -> overview(officer, true));
            case StaffSession.LoggedIn(var _, StaffSession.CaseSearchView view) -> cases().list(view);
            case StaffSession.LoggedIn(var _, StaffSession.CaseDetailView view) -> cases().one(view);
            case StaffSession.LoggedIn(var _, StaffSession.DayCountView(var counted)) -> cases().day(counted);
            case StaffSession.LoggedIn(var _, StaffSession.MorningCheckView view) -> morning(view);
            case StaffSession.LoggedIn(var _, StaffSession.AuditLogView view) -> audit(view);
        };
        return page.on(Screen.Ground.STAFF);
    }

    private CaseScreens cases() {
        return new CaseScreens(session, texts);
    }

    /// Who is at work, and how long the terminal waits for them.
    Screen.Strip strip() {
        var left = shift.remainingTime(session.seconds());
        return new Screen.Strip(
                texts.get("staff.title"),
                board.place().textIn(texts.language()),
                shift.findOfficer()
                        .map(who -> who.name() + "  " + texts.get("staff.duty." + word(who.duty())))
                        .orElse(""),
                texts.get(
                        "staff.ends",
                        left.toMinutes(),
                        left.minus(Duration.ofMinutes(left.toMinutes())).toSeconds()),
                "");
    }

    private static String word(StaffRole duty) {
        return duty.name().toLowerCase(java.util.Locale.ROOT);
    }

    private Control control(String id, String key, String icon, Control.Look look, StaffAction act) {
        return new Control(id, texts.get(key), icon, look, new SessionEvent.StaffTouch(act));
    }

    private Control back() {
        return control("staff/back", "staff.back", "back", Control.Look.QUIET, new StaffAction.LeavePage());
    }

    private Control leave() {
        return control("staff/leave", "staff.leave", "exit", Control.Look.DANGER, new StaffAction.LeaveStaffPages());
    }

    private Page door(StaffSession.StaffLoginForm door) {
        var asked = "staff.door." + door.asked().name().toLowerCase(java.util.Locale.ROOT);
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get(asked), texts.get(asked + ".lead")));
        boolean secret = door.asked() != StaffSession.LoginQuestion.NUMBER;
        parts.add(new Part.Entry(
                "staff/entry",
                secret ? "●".repeat(door.entry().length()) : door.entry(),
                texts.get("staff.door.digits", door.length()),
                door.refused().isPresent()));
        door.refused().ifPresent(refused -> parts.add(new Part.Wrong(texts.get(refused.why(), refused.minutes()))));
        if (door.checking()) parts.add(new Part.Working(texts.get("staff.door.checking")));
        parts.add(new Part.Pad(pad()));
        boolean whole = door.entry().length() == door.length();
        return Page.of(
                "staff-door",
                parts,
                leave(),
                control(
                        "staff/enter",
                        "staff.door.enter",
                        "",
                        whole && !door.checking() ? Control.Look.PRIMARY : Control.Look.OFF,
                        new StaffAction.SubmitTyped()));
    }

    private List<Control> pad() {
        var keys = new ArrayList<>(
                IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 9).mapToObj(this::digit).toList());
        keys.add(control("key/clear", "pad.clear", "", Control.Look.QUIET, new StaffAction.ClearTyped()));
        keys.add(digit(0));
        keys.add(control("key/delete", "pad.delete", "bksp", Control.Look.QUIET, new StaffAction.EraseLast()));
        return keys;
    }

    private Control digit(int digit) {
        var label = Integer.toString(digit);
        return new Control(
                "key/" + label,
                label,
                "",
                Control.Look.QUIET,
                new SessionEvent.StaffTouch(new StaffAction.TypeDigit(digit)));
    }

    private Page overview(Officer officer, boolean failed) {
        var now = shift.board();
        var parts = new ArrayList<Part>();
        boolean fine = now.isServing() && now.closed() == 0;
        var tone = fine ? Part.Tone.GREEN : now.isServing() || now.offered() == 0 ? Part.Tone.AMBER : Part.Tone.RED;
        parts.add(new Part.Banner(tone, fine ? "check" : "warn", words.verdict(now), words.verdictLine(now)));
        if (failed) parts.add(new Part.Wrong(texts.get("staff.failed")));
        parts.add(new Part.Lamps(now.lamps().stream().map(this::lamp).toList()));
        parts.add(new Part.Heading(texts.get("staff.tasks")));
        if (now.tasks().isEmpty()) parts.add(new Part.Note(Part.Tone.GREEN, "check", texts.get("staff.tasks.none")));
        else
            parts.add(new Part.Tasks(
                    now.tasks().stream().limit(SHOWN_TASKS).map(this::row).toList()));
        if (now.tasks().size() > SHOWN_TASKS)
            parts.add(new Part.Say(texts.get("staff.tasks.more", now.tasks().size() - SHOWN_TASKS)));
        parts.add(new Part.Heading(texts.get(
                "staff.devices",
                now.devices().size(),
                now.devices().stream()
                        .filter(d -> d.health() != TerminalStatus.DeviceCondition.STOPPED)
                        .count())));
        parts.add(new Part.Lamps(now.devices().stream().map(this::instrument).toList()));
        parts.add(new Part.Heading(texts.get("staff.stock")));
        parts.add(new Part.Figures(figures(now)));
        var actions = new ArrayList<Control>();
        actions.add(leave());
        if (officer.duty().isPermitted(StaffRole.StaffPermission.READ_AUDIT))
            actions.add(control(
                    "staff/audit", "staff.audit", "list", Control.Look.SECONDARY, new StaffAction.SeeAuditLog()));
        if (officer.duty().isPermitted(StaffRole.StaffPermission.CASES))
            actions.add(control(
                    "staff/cases", "staff.cases", "search", Control.Look.SECONDARY, new StaffAction.SeeCaseSearch()));
        if (officer.duty().isPermitted(StaffRole.StaffPermission.CHECK))
            actions.add(control(
                    "staff/morning",
                    "staff.morning",
                    "check",
                    Control.Look.PRIMARY,
                    new StaffAction.SeeMorningCheck()));
        return Page.of("staff-board", parts, actions.toArray(Control[]::new));
    }

    private Part.Lamp lamp(TerminalStatus.ServiceLamp lamp) {
        var icon = switch (lamp.name()) {
            case "line" -> "net";
            case "data" -> "data";
            default -> "list";
        };
        return new Part.Lamp(
                lamp.isLit() ? Part.Tone.GREEN : lamp.working() > 0 ? Part.Tone.AMBER : Part.Tone.RED,
                icon,
                words.lamp(lamp),
                words.lampLine(lamp),
                Optional.empty());
    }

    private Part.TaskRow row(TerminalStatus.StatusTask task) {
        var affected = task.affected() > 0 ? "  " + texts.get("staff.affects", task.affected()) : "";
        var tint = switch (task.who()) {
            case STAFF, CITIZEN -> "amber";
            case ENGINEER, AUDITOR -> "blue";
            case CENTRE, NOBODY -> "grey";
        };
        return new Part.TaskRow(
                words.who(task.who()),
                tint,
                words.title(task),
                words.remedy(task) + affected,
                new Control(
                        "task/" + (task.needsSettling() ? "finding/" + task.code() : task.id()),
                        texts.get("staff.how"),
                        "",
                        task.who() == TerminalStatus.TaskOwner.STAFF ? Control.Look.PRIMARY : Control.Look.SECONDARY,
                        new SessionEvent.StaffTouch(new StaffAction.SeeTask(task.id()))));
    }

    private Part.Lamp instrument(TerminalStatus.MonitoredDevice device) {
        return new Part.Lamp(
                tone(device.health()),
                switch (device.health()) {
                    case FINE -> "check";
                    case WARNS -> "warn";
                    case STOPPED -> "stop";
                },
                words.device(device.deviceClass()),
                words.line(device),
                Optional.of(new Control(
                        "device/" + device.id(),
                        words.device(device.deviceClass()),
                        "",
                        Control.Look.QUIET,
                        new SessionEvent.StaffTouch(new StaffAction.SeeDevice(device.id())))));
    }

    private static Part.Tone tone(TerminalStatus.DeviceCondition health) {
        return switch (health) {
            case FINE -> Part.Tone.GREEN;
            case WARNS -> Part.Tone.AMBER;
            case STOPPED -> Part.Tone.RED;
        };
    }

    private List<Part.Figure> figures(TerminalStatus now) {
        var stock = now.stock();
        var oldest = stock.queued() == 0 ? "staff.stock.nothing" : "staff.stock.oldest";
        return List.of(
                new Part.Figure(
                        texts.get("staff.stock.queued", stock.queued()), texts.get(oldest, stock.oldestMinutes())),
                new Part.Figure(
                        texts.get("staff.stock.unknown", stock.unknownPrints(), stock.deadLetters()),
                        texts.get("staff.stock.unknown.line", stock.paying())),
                new Part.Figure(
                        texts.get("staff.stock.clock", stock.skewSeconds()),
                        texts.get("staff.stock.disk", String.format(Locale.ROOT, "%.1f", stock.freeGigabytes()))),
                new Part.Figure(
                        texts.get("staff.stock.program", now.versions().getOrDefault("program", "")),
                        texts.get("staff.stock.catalogue", now.versions().getOrDefault("catalogue", ""))));
    }

    private Page task(Officer officer, String id) {
        var found = shift.findTask(id);
        if (found.isEmpty())
            return Page.of(
                    "staff-task",
                    List.of(new Part.Banner(
                            Part.Tone.GREEN, "check", texts.get("staff.task.gone"), texts.get("staff.task.gone.lead"))),
                    back());
        var task = found.get();
        var parts = new ArrayList<Part>();
        parts.add(new Part.Banner(
                task.stops() ? Part.Tone.RED : Part.Tone.AMBER, "warn", words.title(task), words.who(task.who())));
        parts.add(new Part.Heading(texts.get("staff.task.do")));
        parts.add(new Part.Note(Part.Tone.BLUE, "info", words.remedy(task)));
        if (task.affected() > 0) parts.add(new Part.Say(texts.get("staff.affects", task.affected())));
        var rows = new ArrayList<Part.Row>();
        session.catalog()
                .findItem(task.about())
                .ifPresent(item -> rows.add(fact("staff.task.item", item.title().textIn(texts.language()))));
        // in the driver's own words, which are English, for who knows them; on the phone the code is enough
        if (repairs(officer) && !task.detail().isEmpty()) rows.add(fact("staff.task.detail", task.detail()));
        else rows.add(fact("staff.task.code", task.code()));
        if (!rows.isEmpty()) parts.add(new Part.Rows(rows));
        parts.add(new Part.Say(texts.get(task.needsSettling() ? "staff.task.stays" : "staff.task.clears")));
        var actions = new ArrayList<Control>();
        actions.add(back());
        if (task.needsSettling() && officer.duty().canSettle(task.who())) actions.addAll(settling(task));
        return Page.of("staff-task", parts, actions.toArray(Control[]::new));
    }

    private static boolean repairs(Officer officer) {
        return officer.duty().isPermitted(StaffRole.StaffPermission.EXCHANGE);
    }

    private List<Control> settling(TerminalStatus.StatusTask task) {
        if (!task.isUnknownPrint())
            return List.of(control(
                    "settle/done",
                    "staff.settle.done",
                    "check",
                    Control.Look.PRIMARY,
                    new StaffAction.MarkSettled(StaffAction.SettledHow.DONE)));
        return List.of(
                control(
                        "settle/not-out",
                        "staff.settle.not-out",
                        "",
                        Control.Look.SECONDARY,
                        new StaffAction.MarkSettled(StaffAction.SettledHow.NOT_OUT)),
                control(
                        "settle/came-out",
                        "staff.settle.came-out",
                        "",
                        Control.Look.PRIMARY,
                        new StaffAction.MarkSettled(StaffAction.SettledHow.CAME_OUT)));
    }

    private Page device(Officer officer, StaffSession.DeviceDetailView view) {
        var found = shift.findDevice(view.id());
        if (found.isEmpty()) return Page.of("staff-device", List.of(new Part.Title(view.id(), "")), back());
        var device = found.get();
        var parts = new ArrayList<Part>();
        parts.add(new Part.Banner(
                tone(device.health()),
                device.health() == TerminalStatus.DeviceCondition.FINE ? "check" : "warn",
                words.device(device.deviceClass()) + "  " + device.id(),
                texts.get("staff.device.line", words.line(device), device.ageSeconds())));
        if (view.running()) parts.add(new Part.Working(words.running(device.deviceClass())));
        view.checkup().ifPresent(checkup -> parts.add(result(officer, checkup)));
        parts.addAll(work(officer, device, view));
        parts.add(new Part.Heading(texts.get("staff.device.who")));
        parts.add(new Part.Rows(facts(officer, device, view)));
        parts.addAll(trace(view));
        var actions = new ArrayList<Control>();
        actions.add(back());
        // the page says whose it is now: nothing else can be done
        if (device.isLent()) return Page.of("staff-device", parts, back());
        if (officer.duty().isPermitted(StaffRole.StaffPermission.RESET))
            actions.add(control("staff/reset", "staff.reset", "sync", busy(view), new StaffAction.StartReset()));
        if (officer.duty().isPermitted(StaffRole.StaffPermission.CHECK)) {
            actions.add(control(
                    "check/internal", "staff.check.internal", "", busy(view), new StaffAction.StartCheck("internal")));
            actions.add(control(
                    "check/external",
                    words.tryOut(device.deviceClass()),
                    "",
                    view.running() ? Control.Look.OFF : Control.Look.PRIMARY,
                    new StaffAction.StartCheck(words.tryLevel(device.deviceClass()))));
        }
        return Page.of("staff-device", parts, actions.toArray(Control[]::new));
    }

    /// What only engineers do here; whoever else stands there reads why not.
    private List<Part> work(
            Officer officer, TerminalStatus.MonitoredDevice device, StaffSession.DeviceDetailView view) {
        if (!officer.duty().isPermitted(StaffRole.StaffPermission.EXCHANGE))
            return List.of(new Part.Fact("lock", texts.get("swap.title"), texts.get("swap.engineers-only"), "grey"));
        var parts = new ArrayList<Part>();
        if (device.isLent())
            return List.of(way(
                    "staff/take-back", "staff.take-back", "undo", busy(view), new StaffAction.EndLending(), "amber"));
        parts.add(new Part.Link(
                control(
                        "staff/exchange",
                        device.isDisabled() ? "swap.go-on" : "swap.title",
                        "sync",
                        busy(view),
                        new StaffAction.OpenDriverSwap()),
                texts.get(device.isDisabled() ? "swap.go-on.sub" : "swap.title.sub"),
                "blue"));
        if (device.isDisabled()) return parts;
        parts.add(way("staff/lend", "staff.lend", "tool", busy(view), new StaffAction.StartLending(), "grey"));
        // what is sent as HTTP has no line of its own to write down
        if (view.inspected().isEmpty() || device.link().startsWith("ipp:")) return parts;
        var trace = view.inspected().get().trace();
        parts.add(new Part.Link(
                control(
                        "staff/trace",
                        trace.isPresent() ? "staff.trace.stop" : "staff.trace.start",
                        "list",
                        busy(view),
                        new StaffAction.SwitchTrace(trace.isEmpty())),
                texts.get(trace.isPresent() ? "staff.trace.stop.sub" : "staff.trace.start.sub"),
                "grey"));
        return parts;
    }

    private Part way(String id, String key, String icon, Control.Look look, StaffAction act, String tint) {
        return new Part.Link(control(id, key, icon, look, act), texts.get(key + ".sub"), tint);
    }

    private List<Part> trace(StaffSession.DeviceDetailView view) {
        return view.inspected()
                .flatMap(StaffEvent.DeviceInspected::trace)
                .<List<Part>>map(lines -> List.of(
                        new Part.Heading(texts.get("staff.trace.last")), new Part.Say(String.join("\n", lines))))
                .orElse(List.of());
    }

    private static Control.Look busy(StaffSession.DeviceDetailView view) {
        return view.running() ? Control.Look.OFF : Control.Look.SECONDARY;
    }

    private List<Part.Row> facts(
            Officer officer, TerminalStatus.MonitoredDevice device, StaffSession.DeviceDetailView view) {
        var rows = new ArrayList<Part.Row>();
        var facts = device.facts();
        pair(rows, "staff.fact.model", facts.get("maker"), facts.get("model"));
        pair(rows, "staff.fact.serial", facts.get("serial"), facts.get("firmware"));
        if (facts.containsKey("paper"))
            rows.add(fact("staff.fact.paper", words.paper(facts.getOrDefault("paper", ""))));
        rows.add(fact("staff.fact.driver", device.driver()));
        rows.add(fact("staff.fact.link", device.link()));
        view.inspected()
                .map(StaffEvent.DeviceInspected::statistics)
                .filter(own -> !own.isEmpty())
                .ifPresent(own -> rows.add(fact("staff.fact.own", words.counts(own))));
        rows.add(fact("staff.fact.counted", words.counts(device.counts())));
        if (repairs(officer)) rows.add(fact("staff.fact.can", join(device.capabilities())));
        return rows;
    }

    private void pair(List<Part.Row> rows, String key, @Nullable String first, @Nullable String second) {
        var both = Stream.of(first, second).flatMap(Stream::ofNullable).collect(Collectors.joining("  "));
        if (!both.isEmpty()) rows.add(fact(key, both));
    }

    private Part.Row fact(String key, String value) {
        return new Part.Row(texts.get(key), value.isEmpty() ? "–" : value, "", Optional.empty());
    }

    private static String join(Map<String, ?> words) {
        return words.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(word -> word.getKey() + " " + word.getValue())
                .collect(Collectors.joining(", "));
    }

    private Part result(Officer officer, DeviceCheckup checkup) {
        var failed = words.failed(checkup);
        var detail = failed.isEmpty()
                ? words.steps(checkup)
                : failed.stream()
                        .map(step -> words.step(step.name()) + (repairs(officer) ? ": " + step.detail() : ""))
                        .collect(Collectors.joining(texts.get("list.and")));
        return new Part.Note(
                checkup.healthy() ? Part.Tone.GREEN : Part.Tone.RED,
                checkup.healthy() ? "check" : "warn",
                "__" + texts.get(checkup.healthy() ? "staff.check.well" : "staff.check.ill") + "__  " + detail);
    }

    private Page morning(StaffSession.MorningCheckView view) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("staff.morning.title"), texts.get("staff.morning.lead")));
        var stages = new ArrayList<Part.Stage>();
        for (var checkup : view.done())
            stages.add(new Part.Stage(
                    checkup.healthy() ? Part.Mark.DONE : Part.Mark.AHEAD,
                    checkup.healthy() ? "check" : "warn",
                    words.device(checkup.deviceClass()) + "  "
                            + texts.get(checkup.healthy() ? "staff.check.well" : "staff.check.ill"),
                    checkup.healthy()
                            ? words.steps(checkup)
                            : words.step(words.failed(checkup).getFirst().name())));
        if (!stages.isEmpty()) parts.add(new Part.Timeline(stages));
        if (view.running()) parts.add(new Part.Working(texts.get("staff.check.running")));
        view.ended().ifPresent(ended -> parts.add(verdict(ended)));
        var start = control(
                "staff/start-morning",
                view.ended().isPresent() ? "staff.morning.again" : "staff.morning.start",
                "check",
                view.running() ? Control.Look.OFF : Control.Look.PRIMARY,
                new StaffAction.StartMorningCheck());
        return Page.of("staff-morning", parts, back(), start);
    }

    private Part verdict(StaffEvent.MorningCheckDone ended) {
        return new Part.Banner(
                ended.healthy() ? Part.Tone.GREEN : Part.Tone.AMBER,
                ended.healthy() ? "check" : "warn",
                texts.get(ended.healthy() ? "staff.morning.well" : "staff.morning.ill"),
                texts.get("staff.morning." + ended.printed(), ended.evidence()));
    }

    private Page audit(StaffSession.AuditLogView view) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("staff.audit.title"), texts.get("staff.audit.lead")));
        if (view.read().isEmpty()) parts.add(new Part.Working(texts.get("staff.audit.reading")));
        view.read().ifPresent(read -> {
            parts.add(new Part.Note(
                    read.whole() ? Part.Tone.GREEN : Part.Tone.RED,
                    read.whole() ? "check" : "warn",
                    texts.get(read.whole() ? "staff.audit.whole" : "staff.audit.broken")));
            for (var line : read.lines()) parts.add(new Part.Say(line));
        });
        return Page.of("staff-audit", parts, back());
    }
}
