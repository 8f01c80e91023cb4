package org.openstm.kiosk.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.Place.Proof;
import org.openstm.kiosk.session.Place.Shelf;

/// Saying who one is by a code on one's phone, in the place of a card. Whoever acts for another
/// lays both cards: a code says only who holds the phone.
public final class PhoneCode {
    private PhoneCode() {}

    public static boolean offered(Session session, Road road) {
        return session.world().takesPhones() && road.acting().isEmpty();
    }

    /// While an item asks who one is.
    static Step ask(Session session, Place.Identifying here, Instant now) {
        return Step.to(
                show(session, here, new Proof.ShowCode(now, Optional.empty(), "")),
                new Effect.WatchCard(),
                new Effect.WatchCode());
    }

    /// What may be otherwise in a moment.
    private static final Set<String> PASSING = Set.of("phone.no-answer", "phone.no-line");

    private static final Duration IN_A_MOMENT = Duration.ofSeconds(3);

    /// A phone that is still held there after its code was refused: that stands on the page, and nothing is new.
    private static boolean refusedJustNow(
            String last, Optional<EntryVerdict.Wrong> trouble, Instant since, Event.ShownPhone shown, Instant now) {
        return last.equals(shown.code())
                && trouble.filter(wrong -> !PASSING.contains(wrong.text()) || now.isBefore(since.plus(IN_A_MOMENT)))
                        .isPresent();
    }

    /// A phone that somebody left lying there keeps no session alive.
    private static Session touched(Session session, Event.ShownPhone shown, Instant now) {
        return last(session.at()).equals(shown.code()) ? session : session.touchedAt(now);
    }

    /// The code that was shown last.
    private static String last(Place place) {
        if (place instanceof Place.Choosing(Shelf.MyPhone phone, var _)) return phone.code();
        return place instanceof Place.Identifying(var _, Proof.ShowCode show) ? show.code() : "";
    }

    static Step shown(Session session, Place.Identifying here, Event.ShownPhone shown, Instant now) {
        if (here.road().acting().isPresent()) return Step.to(session, new Effect.WatchCode());
        if (!session.world().knowsPhones())
            return wrong(touched(session, shown, now), here, "phone.no-line", shown.code(), now);
        return Step.to(
                show(touched(session, shown, now), here, new Proof.ShowCode(now, Optional.empty(), shown.code())),
                new Effect.Redeem(shown.code()));
    }

    static Step step(Session session, Place.Identifying here, Proof.ShowCode show, Event event, Instant now) {
        return switch (event) {
            case Event.ShownPhone shown
            when refusedJustNow(show.code(), show.trouble(), show.since(), shown, now) ->
                Step.to(session, new Effect.WatchCode());
            case Event.ShownPhone shown when !show.asking() -> shown(session, here, shown, now);
            // a phone is held still for seconds, and scanners read again: one question at a time
            case Event.ShownPhone _ -> Step.to(session);
            case Event.PhoneKnown(var code, var person) when show.asks(code) -> known(session, here, person);
            case Event.PhoneRefused(var code, var why) when show.asks(code) -> wrong(session, here, why, code, now);
            case Event.Scanned _ when !show.asking() -> wrong(session, here, "phone.strange", "", now);
            case Event.Back _
            when session.world().readsCards() ->
                Step.to(
                        show(session, here, new Proof.LayCard(now, Optional.empty(), 0)),
                        new Effect.WatchCode(),
                        new Effect.WatchCard());
            case Event.CardRead _, Event.CardUnreadable _, Event.Back _ ->
                Identity.layCard(session, here, new Proof.LayCard(now, Optional.empty(), 0), event, now);
            default -> Step.to(session);
        };
    }

    private static Step known(Session session, Place.Identifying here, Person person) {
        var next = Identity.identified(session, here.road().by(person));
        var effects = new ArrayList<Effect>(List.of(new Effect.ForgetCard(), new Effect.ForgetCode()));
        effects.addAll(next.effects());
        return new Step(next.next(), effects);
    }

    private static Step wrong(Session session, Place.Identifying here, String why, String code, Instant now) {
        var trouble = Optional.of(new EntryVerdict.Wrong(why, ""));
        return Step.to(show(session, here, new Proof.ShowCode(now, trouble, code)), new Effect.WatchCode());
    }

    private static Session show(Session session, Place.Identifying here, Proof proof) {
        return session.to(new Place.Identifying(here.road(), proof));
    }

    /// Whether this person is known well enough for an item that wants to be sure.
    static boolean sure(Person person) {
        return person.level() == Item.AssuranceLevel.L3;
    }

    /// Before an item is chosen.
    ///
    /// @param half reference of the half-done case that is to be opened, or empty
    static Step ask(Session session, String half, Instant now) {
        return Step.to(
                session.to(nobody(new Shelf.MyPhone(now, Optional.empty(), "", half.isEmpty(), half))),
                new Effect.WatchCard(),
                new Effect.WatchCode());
    }

    /// @param cases they want to see their own cases
    static Step shown(Session session, Event.ShownPhone shown, boolean cases, String half, Instant now) {
        var phone = new Shelf.MyPhone(now, Optional.empty(), shown.code(), cases, half);
        if (!session.world().knowsPhones()) return trouble(touched(session, shown, now), "phone.no-line", phone, now);
        return Step.to(touched(session, shown, now).to(nobody(phone)), new Effect.Redeem(shown.code()));
    }

    static Step known(Session session, Shelf.MyPhone here, Person person) {
        var effects = new ArrayList<Effect>(List.of(new Effect.ForgetCard(), new Effect.ForgetCode()));
        if (!here.half().isEmpty()) {
            var next = HandingOver.open(session, here.half(), person);
            effects.addAll(next.effects());
            return new Step(next.next(), effects);
        }
        Shelf shelf = here.cases() ? new Shelf.Fetching() : new Shelf.Themes(0);
        if (here.cases()) effects.add(new Effect.FetchCases(person));
        return new Step(session.to(new Place.Choosing(shelf, Optional.of(person))), effects);
    }

    static boolean refusedJustNow(Shelf.MyPhone phone, Event.ShownPhone shown, Instant now) {
        return refusedJustNow(phone.code(), phone.trouble(), phone.since(), shown, now);
    }

    /// @param phone with the code that is in trouble
    static Step trouble(Session session, String why, Shelf.MyPhone phone, Instant now) {
        var wrong = Optional.of(new EntryVerdict.Wrong(why, ""));
        var shelf = new Shelf.MyPhone(now, wrong, phone.code(), phone.cases(), phone.half());
        return Step.to(session.to(nobody(shelf)), new Effect.WatchCode());
    }

    private static Place.Choosing nobody(Shelf shelf) {
        return new Place.Choosing(shelf, Optional.empty());
    }
}
