package org.openstm.kiosk.session.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.openstm.kiosk.catalog.ItemCatalogue;

/// The session of one citizen, or the idle time before the next one.
///
/// @param number increasing number; an event of an earlier session is dropped
/// @param touched time of the last touch or device input
/// @param cardThere whether the card of the last read still lies on the reader
/// @param told answers that this citizen need not give again
/// @param order order in which items are shown
/// @param demo whether a simulated person match is offered
/// @param seconds time of the last tick, touch or answer: the flows take it as now, screens count down from it
public record Session(
        long number,
        SessionState at,
        Overlay over,
        AccessibilityOptions comfort,
        ServiceEnvironment world,
        Instant touched,
        Instant seconds,
        boolean cardThere,
        ItemCatalogue catalog,
        CarriedAnswers told,
        Personalization order,
        boolean demo) {

    /// China has one time zone.
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public LocalDate today() {
        return LocalDate.ofInstant(seconds, ZONE);
    }

    /// Day and time at the terminal.
    public LocalDateTime localTime() {
        return LocalDateTime.ofInstant(seconds, ZONE);
    }

    public static Session initialSession(ItemCatalogue catalog, boolean demo, Instant now) {
        return new Session(
                1,
                new SessionState.Idle(),
                new Overlay.NoOverlay(),
                AccessibilityOptions.PLAIN,
                ServiceEnvironment.FINE,
                now,
                now,
                false,
                catalog,
                CarriedAnswers.NOTHING,
                Personalization.USUAL,
                demo);
    }

    public Session withState(SessionState place) {
        return new Session(
                number,
                place,
                new Overlay.NoOverlay(),
                comfort,
                world,
                touched,
                seconds,
                cardThere,
                catalog,
                told,
                order,
                demo);
    }

    public Session withOverlay(Overlay cover) {
        return new Session(number, at, cover, comfort, world, touched, seconds, cardThere, catalog, told, order, demo);
    }

    public Session withOptions(AccessibilityOptions wish) {
        return new Session(number, at, over, wish, world, touched, seconds, cardThere, catalog, told, order, demo);
    }

    public Session withEnvironment(ServiceEnvironment now) {
        return new Session(number, at, over, comfort, now, touched, seconds, cardThere, catalog, told, order, demo);
    }

    public Session withPersonalization(Personalization wish) {
        return new Session(number, at, over, comfort, world, touched, seconds, cardThere, catalog, told, wish, demo);
    }

    public Session withTouchTime(Instant now) {
        return new Session(number, at, over, comfort, world, now, now, cardThere, catalog, told, order, demo);
    }

    public Session withTick(Instant tick) {
        return new Session(number, at, over, comfort, world, touched, tick, cardThere, catalog, told, order, demo);
    }

    public Session withCatalog(ItemCatalogue other) {
        return new Session(number, at, over, comfort, world, touched, seconds, cardThere, other, told, order, demo);
    }

    public Session withCardThere(boolean there) {
        return new Session(number, at, over, comfort, world, touched, seconds, there, catalog, told, order, demo);
    }

    /// Answers given for another person do not apply to the person at the terminal.
    public Session withAnswersFrom(ServiceApplication road) {
        if (road.acting().isPresent()) return this;
        return new Session(
                number,
                at,
                over,
                comfort,
                world,
                touched,
                seconds,
                cardThere,
                catalog,
                told.withAnswersOf(road),
                order,
                demo);
    }

    /// The next session: only the state of the terminal carries over.
    public Session nextSession(Instant now) {
        return new Session(
                number + 1,
                new SessionState.Idle(),
                new Overlay.NoOverlay(),
                AccessibilityOptions.PLAIN,
                world,
                now,
                now,
                cardThere,
                catalog,
                CarriedAnswers.NOTHING,
                Personalization.USUAL,
                demo);
    }

    /// The identified person at the terminal, in whichever state.
    public Optional<IdentifiedPerson> findPerson() {
        return at instanceof SessionState.Choosing(var _, var person)
                ? person
                : findApplication().flatMap(ServiceApplication::visitor);
    }

    /// The current application, once one was begun.
    public Optional<ServiceApplication> findApplication() {
        return switch (at) {
            case SessionState.Identifying identifying -> Optional.of(identifying.road());
            case SessionState.Filling filling -> Optional.of(filling.road());
            case SessionState.Confirming confirming -> Optional.of(confirming.road());
            case SessionState.Submitting submitting -> Optional.of(submitting.road());
            case SessionState.TransferringState passing -> Optional.of(passing.road());
            case SessionState.Paying paying -> Optional.of(paying.road());
            case SessionState.Delivering delivering -> Optional.of(delivering.road());
            case SessionState.Farewell farewell -> Optional.of(farewell.road());
            case SessionState.Idle _, SessionState.Choosing _, SessionState.OutOfService _, SessionState.AtStaff _ ->
                Optional.empty();
        };
    }

    @Override
    public String toString() {
        return "Session[" + number + ", " + at.getClass().getSimpleName() + "]";
    }
}
