package org.openstm.kiosk.session.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.session.model.AccessibilityOptions;
import org.openstm.kiosk.session.model.Overlay;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionStep;
import org.openstm.kiosk.session.model.TerminalEvent;

/// The transition function of one session. Rules for every state are here; each part of the session has a flow
/// class of its own.
public final class SessionStateMachine {
    /// A rating page closes by itself.
    static final Duration FAREWELL = Duration.ofSeconds(40);

    private static final Duration HELP = Duration.ofMinutes(10);
    private static final Duration CARD_ALARM = Duration.ofSeconds(60);

    private SessionStateMachine() {}

    public static SessionStep nextStep(Session before, SessionEvent event, Instant now) {
        return PersonalizationFlow.requestRecentItemsOnce(applyEvent(before, event, now));
    }

    private static SessionStep applyEvent(Session before, SessionEvent event, Instant now) {
        var session = event instanceof SessionEvent.TouchEvent ? before.withTouchTime(now) : before;
        return switch (event) {
            case TerminalEvent.ClockTick _ -> applyTick(session.withTick(now), now);
            case TerminalEvent.EnvironmentChanged(var world) -> SessionStep.of(session.withEnvironment(world));
            case TerminalEvent.CatalogueChanged(var catalog) ->
                SessionStep.of(session.at() instanceof SessionState.Idle ? session.withCatalog(catalog) : session);
            case TerminalEvent.TerminalClosed(var reason) -> closeTerminal(session, reason);
            case TerminalEvent.OutOfOrder(var reason) -> putOutOfOrder(session, reason, now);
            case TerminalEvent.TerminalOpened _ -> reopenTerminal(session, now);
            case SessionEvent.CardPresence(var there) -> applyCardPresence(session.withCardThere(there), there);
            case SessionEvent.StaffCalled(var ticket) -> showStaffCall(session, new Overlay.HelpCalled(ticket));
            case SessionEvent.StaffCallSeen(var ticket) -> showStaffCallSeen(session, ticket);
            case SessionEvent.RecentItemsKnown lately -> PersonalizationFlow.applyRecentItems(session, lately);
            case SessionEvent.PersonalizationKept(var wanted) -> PersonalizationFlow.confirmSwitch(session, wanted);
            case SessionEvent.TouchEvent touch -> applyTouch(before, session, touch, now);
            case SessionEvent.CardRead read ->
                applyToState(session.withTouchTime(now).withCardThere(true), read, now);
            case SessionEvent.StateEvent answer -> applyAnswer(session, answer, now);
        };
    }

    /// An event that changes nothing moves no countdown either: the page is not drawn again.
    private static SessionStep applyAnswer(Session session, SessionEvent.StateEvent event, Instant now) {
        var timed = session.withTick(now);
        var step = applyToState(timed, event, now);
        return step.next().equals(timed) ? new SessionStep(session, step.effects()) : step;
    }

    /// An overlay receives the touches first; some touches have the same effect
    /// in every state.
    private static SessionStep applyTouch(Session before, Session session, SessionEvent.TouchEvent touch, Instant now) {
        if (touch instanceof SessionEvent.SwitchLanguage)
            return SessionStep.of(session.withOptions(session.comfort().withOtherLanguage()));
        if (touch instanceof SessionEvent.SwitchLarge)
            return SessionStep.of(session.withOptions(session.comfort().withOtherSize()));
        if (touch instanceof SessionEvent.SwitchContrast)
            return SessionStep.of(session.withOptions(session.comfort().withOtherContrast()));
        return switch (before.over()) {
            case Overlay.IdleWarning _ ->
                touch instanceof SessionEvent.ConfirmLeave
                        ? endSession(session, now)
                        : SessionStep.of(session.withOverlay(new Overlay.NoOverlay()));
            case Overlay.LeaveQuestion _ ->
                touch instanceof SessionEvent.ConfirmLeave
                        ? endSession(session, now)
                        : SessionStep.of(session.withOverlay(new Overlay.NoOverlay()));
            case Overlay.HelpCalled help -> applyTouchOnHelp(session, help, touch, now);
            case Overlay.InfoSheet aside -> applyTouchOnInfo(session, aside, touch, now);
            case Overlay.CardLeftBehind _ -> SessionStep.of(before);
            case Overlay.NoOverlay _ -> applyUncoveredTouch(session, touch, now);
        };
    }

    private static SessionStep applyTouchOnHelp(
            Session session, Overlay.HelpCalled help, SessionEvent.TouchEvent touch, Instant now) {
        return switch (touch) {
            case SessionEvent.CallHelp _ -> SessionStep.of(session);
            case SessionEvent.OpenInfo(var topic) ->
                SessionStep.of(session.withOverlay(new Overlay.InfoSheet(topic, Optional.of(help))));
            case SessionEvent.AskToLeave _, SessionEvent.GoHome _, SessionEvent.TransferCase _ ->
                applyUncoveredTouch(session.withOverlay(new Overlay.NoOverlay()), touch, now);
            default -> SessionStep.of(session.withOverlay(new Overlay.NoOverlay()));
        };
    }

