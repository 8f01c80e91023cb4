package org.openstm.kiosk.session.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.ResumedCase;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;
import org.openstm.kiosk.session.model.SessionStep;

/// Transfers a case to the phone or the counter, and resumes it from there. One channel holds it at a
/// time: a transferred case can no longer be submitted here.
public final class CaseTransferFlow {
    private CaseTransferFlow() {}

    /// Whether the citizen may transfer the application: only when identified and acting for themselves.
    public static boolean isTransferOffered(Session session) {
        boolean half = session.at() instanceof SessionState.Filling || session.at() instanceof SessionState.Confirming;
        return half
                && session.world().lineUp()
                && session.findApplication()
                        .filter(road -> road.acting().isEmpty()
                                && road.person().isPresent()
                                && road.item().makesCase())
                        .isPresent();
    }

    static SessionStep beginTransfer(Session session, SessionEvent.TransferCase asked) {
        if (!isTransferOffered(session)) return SessionStep.of(session);
        var road = session.findApplication().orElseThrow();
        var txId = road.brought().map(ResumedCase::txId).orElse(asked.txId());
        return requestTransfer(
                session, new SessionState.TransferringState(road, txId, asked.to(), session.at(), Optional.empty()));
    }

    /// State to which the citizen returns; a picture that a camera took meanwhile is discarded.
    private static SessionState returnState(SessionState.TransferringState here) {
        return here.from() instanceof SessionState.Filling filling && ImageCaptureFlow.isCameraActive(filling)
                ? FieldEditor.withEntry(filling, "")
                : here.from();
    }

    private static SessionStep requestTransfer(Session session, SessionState.TransferringState passing) {
        return SessionStep.of(
                session.withState(passing),
                new SessionEffect.SendTransfer(passing.txId(), passing.road().withoutPictures(), passing.to()));
    }

    static SessionStep stepTransfer(
            Session session, SessionState.TransferringState here, SessionEvent.TransferringEvent event) {
        return switch (event) {
            case SessionEvent.CaseTransferred(var outcome)
            when outcome.caseTxId().equals(here.txId()) ->
                SessionStep.of(session.withTouchTime(session.seconds())
                        .withState(new SessionState.Delivering(
                                here.road(), outcome, new SessionState.DeliveryStage.ShowingOutcome())));
            case SessionEvent.CaseNotTransferred(var why)
            when here.wrong().isEmpty() ->
                SessionStep.of(session.withTouchTime(session.seconds())
                        .withState(here.withFailure(new EntryVerdict.Wrong(why, ""))));
            case SessionEvent.TryAgain _
            when here.wrong().isPresent() && session.world().lineUp() ->
                requestTransfer(
                        session,
                        new SessionState.TransferringState(
                                here.road(), here.txId(), here.to(), here.from(), Optional.empty()));
            case SessionEvent.GoBack _
            when here.wrong().isPresent() -> SessionStep.of(session.withState(returnState(here)));
            case SessionEvent.CaseTransferred _,
                    SessionEvent.CaseNotTransferred _,
                    SessionEvent.TryAgain _,
                    SessionEvent.GoBack _ -> SessionStep.of(session);
        };
    }

    /// The code of a transferred case was shown: the person must be identified first.
    static SessionStep acceptTransferCode(
            Session session, SessionEvent.TransferCodeShown shown, Optional<IdentifiedPerson> person, Instant now) {
        if (person.isPresent()) return openTransferredCase(session, shown.reference(), person.get());
        return SessionStep.of(
                session.withTouchTime(now)
                        .withState(new SessionState.Choosing(
                                new SelectionPage.CardLogin(now, Optional.empty(), shown.reference()),
                                Optional.empty())),
                new SessionEffect.WatchCard(),
                new SessionEffect.WatchCode());
    }

    static SessionStep openTransferredCase(Session session, String reference, IdentifiedPerson person) {
        return SessionStep.of(
                session.withState(new SessionState.Choosing(new SelectionPage.OpeningTransfer(), Optional.of(person))),
                new SessionEffect.StopCodeWatch(),
                new SessionEffect.FetchTransfer(reference, person));
    }

    /// The case is now at this terminal only. If this terminal cannot handle it, it returns to the phone at once.
    static SessionStep resumeCase(Session session, SessionEvent.CaseResumed taken, IdentifiedPerson person) {
        var item = session.catalog().findItem(taken.service()).orElse(null);
        if (item == null || !item.makesCase())
            return SessionStep.of(session.withState(new SessionState.Choosing(
                    new SelectionPage.TransferNotOpened("handover.no-item"), Optional.of(person))));
        var begun = ServiceApplication.forItem(item, Optional.of(person));
        var closed = ItemAvailability.findClosedReason(item, session);
        if (closed.isPresent()) {
            var whole =
                    begun.withResumedCase(new ResumedCase(taken.txId(), taken.caseNumber(), Map.of()), taken.answers());
            var place = new SessionState.Choosing(
                    new SelectionPage.ItemClosed(item.id(), closed.get()), Optional.of(person));
            return requestTransfer(
                    session,
                    new SessionState.TransferringState(
                            whole,
                            taken.txId(),
                            SessionEvent.TransferCase.TransferTarget.PHONE,
                            place,
                            Optional.empty()));
        }
        return SessionStep.of(session.withState(new SessionState.Identifying(
                fillAnswers(session, begun, taken), new IdentificationStep.PurposeNotice(false, false))));
    }

    /// Validates each answer as if it were typed here: an answer that the form refuses is dropped and asked again.
    private static ServiceApplication fillAnswers(
            Session session, ServiceApplication begun, SessionEvent.CaseResumed taken) {
        var road = begun;
        var suggested = new HashMap<String, String>();
        var pages = begun.item().pages();
        for (int i = 0; i < pages.size(); i++) {
            var field = pages.get(i).fields().getFirst();
            var value = taken.answers().get(field.name());
            if (value == null
                    || field.kind().isPicture()
                    || !pages.get(i).when().isMet(road.answers())) continue;
            var entered = FieldEditor.withEntry(FormFlow.newFilling(session, road, i, false), value);
            if (mustAskAgain(field)) {
                if (isPlainValue(value)) suggested.put(field.name(), value);
            } else if (FieldEditor.isAcceptableEntry(entered, field, session.today())) {
                road = road.withAnswer(field.name(), FieldEditor.toAnswer(entered, field));
            }
        }
        return road.withResumedCase(
                new ResumedCase(taken.txId(), taken.caseNumber(), suggested),
                road.answers().given());
    }

    private static boolean mustAskAgain(ItemField field) {
        return !field.list().isEmpty() || field.checkCode() || !field.within().isEmpty();
    }

    private static boolean isPlainValue(String value) {
        return value.matches("[A-Za-z0-9.:_-]{1,64}");
    }

    /// After identification: the first page that is still to be answered.
    static SessionStep continueForm(Session session, ServiceApplication road) {
        var effects = new ArrayList<SessionEffect>();
        if (!road.item().prefill().isEmpty() && session.world().lineUp())
            effects.add(new SessionEffect.FetchKnownValues(road));
        int missing = FormFlow.findMissingPage(road);
        var step = missing < 0
                ? ConfirmationFlow.beginConfirmation(session, road)
                : FormFlow.openPage(session, road, missing, true);
        effects.addAll(step.effects());
        return new SessionStep(step.next(), List.copyOf(effects));
    }
}
