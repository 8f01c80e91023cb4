package org.openstm.kiosk.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.Place.Proof;

/// Somebody acts for a legal person (S34), on the pure machine.
class MandatesTest {
    private static final Person ZHAO = new Person("赵伟", "530112199008150018", "resident", "云岭", "");
    private static final Person LI = new Person("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final String CODE = "91350100M000100Y43";
    private static final String REPORT = "self-employed/annual-report";
    private static final String COPY = "self-employed/licence-copy";
    private static final World CUT = new World(false, Set.of(), Set.of(), Set.of(), false, false);

    private final Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.first(CatalogueFiles.loadShipped(), true, now);
    private final List<Effect> done = new ArrayList<>();

    private void on(Event... events) {
        for (var event : events) {
            var step = Visit.step(session, event, now);
            session = step.next();
            done.addAll(step.effects());
        }
    }

    private void begin(String item) {
        on(new Event.Start(), new Event.SeeItem(item), new Event.BeginFor(item, RepresentativeRole.ORGANISATION));
        on(new Event.TickConsent(), new Event.Agree());
    }

    private void type(String signs) {
        for (var sign : signs.split("")) on(new Event.Key(sign));
        on(new Event.Next());
    }

    private Road road() {
        return session.road().orElseThrow();
    }

    private Proof.Organisation proof() {
        return assertInstanceOf(
                Proof.Organisation.class,
                assertInstanceOf(Place.Identifying.class, session.at()).proof());
    }

    @Test
    @DisplayName(
            "S34 the handler is identified, the code is typed and checked, the register says yes, the case is the unit's")
    void a_handler_acts_for_an_organisation() {
        begin(REPORT);
        on(new Event.CardRead(ZHAO));
        assertEquals("", proof().entry());
        type("91350100M000100Y4");
        assertEquals("error.uscc-short", proof().wrong().orElseThrow().text());
        on(new Event.ClearEntry());
        type("91350100M000100Y44");
        assertEquals("error.uscc", proof().wrong().orElseThrow().text(), "GB 32100");
        on(new Event.Rub());
        type("3");
        assertEquals(new Effect.FetchMandate(ZHAO, CODE), done.getLast());
        on(new Event.Key("1"), new Event.Next());
        assertEquals(CODE, proof().entry(), "while it is asked nothing moves");
        var mandate = new Mandate(CODE, "秀兰副食店", false, "2027-06-30");
        on(new Event.Mandated(new Mandate("another", "x", true, "")));
        assertTrue(proof().asking(), "that was another question");
        on(new Event.Mandated(mandate));
        on(new Event.Next());
        assertInstanceOf(Place.Filling.class, session.at());
        assertEquals("秀兰副食店", road().person().orElseThrow().shownName(), "in full: it is public");
        assertEquals(CODE, road().person().orElseThrow().number());
        assertEquals(ZHAO, road().visitor().orElseThrow());
        assertEquals(ZHAO, session.person().orElseThrow(), "the screen greets who stands there");
        assertEquals(Set.of("id-card", "mandate"), road().factors());
        assertEquals(Told.NOTHING, session.told(road()).told(), "what is true of the unit is not told of the person");
    }

    @Test
    @DisplayName("S34 a representative is checked in person where the item wants L3")
    void a_person_check_is_of_who_stands_there() {
        begin(COPY);
        on(new Event.CardRead(LI), new Event.ByMatch(), new Event.Matched(true));
        type(CODE);
        on(new Event.Mandated(new Mandate(CODE, "秀兰副食店", true, "")), new Event.Next());
        assertEquals(Set.of("id-card", "simulated-match", "mandate"), road().factors());
        assertEquals(LI, road().visitor().orElseThrow());
    }

    @Test
    void every_no_is_said_and_another_code_can_be_typed() {
        begin(REPORT);
        on(new Event.CardRead(ZHAO));
        for (var no :
                List.of("organisation-unknown", "organisation-struck-off", "not-authorised", "authorisation-expired")) {
            on(new Event.ClearEntry());
            type(CODE);
            on(new Event.NotMandated(CODE, new EntryVerdict.Wrong("mandate." + no, "2026-10-31")));
            assertEquals("mandate." + no, proof().wrong().orElseThrow().text());
            assertFalse(proof().asking());
            assertTrue(road().person().isEmpty());
        }
        on(new Event.Next(), new Event.NotMandated(CODE, new EntryVerdict.Wrong("error.centre-away", "")));
        on(new Event.Next(), new Event.Mandated(new Mandate(CODE, "秀兰副食店", true, "")), new Event.Back());
        assertTrue(proof().mandate().isEmpty(), "it was another one");
    }

    @Test
    @DisplayName("S34 nobody hands in for themselves what only organisations have")
    void only_as_by_says() {
        on(new Event.Start(), new Event.SeeItem(REPORT), new Event.Begin(REPORT));
        assertInstanceOf(Place.Choosing.class, session.at());
        on(new Event.BeginFor(REPORT, RepresentativeRole.AGENT));
        assertInstanceOf(Place.Choosing.class, session.at());
        on(
                new Event.SeeItem("pension/life-proof"),
                new Event.BeginFor("pension/life-proof", RepresentativeRole.ORGANISATION));
        assertInstanceOf(Place.Choosing.class, session.at(), "a pensioner is no organisation");
    }

    @Test
    void while_the_line_is_down_the_code_goes_with_what_may_be_stored_and_is_judged_later() {
        begin(REPORT);
        on(new Event.CardRead(ZHAO), new Event.WorldChanged(CUT));
        type(CODE);
        assertInstanceOf(Place.Filling.class, session.at());
        assertEquals(CODE, road().person().orElseThrow().name(), "its name is not known");
        assertEquals(Set.of("id-card", "credit-code"), road().factors(), "nobody has said that they may");
        assertTrue(done.stream().noneMatch(Effect.FetchMandate.class::isInstance));
    }

    @Test
    void what_cannot_be_stored_waits_for_the_line() {
        begin(COPY);
        on(new Event.CardRead(LI), new Event.ByMatch(), new Event.Matched(true), new Event.WorldChanged(CUT));
        type(CODE);
        assertEquals("error.centre-away", proof().wrong().orElseThrow().text());
    }

    @Test
    void who_is_known_already_lays_no_card_again() {
        on(new Event.CardRead(ZHAO));
        begin(REPORT);
        type(CODE);
        assertEquals(new Effect.FetchMandate(ZHAO, CODE), done.getLast());
        on(new Event.Mandated(new Mandate(CODE, "秀兰副食店", true, "")), new Event.Next());
        assertTrue(road().factors().contains("id-card"));
        on(new Event.CardPresence(false), new Event.Leave(), new Event.ReallyLeave());
        assertTrue(session.road().isEmpty());
    }
}
