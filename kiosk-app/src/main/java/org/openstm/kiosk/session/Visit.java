package org.openstm.kiosk.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One visit, event by event. What holds everywhere stands here; each place answers for itself in a file of
/// its own.
public final class Visit {
    /// A rating page closes by itself.
    static final Duration FAREWELL = Duration.ofSeconds(40);

    private static final Duration HELP = Duration.ofMinutes(10);
    private static final Duration CARD_ALARM = Duration.ofSeconds(60);

    private Visit() {}

    public static Step step(Session before, Event event, Instant now) {
        return Ordering.meeting(stepped(before, event, now));
    }

    private static Step stepped(Session before, Event event, Instant now) {
        var session = event instanceof Event.Touch ? before.touchedAt(now) : before;
        return switch (event) {
            case Event.Tick _ -> tick(session.at(now), now);
            case Event.WorldChanged(var world) -> Step.to(session.in(world));
            case Event.CatalogueChanged(var catalog) ->
                Step.to(session.at() instanceof Place.Idle ? session.offering(catalog) : session);
            case Event.Closed(var reason) -> closed(session, reason);
            case Event.OutOfOrder(var reason) -> outOfOrder(session, reason, now);
            case Event.Opened _ -> opened(session, now);
            case Event.CardPresence(var there) -> presence(session.seeingCard(there), there);
            case Event.StaffCalled(var ticket) -> staffCalled(session, new Over.Help(ticket));
            case Event.StaffSeen(var ticket) -> staffSeen(session, ticket);
            case Event.Lately lately -> Ordering.told(session, lately);
            case Event.OrderKept(var wanted) -> Ordering.kept(session, wanted);
            case Event.Touch touch -> touched(before, session, touch, now);
            case Event.CardRead read -> place(session.touchedAt(now).seeingCard(true), read, now);
            default -> place(session, event, now);
        };
    }

    /// Lies there a cover over the place, a touch answers the cover; else some touches mean the same
    /// everywhere.
    private static Step touched(Session before, Session session, Event.Touch touch, Instant now) {
        if (touch instanceof Event.SwitchLanguage)
            return Step.to(session.with(session.comfort().otherLanguage()));
        if (touch instanceof Event.SwitchLarge)
            return Step.to(session.with(session.comfort().otherSize()));
        if (touch instanceof Event.SwitchContrast)
            return Step.to(session.with(session.comfort().otherContrast()));
        return switch (before.over()) {
            case Over.StillThere _ ->
                touch instanceof Event.ReallyLeave ? end(session, now) : Step.to(session.under(new Over.Nothing()));
            case Over.LeaveQuestion _ ->
                touch instanceof Event.ReallyLeave ? end(session, now) : Step.to(session.under(new Over.Nothing()));
            case Over.Help help -> helped(session, help, touch, now);
            case Over.Aside aside -> aside(session, aside, touch, now);
            case Over.CardLeft _ -> Step.to(before);
            case Over.Nothing _ -> open(session, touch, now);
        };
    }

    private static Step helped(Session session, Over.Help help, Event.Touch touch, Instant now) {
        return switch (touch) {
            case Event.Help _ -> Step.to(session);
            case Event.LookAt(var topic) -> Step.to(session.under(new Over.Aside(topic, Optional.of(help))));
            case Event.Leave _, Event.Home _, Event.HandOver _ -> open(session.under(new Over.Nothing()), touch, now);
            default -> Step.to(session.under(new Over.Nothing()));
        };
    }

    private static Step aside(Session session, Over.Aside aside, Event.Touch touch, Instant now) {
        var closed = session.under(new Over.Nothing());
        return switch (touch) {
            case Event.Leave _, Event.Home _, Event.ReallyLeave _, Event.HandOver _ -> open(closed, touch, now);
            case Event.Help _ when aside.help().isEmpty() -> open(closed, touch, now);
            default -> Step.to(aside.help().<Session>map(session::under).orElse(closed));
        };
    }

    /// The ticket stands on the help page, also when something is read aside meanwhile.
    private static Step staffCalled(Session session, Over.Help help) {
        return switch (session.over()) {
            case Over.Help _ -> Step.to(session.under(help));
            case Over.Aside(var topic, var below)
            when below.isPresent() -> Step.to(session.under(new Over.Aside(topic, Optional.of(help))));
            case Over.Nothing _ -> Step.to(Handout.staffCalled(session, help.ticket()));
            default -> Step.to(session);
        };
    }