    private static SessionStep applyTouchOnInfo(
            Session session, Overlay.InfoSheet aside, SessionEvent.TouchEvent touch, Instant now) {
        var closed = session.withOverlay(new Overlay.NoOverlay());
        return switch (touch) {
            case SessionEvent.AskToLeave _,
                    SessionEvent.GoHome _,
                    SessionEvent.ConfirmLeave _,
                    SessionEvent.TransferCase _ -> applyUncoveredTouch(closed, touch, now);
            case SessionEvent.CallHelp _ when aside.help().isEmpty() -> applyUncoveredTouch(closed, touch, now);
            default ->
                SessionStep.of(aside.help().<Session>map(session::withOverlay).orElse(closed));
        };
    }

    /// The ticket is shown on the help page, also while other information is being read.
    private static SessionStep showStaffCall(Session session, Overlay.HelpCalled help) {
        return switch (session.over()) {
            case Overlay.HelpCalled _ -> SessionStep.of(session.withOverlay(help));
            case Overlay.InfoSheet(var topic, var below)
            when below.isPresent() ->
                SessionStep.of(session.withOverlay(new Overlay.InfoSheet(topic, Optional.of(help))));
            case Overlay.NoOverlay _ -> SessionStep.of(DeliveryFlow.withStaffTicket(session, help.ticket()));
            default -> SessionStep.of(session);
        };
    }

    /// Applies only to the current call: the result of an older one is ignored.
    private static SessionStep showStaffCallSeen(Session session, String ticket) {
        boolean there = session.over() instanceof Overlay.HelpCalled(var known, var _) && known.equals(ticket)
                || session.over() instanceof Overlay.InfoSheet(var _, var help)
                        && help.filter(h -> h.ticket().equals(ticket)).isPresent();
        return there ? showStaffCall(session, new Overlay.HelpCalled(ticket, true)) : SessionStep.of(session);
    }

    private static boolean isHelpComing(Session session) {
        return session.over() instanceof Overlay.HelpCalled
                || session.over() instanceof Overlay.InfoSheet(var _, var help) && help.isPresent();
    }

    private static SessionStep applyUncoveredTouch(Session session, SessionEvent.TouchEvent touch, Instant now) {
        return switch (touch) {
            case SessionEvent.CallHelp _ ->
                SessionStep.of(
                        session.withOverlay(new Overlay.HelpCalled("")),
                        new SessionEffect.CallStaff(calledFrom(session.at())));
            case SessionEvent.OpenInfo(var topic) ->
                SessionStep.of(session.withOverlay(new Overlay.InfoSheet(topic, Optional.empty())));
            case SessionEvent.AskToLeave _ -> askToLeave(session, now);
            case SessionEvent.ConfirmLeave _ -> canLeave(session) ? endSession(session, now) : SessionStep.of(session);
            case SessionEvent.GoHome _ -> goHome(session);
            case SessionEvent.TransferCase asked -> CaseTransferFlow.beginTransfer(session, asked);
            case SessionEvent.StateEvent input -> applyToState(session, input, now);
            // done before, answered by an overlay alone, or another event by the time they come here
            case SessionEvent.SwitchLanguage _,
                    SessionEvent.SwitchLarge _,
                    SessionEvent.SwitchContrast _,
                    SessionEvent.PressConfirm _,
                    SessionEvent.PressTransfer _,
                    SessionEvent.Stay _ -> SessionStep.of(session);
        };
    }

    /// The state's name on the wire. These names are in the contract: they stay when a class is renamed.
    private static String calledFrom(SessionState at) {
        return switch (at) {
            case SessionState.Idle _ -> "Idle";
            case SessionState.Choosing _ -> "Choosing";
            case SessionState.Identifying _ -> "Identifying";
            case SessionState.Filling _ -> "Filling";
            case SessionState.Confirming _ -> "Confirming";
            case SessionState.Submitting _ -> "Submitting";
            case SessionState.TransferringState _ -> "Passing";
            case SessionState.Paying _ -> "Paying";
            case SessionState.Delivering _ -> "Delivering";
            case SessionState.Farewell _ -> "Farewell";
            case SessionState.OutOfService _ -> "OutOfService";
            case SessionState.AtStaff _ -> "AtStaff";
        };
    }

