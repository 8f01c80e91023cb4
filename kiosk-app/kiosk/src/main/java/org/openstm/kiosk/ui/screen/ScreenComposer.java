package org.openstm.kiosk.ui.screen;

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
import org.openstm.kiosk.ui.text.BranchInfo;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Composes the screen for a session. Pure; one method per state, in one class per part of the
/// session.
public final class ScreenComposer {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final Session session;
    private final BranchInfo board;
    private final ScreenTexts texts;

    private ScreenComposer(Session session, BranchInfo board) {
        this.session = session;
        this.board = board;
        this.texts = ScreenTexts.forLanguage(session.comfort().language());
    }

    public static Screen composeScreen(Session session, BranchInfo board) {
        return new ScreenComposer(session, board).assembleScreen();
    }

    private Screen assembleScreen() {
        var page = currentPage();
        return new Screen(
                page.name(),
                titleStrip(),
                page.steps().filter(_ -> !isCrowded(page.parts())),
                withErrorFirst(page.parts()),
                page.actions(),
                careStrip(),
                helpControls(),
                overlayDialog(),
                page.ground(),
                session.comfort().large() && !isStaffSession(),
                session.comfort().contrast(),
                texts.language());
    }

    /// An error is shown under the title, in every mode: at the foot of a long page nobody would see it,
    /// and the button would seem dead. In large type it replaces the explanation of the question, so
    /// that the keys to correct it stay on the page.
    private List<ScreenPart> withErrorFirst(List<ScreenPart> parts) {
        var wrong =
                parts.stream().filter(ScreenPart.ErrorText.class::isInstance).toList();
        if (wrong.isEmpty()) return parts;
        var ordered = new ArrayList<>(parts);
        ordered.removeAll(wrong);
        int title = 0;
        while (title < ordered.size() && !(ordered.get(title) instanceof ScreenPart.Title)) title++;
        int under = title < ordered.size() ? title + 1 : 0;
        if (under > 0 && session.comfort().large())
            ordered.set(title, new ScreenPart.Title(((ScreenPart.Title) ordered.get(title)).text(), ""));
        ordered.addAll(under, wrong);
        return ordered;
    }

    /// In large type, a keyboard with letters or with an error text needs the room of the steps.
    private boolean isCrowded(List<ScreenPart> parts) {
        if (!session.comfort().large()) return false;
        boolean wrong = parts.stream().anyMatch(ScreenPart.ErrorText.class::isInstance);
        return parts.stream()
                .anyMatch(
                        part -> part instanceof ScreenPart.LetterBoard || wrong && part instanceof ScreenPart.DigitPad);
    }

    /// The part of the screen that depends on the state.
    record PageContent(
            String name,
            Optional<Screen.Steps> steps,
            List<ScreenPart> parts,
            List<Control> actions,
            Screen.Background ground) {
        static PageContent of(String name, List<ScreenPart> parts, Control... actions) {
            return new PageContent(name, Optional.empty(), parts, List.of(actions), Screen.Background.PAPER);
        }

        PageContent withSteps(Screen.Steps step) {
            return new PageContent(name, Optional.of(step), parts, actions, ground);
        }

        PageContent withBackground(Screen.Background other) {
            return new PageContent(name, steps, parts, actions, other);
        }
    }

    private PageContent currentPage() {
        if (session.over() instanceof Overlay.HelpCalled help)
            return new OverlayScreens(session, board, texts).helpPage(help);
        if (session.over() instanceof Overlay.InfoSheet(var topic, var _))
            return new OverlayScreens(session, board, texts).topicPage(topic);
        if (session.over() instanceof Overlay.CardLeftBehind(var since))
            return DeliveryScreens.takeCardPage(
                    texts, "card-left", "take-card.left", session.world().readsChips(), since, session.seconds());
        return switch (session.at()) {
            case SessionState.Idle _ -> new SelectionScreens(session, board, texts).attractPage();
            case SessionState.Choosing choosing -> new SelectionScreens(session, board, texts).selectionPage(choosing);
            case SessionState.Identifying identifying ->
                new IdentificationScreens(session, texts).identificationPage(identifying);
            case SessionState.Filling filling -> new FormScreens(session, texts).questionPage(filling);
            case SessionState.Confirming confirming -> new ConfirmationScreens(texts).confirmationPage(confirming);
            case SessionState.Submitting submitting -> OutcomeScreens.submittingPage(texts, submitting);
            case SessionState.TransferringState passing -> new CaseTransferScreens(texts).transferringPage(passing);
            case SessionState.Paying paying -> new PaymentScreens(texts).paymentPage(paying);
            case SessionState.Delivering delivering ->
                new OutcomeScreens(session, board, texts).deliveringPage(delivering);
            case SessionState.Farewell farewell -> new DeliveryScreens(session, board, texts).farewellPage(farewell);
            case SessionState.OutOfService(var reason) -> outOfServicePage(reason);
            case SessionState.AtStaff(var shift, var _) -> new StaffScreens(session, shift, board, texts).staffPage();
        };
    }

