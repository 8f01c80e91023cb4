package org.openstm.kiosk.session;

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
import org.openstm.kiosk.session.Place.Proof;
import org.openstm.kiosk.session.Place.Shelf;

/// Logging in by phone, on the pure machine.
class PhoneCodeTest {
    private static final Person LI = new Person("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final Person WANG = new Person("王德福", "530103194405120139", "resident", "云岭", "");
    private static final Event SHOWN = new Event.ShownPhone("a.b.c");
    private static final Event OTHERS = new Event.ShownPhone("d.e.f");
    private Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.first(CatalogueFiles.loadShipped(), true, now);
    private final List<Effect> done = new ArrayList<>();

    private static Person phone(Item.AssuranceLevel level) {
        return Person.byPhone(LI.name(), LI.number(), "resident", level);
    }

    private void on(Event... events) {
        for (var event : events) {
            done.clear();
            var step = Visit.step(session, event, now);
            session = step.next();
            done.addAll(step.effects());
        }
    }

    private void toCard(String item) {
        on(new Event.Start(), new Event.SeeItem(item), new Event.Begin(item));
        on(new Event.TickConsent(), new Event.Agree());
        assertInstanceOf(Proof.LayCard.class, proof());
    }

    private Proof proof() {
        return assertInstanceOf(Place.Identifying.class, session.at()).proof();
    }

    private Road road() {
        return session.road().orElseThrow();
    }

    @Test
    void a_code_in_the_place_of_a_card_opens_the_item() {
        toCard("pension/join-rural");
        assertTrue(done.contains(new Effect.WatchCode()), "it need not be announced");
        on(SHOWN);
        assertEquals(List.of(new Effect.Redeem("a.b.c")), done);
        on(new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L1)));
        assertInstanceOf(Place.Filling.class, session.at());
        assertEquals(Set.of("app-code-L1"), road().factors());
        assertEquals(LI.number(), road().person().orElseThrow().number());
    }

    @Test
    void each_refusal_is_said_and_the_next_code_is_waited_for() {
        toCard("pension/join-rural");
        on(new Event.ByPhone(), SHOWN, new Event.PhoneRefused("a.b.c", "phone.expired"));
        var show = assertInstanceOf(Proof.ShowCode.class, proof());
        assertEquals("phone.expired", show.trouble().orElseThrow().text());
        assertTrue(done.contains(new Effect.WatchCode()));
        on(new Event.Scanned(""));
        assertEquals(
                "phone.strange",
                ((Proof.ShowCode) proof()).trouble().orElseThrow().text());
        on(SHOWN, new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L2)));
        assertInstanceOf(Place.Filling.class, session.at());
    }

    @Test
    void a_card_that_is_laid_while_the_centre_is_asked_goes_before_and_the_answer_comes_too_late() {
        toCard("pension/join-rural");
        on(SHOWN, new Event.CardRead(WANG));
        assertEquals(WANG.number(), road().person().orElseThrow().number());
        on(new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L3)));
        assertEquals(WANG.number(), road().person().orElseThrow().number());
        assertEquals(Set.of("id-card"), road().factors());
    }

    @Test
    void an_item_that_must_be_sure_takes_a_phone_that_checked_the_face_and_else_the_same_persons_card() {
        toCard("pension/life-proof");
        on(SHOWN, new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L3)));
        assertInstanceOf(Place.Confirming.class, session.at(), "nobody looks a second time");
        on(new Event.Leave(), new Event.ReallyLeave());
        toCard("pension/life-proof");
        on(SHOWN, new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L2)));
        assertEquals(
                "phone.weak", ((Proof.LayCard) proof()).trouble().orElseThrow().text());
        on(new Event.CardRead(WANG));
        assertEquals(
                "phone.other-person",
                ((Proof.LayCard) proof()).trouble().orElseThrow().text());
        on(new Event.CardRead(LI));
        assertInstanceOf(Proof.PersonCheck.class, proof());
        on(new Event.ByMatch(), new Event.Matched(true));
        assertInstanceOf(Place.Confirming.class, session.at());
    }

    @Test
    void whoever_acts_for_another_lays_both_cards() {
        var item = "pension/old-age-allowance";
        on(new Event.Start(), new Event.SeeItem(item), new Event.BeginFor(item, RepresentativeRole.AGENT));
        on(new Event.TickConsent(), new Event.Agree(), SHOWN);
        assertInstanceOf(Proof.LayCard.class, proof());
        assertEquals(List.of(new Effect.WatchCode()), done);
        on(new Event.ByPhone());
        assertInstanceOf(Proof.LayCard.class, proof());
        on(new Event.Leave(), new Event.ReallyLeave());
        on(SHOWN, new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L3)), new Event.SeeItem(item));
        on(new Event.BeginFor(item, RepresentativeRole.AGENT));
        assertTrue(road().wantsVisitor(), "who logged in by phone is asked for the card");
    }

    @Test
    void a_sleeping_terminal_takes_a_code_as_it_takes_a_card() {
        on(SHOWN);
        assertTrue(assertInstanceOf(Shelf.MyPhone.class, shelf()).asking());
        on(new Event.PhoneRefused("a.b.c", "phone.used"));
        assertEquals(
                "phone.used", ((Shelf.MyPhone) shelf()).trouble().orElseThrow().text());
        on(OTHERS, new Event.PhoneKnown("d.e.f", phone(Item.AssuranceLevel.L1)));
        assertInstanceOf(Shelf.Themes.class, shelf());
        on(new Event.SeeItem("pension/join-rural"), new Event.Begin("pension/join-rural"));
        on(new Event.TickConsent(), new Event.Agree());
        assertInstanceOf(Place.Filling.class, session.at());
        on(new Event.Leave(), new Event.ReallyLeave());
        assertEquals(Optional.empty(), session.person());
    }

    private Shelf shelf() {
        return assertInstanceOf(Place.Choosing.class, session.at()).shelf();
    }

    @Test
    void a_code_where_the_card_would_show_ones_cases_shows_them() {
        on(new Event.Start(), new Event.SeeMine(), new Event.ByPhone(), SHOWN);
        var person = phone(Item.AssuranceLevel.L1);
        on(new Event.PhoneKnown("a.b.c", person));
        assertTrue(done.contains(new Effect.FetchCases(person)), done.toString());
        assertInstanceOf(Shelf.Fetching.class, shelf());
    }

    @Test
    void without_a_line_or_a_scanner_the_phone_is_not_offered_and_a_code_is_not_asked_of_anybody() {
        on(new Event.WorldChanged(new World(false, Set.of(), Set.of(), Set.of(), false, false)), SHOWN);
        assertEquals(
                "phone.no-line",
                ((Shelf.MyPhone) shelf()).trouble().orElseThrow().text());
        assertFalse(done.contains(new Effect.Redeem("a.b.c")));
        assertFalse(new World(true, Set.of(), Set.of("barcode-reader"), Set.of(), false, false).takesPhones());
        assertFalse(new World(true, Set.of(), Set.of(), Set.of(), false, true).takesPhones(), "by a wrong clock");
    }

    @Test
    void where_no_card_can_be_read_the_phone_opens_what_it_can_and_who_acts_for_another_is_told() {
        var item = "pension/old-age-allowance";
        on(new Event.WorldChanged(new World(true, Set.of(), Set.of("id-card-reader"), Set.of(), false, false)));
        on(new Event.Start(), new Event.SeeItem(item), new Event.BeginFor(item, RepresentativeRole.AGENT));
        assertInstanceOf(Shelf.Closed.class, shelf());
        on(new Event.Begin(item), new Event.TickConsent(), new Event.Agree());
        assertInstanceOf(Proof.ShowCode.class, proof(), "nobody is asked for a card");
        on(SHOWN, new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L1)));
        assertInstanceOf(Place.Filling.class, session.at());
        on(new Event.Leave(), new Event.ReallyLeave());
        on(new Event.WorldChanged(
                new World(true, Set.of(), Set.of("id-card-reader", "barcode-reader"), Set.of(), false, false)));
        on(new Event.Start(), new Event.SeeItem(item), new Event.Begin(item));
        assertInstanceOf(Shelf.Closed.class, shelf());
    }

    @Test
    void from_the_phone_one_goes_back_to_the_card() {
        toCard("pension/join-rural");
        on(new Event.ByPhone(), new Event.Back());
        assertInstanceOf(Proof.LayCard.class, proof());
        assertTrue(done.contains(new Effect.WatchCard()));
    }

    @Test
    void a_code_that_is_read_again_while_it_is_asked_about_is_the_same_reading() {
        on(SHOWN);
        for (var again : List.of(SHOWN, SHOWN, OTHERS)) {
            on(again);
            assertEquals(List.of(), done);
            assertTrue(assertInstanceOf(Shelf.MyPhone.class, shelf()).asking());
        }
        on(new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L1)), SHOWN);
        assertEquals(List.of(), done, "nor does it matter just behind the answer");
        assertInstanceOf(Shelf.Themes.class, shelf());
        on(new Event.Leave(), new Event.ReallyLeave(), new Event.Start(), new Event.SeeMine(), new Event.ByPhone());
        on(SHOWN, SHOWN, OTHERS);
        assertEquals(List.of(), done);
        on(new Event.Leave(), new Event.ReallyLeave());
        toCard("pension/join-rural");
        on(SHOWN, SHOWN, OTHERS);
        assertEquals(List.of(), done);
        assertTrue(((Proof.ShowCode) proof()).asking());
    }

    @Test
    void a_phone_that_is_still_held_there_after_a_refusal_changes_nothing_and_keeps_nobody_from_leaving() {
        on(SHOWN, new Event.PhoneRefused("a.b.c", "phone.used"));
        heldOn(true);
        on(OTHERS);
        assertEquals(List.of(new Effect.Redeem("d.e.f")), done, "another one is asked about at once");
        on(new Event.Leave(), new Event.ReallyLeave());
        toCard("pension/join-rural");
        on(SHOWN, new Event.PhoneRefused("a.b.c", "phone.used"));
        heldOn(true);
        on(OTHERS);
        assertEquals(List.of(new Effect.Redeem("d.e.f")), done);
    }

    @Test
    void what_passes_is_asked_again_in_a_moment_without_another_hand() {
        for (var passing : List.of("phone.no-answer", "phone.no-line")) {
            on(SHOWN, new Event.PhoneRefused("a.b.c", passing));
            heldOn(false);
            var touched = session.touched();
            now = now.plusSeconds(2);
            on(SHOWN);
            assertEquals(List.of(new Effect.Redeem("a.b.c")), done, passing);
            assertEquals(touched, session.touched(), "a phone that was left lying keeps no session alive");
            on(
                    new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L1)),
                    new Event.Leave(),
                    new Event.ReallyLeave());
            toCard("pension/join-rural");
            on(SHOWN, new Event.PhoneRefused("a.b.c", passing));
            heldOn(false);
            touched = session.touched();
            now = now.plusSeconds(2);
            on(SHOWN);
            assertEquals(List.of(new Effect.Redeem("a.b.c")), done, passing);
            assertEquals(touched, session.touched(), "a phone that was left lying keeps no session alive");
            on(
                    new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L1)),
                    new Event.Leave(),
                    new Event.ReallyLeave());
        }
    }

    /// The scanner reads on.
    private void heldOn(boolean forLong) {
        var before = session;
        now = now.plusSeconds(forLong ? 30 : 1);
        on(SHOWN);
        assertEquals(List.of(new Effect.WatchCode()), done);
        assertEquals(before, session, "nor does it count as a touch");
    }

    @Test
    void the_answer_to_another_code_is_nobodys() {
        var wang = Person.byPhone(WANG.name(), WANG.number(), "resident", Item.AssuranceLevel.L1);
        on(SHOWN, new Event.Back(), new Event.SeeMine(), new Event.ByPhone(), OTHERS);
        on(new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L3)), new Event.PhoneRefused("a.b.c", "phone.used"));
        assertTrue(assertInstanceOf(Shelf.MyPhone.class, shelf()).asking());
        assertEquals(Optional.empty(), session.person());
        on(new Event.PhoneKnown("d.e.f", wang));
        assertEquals(WANG.number(), session.person().orElseThrow().number());
        on(new Event.Leave(), new Event.ReallyLeave());
        toCard("pension/join-rural");
        on(
                SHOWN,
                new Event.Back(),
                new Event.ByPhone(),
                OTHERS,
                new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L1)));
        assertTrue(((Proof.ShowCode) proof()).asking());
        on(new Event.PhoneKnown("d.e.f", wang));
        assertEquals(WANG.number(), road().person().orElseThrow().number());
    }

    @Test
    void a_card_that_is_laid_at_the_sleeping_screen_goes_before_a_code_that_is_asked_about() {
        on(SHOWN, new Event.CardRead(WANG));
        assertInstanceOf(Shelf.Themes.class, shelf());
        assertTrue(done.contains(new Effect.ForgetCode()));
        on(new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L3)));
        assertEquals(WANG.number(), session.person().orElseThrow().number());
    }

    @Test
    void a_code_that_was_read_is_asked_about_though_the_scanner_counted_as_broken_a_moment_ago() {
        var stale = new World(true, Set.of(), Set.of("barcode-reader"), Set.of(), false, false);
        on(new Event.WorldChanged(stale), SHOWN);
        assertEquals(List.of(new Effect.Redeem("a.b.c")), done);
        assertTrue(assertInstanceOf(Shelf.MyPhone.class, shelf()).asking());
        on(new Event.PhoneKnown("a.b.c", phone(Item.AssuranceLevel.L1)), new Event.Leave(), new Event.ReallyLeave());
        toCard("pension/join-rural");
        on(SHOWN);
        assertEquals(List.of(new Effect.Redeem("a.b.c")), done);
    }

    @Test
    void whoever_shows_a_code_in_the_place_of_a_card_while_the_line_is_down_is_told() {
        on(new Event.WorldChanged(new World(false, Set.of(), Set.of(), Set.of(), false, false)));
        toCard("pension/join-rural");
        on(SHOWN);
        assertEquals(
                "phone.no-line",
                ((Proof.ShowCode) proof()).trouble().orElseThrow().text());
        assertEquals(List.of(new Effect.WatchCode()), done);
        on(new Event.CardRead(WANG));
        assertEquals(WANG.number(), road().person().orElseThrow().number());
    }
}
