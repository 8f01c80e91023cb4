package org.openstm.kiosk.session.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionStep;
import org.openstm.kiosk.staff.StaffSession;

/// From the idle screen to the staff pages and back.
final class StaffFlow {
    private StaffFlow() {}

    /// Cards and codes are ignored meanwhile: they would belong to a citizen.
    static SessionStep beginStaffSession(Session session, Optional<String> shut, Instant now) {
        return SessionStep.of(
                session.withState(new SessionState.AtStaff(StaffSession.beginAtLogin(now), shut)),
                new SessionEffect.StopCardWatch(),
                new SessionEffect.StopCodeWatch());
    }

    static SessionStep stepOutOfService(
            Session session, SessionState.OutOfService out, SessionEvent.OutOfServiceEvent event, Instant now) {
        return switch (event) {
            case SessionEvent.OpenStaffLogin _ -> beginStaffSession(session, Optional.of(out.reason()), now);
        };
    }

    static SessionStep stepAtStaff(
            Session session, SessionState.AtStaff here, SessionEvent.StaffPageEvent event, Instant now) {
        return switch (event) {
            case SessionEvent.StaffTouch(var act) ->
                applyStaffStep(session, here, here.shift().nextStep(act, now), now);
            case SessionEvent.StaffEventArrived(var news) ->
                applyStaffStep(session, here, here.shift().applyEvent(news, now), now);
        };
    }

    static SessionStep tickStaffSession(Session session, SessionState.AtStaff here, Instant now) {
        return applyStaffStep(session, here, here.shift().applyTick(now), now);
    }

    private static SessionStep applyStaffStep(
            Session session, SessionState.AtStaff here, StaffSession.StaffStep step, Instant now) {
        var effects = new ArrayList<SessionEffect>();
        for (var order : step.orders()) effects.add(new SessionEffect.RunStaffCommand(order));
        if (step.next().isPresent())
            return new SessionStep(
                    session.withState(new SessionState.AtStaff(step.next().get(), here.shut())), effects);
        var end = SessionStateMachine.endSession(session, now);
        effects.addAll(end.effects());
        return new SessionStep(
                here.shut()
                        .map(why -> end.next().withState(new SessionState.OutOfService(why)))
                        .orElse(end.next()),
                effects);
    }
}
