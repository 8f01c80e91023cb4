package org.openstm.kiosk.session.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;

/// A social security card instead of an identity card, on the pure state machine.
class SocialCardTest {
    private static final IdentifiedPerson LI =
            IdentifiedPerson.ofSocialCard("李秀兰", "530102195503080028", "resident", "", "1955-03-08");
    private static final IdentifiedPerson EXPIRED =
            IdentifiedPerson.ofSocialCard("孙桂花", "530101196001010028", "resident", "2025-03-08", "1960-01-01");
    private final Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.initialSession(CatalogueFiles.loadShipped(), true, now);

    private void on(SessionEvent... events) {
        for (var event : events)
            session = SessionStateMachine.nextStep(session, event, now).next();
    }

    private void toCard(String item) {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeItem(item), new SessionEvent.BeginItem(item));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree());
        assertInstanceOf(IdentificationStep.LayCard.class, proof());
    }

    private IdentificationStep proof() {
        return assertInstanceOf(SessionState.Identifying.class, session.at()).proof();
    }

    private String trouble() {
        return assertInstanceOf(IdentificationStep.LayCard.class, proof())
                .trouble()
                .orElseThrow()
                .text();
    }

    @Test
    void it_says_who_it_is_as_an_identity_card_does_and_is_told_as_what_it_was() {
        toCard("pension/join-rural");
        on(new SessionEvent.CardRead(LI));
        assertInstanceOf(SessionState.Filling.class, session.at());
        assertEquals(
                Set.of(IdentityFactor.SOCIAL_SECURITY_CARD),
                session.findApplication().orElseThrow().factors());
        assertTrue(session.cardThere(), "it must be taken in the end");
    }

    @Test
    void where_the_person_must_be_seen_it_does_not_suffice_alone() {
        toCard("pension/life-proof");
        on(new SessionEvent.CardRead(LI));
        assertInstanceOf(IdentificationStep.PersonCheck.class, proof());
    }

    @Test
    void one_that_has_expired_is_told_with_its_day() {
        toCard("pension/join-rural");
        on(new SessionEvent.CardRead(EXPIRED));
        assertEquals("card.social-expired", trouble());
        on(new SessionEvent.CardRead(LI));
        assertInstanceOf(SessionState.Filling.class, session.at());
    }

    @Test
    void who_acts_for_another_lays_identity_cards() {
        var item = "pension/life-proof";
        on(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem(item),
                new SessionEvent.BeginItemFor(item, RepresentativeRole.HELPER));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree(), new SessionEvent.CardRead(LI));
        assertEquals("card.id-wanted", trouble());
    }

    @Test
    void one_that_was_read_before_acts_for_nobody_else() {
        var item = "pension/life-proof";
        on(new SessionEvent.StartSession(), new SessionEvent.CardRead(LI));
        assertEquals(
                "李秀兰",
                assertInstanceOf(SessionState.Choosing.class, session.at())
                        .person()
                        .orElseThrow()
                        .name());
        on(new SessionEvent.SeeItem(item), new SessionEvent.BeginItemFor(item, RepresentativeRole.HELPER));
        assertTrue(session.findApplication().orElseThrow().person().isEmpty(), "an identity card is asked for");
    }

    @Test
    void a_wrong_card_is_not_said_to_be_broken_however_often_it_is_tried() {
        toCard("pension/join-rural");
        for (int i = 0; i < 4; i++) on(new SessionEvent.CardUnreadable("card-is-bank"));
        assertEquals("card.card-is-bank", trouble());
        on(new SessionEvent.CardUnreadable("card-mute"));
        assertEquals("card.third-time", trouble());
    }
}
