package org.openstm.kiosk.ui;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.session.flow.ItemAvailability;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.staff.ConnectionPoint;
import org.openstm.kiosk.staff.DeviceCheckup;
import org.openstm.kiosk.staff.DriverCandidate;
import org.openstm.kiosk.staff.DriverMatches;
import org.openstm.kiosk.staff.DriverSwapState;
import org.openstm.kiosk.staff.DriverSwapVerdict;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.TerminalStatus;
import org.openstm.kiosk.ui.Screens.Page;

/// An engineer puts another device in the place of one: one question a page, the next step always
/// at the bottom right.
final class ExchangeScreens {
    private static final int STEPS = 6;
    private static final int SHOWN = 5;
    private static final int NAMED = 6;
    private static final String RECEIPTS = "receipt-printer";
    private static final List<String> SIGNS = List.of("1234567890", ".:-", "qwertyuiop", "asdfghjkl", "zxcvbnm");

    private final Session session;
    private final TerminalStatus.MonitoredDevice device;
    private final Optional<DriverCandidate> old;
    private final Texts texts;
    private final StaffWords words;

    /// @param old what the device was when it was taken out of service
    ExchangeScreens(
            Session session, TerminalStatus.MonitoredDevice device, Optional<DriverCandidate> old, Texts texts) {
        this.session = session;
        this.device = device;
        this.old = old;
        this.texts = texts;
        this.words = new StaffWords(texts);
    }

    Page page(DriverSwapState at) {
        return switch (at) {
            case DriverSwapState.NotStarted begin -> begin(begin);
            case DriverSwapState.ChoosingPoint seeking -> seeking(seeking);
            case DriverSwapState.TypingAddress typing -> typing(typing);
            case DriverSwapState.ProbingPoint(var socket) -> asking(socket);
            case DriverSwapState.ChoosingDriver proposing -> proposing(proposing);
            case DriverSwapState.ComparingDrivers(var _, var chosen) -> previewing(chosen);
            case DriverSwapState.SwappingDriver(var chosen) -> swapping(chosen);
            case DriverSwapState.OnTrial trying -> trying(trying);
            case DriverSwapState.SwapEnded ended -> ended(ended);
        };
    }

    private Page at(int step, String name, List<Part> parts, Control... actions) {
        var title = texts.get("step", step, STEPS, texts.get("swap.step." + step));
        return Page.of(name, parts, actions).at(new Screen.Steps(step, STEPS, title));
    }

    private Control control(String id, String key, String icon, Control.Look look, StaffAction act) {
        return new Control(id, texts.get(key), icon, look, new SessionEvent.StaffTouch(act));
    }

    private Control back() {
        return control("staff/back", "staff.back", "back", Control.Look.QUIET, new StaffAction.LeavePage());
    }

    private static Control.Look when(boolean can, Control.Look look) {
        return can ? look : Control.Look.OFF;
    }

    private String name() {
        return words.device(device.deviceClass());
    }