    private static SessionStep applyToState(Session session, SessionEvent.StateEvent event, Instant now) {
        return switch (session.at()) {
            case SessionState.Idle _
            when event instanceof SessionEvent.IdleEvent input -> SelectionFlow.stepIdle(session, input, now);
            case SessionState.Choosing choosing
            when event instanceof SessionEvent.ChoosingEvent input ->
                SelectionFlow.stepChoosing(session, choosing, input, now);
            case SessionState.Identifying identifying
            when event instanceof SessionEvent.IdentifyingEvent input ->
                IdentificationFlow.stepIdentification(session, identifying, input, now);
            case SessionState.Filling filling
            when event instanceof SessionEvent.FillingEvent input -> FormFlow.stepFilling(session, filling, input);
            case SessionState.Confirming confirming
            when event instanceof SessionEvent.ConfirmingEvent input ->
                ConfirmationFlow.stepConfirmation(session, confirming, input);
            case SessionState.Submitting submitting
            when event instanceof SessionEvent.SubmittingEvent input ->
                DeliveryFlow.stepSubmitting(session, submitting, input);
            case SessionState.TransferringState passing
            when event instanceof SessionEvent.TransferringEvent input ->
                CaseTransferFlow.stepTransfer(session, passing, input);
            case SessionState.Paying paying
            when event instanceof SessionEvent.PayingEvent input -> PaymentFlow.stepPayment(session, paying, input);
            case SessionState.Delivering delivering
            when event instanceof SessionEvent.DeliveringEvent input ->
                DeliveryFlow.stepDelivering(session, delivering, input, now);
            case SessionState.Farewell farewell
            when event instanceof SessionEvent.FarewellEvent input ->
                DeliveryFlow.stepFarewell(session, farewell, input, now);
            case SessionState.OutOfService out
            when event instanceof SessionEvent.OutOfServiceEvent input ->
                StaffFlow.stepOutOfService(session, out, input, now);
            case SessionState.AtStaff here
            when event instanceof SessionEvent.StaffPageEvent input -> StaffFlow.stepAtStaff(session, here, input, now);
            case SessionState.Idle _,
                    SessionState.Choosing _,
                    SessionState.Identifying _,
                    SessionState.Filling _,
                    SessionState.Confirming _,
                    SessionState.Submitting _,
                    SessionState.TransferringState _,
                    SessionState.Paying _,
                    SessionState.Delivering _,
                    SessionState.Farewell _,
                    SessionState.OutOfService _,
                    SessionState.AtStaff _ -> SessionStep.of(session); // an event for another state
        };
    }

    private static SessionStep goHome(Session session) {
        return switch (session.at()) {
            case SessionState.Choosing choosing ->
                SessionStep.of(
                        session.withState(new SessionState.Choosing(
                                new SessionState.SelectionPage.ThemeList(0), choosing.person())),
                        new SessionEffect.StopCardWatch(),
                        new SessionEffect.StopCodeWatch());
            case SessionState.Idle _ ->
                SessionStep.of(session.withState(
                        new SessionState.Choosing(new SessionState.SelectionPage.ThemeList(0), Optional.empty())));
            case SessionState.Identifying identifying ->
                SessionStep.of(
                        session.withState(new SessionState.Choosing(
                                new SessionState.SelectionPage.ThemeList(0),
                                identifying.road().visitor())),
                        new SessionEffect.StopCardWatch(),
                        new SessionEffect.StopCodeWatch());
            default -> SessionStep.of(session);
        };
    }

    /// Whether the citizen may leave now: not while central or a printer is at work, or a payment is in
    /// progress.
    public static boolean canLeave(Session session) {
        return switch (session.at()) {
            case SessionState.Submitting _, SessionState.OutOfService _, SessionState.AtStaff _ -> false;
            case SessionState.TransferringState passing -> passing.wrong().isPresent();
            case SessionState.Paying paying -> PaymentFlow.isNothingCharged(paying);
            case SessionState.Delivering(var _, var _, SessionState.DeliveryStage.Printing _) -> false;
            case SessionState.Delivering(var _, var _, SessionState.DeliveryStage.TakeCard _) -> false;
            default -> true;
        };
    }

    private static SessionStep askToLeave(Session session, Instant now) {
        if (!canLeave(session)) return SessionStep.of(session);
        return switch (session.at()) {
            case SessionState.Idle _ -> SessionStep.of(session);
            case SessionState.Farewell _ -> endSession(session, now);
            case SessionState.Choosing choosing when choosing.person().isEmpty() -> endSession(session, now);
            default -> SessionStep.of(session.withOverlay(new Overlay.LeaveQuestion()));
        };
    }

    /// Ends a session that cannot continue.
    public static SessionStep abandonSession(Session session, Instant now) {
        return endSession(session, now);
    }

