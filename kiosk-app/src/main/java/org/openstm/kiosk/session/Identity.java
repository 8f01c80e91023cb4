package org.openstm.kiosk.session;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.Place.Proof;
import org.openstm.kiosk.session.Place.Shelf;

/// Purpose notice, card, and for level L3 the check of the person: by staff or by a match; a face is never
/// the only way.
final class Identity {
    /// An officer's number, then the officer's one-use code (RFC 6238), typed in one go.
    static final int OFFICER = 4;

    static final int CODE = OFFICER + 6;

    /// What is told as it is, however often: these cards are whole, but the wrong ones.
    private static final Set<String> NOT_BROKEN =
            Set.of("card-is-bank", "card-without-holder", "card-kind-unknown", "card-left-in");

    private Identity() {}

    static Step step(Session session, Place.Identifying here, Event event, Instant now) {
        return switch (here.proof()) {
            case Proof.Notice notice -> notice(session, here, notice, event, now);
            case Proof.LayCard lay -> layCard(session, here, lay, event, now);
            case Proof.ShowCode show -> PhoneCode.step(session, here, show, event, now);
            case Proof.PersonCheck _ -> personCheck(session, here, event);
            case Proof.StaffCode code -> staffCode(session, here, code, event);
            case Proof.Organisation organisation -> Mandates.step(session, here, organisation, event);
            case Proof.Matching _ -> matching(session, here, event);
        };
    }

    private static Session show(Session session, Place.Identifying here, Proof proof) {
        return session.to(new Place.Identifying(here.road(), proof));
    }

    private static Step toGuide(Session session, Place.Identifying here) {
        return Step.to(
                session.to(new Place.Choosing(
                        new Shelf.Guide(here.road().item().id()), here.road().visitor())),
                new Effect.ForgetCard(),
                new Effect.ForgetCode());
    }

    private static Step notice(Session session, Place.Identifying here, Proof.Notice notice, Event event, Instant now) {
        boolean sensitive = here.road().item().uses().stream().anyMatch(Item.DataUse::sensitive);
        return switch (event) {
            case Event.TickConsent _ ->
                Step.to(show(session, here, new Proof.Notice(!notice.sensitiveTicked(), false)));
            case Event.Agree _
            when sensitive && !notice.sensitiveTicked() -> Step.to(show(session, here, new Proof.Notice(false, true)));
            case Event.Agree _ -> agreed(session, here, now);
            case Event.Disagree _, Event.Back _ -> toGuide(session, here);
            default -> Step.to(session);
        };
    }

    private static Step agreed(Session session, Place.Identifying here, Instant now) {
        if (here.road().item().level() == Item.AssuranceLevel.L0) return Forms.begin(session, here.road());
        if (here.road().person().isPresent()
                || here.road().forOrganisation() && !here.road().wantsVisitor())
            return identified(session, here.road());
        if (!session.world().readsCards() && PhoneCode.offered(session, here.road()))
            return PhoneCode.ask(session, here, now);
        return Step.to(
                show(session, here, new Proof.LayCard(now, Optional.empty(), 0)),
                new Effect.WatchPresence(),
                new Effect.WatchCode(),
                new Effect.WatchCard());
    }

    static Step layCard(Session session, Place.Identifying here, Proof.LayCard lay, Event event, Instant now) {
        return switch (event) {
            case Event.CardRead(var person)
            when !person.expired().isEmpty() ->
                Step.to(
                        show(
                                session,
                                here,
                                new Proof.LayCard(now, Optional.of(Entrance.expired(person)), lay.failures())),
                        new Effect.WatchPresence(),
                        new Effect.WatchCard());
            case Event.CardRead(var person)
            when person.bySocialCard() && here.road().acting().isPresent() ->
                trouble(session, here, lay, "card.id-wanted", now);
            case Event.CardRead(var person)
            when here.road().forOrganisation() && !same(person, here.road()) -> trouble(session, here, lay, now);
            case Event.CardRead(var person)
            when here.road().forOrganisation() -> {
                var acting = new Acting(RepresentativeRole.ORGANISATION, Optional.of(person));
                yield read(identified(session, here.road().acting(acting).proving(person.factor())));
            }
            case Event.CardRead(var person)
            when here.road().wantsVisitor() -> {
                var acting = new Acting(here.road().acting().orElseThrow().role(), Optional.of(person));
                var next =
                        new Place.Identifying(here.road().acting(acting), new Proof.LayCard(now, Optional.empty(), 0));
                yield Step.to(session.to(next), new Effect.WatchPresence(), new Effect.WatchCard());
            }
            case Event.CardRead(var person)
            when same(person, here.road().acting()) ->
                Step.to(
                        show(
                                session,
                                here,
                                new Proof.LayCard(
                                        now,
                                        Optional.of(new EntryVerdict.Wrong("card.same-person", "")),
                                        lay.failures())),
                        new Effect.WatchPresence(),
                        new Effect.WatchCard());
            case Event.CardRead(var person) when other(person, here.road()) -> trouble(session, here, lay, now);
            case Event.CardRead(var person) ->
                read(identified(session, here.road().by(person)));
            case Event.CardUnreadable(var fault) -> {
                int failures = lay.failures() + 1;
                boolean broken = failures >= 3 && !NOT_BROKEN.contains(fault);
                var why = broken ? "card.third-time" : "card." + fault;
                yield Step.to(show(
                        session, here, new Proof.LayCard(now, Optional.of(new EntryVerdict.Wrong(why, "")), failures)));
            }
            case Event.ByPhone _ when PhoneCode.offered(session, here.road()) -> PhoneCode.ask(session, here, now);
            case Event.ShownPhone shown -> PhoneCode.shown(session, here, shown, now);
            case Event.Scanned _ -> Step.to(session, new Effect.WatchCode());
            case Event.Back _ ->
                Step.to(
                        show(session, here, new Proof.Notice(false, false)),
                        new Effect.ForgetCard(),
                        new Effect.ForgetCode());
            default -> Step.to(session);
        };
    }

