package org.openstm.kiosk.session.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.model.ResumedCase;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.Confirming;
import org.openstm.kiosk.session.model.SessionStep;

/// Checking, signing and submitting the answers: they are always stored first.
final class ConfirmationFlow {
    /// A signature has at least two strokes or one long one, and this total length in pixels.
    private static final int LINE = 200;

    private ConfirmationFlow() {}

    static SessionStep beginConfirmation(Session session, ServiceApplication road) {
        int missing = FormFlow.findMissingPage(road);
        if (missing >= 0) return FormFlow.openPage(session, road, missing, true);
        if (!road.item().makesCase())
            return SessionStep.of(
                    session.withAnswersFrom(road).withState(new SessionState.Submitting(road, "")),
                    new SessionEffect.RunQuery(road));
        if (road.item().fee().isEmpty()) {
            var check = session.withState(new Confirming(road, false, false, List.of(), Optional.empty()));
            return road.person().isPresent() && session.world().lineUp()
                    ? SessionStep.of(check, new SessionEffect.ProveIdentity(road))
                    : SessionStep.of(check);
        }
        // the amount depends on the answers: an earlier amount must not be shown while the new one is requested
        var amount = road.item().fee().get().amount();
        var unknown = new HashMap<>(road.known());
        unknown.remove(amount);
        var asking = road.withKnownValues(unknown);
        return SessionStep.of(
                session.withState(new Confirming(asking, false, false, List.of(), Optional.empty())),
                new SessionEffect.FetchKnownValues(asking));
    }

    static SessionStep stepConfirmation(Session session, Confirming here, SessionEvent.ConfirmingEvent event) {
        return switch (event) {
            case SessionEvent.ValuesKnown known ->
                SessionStep.of(session.withState(new Confirming(
                        withKnownValues(here.road(), known),
                        here.signing(),
                        here.read(),
                        here.strokes(),
                        here.wrong())));
            case SessionEvent.ChangeAnswer(var field) -> FormFlow.changeAnswer(session, here.road(), field);
            case SessionEvent.GoToSigning _
            when !here.signing() && here.road().item().signed() ->
                SessionStep.of(
                        session.withState(new Confirming(here.road(), true, false, List.of(), Optional.empty())));
            case SessionEvent.TickRead _
            when here.signing() ->
                SessionStep.of(session.withState(
                        new Confirming(here.road(), true, !here.read(), here.strokes(), Optional.empty())));
            case SessionEvent.DrawSignature(var stroke)
            when here.signing() -> {
                var strokes = new ArrayList<>(here.strokes());
                strokes.add(stroke);
                yield SessionStep.of(
                        session.withState(new Confirming(here.road(), true, here.read(), strokes, Optional.empty())));
            }
            case SessionEvent.ClearSignature _
            when here.signing() ->
                SessionStep.of(
                        session.withState(new Confirming(here.road(), true, here.read(), List.of(), Optional.empty())));
            case SessionEvent.ConfirmCase(var txId) -> confirmCase(session, here, txId);
            case SessionEvent.GoBack _ when here.signing() -> beginConfirmation(session, here.road());
            case SessionEvent.GoBack _ -> goBack(session, here.road());
            case SessionEvent.GoToSigning _,
                    SessionEvent.TickRead _,
                    SessionEvent.DrawSignature _,
                    SessionEvent.ClearSignature _ -> SessionStep.of(session);
        };
    }

    /// A reply to an earlier query may arrive after the reply to the last one: it says nothing about
    /// the amount.
    private static ServiceApplication withKnownValues(ServiceApplication road, SessionEvent.ValuesKnown known) {
        boolean late =
                known.asked().filter(asked -> !asked.equals(road.answers())).isPresent();
        if (!late || road.item().fee().isEmpty()) return road.withKnownValues(known.values());
        var all = new HashMap<>(road.known());
        known.values().forEach((name, value) -> {
            if (!name.equals(road.item().fee().get().amount())) all.put(name, value);
        });
        return road.withKnownValues(all);
    }

    private static SessionStep goBack(Session session, ServiceApplication road) {
        var pages = road.item().pages();
        for (int i = pages.size() - 1; i >= 0; i--)
            if (FormFlow.isAsked(road, pages.get(i))) return FormFlow.openPage(session, road, i, false);
        return SessionStep.of(session.withState(new SessionState.Choosing(
                new SessionState.SelectionPage.GuidePage(road.item().id()), road.visitor())));
    }

    private static SessionStep confirmCase(Session session, Confirming here, String txId) {
        if (here.road().item().signed()) {
            if (!here.signing()) return stepConfirmation(session, here, new SessionEvent.GoToSigning());
            if (!here.read()) return showError(session, here, "error.not-read");
            if (!isSignature(here.strokes())) return showError(session, here, "error.not-signed");
        }
        if (!knowsAmount(here.road())) {
            var told = showError(session, here, "error.no-amount");
            return SessionStep.of(told.next(), new SessionEffect.FetchKnownValues(here.road()));
        }
        var closed = ItemAvailability.findClosedReason(here.road().item(), session.world())
                .or(() -> ItemAvailability.tooLate(here.road().item(), session));
        if (closed.isPresent()) return showError(session, here, closed.get());
        // the connection was lost when the number was typed, and is back: now the code can be requested
        int unproven = session.world().lineUp() ? FormFlow.findUnprovenPage(here.road()) : -1;
        if (unproven >= 0) return FormFlow.openPage(session, here.road(), unproven, true);
        var known = here.road().brought().map(ResumedCase::txId).orElse(txId);
        return submitCase(session, here.road().withSignature(here.strokes()), known);
    }

    /// An item with a fee can be submitted only after its amount was shown.
    private static boolean knowsAmount(ServiceApplication road) {
        return road.item()
                .fee()
                .map(fee -> !road.known().getOrDefault(fee.amount(), "").isEmpty())
                .orElse(true);
    }

    static SessionStep submitCase(Session session, ServiceApplication road, String txId) {
        return SessionStep.of(
                session.withAnswersFrom(road).withState(new SessionState.Submitting(road, txId)),
                new SessionEffect.StoreCase(txId, road),
                new SessionEffect.SubmitCase(txId));
    }

    private static SessionStep showError(Session session, Confirming here, String why) {
        return SessionStep.of(session.withState(new Confirming(
                here.road(),
                here.signing(),
                here.read(),
                here.strokes(),
                Optional.of(new EntryVerdict.Wrong(why, "")))));
    }

    static boolean isSignature(List<SessionState.PenStroke> strokes) {
        double line = 0;
        for (var stroke : strokes) {
            var p = stroke.points();
            for (int i = 2; i + 1 < p.size(); i += 2)
                line += Math.hypot(p.get(i) - p.get(i - 2), p.get(i + 1) - p.get(i - 1));
        }
        return strokes.size() >= 2 && line >= LINE;
    }
}
