package org.openstm.kiosk.session.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.IdentityFactor;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;
import org.openstm.kiosk.session.model.TerminalEvent;

/// Phone login, on the pure state machine.
class PhoneLoginFlowTest {
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final IdentifiedPerson WANG =
            new IdentifiedPerson("王德福", "530103194405120139", "resident", "云岭", "");
    private static final SessionEvent SHOWN = new SessionEvent.PhoneCodeShown("a.b.c");
    private static final SessionEvent OTHERS = new SessionEvent.PhoneCodeShown("d.e.f");
    private Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.initialSession(CatalogueFiles.loadShipped(), true, now);
    private final List<SessionEffect> done = new ArrayList<>();

    private static IdentifiedPerson phone(Item.AssuranceLevel level) {
        return IdentifiedPerson.ofPhone(LI.name(), LI.number(), "resident", level);
    }

    private void on(SessionEvent... events) {
        for (var event : events) {
            done.clear();
            var step = SessionStateMachine.nextStep(session, event, now);
            session = step.next();
            done.addAll(step.effects());
        }
    }

    private void toCard(String item) {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeItem(item), new SessionEvent.BeginItem(item));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree());
        assertInstanceOf(IdentificationStep.LayCard.class, proof());
    }

    private IdentificationStep proof() {
        return assertInstanceOf(SessionState.Identifying.class, session.at()).proof();
    }

    private ServiceApplication road() {
        return session.findApplication().orElseThrow();
    }

    @Test
    void a_code_in_the_place_of_a_card_opens_the_item() {
        toCard("pension/join-rural");
        assertTrue(done.contains(new SessionEffect.WatchCode()), "it need not be announced");
        on(SHOWN);
        assertEquals(List.of(new SessionEffect.RedeemPhoneCode("a.b.c")), done);
        on(new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L1)));
        assertInstanceOf(SessionState.Filling.class, session.at());
        assertEquals(Set.of(IdentityFactor.APP_CODE_L1), road().factors());
        assertEquals(LI.number(), road().person().orElseThrow().number());
    }

    @Test
    void each_refusal_is_said_and_the_next_code_is_waited_for() {
        toCard("pension/join-rural");
        on(new SessionEvent.LoginByPhone(), SHOWN, new SessionEvent.PhoneRefused("a.b.c", "phone.expired"));
        var show = assertInstanceOf(IdentificationStep.ShowPhoneCode.class, proof());
        assertEquals("phone.expired", show.trouble().orElseThrow().text());
        assertTrue(done.contains(new SessionEffect.WatchCode()));
        on(new SessionEvent.SlipScanned(""));
        assertEquals(
                "phone.strange",
                ((IdentificationStep.ShowPhoneCode) proof())
                        .trouble()
                        .orElseThrow()
                        .text());
        on(SHOWN, new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L2)));
        assertInstanceOf(SessionState.Filling.class, session.at());
    }

    @Test
    void a_card_that_is_laid_while_central_is_asked_goes_before_and_the_answer_comes_too_late() {
        toCard("pension/join-rural");
        on(SHOWN, new SessionEvent.CardRead(WANG));
        assertEquals(WANG.number(), road().person().orElseThrow().number());
        on(new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L3)));
        assertEquals(WANG.number(), road().person().orElseThrow().number());
        assertEquals(Set.of(IdentityFactor.ID_CARD), road().factors());
    }

    @Test
    void an_item_that_must_be_sure_takes_a_phone_that_checked_the_face_and_else_the_same_persons_card() {
        toCard("pension/life-proof");
        on(SHOWN, new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L3)));
        assertInstanceOf(SessionState.Confirming.class, session.at(), "nobody looks a second time");
        on(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        toCard("pension/life-proof");
        on(SHOWN, new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L2)));
        assertEquals(
                "phone.weak",
                ((IdentificationStep.LayCard) proof()).trouble().orElseThrow().text());
        on(new SessionEvent.CardRead(WANG));
        assertEquals(
                "phone.other-person",
                ((IdentificationStep.LayCard) proof()).trouble().orElseThrow().text());
        on(new SessionEvent.CardRead(LI));
        assertInstanceOf(IdentificationStep.PersonCheck.class, proof());
        on(new SessionEvent.CheckByMatch(), new SessionEvent.PersonMatched(true));
        assertInstanceOf(SessionState.Confirming.class, session.at());
    }

    @Test
    void whoever_acts_for_another_lays_both_cards() {
        var item = "pension/old-age-allowance";
        on(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem(item),
                new SessionEvent.BeginItemFor(item, RepresentativeRole.AGENT));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree(), SHOWN);
        assertInstanceOf(IdentificationStep.LayCard.class, proof());
        assertEquals(List.of(new SessionEffect.WatchCode()), done);
        on(new SessionEvent.LoginByPhone());
        assertInstanceOf(IdentificationStep.LayCard.class, proof());
        on(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        on(
                SHOWN,
                new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L3)),
                new SessionEvent.SeeItem(item));
        on(new SessionEvent.BeginItemFor(item, RepresentativeRole.AGENT));
        assertTrue(road().needsVisitorCard(), "who logged in by phone is asked for the card");
    }

    @Test
    void a_sleeping_terminal_takes_a_code_as_it_takes_a_card() {
        on(SHOWN);
        assertTrue(assertInstanceOf(SelectionPage.PhoneLogin.class, shelf()).isAsking());
        on(new SessionEvent.PhoneRefused("a.b.c", "phone.used"));
        assertEquals(
                "phone.used",
                ((SelectionPage.PhoneLogin) shelf()).trouble().orElseThrow().text());
        on(OTHERS, new SessionEvent.PhoneIdentified("d.e.f", phone(Item.AssuranceLevel.L1)));
        assertInstanceOf(SelectionPage.ThemeList.class, shelf());
        on(new SessionEvent.SeeItem("pension/join-rural"), new SessionEvent.BeginItem("pension/join-rural"));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree());
        assertInstanceOf(SessionState.Filling.class, session.at());
        on(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        assertEquals(Optional.empty(), session.findPerson());
    }

    private SelectionPage shelf() {
        return assertInstanceOf(SessionState.Choosing.class, session.at()).shelf();
    }

    @Test
    void a_code_where_the_card_would_show_ones_cases_shows_them() {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeMyCases(), new SessionEvent.LoginByPhone(), SHOWN);
        var person = phone(Item.AssuranceLevel.L1);
        on(new SessionEvent.PhoneIdentified("a.b.c", person));
        assertTrue(done.contains(new SessionEffect.FetchCases(person)), done.toString());
        assertInstanceOf(SelectionPage.FetchingCases.class, shelf());
    }

    @Test
    void without_a_line_or_a_scanner_the_phone_is_not_offered_and_a_code_is_not_asked_of_anybody() {
        on(
                new TerminalEvent.EnvironmentChanged(
                        new ServiceEnvironment(false, Set.of(), Set.of(), Set.of(), false, false)),
                SHOWN);
        assertEquals(
                "phone.no-line",
                ((SelectionPage.PhoneLogin) shelf()).trouble().orElseThrow().text());
        assertFalse(done.contains(new SessionEffect.RedeemPhoneCode("a.b.c")));
        assertFalse(
                new ServiceEnvironment(true, Set.of(), Set.of("barcode-reader"), Set.of(), false, false).takesPhones());
        assertFalse(
                new ServiceEnvironment(true, Set.of(), Set.of(), Set.of(), false, true).takesPhones(),
                "by a wrong clock");
    }

    @Test
    void where_no_card_can_be_read_the_phone_opens_what_it_can_and_who_acts_for_another_is_told() {
        var item = "pension/old-age-allowance";
        on(new TerminalEvent.EnvironmentChanged(
                new ServiceEnvironment(true, Set.of(), Set.of("id-card-reader"), Set.of(), false, false)));
        on(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem(item),
                new SessionEvent.BeginItemFor(item, RepresentativeRole.AGENT));
        assertInstanceOf(SelectionPage.ItemClosed.class, shelf());
        on(new SessionEvent.BeginItem(item), new SessionEvent.TickConsent(), new SessionEvent.Agree());
        assertInstanceOf(IdentificationStep.ShowPhoneCode.class, proof(), "nobody is asked for a card");
        on(SHOWN, new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L1)));
        assertInstanceOf(SessionState.Filling.class, session.at());
        on(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        on(new TerminalEvent.EnvironmentChanged(new ServiceEnvironment(
                true, Set.of(), Set.of("id-card-reader", "barcode-reader"), Set.of(), false, false)));
        on(new SessionEvent.StartSession(), new SessionEvent.SeeItem(item), new SessionEvent.BeginItem(item));
        assertInstanceOf(SelectionPage.ItemClosed.class, shelf());
    }

    @Test
    void from_the_phone_one_goes_back_to_the_card() {
        toCard("pension/join-rural");
        on(new SessionEvent.LoginByPhone(), new SessionEvent.GoBack());
        assertInstanceOf(IdentificationStep.LayCard.class, proof());
        assertTrue(done.contains(new SessionEffect.WatchCard()));
    }

    @Test
    void a_code_that_is_read_again_while_it_is_asked_about_is_the_same_reading() {
        on(SHOWN);
        for (var again : List.of(SHOWN, SHOWN, OTHERS)) {
            on(again);
            assertEquals(List.of(), done);
            assertTrue(assertInstanceOf(SelectionPage.PhoneLogin.class, shelf()).isAsking());
        }
        on(new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L1)), SHOWN);
        assertEquals(List.of(), done, "nor does it matter just behind the answer");
        assertInstanceOf(SelectionPage.ThemeList.class, shelf());
        on(
                new SessionEvent.AskToLeave(),
                new SessionEvent.ConfirmLeave(),
                new SessionEvent.StartSession(),
                new SessionEvent.SeeMyCases(),
                new SessionEvent.LoginByPhone());
        on(SHOWN, SHOWN, OTHERS);
        assertEquals(List.of(), done);
        on(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        toCard("pension/join-rural");
        on(SHOWN, SHOWN, OTHERS);
        assertEquals(List.of(), done);
        assertTrue(((IdentificationStep.ShowPhoneCode) proof()).isAsking());
    }

    @Test
    void a_phone_that_is_still_held_there_after_a_refusal_changes_nothing_and_keeps_nobody_from_leaving() {
        on(SHOWN, new SessionEvent.PhoneRefused("a.b.c", "phone.used"));
        heldOn(true);
        on(OTHERS);
        assertEquals(List.of(new SessionEffect.RedeemPhoneCode("d.e.f")), done, "another one is asked about at once");
        on(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        toCard("pension/join-rural");
        on(SHOWN, new SessionEvent.PhoneRefused("a.b.c", "phone.used"));
        heldOn(true);
        on(OTHERS);
        assertEquals(List.of(new SessionEffect.RedeemPhoneCode("d.e.f")), done);
    }

    @Test
    void what_passes_is_asked_again_in_a_moment_without_another_hand() {
        for (var passing : List.of("phone.no-answer", "phone.no-line")) {
            on(SHOWN, new SessionEvent.PhoneRefused("a.b.c", passing));
            heldOn(false);
            var touched = session.touched();
            now = now.plusSeconds(2);
            on(SHOWN);
            assertEquals(List.of(new SessionEffect.RedeemPhoneCode("a.b.c")), done, passing);
            assertEquals(touched, session.touched(), "a phone that was left lying keeps no session alive");
            on(
                    new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L1)),
                    new SessionEvent.AskToLeave(),
                    new SessionEvent.ConfirmLeave());
            toCard("pension/join-rural");
            on(SHOWN, new SessionEvent.PhoneRefused("a.b.c", passing));
            heldOn(false);
            touched = session.touched();
            now = now.plusSeconds(2);
            on(SHOWN);
            assertEquals(List.of(new SessionEffect.RedeemPhoneCode("a.b.c")), done, passing);
            assertEquals(touched, session.touched(), "a phone that was left lying keeps no session alive");
            on(
                    new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L1)),
                    new SessionEvent.AskToLeave(),
                    new SessionEvent.ConfirmLeave());
        }
    }

    /// The scanner continues reading.
    private void heldOn(boolean forLong) {
        var before = session;
        now = now.plusSeconds(forLong ? 30 : 1);
        on(SHOWN);
        assertEquals(List.of(new SessionEffect.WatchCode()), done);
        assertEquals(before, session, "nor does it count as a touch");
    }

    @Test
    void the_answer_to_another_code_is_nobodys() {
        var wang = IdentifiedPerson.ofPhone(WANG.name(), WANG.number(), "resident", Item.AssuranceLevel.L1);
        on(SHOWN, new SessionEvent.GoBack(), new SessionEvent.SeeMyCases(), new SessionEvent.LoginByPhone(), OTHERS);
        on(
                new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L3)),
                new SessionEvent.PhoneRefused("a.b.c", "phone.used"));
        assertTrue(assertInstanceOf(SelectionPage.PhoneLogin.class, shelf()).isAsking());
        assertEquals(Optional.empty(), session.findPerson());
        on(new SessionEvent.PhoneIdentified("d.e.f", wang));
        assertEquals(WANG.number(), session.findPerson().orElseThrow().number());
        on(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        toCard("pension/join-rural");
        on(
                SHOWN,
                new SessionEvent.GoBack(),
                new SessionEvent.LoginByPhone(),
                OTHERS,
                new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L1)));
        assertTrue(((IdentificationStep.ShowPhoneCode) proof()).isAsking());
        on(new SessionEvent.PhoneIdentified("d.e.f", wang));
        assertEquals(WANG.number(), road().person().orElseThrow().number());
    }

    @Test
    void a_card_that_is_laid_at_the_sleeping_screen_goes_before_a_code_that_is_asked_about() {
        on(SHOWN, new SessionEvent.CardRead(WANG));
        assertInstanceOf(SelectionPage.ThemeList.class, shelf());
        assertTrue(done.contains(new SessionEffect.StopCodeWatch()));
        on(new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L3)));
        assertEquals(WANG.number(), session.findPerson().orElseThrow().number());
    }

    @Test
    void a_code_that_was_read_is_asked_about_though_the_scanner_counted_as_broken_a_moment_ago() {
        var stale = new ServiceEnvironment(true, Set.of(), Set.of("barcode-reader"), Set.of(), false, false);
        on(new TerminalEvent.EnvironmentChanged(stale), SHOWN);
        assertEquals(List.of(new SessionEffect.RedeemPhoneCode("a.b.c")), done);
        assertTrue(assertInstanceOf(SelectionPage.PhoneLogin.class, shelf()).isAsking());
        on(
                new SessionEvent.PhoneIdentified("a.b.c", phone(Item.AssuranceLevel.L1)),
                new SessionEvent.AskToLeave(),
                new SessionEvent.ConfirmLeave());
        toCard("pension/join-rural");
        on(SHOWN);
        assertEquals(List.of(new SessionEffect.RedeemPhoneCode("a.b.c")), done);
    }

    @Test
    void whoever_shows_a_code_in_the_place_of_a_card_while_the_line_is_down_is_told() {
        on(new TerminalEvent.EnvironmentChanged(
                new ServiceEnvironment(false, Set.of(), Set.of(), Set.of(), false, false)));
        toCard("pension/join-rural");
        on(SHOWN);
        assertEquals(
                "phone.no-line",
                ((IdentificationStep.ShowPhoneCode) proof())
                        .trouble()
                        .orElseThrow()
                        .text());
        assertEquals(List.of(new SessionEffect.WatchCode()), done);
        on(new SessionEvent.CardRead(WANG));
        assertEquals(WANG.number(), road().person().orElseThrow().number());
    }
}
