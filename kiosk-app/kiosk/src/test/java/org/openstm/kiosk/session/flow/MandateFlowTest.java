package org.openstm.kiosk.session.flow;

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
import org.openstm.kiosk.session.model.CarriedAnswers;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.IdentityFactor;
import org.openstm.kiosk.session.model.OrganisationMandate;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;
import org.openstm.kiosk.session.model.TerminalEvent;

/// A person acts for a legal person (S34), on the pure state machine.
class MandateFlowTest {
    private static final IdentifiedPerson ZHAO = new IdentifiedPerson("赵伟", "530112199008150018", "resident", "云岭", "");
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final String CODE = "91350100M000100Y43";
    private static final String REPORT = "self-employed/annual-report";
    private static final String COPY = "self-employed/licence-copy";
    private static final ServiceEnvironment CUT =
            new ServiceEnvironment(false, Set.of(), Set.of(), Set.of(), false, false);

    private final Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.initialSession(CatalogueFiles.loadShipped(), true, now);
    private final List<SessionEffect> done = new ArrayList<>();

    private void on(SessionEvent... events) {
        for (var event : events) {
            var step = SessionStateMachine.nextStep(session, event, now);
            session = step.next();
            done.addAll(step.effects());
        }
    }

    private void begin(String item) {
        on(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem(item),
                new SessionEvent.BeginItemFor(item, RepresentativeRole.ORGANISATION));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree());
    }

    private void type(String signs) {
        for (var sign : signs.split("")) on(new SessionEvent.PressKey(sign));
        on(new SessionEvent.GoOn());
    }

    private ServiceApplication road() {
        return session.findApplication().orElseThrow();
    }

    private IdentificationStep.OrganisationEntry proof() {
        return assertInstanceOf(
                IdentificationStep.OrganisationEntry.class,
                assertInstanceOf(SessionState.Identifying.class, session.at()).proof());
    }

    @Test
    @DisplayName(
            "S34 the handler is identified, the code is typed and checked, the register says yes, the case is the unit's")
    void a_handler_acts_for_an_organisation() {
        begin(REPORT);
        on(new SessionEvent.CardRead(ZHAO));
        assertEquals("", proof().entry());
        type("91350100M000100Y4");
        assertEquals("error.uscc-short", proof().wrong().orElseThrow().text());
        on(new SessionEvent.ClearEntry());
        type("91350100M000100Y44");
        assertEquals("error.uscc", proof().wrong().orElseThrow().text(), "GB 32100");
        on(new SessionEvent.Backspace());
        type("3");
        assertEquals(new SessionEffect.FetchMandate(ZHAO, CODE), done.getLast());
        on(new SessionEvent.PressKey("1"), new SessionEvent.GoOn());
        assertEquals(CODE, proof().entry(), "while it is asked nothing moves");
        var mandate = new OrganisationMandate(CODE, "秀兰副食店", false, "2027-06-30");
        on(new SessionEvent.MandateGranted(new OrganisationMandate("another", "x", true, "")));
        assertTrue(proof().asking(), "that was another question");
        on(new SessionEvent.MandateGranted(mandate));
        on(new SessionEvent.GoOn());
        assertInstanceOf(SessionState.Filling.class, session.at());
        assertEquals("秀兰副食店", road().person().orElseThrow().shownName(), "in full: it is public");
        assertEquals(CODE, road().person().orElseThrow().number());
        assertEquals(ZHAO, road().visitor().orElseThrow());
        assertEquals(ZHAO, session.findPerson().orElseThrow(), "the screen greets who stands there");
        assertEquals(Set.of(IdentityFactor.ID_CARD, IdentityFactor.MANDATE), road().factors());
        assertEquals(
                CarriedAnswers.NOTHING,
                session.withAnswersFrom(road()).told(),
                "what is true of the unit is not told of the person");
    }

    @Test
    @DisplayName("S34 a representative is checked in person where the item wants L3")
    void a_person_check_is_of_who_stands_there() {
        begin(COPY);
        on(new SessionEvent.CardRead(LI), new SessionEvent.CheckByMatch(), new SessionEvent.PersonMatched(true));
        type(CODE);
        on(new SessionEvent.MandateGranted(new OrganisationMandate(CODE, "秀兰副食店", true, "")), new SessionEvent.GoOn());
        assertEquals(
                Set.of(IdentityFactor.ID_CARD, IdentityFactor.SIMULATED_MATCH, IdentityFactor.MANDATE),
                road().factors());
        assertEquals(LI, road().visitor().orElseThrow());
    }

    @Test
    void every_no_is_said_and_another_code_can_be_typed() {
        begin(REPORT);
        on(new SessionEvent.CardRead(ZHAO));
        for (var no :
                List.of("organisation-unknown", "organisation-struck-off", "not-authorised", "authorisation-expired")) {
            on(new SessionEvent.ClearEntry());
            type(CODE);
            on(new SessionEvent.MandateDenied(CODE, new EntryVerdict.Wrong("mandate." + no, "2026-10-31")));
            assertEquals("mandate." + no, proof().wrong().orElseThrow().text());
            assertFalse(proof().asking());
            assertTrue(road().person().isEmpty());
        }
        on(
                new SessionEvent.GoOn(),
                new SessionEvent.MandateDenied(CODE, new EntryVerdict.Wrong("error.centre-away", "")));
        on(
                new SessionEvent.GoOn(),
                new SessionEvent.MandateGranted(new OrganisationMandate(CODE, "秀兰副食店", true, "")),
                new SessionEvent.GoBack());
        assertTrue(proof().mandate().isEmpty(), "it was another one");
    }

    @Test
    @DisplayName("S34 nobody hands in for themselves what only organisations have")
    void only_as_by_says() {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeItem(REPORT), new SessionEvent.BeginItem(REPORT));
        assertInstanceOf(SessionState.Choosing.class, session.at());
        on(new SessionEvent.BeginItemFor(REPORT, RepresentativeRole.AGENT));
        assertInstanceOf(SessionState.Choosing.class, session.at());
        on(
                new SessionEvent.SeeItem("pension/life-proof"),
                new SessionEvent.BeginItemFor("pension/life-proof", RepresentativeRole.ORGANISATION));
        assertInstanceOf(SessionState.Choosing.class, session.at(), "a pensioner is no organisation");
    }

    @Test
    void while_the_line_is_down_the_code_goes_with_what_may_be_stored_and_is_judged_later() {
        begin(REPORT);
        on(new SessionEvent.CardRead(ZHAO), new TerminalEvent.EnvironmentChanged(CUT));
        type(CODE);
        assertInstanceOf(SessionState.Filling.class, session.at());
        assertEquals(CODE, road().person().orElseThrow().name(), "its name is not known");
        assertEquals(
                Set.of(IdentityFactor.ID_CARD, IdentityFactor.CREDIT_CODE),
                road().factors(),
                "nobody has said that they may");
        assertTrue(done.stream().noneMatch(SessionEffect.FetchMandate.class::isInstance));
    }

    @Test
    void what_cannot_be_stored_waits_for_the_line() {
        begin(COPY);
        on(
                new SessionEvent.CardRead(LI),
                new SessionEvent.CheckByMatch(),
                new SessionEvent.PersonMatched(true),
                new TerminalEvent.EnvironmentChanged(CUT));
        type(CODE);
        assertEquals("error.centre-away", proof().wrong().orElseThrow().text());
    }

    @Test
    void who_is_known_already_lays_no_card_again() {
        on(new SessionEvent.CardRead(ZHAO));
        begin(REPORT);
        type(CODE);
        assertEquals(new SessionEffect.FetchMandate(ZHAO, CODE), done.getLast());
        on(new SessionEvent.MandateGranted(new OrganisationMandate(CODE, "秀兰副食店", true, "")), new SessionEvent.GoOn());
        assertTrue(road().factors().contains(IdentityFactor.ID_CARD));
        on(new SessionEvent.CardPresence(false), new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        assertTrue(session.findApplication().isEmpty());
    }
}
