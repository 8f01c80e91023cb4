package org.openstm.kiosk.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.Place.Proof;
import org.openstm.kiosk.session.Place.Shelf;

/// From the sleeping screen to a chosen item.
final class Entrance {
    private Entrance() {}

    static Step idle(Session session, Event event, Instant now) {
        return switch (event) {
            case Event.Start _ -> Step.to(session.to(shelf(new Shelf.Themes(0))), new Effect.ForgetCode());
            case Event.Knock _ -> Backstage.begin(session, Optional.empty(), now);
            case Event.SeeProgress _ -> Step.to(session.to(shelf(new Shelf.AskCode())), new Effect.WatchCode());
            case Event.CardRead(var person)
            when person.expired().isEmpty() ->
                Step.to(
                        session.to(new Place.Choosing(new Shelf.Themes(0), Optional.of(person))),
                        new Effect.ForgetCode(),
                        new Effect.WatchPresence());
            case Event.CardRead _ ->
                Step.to(session.to(shelf(new Shelf.Themes(0))), new Effect.ForgetCode(), new Effect.WatchPresence());
            case Event.Scanned(var code)
            when !code.isEmpty() ->
                Step.to(session.touchedAt(now).to(shelf(new Shelf.Fetching())), new Effect.FetchProgress(code));
            case Event.Scanned _ -> Step.to(session, new Effect.WatchCode());
            case Event.ShownPhone shown -> PhoneCode.shown(session, shown, false, "", now);
            case Event.ShownCase shown -> HandingOver.shown(session, shown, Optional.empty(), now);
            default -> Step.to(session);
        };
    }

    private static Place.Choosing shelf(Shelf shelf) {
        return new Place.Choosing(shelf, Optional.empty());
    }

