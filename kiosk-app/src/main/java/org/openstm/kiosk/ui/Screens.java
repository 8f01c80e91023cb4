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
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Over;
import org.openstm.kiosk.session.Place;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.session.Visit;

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
        if (session.over() instanceof Over.Help help) return new AsideScreens(session, board, texts).help(help);
        if (session.over() instanceof Over.Aside(var topic, var _))
            return new AsideScreens(session, board, texts).page(topic);
        if (session.over() instanceof Over.CardLeft(var since))
            return HandingScreens.takeCard(
                    texts, "card-left", "take-card.left", session.world().readsChips(), since, session.seconds());
        return switch (session.at()) {
            case Place.Idle _ -> new EntranceScreens(session, board, texts).attract();
            case Place.Choosing choosing -> new EntranceScreens(session, board, texts).choosing(choosing);
            case Place.Identifying identifying -> new IdentityScreens(session, texts).page(identifying);
            case Place.Filling filling -> new FormScreens(session, texts).filling(filling);
            case Place.Confirming confirming -> new CheckScreens(texts).confirming(confirming);
            case Place.Submitting submitting -> OutcomeScreens.submitting(texts, submitting);
            case Place.Passing passing -> new HandoverScreens(texts).passing(passing);
            case Place.Paying paying -> new PayingScreens(texts).paying(paying);
            case Place.Delivering delivering -> new OutcomeScreens(session, board, texts).delivering(delivering);
            case Place.Farewell farewell -> new HandingScreens(session, board, texts).farewell(farewell);
            case Place.OutOfService(var reason) -> outOfService(reason);
            case Place.AtStaff(var shift, var _) -> new StaffScreens(session, shift, board, texts).page();
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
        if (session.at() instanceof Place.AtStaff(var shift, var _))
            return new StaffScreens(session, shift, board, texts).strip();
        var language = texts.language();
        var local = LocalDateTime.ofInstant(session.seconds(), Session.ZONE);
        var day = language == DisplayLanguage.EN
                ? local.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " " + local.getDayOfMonth()
                        + " " + local.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                : local.getMonthValue() + "月" + local.getDayOfMonth() + "日 "
                        + local.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.SIMPLIFIED_CHINESE);
        var who = session.person()
                .map(p -> PersonalDataMask.maskName(p.name()) + "　" + texts.get("verified"))
                .orElse("");
        boolean gone = session.at() instanceof Place.Farewell;
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
                        new Control("care/contrast", texts.get("care.contrast"), "", look, new Event.SwitchContrast()),
                        new Control(
                                "care/standard",
                                texts.get("care.standard"),
                                "",
                                Control.Look.QUIET,
                                new Event.SwitchLarge()))));
    }

    private boolean staff() {
        return session.at() instanceof Place.AtStaff;
    }

    /// Always four, always in this order.
    private List<Control> help() {
        if (staff()) return List.of();
        boolean known = session.person().isPresent() || !(session.at() instanceof Place.Choosing);
        boolean idle = session.at() instanceof Place.Idle;
        boolean paper = session.at() instanceof Place.Delivering(var _, var _, Place.Handing.Trouble _);
        Control first;
        if (idle || !known)
            first = new Control("help/home", texts.get("bar.home"), "home", Control.Look.QUIET, new Event.Home());
        else
            first = new Control(
                    "help/exit",
                    texts.get("bar.exit"),
                    "exit",
                    leaves() && !paper ? Control.Look.DANGER : Control.Look.OFF,
                    new Event.Leave());
        var large = session.comfort().large() ? Control.Look.ON : Control.Look.QUIET;
        return List.of(
                first,
                new Control(
                        "help/language",
                        texts.get("bar.language"),
                        "globe",
                        Control.Look.QUIET,
                        new Event.SwitchLanguage()),
                new Control("help/large", texts.get("bar.large"), "biga", large, new Event.SwitchLarge()),
                new Control("help/staff", texts.get("bar.staff"), "help", Control.Look.HELP, new Event.Help()));
    }

    private boolean leaves() {
        return Visit.leaves(session);
    }

    private Optional<Screen.Dialog> dialog() {
        return switch (session.over()) {
            case Over.StillThere(var ends) -> {
                int seconds = (int)
                        Math.max(0, Duration.between(session.seconds(), ends).toSeconds());
                yield Optional.of(new Screen.Dialog(
                        seconds,
                        (int) session.comfort().warning().toSeconds(),
                        "",
                        texts.get("timeout.title"),
                        texts.get("timeout.lead", seconds),
                        List.of(
                                new Control(
                                        "stay", texts.get("timeout.stay"), "", Control.Look.PRIMARY, new Event.Stay()),
                                new Control(
                                        "leave",
                                        texts.get("timeout.leave"),
                                        "exit",
                                        Control.Look.QUIET,
                                        new Event.ReallyLeave()))));
            }
            case Over.LeaveQuestion _ ->
                Optional.of(new Screen.Dialog(
                        -1,
                        0,
                        "exit",
                        texts.get("leave.title"),
                        texts.get(session.at() instanceof Place.Delivering ? "leave.lead-case" : "leave.lead"),
                        List.of(
                                new Control("stay", texts.get("leave.no"), "", Control.Look.PRIMARY, new Event.Stay()),
                                new Control(
                                        "leave",
                                        texts.get("leave.yes"),
                                        "exit",
                                        Control.Look.QUIET,
                                        new Event.ReallyLeave()))));
            case Over.Nothing _, Over.Help _, Over.Aside _, Over.CardLeft _ -> Optional.empty();
        };
    }
}
