package org.openstm.kiosk.ui;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.form.PersonalDataMask;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.Overlay;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

/// From a session to what is on the screen. Pure; one method per place, in a file per part of the
/// road.
public final class Screens {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final Session session;
    private final Signboard board;
    private final Texts texts;

    private Screens(Session session, Signboard board) {
        this.session = session;
        this.board = board;
        this.texts = Texts.in(session.comfort().language());
    }

    public static Screen of(Session session, Signboard board) {
        return new Screens(session, board).screen();
    }

    private Screen screen() {
        var page = page();
        return new Screen(
                page.name(),
                strip(),
                page.steps().filter(_ -> !crowded(page.parts())),
                errorFirst(page.parts()),
                page.actions(),
                care(),
                help(),
                dialog(),
                page.ground(),
                session.comfort().large() && !staff(),
                session.comfort().contrast(),
                texts.language());
    }

    /// What is wrong stands under the title, in every mode: at the foot of a long page nobody would see it,
    /// and the button would seem dead. In large type it takes the place of what explains the question, so
    /// that keys which mend it stay on the page.
    private List<Part> errorFirst(List<Part> parts) {
        var wrong = parts.stream().filter(Part.Wrong.class::isInstance).toList();
        if (wrong.isEmpty()) return parts;
        var ordered = new ArrayList<>(parts);
        ordered.removeAll(wrong);
        int title = 0;
        while (title < ordered.size() && !(ordered.get(title) instanceof Part.Title)) title++;
        int under = title < ordered.size() ? title + 1 : 0;
        if (under > 0 && session.comfort().large())
            ordered.set(title, new Part.Title(((Part.Title) ordered.get(title)).text(), ""));
        ordered.addAll(under, wrong);
        return ordered;
    }

    /// Keys in large type, with letters or with a sentence on what is wrong, need the place of the steps.
    private boolean crowded(List<Part> parts) {
        if (!session.comfort().large()) return false;
        boolean wrong = parts.stream().anyMatch(Part.Wrong.class::isInstance);
        return parts.stream().anyMatch(part -> part instanceof Part.Board || wrong && part instanceof Part.Pad);
    }

    /// What differs from place to place.
    record Page(
            String name, Optional<Screen.Steps> steps, List<Part> parts, List<Control> actions, Screen.Ground ground) {
        static Page of(String name, List<Part> parts, Control... actions) {
            return new Page(name, Optional.empty(), parts, List.of(actions), Screen.Ground.PAPER);
        }

        Page at(Screen.Steps step) {
            return new Page(name, Optional.of(step), parts, actions, ground);
        }

        Page on(Screen.Ground other) {
            return new Page(name, steps, parts, actions, other);
        }
    }

    private Page page() {
        if (session.over() instanceof Overlay.HelpCalled help)
            return new AsideScreens(session, board, texts).help(help);
        if (session.over() instanceof Overlay.InfoSheet(var topic, var _))
            return new AsideScreens(session, board, texts).page(topic);
        if (session.over() instanceof Overlay.CardLeftBehind(var since))
            return HandingScreens.takeCard(
                    texts, "card-left", "take-card.left", session.world().readsChips(), since, session.seconds());
        return switch (session.at()) {
            case SessionState.Idle _ -> new EntranceScreens(session, board, texts).attract();
            case SessionState.Choosing choosing -> new EntranceScreens(session, board, texts).choosing(choosing);
            case SessionState.Identifying identifying -> new IdentityScreens(session, texts).page(identifying);
            case SessionState.Filling filling -> new FormScreens(session, texts).filling(filling);
            case SessionState.Confirming confirming -> new CheckScreens(texts).confirming(confirming);
            case SessionState.Submitting submitting -> OutcomeScreens.submitting(texts, submitting);
            case SessionState.TransferringState passing -> new HandoverScreens(texts).passing(passing);
            case SessionState.Paying paying -> new PayingScreens(texts).paying(paying);
            case SessionState.Delivering delivering -> new OutcomeScreens(session, board, texts).delivering(delivering);
            case SessionState.Farewell farewell -> new HandingScreens(session, board, texts).farewell(farewell);
            case SessionState.OutOfService(var reason) -> outOfService(reason);
            case SessionState.AtStaff(var shift, var _) -> new StaffScreens(session, shift, board, texts).page();
        };
    }

    private Page outOfService(String reason) {
        return Page.of(
                "out-of-service",
                List.of(new Part.Banner(
                        Part.Tone.RED,
                        "tool",
                        texts.get("out.title"),
                        texts.get("out.lead", texts.get(reason), board.nearest().textIn(texts.language())))));
    }

