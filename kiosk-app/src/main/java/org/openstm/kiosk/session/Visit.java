package org.openstm.kiosk.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One visit, event by event. What holds everywhere stands here; each place answers for itself in a file of its own.
public final class Visit {
    /// A rating page closes by itself.
    static final Duration FAREWELL = Duration.ofSeconds(40);

    private static final Duration HELP = Duration.ofMinutes(10);
    private static final Duration CARD_ALARM = Duration.ofSeconds(60);

    private Visit() {}

    public static Step step(Session before, Event event, Instant now) {
        var session = event instanceof Event.Touch ? before.touchedAt(now) : before;
        return switch (event) {
            case Event.Tick _ -> tick(session.at(now), now);
            case Event.WorldChanged(var world) -> Step.to(session.in(world));
            case Event.Closed(var reason) -> closed(session, reason);
            case Event.Opened _ -> opened(session, now);
            case Event.CardPresence(var there) -> presence(session.seeingCard(there), there);
            case Event.StaffCalled(var ticket) ->
                session.over() instanceof Over.Help ? Step.to(session.under(new Over.Help(ticket))) : Step.to(session);
            case Event.Touch touch -> touched(before, session, touch, now);
            case Event.CardRead read -> place(session.touchedAt(now).seeingCard(true), read, now);
            default -> place(session, event, now);
        };
    }

    /// Lies there a cover over the place, a touch answers the cover; else some touches mean the same everywhere.
    private static Step touched(Session before, Session session, Event.Touch touch, Instant now) {
        if (touch instanceof Event.SwitchLanguage)
            return Step.to(session.with(new Comfort(
                    session.comfort().language().other(), session.comfort().large())));
        if (touch instanceof Event.SwitchLarge)
            return Step.to(session.with(
                    new Comfort(session.comfort().language(), !session.comfort().large())));
        return switch (before.over()) {
            case Over.StillThere _ ->
                touch instanceof Event.ReallyLeave ? end(session, now) : Step.to(session.under(new Over.Nothing()));
            case Over.LeaveQuestion _ ->
                touch instanceof Event.ReallyLeave ? end(session, now) : Step.to(session.under(new Over.Nothing()));
            case Over.Help _ ->
                touch instanceof Event.Help ? Step.to(session) : Step.to(session.under(new Over.Nothing()));
            case Over.CardLeft _ -> Step.to(before);
            case Over.Nothing _ -> open(session, touch, now);
        };
    }

    private static Step open(Session session, Event.Touch touch, Instant now) {
        return switch (touch) {
            case Event.Help _ ->
                Step.to(
                        session.under(new Over.Help("")),
                        new Effect.CallStaff(session.at().getClass().getSimpleName()));
            case Event.Leave _ -> leave(session, now);
            case Event.ReallyLeave _ -> leaves(session) ? end(session, now) : Step.to(session);
            case Event.Home _ -> home(session);
            default -> place(session, touch, now);
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
            case Place.Delivering delivering -> Handout.delivering(session, delivering, event, now);
            case Place.Farewell farewell -> Handout.farewell(session, farewell, event, now);
            case Place.OutOfService _ -> Step.to(session);
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
                                new Place.Shelf.Themes(0), identifying.road().person())),
                        new Effect.ForgetCard());
            default -> Step.to(session);
        };
    }

    /// Whether the citizen may go now: not while the centre or a printer is at work.
    public static boolean leaves(Session session) {
        return switch (session.at()) {
            case Place.Submitting _, Place.OutOfService _ -> false;
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

    /// Ends the visit and wipes it. A card that still lies there keeps the screen until it is taken.
    static Step end(Session session, Instant now) {
        var next = session.next(now);
        if (session.cardThere()) next = next.under(new Over.CardLeft(now));
        return Step.to(next, new Effect.Wipe(), new Effect.WatchCard(), new Effect.WatchCode());
    }

    private static Step presence(Session session, boolean there) {
        if (!there && session.over() instanceof Over.CardLeft) return Step.to(session.under(new Over.Nothing()));
        if (!there
                && session.at()
                        instanceof Place.Delivering(var road, var outcome, Place.Handing.TakeCard(var papers, var _)))
            return Handout.print(session, road, outcome, papers);
        return Step.to(session);
    }

    private static Step closed(Session session, String reason) {
        return session.at() instanceof Place.Idle || session.at() instanceof Place.OutOfService
                ? Step.to(session.to(new Place.OutOfService(reason)))
                : Step.to(session);
    }

    private static Step opened(Session session, Instant now) {
        return session.at() instanceof Place.OutOfService ? end(session, now) : Step.to(session);
    }

    private static Step tick(Session session, Instant now) {
        if (session.over() instanceof Over.CardLeft(var since)) return cardAlarm(session, since, now);
        return switch (session.at()) {
            case Place.Idle _, Place.Submitting _, Place.OutOfService _ -> Step.to(session);
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
        var patience = session.over() instanceof Over.Help ? HELP : comfort.patience();
        var ends = session.touched().plus(patience);
        if (!now.isBefore(ends)) return end(session, now);
        if (session.over() instanceof Over.Help) return Step.to(session);
        if (now.isBefore(ends.minus(comfort.warning()))) return Step.to(session);
        return Step.to(session.under(new Over.StillThere(ends)));
    }
}