    private PageContent outOfServicePage(String reason) {
        return PageContent.of(
                "out-of-service",
                List.of(new ScreenPart.Banner(
                        ScreenPart.Tone.RED,
                        "tool",
                        texts.get("out.title"),
                        texts.get("out.lead", texts.get(reason), board.nearest().textIn(texts.language())))));
    }

    private Screen.TitleStrip titleStrip() {
        if (session.at() instanceof SessionState.AtStaff(var shift, var _))
            return new StaffScreens(session, shift, board, texts).staffStrip();
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
        return new Screen.TitleStrip(
                board.title().textIn(language),
                board.place().textIn(language),
                CLOCK.format(local),
                day,
                gone ? "" : who);
    }

    /// Additional controls of large type.
    private Optional<Screen.CareStrip> careStrip() {
        if (!session.comfort().large() || isStaffSession()) return Optional.empty();
        var look = session.comfort().contrast() ? Control.ButtonLook.ON : Control.ButtonLook.QUIET;
        return Optional.of(new Screen.CareStrip(
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
                                Control.ButtonLook.QUIET,
                                new SessionEvent.SwitchLarge()))));
    }

    private boolean isStaffSession() {
        return session.at() instanceof SessionState.AtStaff;
    }

    /// Always four, always in this order.
    private List<Control> helpControls() {
        if (isStaffSession()) return List.of();
        boolean known = session.findPerson().isPresent() || !(session.at() instanceof SessionState.Choosing);
        boolean idle = session.at() instanceof SessionState.Idle;
        boolean paper = session.at()
                instanceof SessionState.Delivering(var _, var _, SessionState.DeliveryStage.PrintTrouble _);
        Control first;
        if (idle || !known)
            first = new Control(
                    "help/home", texts.get("bar.home"), "home", Control.ButtonLook.QUIET, new SessionEvent.GoHome());
        else
            first = new Control(
                    "help/exit",
                    texts.get("bar.exit"),
                    "exit",
                    isLeaveAllowed() && !paper ? Control.ButtonLook.DANGER : Control.ButtonLook.OFF,
                    new SessionEvent.AskToLeave());
        var large = session.comfort().large() ? Control.ButtonLook.ON : Control.ButtonLook.QUIET;
        return List.of(
                first,
                new Control(
                        "help/language",
                        texts.get("bar.language"),
                        "globe",
                        Control.ButtonLook.QUIET,
                        new SessionEvent.SwitchLanguage()),
                new Control("help/large", texts.get("bar.large"), "biga", large, new SessionEvent.SwitchLarge()),
                new Control(
                        "help/staff",
                        texts.get("bar.staff"),
                        "help",
                        Control.ButtonLook.HELP,
                        new SessionEvent.CallHelp()));
    }

    private boolean isLeaveAllowed() {
        return SessionStateMachine.canLeave(session);
    }

    private Optional<Screen.Dialog> overlayDialog() {
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
                                        Control.ButtonLook.PRIMARY,
                                        new SessionEvent.Stay()),
                                new Control(
                                        "leave",
                                        texts.get("timeout.leave"),
                                        "exit",
                                        Control.ButtonLook.QUIET,
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
                                        Control.ButtonLook.PRIMARY,
                                        new SessionEvent.Stay()),
                                new Control(
                                        "leave",
                                        texts.get("leave.yes"),
                                        "exit",
                                        Control.ButtonLook.QUIET,
                                        new SessionEvent.ConfirmLeave()))));
            case Overlay.NoOverlay _, Overlay.HelpCalled _, Overlay.InfoSheet _, Overlay.CardLeftBehind _ ->
                Optional.empty();
        };
    }
}
