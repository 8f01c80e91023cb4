package org.openstm.kiosk.session;

import java.util.Optional;
import org.openstm.kiosk.form.EntryChecks;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.Place.Proof;

/// For which organisation somebody who is identified acts: its credit code is typed, the centre says whether they
/// may, and they confirm its name. Where the line is down an item that may be stored goes on with the code alone;
/// the centre judges it when the case arrives.
final class Mandates {
    private static final String TYPED = "[" + EntryChecks.USCC + "]{1,18}";

    private Mandates() {}

    static Step begin(Session session, Road road) {
        return Step.to(session.to(new Place.Identifying(road, typed(""))));
    }

    private static Proof.Organisation typed(String entry) {
        return new Proof.Organisation(entry, Optional.empty(), false, Optional.empty());
    }

    static Step step(Session session, Place.Identifying here, Proof.Organisation proof, Event event) {
        boolean open = !proof.asking() && proof.mandate().isEmpty();
        return switch (event) {
            case Event.Key(var key)
            when open && (proof.entry() + key).matches(TYPED) -> show(session, here, typed(proof.entry() + key));
            case Event.Rub _
            when open && !proof.entry().isEmpty() ->
                show(
                        session,
                        here,
                        typed(proof.entry().substring(0, proof.entry().length() - 1)));
            case Event.ClearEntry _ when open -> show(session, here, typed(""));
            case Event.Next _ when open -> ask(session, here, proof);
            case Event.Next _
            when proof.mandate().isPresent() ->
                confirmed(session, here.road(), proof.mandate().get());
            case Event.Mandated(var mandate)
            when proof.asking() && mandate.code().equals(proof.entry()) ->
                show(
                        session,
                        here,
                        new Proof.Organisation(proof.entry(), Optional.empty(), false, Optional.of(mandate)));
            case Event.NotMandated(var code, var wrong)
            when proof.asking() && code.equals(proof.entry()) -> show(session, here, wrong(proof, wrong));
            case Event.Back _ when !open -> show(session, here, typed(proof.entry()));
            case Event.Back _ -> show(session, here, new Proof.Notice(false, false));
            default -> Step.to(session);
        };
    }

    private static Step show(Session session, Place.Identifying here, Proof proof) {
        return Step.to(session.to(new Place.Identifying(here.road(), proof)));
    }

    private static Proof.Organisation wrong(Proof.Organisation proof, EntryVerdict.Wrong wrong) {
        return new Proof.Organisation(proof.entry(), Optional.of(wrong), false, Optional.empty());
    }

    private static Step ask(Session session, Place.Identifying here, Proof.Organisation proof) {
        if (EntryChecks.checkUscc(proof.entry()) instanceof EntryVerdict.Wrong wrong)
            return show(session, here, wrong(proof, wrong));
        var road = here.road();
        if (!session.world().lineUp())
            return road.item().isStorable()
                    ? Forms.begin(session, road.by(Person.organisation(proof.entry(), proof.entry(), false)))
                    : show(session, here, wrong(proof, new EntryVerdict.Wrong("error.centre-away", "")));
        var asking = new Proof.Organisation(proof.entry(), Optional.empty(), true, Optional.empty());
        return Step.to(
                session.to(new Place.Identifying(road, asking)),
                new Effect.FetchMandate(road.visitor().orElseThrow(), proof.entry()));
    }

    private static Step confirmed(Session session, Road road, Mandate mandate) {
        return Forms.begin(session, road.by(Person.organisation(mandate.name(), mandate.code(), true)));
    }
}
