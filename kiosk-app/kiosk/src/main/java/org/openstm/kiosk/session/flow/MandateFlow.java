package org.openstm.kiosk.session.flow;

import java.util.Optional;
import org.openstm.kiosk.form.EntryChecks;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.OrganisationMandate;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;
import org.openstm.kiosk.session.model.SessionStep;

/// Organisation for which the identified person acts: the person types its credit code, central checks the
/// mandate, and the person confirms its name. While central cannot be reached, an item that may be stored
/// continues with the code alone; central decides when the case arrives.
final class MandateFlow {
    private static final String TYPED = "[" + EntryChecks.USCC + "]{1,18}";

    private MandateFlow() {}

    static SessionStep beginMandate(Session session, ServiceApplication road) {
        return SessionStep.of(session.withState(new SessionState.Identifying(road, entryOf(""))));
    }

    private static IdentificationStep.OrganisationEntry entryOf(String entry) {
        return new IdentificationStep.OrganisationEntry(entry, Optional.empty(), false, Optional.empty());
    }

    static SessionStep stepMandate(
            Session session,
            SessionState.Identifying here,
            IdentificationStep.OrganisationEntry proof,
            SessionEvent.OrganisationEvent event) {
        boolean open = !proof.asking() && proof.mandate().isEmpty();
        return switch (event) {
            case SessionEvent.PressKey(var key)
            when open && (proof.entry() + key).matches(TYPED) -> showStep(session, here, entryOf(proof.entry() + key));
            case SessionEvent.Backspace _
            when open && !proof.entry().isEmpty() ->
                showStep(
                        session,
                        here,
                        entryOf(proof.entry().substring(0, proof.entry().length() - 1)));
            case SessionEvent.ClearEntry _ when open -> showStep(session, here, entryOf(""));
            case SessionEvent.GoOn _ when open -> requestMandate(session, here, proof);
            case SessionEvent.GoOn _
            when proof.mandate().isPresent() ->
                continueForOrganisation(session, here.road(), proof.mandate().get());
            case SessionEvent.MandateGranted(var mandate)
            when proof.asking() && mandate.code().equals(proof.entry()) ->
                showStep(
                        session,
                        here,
                        new IdentificationStep.OrganisationEntry(
                                proof.entry(), Optional.empty(), false, Optional.of(mandate)));
            case SessionEvent.MandateDenied(var code, var wrong)
            when proof.asking() && code.equals(proof.entry()) -> showStep(session, here, withError(proof, wrong));
            case SessionEvent.GoBack _ when !open -> showStep(session, here, entryOf(proof.entry()));
            case SessionEvent.GoBack _ -> showStep(session, here, new IdentificationStep.PurposeNotice(false, false));
            case SessionEvent.PressKey _,
                    SessionEvent.Backspace _,
                    SessionEvent.ClearEntry _,
                    SessionEvent.GoOn _,
                    SessionEvent.MandateGranted _,
                    SessionEvent.MandateDenied _ -> SessionStep.of(session);
        };
    }

    private static SessionStep showStep(Session session, SessionState.Identifying here, IdentificationStep proof) {
        return SessionStep.of(session.withState(new SessionState.Identifying(here.road(), proof)));
    }

    private static IdentificationStep.OrganisationEntry withError(
            IdentificationStep.OrganisationEntry proof, EntryVerdict.Wrong wrong) {
        return new IdentificationStep.OrganisationEntry(proof.entry(), Optional.of(wrong), false, Optional.empty());
    }

    private static SessionStep requestMandate(
            Session session, SessionState.Identifying here, IdentificationStep.OrganisationEntry proof) {
        if (EntryChecks.checkUscc(proof.entry()) instanceof EntryVerdict.Wrong wrong)
            return showStep(session, here, withError(proof, wrong));
        var road = here.road();
        if (!session.world().lineUp())
            return road.item().isStorable()
                    ? FormFlow.beginForm(
                            session,
                            road.withPerson(IdentifiedPerson.ofOrganisation(proof.entry(), proof.entry(), false)))
                    : showStep(session, here, withError(proof, new EntryVerdict.Wrong("error.centre-away", "")));
        var asking = new IdentificationStep.OrganisationEntry(proof.entry(), Optional.empty(), true, Optional.empty());
        return SessionStep.of(
                session.withState(new SessionState.Identifying(road, asking)),
                new SessionEffect.FetchMandate(road.visitor().orElseThrow(), proof.entry()));
    }

    private static SessionStep continueForOrganisation(
            Session session, ServiceApplication road, OrganisationMandate mandate) {
        return FormFlow.beginForm(
                session, road.withPerson(IdentifiedPerson.ofOrganisation(mandate.name(), mandate.code(), true)));
    }
}