    /// Only of the call that stands there: an older one says nothing of this.
    private static Step staffSeen(Session session, String ticket) {
        boolean there = session.over() instanceof Over.Help(var known, var _) && known.equals(ticket)
                || session.over() instanceof Over.Aside(var _, var help)
                        && help.filter(h -> h.ticket().equals(ticket)).isPresent();
        return there ? staffCalled(session, new Over.Help(ticket, true)) : Step.to(session);
    }

    private static boolean helpIsComing(Session session) {
        return session.over() instanceof Over.Help
                || session.over() instanceof Over.Aside(var _, var help) && help.isPresent();
    }

    private static Step open(Session session, Event.Touch touch, Instant now) {
        return switch (touch) {
            case Event.Help _ ->
                Step.to(session.under(new Over.Help("")), new Effect.CallStaff(calledFrom(session.at())));
            case Event.LookAt(var topic) -> Step.to(session.under(new Over.Aside(topic, Optional.empty())));
            case Event.Leave _ -> leave(session, now);
            case Event.ReallyLeave _ -> leaves(session) ? end(session, now) : Step.to(session);
            case Event.Home _ -> home(session);
            case Event.HandOver asked -> HandingOver.begin(session, asked);
            default -> place(session, touch, now);
        };
    }

    /// The place as central and staff know it. These words are on the wire: they stay when a class is renamed.
    private static String calledFrom(Place at) {
        return switch (at) {
            case Place.Idle _ -> "Idle";
            case Place.Choosing _ -> "Choosing";
            case Place.Identifying _ -> "Identifying";
            case Place.Filling _ -> "Filling";
            case Place.Confirming _ -> "Confirming";
            case Place.Submitting _ -> "Submitting";
            case Place.Passing _ -> "Passing";
            case Place.Paying _ -> "Paying";
            case Place.Delivering _ -> "Delivering";
            case Place.Farewell _ -> "Farewell";
            case Place.OutOfService _ -> "OutOfService";
            case Place.AtStaff _ -> "AtStaff";
        };
    }

    private static Step place(Session session, Event event, Instant now) {
        return switch (session.at()) {
            case Place.Idle _ -> Entrance.idle(session, event, now);
            case Place.Choosing choosing -> Entrance.choosing(session, choosing, event, now);
            case Place.Identifying identifying -> Identity.step(session, identifying, event, now);
            case Place.Filling filling -> Forms.filling(session, filling, event);
            case Place.Confirming confirming -> Signing.step(session, confirming, event);
            case Place.Submitting submitting -> Handout.submitting(session, submitting, event);
            case Place.Passing passing -> HandingOver.step(session, passing, event);
            case Place.Paying paying -> Checkout.step(session, paying, event);
            case Place.Delivering delivering -> Handout.delivering(session, delivering, event, now);
            case Place.Farewell farewell -> Handout.farewell(session, farewell, event, now);
            case Place.OutOfService out -> Backstage.outside(session, out, event, now);
            case Place.AtStaff here -> Backstage.step(session, here, event, now);
        };
    }

    private static Step home(Session session) {
        return switch (session.at()) {
            case Place.Choosing choosing ->
                Step.to(
                        session.to(new Place.Choosing(new Place.Shelf.Themes(0), choosing.person())),
                        new Effect.ForgetCard(),
                        new Effect.ForgetCode());
            case Place.Idle _ -> Step.to(session.to(new Place.Choosing(new Place.Shelf.Themes(0), Optional.empty())));
            case Place.Identifying identifying ->
                Step.to(
                        session.to(new Place.Choosing(
                                new Place.Shelf.Themes(0), identifying.road().visitor())),
                        new Effect.ForgetCard(),
                        new Effect.ForgetCode());
            default -> Step.to(session);
        };
    }

    /// Whether the citizen may go now: not while the centre or a printer is at work, or money on
    /// its way.
    public static boolean leaves(Session session) {
        return switch (session.at()) {
            case Place.Submitting _, Place.OutOfService _, Place.AtStaff _ -> false;
            case Place.Passing passing -> passing.wrong().isPresent();
            case Place.Paying paying -> Checkout.idle(paying);
            case Place.Delivering(var _, var _, Place.Handing.Printing _) -> false;
            case Place.Delivering(var _, var _, Place.Handing.TakeCard _) -> false;
            default -> true;
        };
    }

    private static Step leave(Session session, Instant now) {
        if (!leaves(session)) return Step.to(session);
        return switch (session.at()) {
            case Place.Idle _ -> Step.to(session);
            case Place.Farewell _ -> end(session, now);
            case Place.Choosing choosing when choosing.person().isEmpty() -> end(session, now);
            default -> Step.to(session.under(new Over.LeaveQuestion()));
        };
    }

