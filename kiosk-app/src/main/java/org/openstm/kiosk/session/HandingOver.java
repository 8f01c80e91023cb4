package org.openstm.kiosk.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.Place.Proof;
import org.openstm.kiosk.session.Place.Shelf;

/// A half-done case goes to the phone or the counter, and comes from there. It is held at one
/// place: what was given away can no longer be handed in here.
public final class HandingOver {
    private HandingOver() {}

    /// Whether the citizen may go on elsewhere with what was filled in: as who they are, and for themselves.
    public static boolean offered(Session session) {
        boolean half = session.at() instanceof Place.Filling || session.at() instanceof Place.Confirming;
        return half
                && session.world().lineUp()
                && session.road()
                        .filter(road -> road.acting().isEmpty()
                                && road.person().isPresent()
                                && road.item().makesCase())
                        .isPresent();
    }

    static Step begin(Session session, Event.HandOver asked) {
        if (!offered(session)) return Step.to(session);
        var road = session.road().orElseThrow();
        var txId = road.brought().map(Brought::txId).orElse(asked.txId());
        return ask(session, new Place.Passing(road, txId, asked.to(), session.at(), Optional.empty()));
    }

    /// Where the citizen comes back to; what a camera took meanwhile has come to nobody.
    private static Place from(Place.Passing here) {
        return here.from() instanceof Place.Filling filling && Pictures.taking(filling)
                ? Entries.entry(filling, "")
                : here.from();
    }

    private static Step ask(Session session, Place.Passing passing) {
        return Step.to(
                session.to(passing),
                new Effect.HandOver(passing.txId(), passing.road().withoutPictures(), passing.to()));
    }

    static Step step(Session session, Place.Passing here, Event event) {
        return switch (event) {
            case Event.HandedOver(var outcome)
            when outcome.caseTxId().equals(here.txId()) ->
                Step.to(session.touchedAt(session.seconds())
                        .to(new Place.Delivering(here.road(), outcome, new Place.Handing.Told())));
            case Event.NotHandedOver(var why)
            when here.wrong().isEmpty() ->
                Step.to(session.touchedAt(session.seconds()).to(here.failed(new EntryVerdict.Wrong(why, ""))));
            case Event.TryAgain _
            when here.wrong().isPresent() && session.world().lineUp() ->
                ask(session, new Place.Passing(here.road(), here.txId(), here.to(), here.from(), Optional.empty()));
            case Event.Back _ when here.wrong().isPresent() -> Step.to(session.to(from(here)));
            default -> Step.to(session);
        };
    }

    /// The code of a half-done case was shown: first it must be known who stands there.
    static Step shown(Session session, Event.ShownCase shown, Optional<Person> person, Instant now) {
        if (person.isPresent()) return open(session, shown.reference(), person.get());
        return Step.to(
                session.touchedAt(now)
                        .to(new Place.Choosing(
                                new Shelf.MyCard(now, Optional.empty(), shown.reference()), Optional.empty())),
                new Effect.WatchCard(),
                new Effect.WatchCode());
    }

    static Step open(Session session, String reference, Person person) {
        return Step.to(
                session.to(new Place.Choosing(new Shelf.Opening(), Optional.of(person))),
                new Effect.ForgetCode(),
                new Effect.TakeOver(reference, person));
    }

    /// It is here now, and nowhere else. What this terminal cannot do goes back to the phone at once.
    static Step taken(Session session, Event.CaseTaken taken, Person person) {
        var item = session.catalog().findItem(taken.service()).orElse(null);
        if (item == null || !item.makesCase())
            return Step.to(
                    session.to(new Place.Choosing(new Shelf.NotOpened("handover.no-item"), Optional.of(person))));
        var begun = Road.to(item, Optional.of(person));
        var closed = Availability.closed(item, session);
        if (closed.isPresent()) {
            var whole = begun.bringing(new Brought(taken.txId(), taken.caseNumber(), Map.of()), taken.answers());
            var place = new Place.Choosing(new Shelf.Closed(item.id(), closed.get()), Optional.of(person));
            return ask(
                    session, new Place.Passing(whole, taken.txId(), Event.HandOver.To.PHONE, place, Optional.empty()));
        }
        return Step.to(
                session.to(new Place.Identifying(filled(session, begun, taken), new Proof.Notice(false, false))));
    }

    /// Each answer as if it were typed here: what the form would not take is left out, and asked.
    private static Road filled(Session session, Road begun, Event.CaseTaken taken) {
        var road = begun;
        var suggested = new HashMap<String, String>();
        var pages = begun.item().pages();
        for (int i = 0; i < pages.size(); i++) {
            var field = pages.get(i).fields().getFirst();
            var value = taken.answers().get(field.name());
            if (value == null
                    || field.kind().isPicture()
                    || !pages.get(i).when().isMet(road.answers())) continue;
            var entered = Entries.entry(Forms.filling(session, road, i, false), value);
            if (asksAgain(field)) {
                if (plain(value)) suggested.put(field.name(), value);
            } else if (Entries.fits(entered, field, session.today())) {
                road = road.answering(field.name(), Entries.answer(entered, field));
            }
        }
        return road.bringing(
                new Brought(taken.txId(), taken.caseNumber(), suggested),
                road.answers().given());
    }

    private static boolean asksAgain(ItemField field) {
        return !field.list().isEmpty() || field.checkCode() || !field.within().isEmpty();
    }

    private static boolean plain(String value) {
        return value.matches("[A-Za-z0-9.:_-]{1,64}");
    }

    /// After who it is was said: the first page that is still to be asked.
    static Step goOn(Session session, Road road) {
        var effects = new ArrayList<Effect>();
        if (!road.item().prefill().isEmpty() && session.world().lineUp()) effects.add(new Effect.FetchKnown(road));
        int missing = Forms.missing(road);
        var step = missing < 0 ? Signing.begin(session, road) : Forms.open(session, road, missing, true);
        effects.addAll(step.effects());
        return new Step(step.next(), List.copyOf(effects));
    }
}