    private static Step read(Step next) {
        var effects = new java.util.ArrayList<>(next.effects());
        effects.addFirst(new Effect.WatchPresence());
        effects.addFirst(new Effect.ForgetCode());
        return new Step(next.next(), effects);
    }

    private static Step trouble(Session session, Place.Identifying here, Proof.LayCard lay, Instant now) {
        return trouble(session, here, lay, "phone.other-person", now);
    }

    private static Step trouble(Session session, Place.Identifying here, Proof.LayCard lay, String text, Instant now) {
        var other = new EntryVerdict.Wrong(text, "");
        return Step.to(
                show(session, here, new Proof.LayCard(now, Optional.of(other), lay.failures())),
                new Effect.WatchPresence(),
                new Effect.WatchCard());
    }

    /// Whether it is the card of who was known before, if anybody was.
    private static boolean same(Person person, Road road) {
        return road.visitor()
                .filter(known -> !known.number().equals(person.number()))
                .isEmpty();
    }

    /// Somebody else's card than the phone was.
    private static boolean other(Person person, Road road) {
        return road.person()
                .filter(known -> !known.number().equals(person.number()))
                .isPresent();
    }

    private static boolean same(Person person, Optional<Acting> acting) {
        return acting.flatMap(Acting::who)
                .filter(who -> who.number().equals(person.number()))
                .isPresent();
    }

    /// A phone that did not check the face leaves staff nothing to compare with: they need the card.
    static Step identified(Session session, Road road) {
        var person = (road.forOrganisation() ? road.visitor() : road.person()).orElseThrow();
        if (road.item().level() == Item.AssuranceLevel.L3 && person.byPhone() && !PhoneCode.sure(person))
            return Step.to(
                    session.to(new Place.Identifying(
                            road,
                            new Proof.LayCard(
                                    session.seconds(), Optional.of(new EntryVerdict.Wrong("phone.weak", "")), 0))),
                    new Effect.WatchPresence(),
                    new Effect.WatchCode(),
                    new Effect.WatchCard());
        if (road.item().level() == Item.AssuranceLevel.L3 && !PhoneCode.sure(person))
            return Step.to(session.to(new Place.Identifying(road, new Proof.PersonCheck(Optional.empty()))));
        return known(session, road);
    }

    private static Step known(Session session, Road road) {
        return road.forOrganisation() && road.person().isEmpty()
                ? Mandates.begin(session, road)
                : Forms.begin(session, road);
    }

    private static Step personCheck(Session session, Place.Identifying here, Event event) {
        return switch (event) {
            case Event.ByStaff _ -> Step.to(show(session, here, new Proof.StaffCode("", Optional.empty(), false)));
            case Event.ByMatch _
            when session.demo() -> Step.to(show(session, here, new Proof.Matching()), new Effect.Match());
            case Event.Back _ -> Step.to(show(session, here, new Proof.Notice(false, false)));
            default -> Step.to(session);
        };
    }

    private static Step staffCode(Session session, Place.Identifying here, Proof.StaffCode code, Event event) {
        if (code.asking() && !(event instanceof Event.StaffChecked)) return Step.to(session);
        return switch (event) {
            case Event.Key(var key)
            when code.entry().length() < CODE && key.matches("\\d") ->
                Step.to(show(session, here, new Proof.StaffCode(code.entry() + key, Optional.empty(), false)));
            case Event.Rub _
            when !code.entry().isEmpty() ->
                Step.to(show(
                        session,
                        here,
                        new Proof.StaffCode(
                                code.entry().substring(0, code.entry().length() - 1), Optional.empty(), false)));
            case Event.ClearEntry _ -> Step.to(show(session, here, new Proof.StaffCode("", Optional.empty(), false)));
            case Event.Next _
            when code.entry().length() < CODE ->
                Step.to(show(
                        session,
                        here,
                        new Proof.StaffCode(
                                code.entry(),
                                Optional.of(new EntryVerdict.Wrong(
                                        "error.code-short",
                                        "" + (CODE - code.entry().length()))),
                                false)));
            case Event.Next _ ->
                Step.to(
                        show(session, here, new Proof.StaffCode(code.entry(), Optional.empty(), true)),
                        new Effect.CheckStaff(
                                code.entry().substring(0, OFFICER), code.entry().substring(OFFICER)));
            case Event.StaffChecked(var wrong)
            when wrong.isEmpty() -> known(session, here.road().proving("staff-code"));
            case Event.StaffChecked(var wrong) -> Step.to(show(session, here, new Proof.StaffCode("", wrong, false)));
            case Event.Back _ -> Step.to(show(session, here, new Proof.PersonCheck(Optional.empty())));
            default -> Step.to(session);
        };
    }

    private static Step matching(Session session, Place.Identifying here, Event event) {
        return switch (event) {
            case Event.Matched(var same) when same -> known(session, here.road().proving("simulated-match"));
            case Event.Matched _ ->
                Step.to(show(
                        session,
                        here,
                        new Proof.PersonCheck(Optional.of(new EntryVerdict.Wrong("error.not-matched", "")))));
            case Event.Back _ -> Step.to(show(session, here, new Proof.PersonCheck(Optional.empty())));
            default -> Step.to(session);
        };
    }
}