    /// The end of a visit that cannot go on.
    public static Step abandoned(Session session, Instant now) {
        return end(session, now);
    }

    /// Ends the visit and wipes it. A card that still lies there keeps the screen until it is taken.
    static Step end(Session session, Instant now) {
        var next = session.next(now);
        // in their own language and type: it is still they who must read it
        if (session.cardThere()) next = next.with(session.comfort()).under(new Over.CardLeft(now));
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.Wipe());
        if (session.at() instanceof Place.Farewell farewell) effects.addAll(Handout.unsent(farewell));
        effects.addAll(List.of(new Effect.WatchCard(), new Effect.WatchCode()));
        return new Step(next, effects);
    }

    private static Step presence(Session session, boolean there) {
        if (!there && session.over() instanceof Over.CardLeft)
            return Step.to(session.under(new Over.Nothing()).with(Comfort.PLAIN));
        if (!there
                && session.at()
                        instanceof Place.Delivering(var road, var outcome, Place.Handing.TakeCard(var papers, var _)))
            return Handout.print(session, road, outcome, papers);
        return Step.to(session);
    }

    private static Step closed(Session session, String reason) {
        return switch (session.at()) {
            case Place.Idle _, Place.OutOfService _ -> Step.to(session.to(new Place.OutOfService(reason)));
            case Place.AtStaff(var shift, var _) -> Step.to(session.to(new Place.AtStaff(shift, Optional.of(reason))));
            default -> Step.to(session);
        };
    }

    /// What was handed in already comes to its end on its own page; a form that could not be kept does not
    /// go on.
    private static Step outOfOrder(Session session, String reason, Instant now) {
        return switch (session.at()) {
            case Place.Choosing _, Place.Identifying _, Place.Filling _, Place.Confirming _ -> {
                var end = end(session, now);
                yield new Step(end.next().to(new Place.OutOfService(reason)), end.effects());
            }
            case Place.Idle _,
                    Place.OutOfService _,
                    Place.AtStaff _,
                    Place.Submitting _,
                    Place.Passing _,
                    Place.Paying _,
                    Place.Delivering _,
                    Place.Farewell _ -> closed(session, reason);
        };
    }

    private static Step opened(Session session, Instant now) {
        if (session.at() instanceof Place.AtStaff(var shift, var _))
            return Step.to(session.to(new Place.AtStaff(shift, Optional.empty())));
        return session.at() instanceof Place.OutOfService ? end(session, now) : Step.to(session);
    }

    private static Step tick(Session session, Instant now) {
        if (session.over() instanceof Over.CardLeft(var since)) return cardAlarm(session, since, now);
        return switch (session.at()) {
            case Place.Idle _ when session.over() instanceof Over.Nothing -> Step.to(session);
            case Place.Submitting _, Place.OutOfService _ -> Step.to(session);
            case Place.AtStaff here -> Backstage.tick(session, here, now);
            case Place.Passing passing when passing.wrong().isEmpty() -> Step.to(session);
            case Place.Paying paying when !Checkout.idle(paying) -> Step.to(session);
            case Place.Delivering(var _, var _, Place.Handing.Printing _) -> Step.to(session);
            case Place.Delivering(var _, var _, Place.Handing.TakeCard(var _, var since)) ->
                cardAlarm(session, since, now);
            case Place.Farewell farewell when !now.isBefore(farewell.since().plus(FAREWELL)) -> end(session, now);
            case Place.Farewell _ -> Step.to(session);
            default -> idle(session, now);
        };
    }

    /// Calls staff once when a card is left lying.
    private static Step cardAlarm(Session session, Instant since, Instant now) {
        boolean due = Duration.between(since, now).toSeconds() == CARD_ALARM.toSeconds();
        return due ? Step.to(session, new Effect.CallStaff("CardLeft")) : Step.to(session);
    }

    private static Step idle(Session session, Instant now) {
        var comfort = session.comfort();
        boolean helped = helpIsComing(session);
        var patience = helped ? HELP : comfort.patience();
        var ends = session.touched().plus(patience);
        if (!now.isBefore(ends)) return end(session, now);
        if (helped) return Step.to(session);
        if (now.isBefore(ends.minus(comfort.warning()))) return Step.to(session);
        return Step.to(session.under(new Over.StillThere(ends)));
    }
}