    private Screen.Strip strip() {
        if (session.at() instanceof SessionState.AtStaff(var shift, var _))
            return new StaffScreens(session, shift, board, texts).strip();
        var language = texts.language();
        var local = LocalDateTime.ofInstant(session.seconds(), Session.ZONE);
        var day = language == DisplayLanguage.EN
                ? local.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " " + local.getDayOfMonth()
                        + " " + local.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                : local.getMonthValue() + "月" + local.getDayOfMonth() + "日 "
                        + local.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.SIMPLIFIED_CHINESE);
        var who = session.findPerson()
                .map(p -> PersonalDataMask.maskName(p.name()) + "　" + texts.get("verified"))
                .orElse("");
        boolean gone = session.at() instanceof SessionState.Farewell;
        return new Screen.Strip(
                board.title().textIn(language),
                board.place().textIn(language),
                CLOCK.format(local),
                day,
                gone ? "" : who);
    }

    /// What large type offers besides.
    private Optional<Screen.Care> care() {
        if (!session.comfort().large() || staff()) return Optional.empty();
        var look = session.comfort().contrast() ? Control.Look.ON : Control.Look.QUIET;
        return Optional.of(new Screen.Care(
                texts.get("care.on"),
                List.of(
                        new Control(
                                "care/contrast",
                                texts.get("care.contrast"),
                                "",
                                look,
                                new SessionEvent.SwitchContrast()),
                        new Control(
                                "care/standard",
                                texts.get("care.standard"),
                                "",
                                Control.Look.QUIET,
                                new SessionEvent.SwitchLarge()))));
    }

    private boolean staff() {
        return session.at() instanceof SessionState.AtStaff;
    }

    /// Always four, always in this order.
    private List<Control> help() {
        if (staff()) return List.of();
        boolean known = session.findPerson().isPresent() || !(session.at() instanceof SessionState.Choosing);
        boolean idle = session.at() instanceof SessionState.Idle;
        boolean paper = session.at()
                instanceof SessionState.Delivering(var _, var _, SessionState.DeliveryStage.PrintTrouble _);
        Control first;
        if (idle || !known)
            first = new Control(
                    "help/home", texts.get("bar.home"), "home", Control.Look.QUIET, new SessionEvent.GoHome());
        else
            first = new Control(
                    "help/exit",
                    texts.get("bar.exit"),
                    "exit",
                    leaves() && !paper ? Control.Look.DANGER : Control.Look.OFF,
                    new SessionEvent.AskToLeave());
        var large = session.comfort().large() ? Control.Look.ON : Control.Look.QUIET;
        return List.of(
                first,
                new Control(
                        "help/language",
                        texts.get("bar.language"),
                        "globe",
                        Control.Look.QUIET,
                        new SessionEvent.SwitchLanguage()),
                new Control("help/large", texts.get("bar.large"), "biga", large, new SessionEvent.SwitchLarge()),
                new Control(
                        "help/staff", texts.get("bar.staff"), "help", Control.Look.HELP, new SessionEvent.CallHelp()));
    }

    private boolean leaves() {
        return SessionStateMachine.canLeave(session);
    }

    private Optional<Screen.Dialog> dialog() {
        return switch (session.over()) {
            case Overlay.IdleWarning(var ends) -> {
                int seconds = (int)
                        Math.max(0, Duration.between(session.seconds(), ends).toSeconds());
                yield Optional.of(new Screen.Dialog(
                        seconds,
                        (int) session.comfort().warningPeriod().toSeconds(),
                        "",
                        texts.get("timeout.title"),
                        texts.get("timeout.lead", seconds),
                        List.of(
                                new Control(
                                        "stay",
                                        texts.get("timeout.stay"),
                                        "",
                                        Control.Look.PRIMARY,
                                        new SessionEvent.Stay()),
                                new Control(
                                        "leave",
                                        texts.get("timeout.leave"),
                                        "exit",
                                        Control.Look.QUIET,
                                        new SessionEvent.ConfirmLeave()))));
            }
            case Overlay.LeaveQuestion _ ->
                Optional.of(new Screen.Dialog(
                        -1,
                        0,
                        "exit",
                        texts.get("leave.title"),
                        texts.get(session.at() instanceof SessionState.Delivering ? "leave.lead-case" : "leave.lead"),
                        List.of(
                                new Control(
                                        "stay",
                                        texts.get("leave.no"),
                                        "",
                                        Control.Look.PRIMARY,
                                        new SessionEvent.Stay()),
                                new Control(
                                        "leave",
                                        texts.get("leave.yes"),
                                        "exit",
                                        Control.Look.QUIET,
                                        new SessionEvent.ConfirmLeave()))));
            case Overlay.NoOverlay _, Overlay.HelpCalled _, Overlay.InfoSheet _, Overlay.CardLeftBehind _ ->
                Optional.empty();
        };
    }
}
