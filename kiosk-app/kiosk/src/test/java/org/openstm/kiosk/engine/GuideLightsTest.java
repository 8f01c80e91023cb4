package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openstm.device.Lights.Glow;
import org.openstm.device.Lights.Light;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;

/// The lights show where to lay, show and take, and are off when there is nothing to do.
class GuideLightsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final Map<Light, Glow> DARK = Map.of();

    private static Session after(Session session, SessionEvent... events) {
        var next = session;
        for (var event : events)
            next = SessionStateMachine.nextStep(next, event, NOW).next();
        return next;
    }

    @Test
    void the_way_of_a_proof_of_life() {
        var asleep = Session.initialSession(CatalogueFiles.loadShipped(), true, NOW);
        assertEquals(DARK, GuideLights.lightsFor(asleep));
        var asked = after(
                asleep,
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem("pension/life-proof"),
                new SessionEvent.BeginItem("pension/life-proof"),
                new SessionEvent.TickConsent(),
                new SessionEvent.Agree());
        assertEquals(Map.of(Light.CARD, Glow.BLINK), GuideLights.lightsFor(asked));
        assertEquals(
                Map.of(Light.CODE, Glow.BLINK), GuideLights.lightsFor(after(asked, new SessionEvent.LoginByPhone())));
        assertEquals(Map.of(Light.HELP, Glow.BLINK), GuideLights.lightsFor(after(asked, new SessionEvent.CallHelp())));
        var known = after(asked, new SessionEvent.CardRead(LI));
        assertEquals(DARK, GuideLights.lightsFor(known));

        var check = after(
                known,
                new SessionEvent.CheckByMatch(),
                new SessionEvent.PersonMatched(true),
                new SessionEvent.ConfirmCase("tx"));
        for (var documents : List.of(
                List.<CaseOutcome.SealedDocument>of(), List.of(new CaseOutcome.SealedDocument("D1", "证明", 1, "")))) {
            var told = after(
                    check,
                    new SessionEvent.OutcomeKnown(new CaseOutcome.Accepted(
                            "tx",
                            "SF202611240317",
                            "2026年11月24日 14:32",
                            Map.of(),
                            LocalizedText.of("好", "ok"),
                            documents)));
            assertEquals(DARK, GuideLights.lightsFor(told));
            var card = after(told, new SessionEvent.PrintPapers());
            assertEquals(Map.of(Light.CARD, Glow.BLINK), GuideLights.lightsFor(card), "card first");
            var mouth = documents.isEmpty() ? Light.SLIP : Light.DOCUMENT;
            assertEquals(
                    Map.of(mouth, Glow.BLINK),
                    GuideLights.lightsFor(after(card, new SessionEvent.CardPresence(false))));
        }
    }
}
