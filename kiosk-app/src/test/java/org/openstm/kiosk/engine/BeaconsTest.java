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
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Outcome;
import org.openstm.kiosk.session.Person;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.session.Visit;

/// The lights show where to lay, show and take, and nothing where nothing is to be done.
class BeaconsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
    private static final Person LI = new Person("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final Map<Light, Glow> DARK = Map.of();

    private static Session after(Session session, Event... events) {
        var next = session;
        for (var event : events) next = Visit.step(next, event, NOW).next();
        return next;
    }

    @Test
    void the_way_of_a_proof_of_life() {
        var asleep = Session.first(CatalogueFiles.loadShipped(), true, NOW);
        assertEquals(DARK, Beacons.of(asleep));
        var asked = after(
                asleep,
                new Event.Start(),
                new Event.SeeItem("pension/life-proof"),
                new Event.Begin("pension/life-proof"),
                new Event.TickConsent(),
                new Event.Agree());
        assertEquals(Map.of(Light.CARD, Glow.BLINK), Beacons.of(asked));
        assertEquals(Map.of(Light.CODE, Glow.BLINK), Beacons.of(after(asked, new Event.ByPhone())));
        assertEquals(Map.of(Light.HELP, Glow.BLINK), Beacons.of(after(asked, new Event.Help())));
        var known = after(asked, new Event.CardRead(LI));
        assertEquals(DARK, Beacons.of(known));

        var check = after(known, new Event.ByMatch(), new Event.Matched(true), new Event.Confirm("tx"));
        for (var documents : List.of(List.<Outcome.Document>of(), List.of(new Outcome.Document("D1", "证明", 1, "")))) {
            var told = after(
                    check,
                    new Event.Told(new Outcome.Accepted(
                            "tx",
                            "SF202611240317",
                            "2026年11月24日 14:32",
                            Map.of(),
                            LocalizedText.of("好", "ok"),
                            documents)));
            assertEquals(DARK, Beacons.of(told));
            var card = after(told, new Event.PrintPapers());
            assertEquals(Map.of(Light.CARD, Glow.BLINK), Beacons.of(card), "card first");
            var mouth = documents.isEmpty() ? Light.SLIP : Light.DOCUMENT;
            assertEquals(Map.of(mouth, Glow.BLINK), Beacons.of(after(card, new Event.CardPresence(false))));
        }
    }
}
