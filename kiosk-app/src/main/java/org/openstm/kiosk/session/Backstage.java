package org.openstm.kiosk.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.openstm.kiosk.staff.Shift;

/// From the sleeping screen to the staff's side and back.
final class Backstage {
    private Backstage() {}

    /// Cards and codes are left alone meanwhile: they would be somebody's.
    static Step begin(Session session, Optional<String> shut, Instant now) {
        return Step.to(
                session.to(new Place.AtStaff(Shift.begin(now), shut)),
                new Effect.ForgetCard(),
                new Effect.ForgetCode());
    }

    static Step outside(Session session, Place.OutOfService out, Event event, Instant now) {
        return event instanceof Event.Knock ? begin(session, Optional.of(out.reason()), now) : Step.to(session);
    }

    static Step step(Session session, Place.AtStaff here, Event event, Instant now) {
        return switch (event) {
            case Event.ByStaffAct(var act) -> after(session, here, here.shift().step(act, now), now);
            case Event.StaffNews(var news) -> after(session, here, here.shift().hear(news, now), now);
            default -> Step.to(session);
        };
    }

    static Step tick(Session session, Place.AtStaff here, Instant now) {
        return after(session, here, here.shift().tick(now), now);
    }

    private static Step after(Session session, Place.AtStaff here, Shift.Step step, Instant now) {
        var effects = new ArrayList<Effect>();
        for (var order : step.orders()) effects.add(new Effect.Staff(order));
        if (step.next().isPresent())
            return new Step(session.to(new Place.AtStaff(step.next().get(), here.shut())), effects);
        var end = Visit.end(session, now);
        effects.addAll(end.effects());
        return new Step(
                here.shut()
                        .map(why -> end.next().to(new Place.OutOfService(why)))
                        .orElse(end.next()),
                effects);
    }
}