    private Page begin(DriverSwapState.NotStarted begin) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("swap.begin", name()), texts.get("swap.begin.lead")));
        parts.add(meanwhile());
        if (begin.stopping()) parts.add(new Part.Working(texts.get("swap.stopping")));
        return at(
                1,
                "swap-begin",
                parts,
                back(),
                control(
                        "swap/take-out",
                        "swap.take-out",
                        "stop",
                        when(!begin.stopping(), Control.Look.PRIMARY),
                        new StaffAction.ConfirmTakeOut()));
    }

    /// What citizens cannot do while it is out of service.
    private Part meanwhile() {
        var closed = closed();
        if (closed.isEmpty())
            return new Part.Note(
                    Part.Tone.BLUE,
                    "info",
                    texts.get(device.deviceClass().equals(RECEIPTS) ? "swap.meanwhile.slips" : "swap.meanwhile.none"));
        var names = closed.stream()
                .limit(NAMED)
                .map(item -> item.title().textIn(texts.language()))
                .collect(Collectors.joining(texts.get("list.and")));
        return new Part.Note(
                Part.Tone.AMBER,
                "warn",
                texts.get("swap.meanwhile.some", closed.size(), offered().count() - closed.size()) + "  " + names
                        + (closed.size() > NAMED ? " …" : ""));
    }

    private Stream<Item> offered() {
        return session.catalog().items().stream().filter(session.catalog()::isOffered);
    }

    private List<Item> closed() {
        var now = session.world();
        var broken = new HashSet<>(now.broken());
        broken.addAll(device.stops());
        var without =
                new ServiceEnvironment(now.lineUp(), now.down(), broken, now.full(), now.diskFull(), now.clockWrong());
        return offered()
                .filter(item -> ItemAvailability.findClosedReason(item, without).isPresent())
                .toList();
    }

    private Page seeking(DriverSwapState.ChoosingPoint at) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("swap.seek", name()), texts.get("swap.seek.lead")));
        if (at.looking()) parts.add(new Part.Working(texts.get("swap.looking")));
        for (var socket : at.sockets()) parts.add(socket(socket));
        if (!at.looking() && device.deviceClass().endsWith("-printer"))
            parts.add(new Part.Link(
                    control(
                            "swap/address",
                            "swap.socket.network",
                            "net",
                            Control.Look.SECONDARY,
                            new StaffAction.EnterAddress()),
                    texts.get("swap.socket.network.sub"),
                    "blue"));
        at.before()
                .ifPresent(before -> parts.add(new Part.Link(
                        control(
                                "swap/before",
                                "swap.before",
                                "undo",
                                Control.Look.SECONDARY,
                                new StaffAction.PickDriver(before)),
                        driver(before.driver()) + "  " + before.link(),
                        "amber")));
        var look = when(!at.looking(), Control.Look.SECONDARY);
        return at(
                2,
                "swap-seek",
                parts,
                control("swap/call-off", "swap.call-off", "undo", look, new StaffAction.CallOffSwap()),
                control("swap/seek", "swap.again", "sync", look, new StaffAction.SearchAgain()),
                control("staff/leave", "swap.citizens", "exit", look, new StaffAction.LeaveStaffPages()));
    }

    private Part socket(ConnectionPoint socket) {
        var kind = texts.get("swap.socket." + socket.kind().name().toLowerCase(Locale.ROOT));
        var label = socket.label().isEmpty() ? kind : kind + "  " + socket.label();
        if (!socket.isFree())
            return new Part.Fact("lock", label, texts.get("swap.socket.used", socket.usedBy()), "grey");
        return new Part.Link(
                new Control(
                        "socket/" + (socket.kind() == ConnectionPoint.PointKind.NOW ? "now" : socket.label()),
                        label,
                        "plug",
                        Control.Look.SECONDARY,
                        new SessionEvent.StaffTouch(new StaffAction.PickConnectionPoint(socket))),
                socket.link(),
                "green");
    }

    private Page typing(DriverSwapState.TypingAddress at) {
        var rows = new ArrayList<List<Control>>();
        for (var row : SIGNS)
            rows.add(row.codePoints()
                    .mapToObj(Character::toString)
                    .map(sign -> new Control(
                            "key/" + sign,
                            sign,
                            "",
                            Control.Look.QUIET,
                            new SessionEvent.StaffTouch(new StaffAction.TypeSign(sign))))
                    .toList());
        rows.add(List.of(
                control("key/clear", "pad.clear", "", Control.Look.QUIET, new StaffAction.ClearTyped()),
                control("key/delete", "pad.delete", "bksp", Control.Look.QUIET, new StaffAction.EraseLast())));
        return at(
                2,
                "swap-address",
                List.of(
                        new Part.Title(texts.get("swap.address"), texts.get("swap.address.lead")),
                        new Part.Entry("swap/entry", at.address(), texts.get("swap.address.hint"), false),
                        new Part.Board(rows)),
                back(),
                control(
                        "swap/ask",
                        "staff.door.enter",
                        "",
                        when(at.isComplete(), Control.Look.PRIMARY),
                        new StaffAction.SubmitTyped()));
    }

    private Page asking(ConnectionPoint socket) {
        return at(
                3,
                "swap-ask",
                List.of(
                        new Part.Title(texts.get("swap.asking"), socket.link()),
                        new Part.Working(texts.get("swap.asking.lead"))));
    }

    private Page proposing(DriverSwapState.ChoosingDriver at) {
        var found = at.found();
        var parts = new ArrayList<Part>();
        parts.add(
                found.facts().isEmpty()
                        ? new Part.Banner(Part.Tone.AMBER, "warn", texts.get("swap.mute"), texts.get("swap.mute.lead"))
                        : new Part.Banner(
                                Part.Tone.GREEN, "plug", named(found), at.at().link()));
        parts.add(new Part.Heading(texts.get("swap.which")));
        for (var candidate : found.candidates().stream().limit(SHOWN).toList()) parts.add(candidate(candidate));
        if (found.candidates().isEmpty())
            parts.add(new Part.Note(Part.Tone.AMBER, "warn", texts.get("swap.no-driver")));
        for (var unfit : found.unfit().stream().limit(2).toList())
            parts.add(new Part.Fact(
                    "stop",
                    texts.get("swap.unfit", unfit.name()),
                    words.unfit(unfit.code()) + "  [" + unfit.code() + "]",
                    "amber"));
        return at(
                3,
                "swap-propose",
                parts,
                back(),
                control("swap/again", "swap.ask-again", "sync", Control.Look.SECONDARY, new StaffAction.SearchAgain()));
    }

    private String named(DriverMatches found) {
        var name = called(found.facts());
        return name.isEmpty() ? texts.get("swap.answers") : texts.get("swap.it-is", name);
    }

    private Part candidate(DriverCandidate candidate) {
        var from = "swap.origin."
                + candidate.origin().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var lines = new ArrayList<String>();
        lines.add(candidate.issuer().isEmpty() ? texts.get(from) : texts.get(from, candidate.issuer()));
        lines.add(texts.get(
                !candidate.matchesDevice()
                        ? "swap.fits-not"
                        : candidate.issuer().isEmpty() ? "swap.fits.answered" : "swap.fits"));
        if (candidate.matchesDevice() && !candidate.support().equals("unknown"))
            lines.add(texts.get("swap.support." + candidate.support()));
        return new Part.Link(
                new Control(
                        "driver/" + candidate.driver(),
                        driver(candidate.driver()),
                        candidate.matchesDevice() ? "check" : "tool",
                        Control.Look.SECONDARY,
                        new SessionEvent.StaffTouch(new StaffAction.PickDriver(candidate))),
                String.join(texts.get("list.and"), lines),
                candidate.matchesDevice() ? "green" : "grey");
    }

    private static String driver(String driver) {
        return (DriverCandidate.driverName(driver) + "  " + DriverCandidate.driverVersion(driver)).strip();
    }

    private Page previewing(DriverCandidate chosen) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("swap.preview"), texts.get("swap.preview.lead")));
        parts.add(new Part.Rows(rows(chosen)));
        parts.add(meanwhile());
        parts.add(new Part.Note(Part.Tone.AMBER, "undo", texts.get("swap.preview.back")));
        return at(
                4,
                "swap-preview",
                parts,
                back(),
                control("swap/go", "swap.go", "sync", Control.Look.PRIMARY, new StaffAction.SwapDriver()));
    }

    private List<Part.Row> rows(DriverCandidate chosen) {
        var rows = new ArrayList<Part.Row>();
        var before = old.orElse(chosen);
        change(rows, "staff.fact.driver", versioned(before.driver()), versioned(chosen.driver()));
        if (!chosen.issuer().isEmpty())
            rows.add(new Part.Row(
                    texts.get("swap.signed"),
                    texts.get("swap.signed.valid", chosen.issuer()),
                    chosen.kit(),
                    Optional.empty()));
        change(rows, "staff.fact.link", line(before.link()), line(chosen.link()));
        change(rows, "staff.fact.model", called(before.facts()), called(chosen.facts()));
        change(rows, "swap.profile", profile(before.capabilities()), profile(chosen.capabilities()));
        change(
                rows,
                "swap.isolation",
                isolation(before.driver(), before.link()),
                isolation(chosen.driver(), chosen.link()));
        return rows;
    }

    /// Without where its trace goes.
    private static String line(String link) {
        return link.replaceAll("trace=[^&]*&?", "").replaceAll("[?&]$", "");
    }

    private static String called(Map<String, String> facts) {
        return (facts.getOrDefault("maker", "") + " " + facts.getOrDefault("model", "")).strip();
    }

    /// What decides how a paper looks: profile, paper, characters.
    private String profile(Map<String, String> capabilities) {
        return Stream.of("profile", "media", "charset")
                .map(capabilities::get)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(texts.get("list.and")));
    }

    private void change(List<Part.Row> rows, String key, String before, String fresh) {
        if (before.isEmpty() && fresh.isEmpty()) return;
        var note = before.equals(fresh)
                ? texts.get("swap.same")
                : texts.get("swap.was", before.isEmpty() ? texts.get("swap.untold") : before);
        rows.add(new Part.Row(
                texts.get(key), fresh.isEmpty() ? texts.get("swap.untold") : fresh, note, Optional.empty()));
    }

    private String versioned(String driver) {
        var version = DriverCandidate.driverVersion(driver);
        return DriverCandidate.driverName(driver) + "  "
                + (version.isEmpty() ? texts.get("swap.with-program") : version);
    }

    private String isolation(String driver, String link) {
        boolean apart = !DriverCandidate.driverVersion(driver).isEmpty() || link.matches("(serial|usb|pcsc):.*");
        return texts.get(apart ? "swap.apart" : "swap.inside");
    }

    private Page swapping(DriverCandidate chosen) {
        return at(
                5,
                "swap-run",
                List.of(
                        new Part.Title(texts.get("swap.running", driver(chosen.driver())), chosen.link()),
                        new Part.Working(texts.get("swap.running.lead")),
                        new Part.Note(Part.Tone.AMBER, "undo", texts.get("swap.preview.back"))));
    }

    private Page trying(DriverSwapState.OnTrial at) {
        return switch (at.trial().outcome()) {
            case PASSED -> passed(at);
            case ROLLED_BACK -> rolledBack(at);
            case REFUSED -> refused(at);
        };
    }

    private Page passed(DriverSwapState.OnTrial at) {
        boolean prints = device.deviceClass().equals(RECEIPTS);
        var parts = new ArrayList<Part>();
        parts.add(new Part.Banner(
                Part.Tone.GREEN,
                "check",
                texts.get("swap.passed"),
                texts.get("swap.passed.lead", driver(at.trial().to()))));
        parts.add(steps(at.trial().steps()));
        parts.add(new Part.Note(Part.Tone.BLUE, "rcpt", texts.get(prints ? "swap.look-at-paper" : "swap.is-it-good")));
        parts.add(new Part.Note(Part.Tone.AMBER, "undo", texts.get("swap.no-word")));
        if (at.ending()) parts.add(new Part.Working(texts.get("swap.ending")));
        return at(
                6,
                "swap-try",
                parts,
                control(
                        "swap/back",
                        "swap.not-good",
                        "undo",
                        when(!at.ending(), Control.Look.DANGER),
                        new StaffAction.RestoreOldDriver()),
                control(
                        "swap/keep",
                        "swap.keep",
                        "check",
                        when(!at.ending(), Control.Look.PRIMARY),
                        new StaffAction.KeepNewDriver()));
    }

    private Part steps(List<DeviceCheckup.CheckupStep> steps) {
        return new Part.Timeline(steps.stream()
                .map(step -> new Part.Stage(
                        step.passed() ? Part.Mark.DONE : Part.Mark.AHEAD,
                        step.passed() ? "check" : "warn",
                        words.step(step.name()) + (step.passed() ? "" : "  " + texts.get("swap.step-failed")),
                        step.detail()))
                .toList());
    }

    private Page rolledBack(DriverSwapState.OnTrial at) {
        var trial = at.trial();
        var parts = new ArrayList<Part>();
        parts.add(new Part.Banner(
                Part.Tone.RED,
                "undo",
                texts.get("swap.failed"),
                texts.get(trial.restored() ? "swap.failed.restored" : "swap.failed.silent", driver(trial.from()))));
        parts.add(steps(trial.steps()));
        trial.filed().ifPresent(filed -> parts.add(new Part.Say(report(filed))));
        return over(at, parts);
    }

    private Page refused(DriverSwapState.OnTrial at) {
        var trial = at.trial();
        var parts = new ArrayList<Part>();
        parts.add(new Part.Banner(
                Part.Tone.RED,
                "stop",
                texts.get("swap.refused"),
                words.unfit(trial.why()) + "  [" + trial.why() + "]"));
        parts.add(new Part.Rows(
                List.of(new Part.Row(texts.get("staff.task.detail"), trial.detail(), "", Optional.empty()))));
        return over(at, parts);
    }

    private Page over(DriverSwapState.OnTrial at, List<Part> parts) {
        if (at.ending()) parts.add(new Part.Working(texts.get("swap.ending")));
        return at(
                5,
                "swap-failed",
                parts,
                control(
                        "swap/call-off",
                        "swap.use-old",
                        "undo",
                        when(!at.ending(), Control.Look.SECONDARY),
                        new StaffAction.CallOffSwap()),
                control(
                        "swap/seek",
                        "swap.try-again",
                        "sync",
                        when(!at.ending(), Control.Look.PRIMARY),
                        new StaffAction.SearchAgain()));
    }

    private Page ended(DriverSwapState.SwapEnded at) {
        var verdict = at.verdict();
        var how = "swap.ended." + verdict.how().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var parts = new ArrayList<Part>();
        parts.add(new Part.Banner(
                verdict.how() == DriverSwapVerdict.SwapResult.NO_WAY_BACK ? Part.Tone.AMBER : Part.Tone.GREEN,
                verdict.how() == DriverSwapVerdict.SwapResult.KEPT ? "check" : "undo",
                texts.get(how),
                texts.get("swap.serving", driver(verdict.serving()))));
        parts.add(new Part.Note(
                verdict.printed().equals("printed") ? Part.Tone.BLUE : Part.Tone.AMBER, "rcpt", report(verdict)));
        if (at.returning()) parts.add(new Part.Working(texts.get("swap.ending")));
        var actions = new ArrayList<Control>();
        if (verdict.how() == DriverSwapVerdict.SwapResult.KEPT)
            actions.add(control(
                    "swap/back",
                    "swap.undo",
                    "undo",
                    when(!at.returning(), Control.Look.DANGER),
                    new StaffAction.RestoreOldDriver()));
        actions.add(control(
                "staff/back",
                "swap.done",
                "check",
                when(!at.returning(), Control.Look.PRIMARY),
                new StaffAction.LeavePage()));
        return at(6, "swap-done", parts, actions.toArray(Control[]::new));
    }

    private String report(DriverSwapVerdict verdict) {
        return texts.get(
                "swap.report." + verdict.printed(),
                verdict.printer().isEmpty() ? "" : words.device(verdict.printer()),
                verdict.evidence());
    }
}
