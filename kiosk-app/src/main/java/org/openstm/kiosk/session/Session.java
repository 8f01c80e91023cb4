package org.openstm.kiosk.session;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.openstm.kiosk.catalog.ItemCatalogue;

/// The visit of one citizen, or the waiting for one.
///
/// @param number counts up; an event of an earlier number is dropped
/// @param touched when the screen was last touched, or a device last brought something
/// @param cardThere the card of the last read still lies on the reader
/// @param told what this citizen need not tell again
/// @param order in which things are laid out
/// @param demo whether a simulated person match is offered
/// @param seconds a clock for screens that count down: the last tick
public record Session(
        long number,
        Place at,
        Over over,
        Comfort comfort,
        World world,
        Instant touched,
        Instant seconds,
        boolean cardThere,
        ItemCatalogue catalog,
        Told told,
        Order order,
        boolean demo) {

    /// China has one time zone.
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public LocalDate today() {
        return LocalDate.ofInstant(seconds, ZONE);
    }

    /// Day and time at the terminal.
    public LocalDateTime clock() {
        return LocalDateTime.ofInstant(seconds, ZONE);
    }

    public static Session first(ItemCatalogue catalog, boolean demo, Instant now) {
        return new Session(
                1,
                new Place.Idle(),
                new Over.Nothing(),
                Comfort.PLAIN,
                World.FINE,
                now,
                now,
                false,
                catalog,
                Told.NOTHING,
                Order.USUAL,
                demo);
    }

    Session to(Place place) {
        return new Session(
                number,
                place,
                new Over.Nothing(),
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

    Session under(Over cover) {
        return new Session(number, at, cover, comfort, world, touched, seconds, cardThere, catalog, told, order, demo);
    }

    Session with(Comfort wish) {
        return new Session(number, at, over, wish, world, touched, seconds, cardThere, catalog, told, order, demo);
    }

    Session in(World now) {
        return new Session(number, at, over, comfort, now, touched, seconds, cardThere, catalog, told, order, demo);
    }

    Session in(Order wish) {
        return new Session(number, at, over, comfort, world, touched, seconds, cardThere, catalog, told, wish, demo);
    }

    Session touchedAt(Instant now) {
        return new Session(number, at, over, comfort, world, now, now, cardThere, catalog, told, order, demo);
    }

    Session at(Instant tick) {
        return new Session(number, at, over, comfort, world, touched, tick, cardThere, catalog, told, order, demo);
    }

    Session offering(ItemCatalogue other) {
        return new Session(number, at, over, comfort, world, touched, seconds, cardThere, other, told, order, demo);
    }

    Session seeingCard(boolean there) {
        return new Session(number, at, over, comfort, world, touched, seconds, there, catalog, told, order, demo);
    }

    /// What is told for somebody else is not true of who stands there.
    Session told(Road road) {
        if (road.acting().isPresent()) return this;
        return new Session(
                number, at, over, comfort, world, touched, seconds, cardThere, catalog, told.and(road), order, demo);
    }

    /// The next citizen's session: nothing of this one goes over but what is true of the terminal.
    Session next(Instant now) {
        return new Session(
                number + 1,
                new Place.Idle(),
                new Over.Nothing(),
                Comfort.PLAIN,
                world,
                now,
                now,
                cardThere,
                catalog,
                Told.NOTHING,
                Order.USUAL,
                demo);
    }

    /// Who stands there and is identified, wherever the citizen stands.
    public Optional<Person> person() {
        return at instanceof Place.Choosing(var _, var person) ? person : road().flatMap(Road::visitor);
    }

    /// The way through an item, once one was begun.
    public Optional<Road> road() {
        return switch (at) {
            case Place.Identifying identifying -> Optional.of(identifying.road());
            case Place.Filling filling -> Optional.of(filling.road());
            case Place.Confirming confirming -> Optional.of(confirming.road());
            case Place.Submitting submitting -> Optional.of(submitting.road());
            case Place.Passing passing -> Optional.of(passing.road());
            case Place.Paying paying -> Optional.of(paying.road());
            case Place.Delivering delivering -> Optional.of(delivering.road());
            case Place.Farewell farewell -> Optional.of(farewell.road());
            case Place.Idle _, Place.Choosing _, Place.OutOfService _, Place.AtStaff _ -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return "Session[" + number + ", " + at.getClass().getSimpleName() + "]";
    }
}