    static Step choosing(Session session, Place.Choosing here, Event event, Instant now) {
        return switch (event) {
            case Event.SeeTheme(var theme)
            when session.catalog().findTheme(theme).isPresent() -> Step.to(show(session, here, new Shelf.Items(theme)));
            case Event.SeeItem(var item)
            when session.catalog().findItem(item).isPresent() ->
                Step.to(show(session, here, new Shelf.Guide(item, found(here.shelf()))));
            case Event.TurnPage(var by)
            when here.shelf() instanceof Shelf.Themes(var page) ->
                Step.to(show(session, here, new Shelf.Themes(turned(session, page, by))));
            case Event.Find _ -> Step.to(show(session, here, Finder.first(session)));
            case Event _
            when here.shelf() instanceof Shelf.Finding finding && Finder.takes(event) -> {
                var found = Finder.step(session, finding, event);
                yield new Step(show(session, here, found.finding()), found.effects());
            }
            case Event.SeeProgress _
            when here.person().isPresent() ->
                Step.to(
                        show(session, here, new Shelf.Fetching()),
                        new Effect.FetchCases(here.person().get()));
            case Event.SeeProgress _ -> Step.to(show(session, here, new Shelf.AskCode()), new Effect.WatchCode());
            case Event.SeeMine _
            when here.person().isPresent() ->
                Step.to(
                        show(session, here, new Shelf.Fetching()),
                        new Effect.FetchCases(here.person().get()));
            case Event.SeeMine _ ->
                Step.to(
                        show(session, here, new Shelf.MyCard(now, Optional.empty())),
                        new Effect.WatchCode(),
                        new Effect.WatchCard());
            case Event.ByPhone _
            when here.shelf() instanceof Shelf.MyCard card -> PhoneCode.ask(session, card.half(), now);
            // a phone is held still for seconds, and scanners read again: one question at a time
            case Event.ShownPhone _
            when here.shelf() instanceof Shelf.MyPhone phone && phone.asking() -> Step.to(session);
            case Event.ShownPhone shown
            when here.shelf() instanceof Shelf.MyPhone phone && PhoneCode.refusedJustNow(phone, shown, now) ->
                Step.to(session, new Effect.WatchCode());
            case Event.ShownPhone shown
            when here.person().isEmpty() ->
                PhoneCode.shown(session, shown, cases(here.shelf()), half(here.shelf()), now);
            case Event.ShownCase shown
            when !(here.shelf() instanceof Shelf.Opening) -> HandingOver.shown(session, shown, here.person(), now);
            case Event.CaseTaken taken
            when here.shelf() instanceof Shelf.Opening && here.person().isPresent() ->
                HandingOver.taken(session, taken, here.person().get());
            case Event.CaseNotTaken(var why)
            when here.shelf() instanceof Shelf.Opening -> Step.to(show(session, here, new Shelf.NotOpened(why)));
            case Event.PhoneKnown(var code, var person)
            when here.shelf() instanceof Shelf.MyPhone phone && phone.asks(code) ->
                PhoneCode.known(session, phone, person);
            case Event.PhoneRefused(var code, var why)
            when here.shelf() instanceof Shelf.MyPhone phone && phone.asks(code) ->
                PhoneCode.trouble(session, why, phone, now);
            case Event.Scanned(var code)
            when here.shelf() instanceof Shelf.MyPhone phone && !phone.asking() && code.isEmpty() ->
                PhoneCode.trouble(session, "phone.strange", phone.without(), now);
            case Event.SwitchOrder _ -> Ordering.turned(session, here);
            case Event.SeeForMe _
            when session.order() instanceof Order.Personal -> Step.to(show(session, here, new Shelf.ForMe()));
            case Event.Begin(var item) ->
                begin(session, here, item, i -> Road.to(i, here.person()).carrying(session.told()));
            case Event.BeginFor(var item, var role) ->
                begin(
                        session,
                        here,
                        item,
                        i -> Road.inRole(i, role, here.person().filter(p -> !p.byPhone() && !p.bySocialCard())));
            case Event.Back _ -> back(session, here);
            case Event.CardRead read -> card(session, here, read);
            case Event.CardUnreadable(var fault)
            when here.shelf() instanceof Shelf.MyCard ->
                Step.to(show(
                        session,
                        here,
                        new Shelf.MyCard(
                                now, Optional.of(new EntryVerdict.Wrong("card." + fault, "")), half(here.shelf()))));
            case Event.Scanned(var code)
            when here.shelf() instanceof Shelf.AskCode && code.isEmpty() ->
                Step.to(show(session, here, new Shelf.NoProgress("progress.not-ours")), new Effect.ForgetCode());
            case Event.Scanned(var code)
            when !code.isEmpty() && takesSlips(here.shelf()) ->
                Step.to(show(session, here, new Shelf.Fetching()), new Effect.FetchProgress(code));
            case Event.Scanned _ when here.shelf() instanceof Shelf.MyCard -> Step.to(session, new Effect.WatchCode());
            case Event.Found(var cases)
            when here.shelf() instanceof Shelf.Fetching ->
                Step.to(show(
                        session,
                        here,
                        cases.isEmpty() ? new Shelf.NoProgress("progress.none") : new Shelf.Progress(cases)));
            case Event.NotFound(var text)
            when here.shelf() instanceof Shelf.Fetching -> Step.to(show(session, here, new Shelf.NoProgress(text)));
            default -> Step.to(session);
        };
    }

    private static int turned(Session session, int page, int by) {
        int last = (session.catalog().themes().size() - 1) / Ordering.themesPerPage(session);
        return Math.clamp((long) page + by, 0, last);
    }

    /// Whether the slip of a case may be shown there.
    private static boolean takesSlips(Shelf shelf) {
        return shelf instanceof Shelf.AskCode || shelf instanceof Shelf.MyCard || shelf instanceof Shelf.MyPhone;
    }

    /// The half-done case that is to be opened.
    private static String half(Shelf shelf) {
        return switch (shelf) {
            case Shelf.MyCard card -> card.half();
            case Shelf.MyPhone phone -> phone.half();
            default -> "";
        };
    }

    /// Whether who stands there wants to see their own cases.
    private static boolean cases(Shelf shelf) {
        return shelf instanceof Shelf.MyPhone phone ? phone.cases() : takesSlips(shelf);
    }

    private static Session show(Session session, Place.Choosing here, Shelf shelf) {
        return session.to(new Place.Choosing(shelf, here.person()));
    }