    /// Ends and clears the session. A card left on the reader keeps the page until it is taken.
    static SessionStep endSession(Session session, Instant now) {
        var next = session.nextSession(now);
        // in the same language and type size: the same citizen must still read it
        if (session.cardThere())
            next = next.withOptions(session.comfort()).withOverlay(new Overlay.CardLeftBehind(now));
        var effects = new ArrayList<SessionEffect>();
        effects.add(new SessionEffect.WipeSession());
        if (session.at() instanceof SessionState.Farewell farewell) effects.addAll(DeliveryFlow.unsentRating(farewell));
        effects.addAll(List.of(new SessionEffect.WatchCard(), new SessionEffect.WatchCode()));
        return new SessionStep(next, effects);
    }

    private static SessionStep applyCardPresence(Session session, boolean there) {
        if (!there && session.over() instanceof Overlay.CardLeftBehind)
            return SessionStep.of(session.withOverlay(new Overlay.NoOverlay()).withOptions(AccessibilityOptions.PLAIN));
        if (!there
                && session.at()
                        instanceof
                        SessionState.Delivering(
                                var road,
                                var outcome,
                                SessionState.DeliveryStage.TakeCard(var papers, var _)))
            return DeliveryFlow.printPapers(session, road, outcome, papers);
        return SessionStep.of(session);
    }

    private static SessionStep closeTerminal(Session session, String reason) {
        return switch (session.at()) {
            case SessionState.Idle _, SessionState.OutOfService _ ->
                SessionStep.of(session.withState(new SessionState.OutOfService(reason)));
            case SessionState.AtStaff(var shift, var _) ->
                SessionStep.of(session.withState(new SessionState.AtStaff(shift, Optional.of(reason))));
            default -> SessionStep.of(session);
        };
    }

    /// A submitted case is finished on its own page; an application that could not be stored does not
    /// continue.
    private static SessionStep putOutOfOrder(Session session, String reason, Instant now) {
        return switch (session.at()) {
            case SessionState.Choosing _,
                    SessionState.Identifying _,
                    SessionState.Filling _,
                    SessionState.Confirming _ -> {
                var end = endSession(session, now);
                yield new SessionStep(end.next().withState(new SessionState.OutOfService(reason)), end.effects());
            }
            case SessionState.Idle _,
                    SessionState.OutOfService _,
                    SessionState.AtStaff _,
                    SessionState.Submitting _,
                    SessionState.TransferringState _,
                    SessionState.Paying _,
                    SessionState.Delivering _,
                    SessionState.Farewell _ -> closeTerminal(session, reason);
        };
    }

    private static SessionStep reopenTerminal(Session session, Instant now) {
        if (session.at() instanceof SessionState.AtStaff(var shift, var _))
            return SessionStep.of(session.withState(new SessionState.AtStaff(shift, Optional.empty())));
        return session.at() instanceof SessionState.OutOfService ? endSession(session, now) : SessionStep.of(session);
    }

    private static SessionStep applyTick(Session session, Instant now) {
        if (session.over() instanceof Overlay.CardLeftBehind(var since)) return raiseCardAlarm(session, since, now);
        return switch (session.at()) {
            case SessionState.Idle _ when session.over() instanceof Overlay.NoOverlay -> SessionStep.of(session);
            case SessionState.Submitting _, SessionState.OutOfService _ -> SessionStep.of(session);
            case SessionState.AtStaff here -> StaffFlow.tickStaffSession(session, here, now);
            case SessionState.TransferringState passing when passing.wrong().isEmpty() -> SessionStep.of(session);
            case SessionState.Paying paying when !PaymentFlow.isNothingCharged(paying) -> SessionStep.of(session);
            case SessionState.Delivering(var _, var _, SessionState.DeliveryStage.Printing _) ->
                SessionStep.of(session);
            case SessionState.Delivering(var _, var _, SessionState.DeliveryStage.TakeCard(var _, var since)) ->
                raiseCardAlarm(session, since, now);
            case SessionState.Farewell farewell
            when !now.isBefore(farewell.since().plus(FAREWELL)) -> endSession(session, now);
            case SessionState.Farewell _ -> SessionStep.of(session);
            default -> checkIdleTime(session, now);
        };
    }

    /// Calls staff once when a card is left behind.
    private static SessionStep raiseCardAlarm(Session session, Instant since, Instant now) {
        boolean due = Duration.between(since, now).toSeconds() == CARD_ALARM.toSeconds();
        return due ? SessionStep.of(session, new SessionEffect.CallStaff("CardLeft")) : SessionStep.of(session);
    }

    private static SessionStep checkIdleTime(Session session, Instant now) {
        var comfort = session.comfort();
        boolean helped = isHelpComing(session);
        var patience = helped ? HELP : comfort.idleTimeout();
        var ends = session.touched().plus(patience);
        if (!now.isBefore(ends)) return endSession(session, now);
        if (helped) return SessionStep.of(session);
        if (now.isBefore(ends.minus(comfort.warningPeriod()))) return SessionStep.of(session);
        return SessionStep.of(session.withOverlay(new Overlay.IdleWarning(ends)));
    }
}