    private static Step back(Session session, Place.Choosing here) {
        return switch (here.shelf()) {
            case Shelf.Guide(var item, var found) ->
                Step.to(show(session, here, found.orElseGet(() -> theme(session, item))));
            case Shelf.Closed(var item, var _) -> Step.to(show(session, here, theme(session, item)));
            case Shelf.Items _,
                    Shelf.ForMe _,
                    Shelf.Finding _,
                    Shelf.Progress _,
                    Shelf.NoProgress _,
                    Shelf.AskCode _,
                    Shelf.MyCard _,
                    Shelf.MyPhone _,
                    Shelf.Fetching _,
                    Shelf.Opening _,
                    Shelf.NotOpened _,
                    Shelf.Themes _ ->
                Step.to(show(session, here, new Shelf.Themes(0)), new Effect.ForgetCode(), new Effect.ForgetCard());
        };
    }

    /// Who reads one guide after another comes back to where they were found.
    private static Optional<Shelf> found(Shelf shelf) {
        return switch (shelf) {
            case Shelf.Finding _, Shelf.ForMe _ -> Optional.of(shelf);
            case Shelf.Guide(var _, var found) -> found;
            default -> Optional.empty();
        };
    }

    private static Shelf theme(Session session, String item) {
        return session.catalog()
                .findItem(item)
                .<Shelf>map(i -> new Shelf.Items(i.theme()))
                .orElse(new Shelf.Themes(0));
    }

    /// A card laid while choosing identifies; on the page that asks for it, the person's own cases follow.
    private static Step card(Session session, Place.Choosing here, Event.CardRead read) {
        var person = read.person();
        boolean asked = here.shelf() instanceof Shelf.MyCard;
        if (!person.expired().isEmpty())
            return asked
                    ? Step.to(
                            show(
                                    session,
                                    here,
                                    new Shelf.MyCard(
                                            session.seconds(), Optional.of(expired(person)), half(here.shelf()))),
                            new Effect.WatchPresence(),
                            new Effect.WatchCard())
                    : Step.to(session, new Effect.WatchPresence());
        if (here.person().isPresent()) return Step.to(session, new Effect.WatchPresence());
        if (!half(here.shelf()).isEmpty()) {
            var next = HandingOver.open(session, half(here.shelf()), person);
            var effects = new ArrayList<>(next.effects());
            effects.add(new Effect.WatchPresence());
            return new Step(next.next(), effects);
        }
        if (cases(here.shelf()))
            return Step.to(
                    session.to(new Place.Choosing(new Shelf.Fetching(), Optional.of(person))),
                    new Effect.ForgetCode(),
                    new Effect.WatchPresence(),
                    new Effect.FetchCases(person));
        // the card goes before a code of which it is still being asked whose it is
        if (here.shelf() instanceof Shelf.MyPhone)
            return Step.to(
                    session.to(new Place.Choosing(new Shelf.Themes(0), Optional.of(person))),
                    new Effect.ForgetCode(),
                    new Effect.WatchPresence());
        return Step.to(session.to(new Place.Choosing(here.shelf(), Optional.of(person))), new Effect.WatchPresence());
    }

    static EntryVerdict.Wrong expired(Person person) {
        return new EntryVerdict.Wrong(person.bySocialCard() ? "card.social-expired" : "card.expired", person.expired());
    }

    private static Step begin(Session session, Place.Choosing here, String id, Function<Item, Road> way) {
        var item = session.catalog().findItem(id).orElse(null);
        if (item == null) return Step.to(session);
        var closed = Availability.closed(item, session);
        if (closed.isPresent()) return Step.to(show(session, here, new Shelf.Closed(id, closed.get())));
        var road = way.apply(item);
        if (road.acting().isEmpty() && !item.self()) return Step.to(session);
        // whoever acts for another lays both cards
        if (road.acting().isPresent() && !session.world().readsCards())
            return Step.to(show(session, here, new Shelf.Closed(id, "closed.reader")));
        if (road.acting().filter(a -> !item.by().contains(a.role())).isPresent()) return Step.to(session);
        return Step.to(
                session.to(new Place.Identifying(road, new Proof.Notice(false, false))),
                new Effect.ForgetCode(),
                new Effect.ForgetCard());
    }
}
