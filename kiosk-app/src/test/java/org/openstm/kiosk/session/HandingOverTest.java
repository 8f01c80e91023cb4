package org.openstm.kiosk.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.Event.HandOver.To;
import org.openstm.kiosk.session.Place.Proof;
import org.openstm.kiosk.session.Place.Shelf;

/// A half-done case goes to another channel and comes from there, on the pure machine.
class HandingOverTest {
    private static final Person LI = new Person("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final String REFERENCE = "7K4M92QXD3HP7K4M92QXD3HP7K";
    private static final String CARE = "medical-insurance/remote-care";
    private static final String ALLOWANCE = "pension/old-age-allowance";
    private static final World CUT = new World(false, Set.of(), Set.of(), Set.of(), false, false);
    private Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.first(CatalogueFiles.loadShipped(), true, now);
    private final List<Effect> done = new ArrayList<>();

    private void on(Event... events) {
        for (var event : events) {
            done.clear();
            var step = Visit.step(session, event, now);
            session = step.next();
            done.addAll(step.effects());
        }
    }

    private void filling(String item) {
        on(new Event.Start(), new Event.SeeItem(item), new Event.Begin(item));
        on(new Event.TickConsent(), new Event.Agree(), new Event.CardRead(LI));
        assertInstanceOf(Place.Filling.class, session.at());
    }

    private Road road() {
        return session.road().orElseThrow();
    }

    private static Outcome.HandedOver handed(String txId, To to) {
        return new Outcome.HandedOver(
                txId,
                "SF202611240007",
                to,
                "https://zwfw.sf.example/h/" + REFERENCE,
                to == To.COUNTER ? "A017" : "",
                LocalizedText.of("5 号窗口", "Window 5"),
                Instant.parse("2026-11-25T06:32:00Z"));
    }

    private static Event.CaseTaken taken(String item, Map<String, String> answers) {
        return new Event.CaseTaken("case-1", "SF202611240007", item, answers);
    }

    @Test
    void what_was_filled_in_goes_to_the_counter_with_a_ticket_and_the_visit_ends_clean() {
        filling(ALLOWANCE);
        on(new Event.Pick("530103"), new Event.Next());
        on(new Event.Help(), new Event.LookAt(Over.Topic.WINDOW), new Event.HandOver("case-1", To.COUNTER));
        var order = assertInstanceOf(Effect.HandOver.class, done.getFirst());
        assertEquals("530103", order.road().answers().findAnswer("region").orElse(""));
        assertFalse(Visit.leaves(session), "nobody leaves while the centre is asked");
        on(new Event.HandedOver(handed("another-case", To.COUNTER)));
        assertInstanceOf(Place.Passing.class, session.at());
        on(new Event.CardPresence(false), new Event.HandedOver(handed("case-1", To.COUNTER)), new Event.PrintPapers());
        var paper = assertInstanceOf(Effect.BeginPrint.class, done.getFirst()).paper();
        assertEquals("", paper.txId(), "the ticket is of no case of this terminal");
        on(new Event.PrintBegun(paper, new Event.Mark("e", 1, "3F9AC27E")), new Event.PaperOut(paper));
        var farewell = assertInstanceOf(Place.Farewell.class, session.at());
        assertFalse(Handout.rated(farewell), "nothing was done yet that could be rated");
        on(new Event.Finish());
        assertInstanceOf(Place.Idle.class, session.at());
        assertEquals(Optional.empty(), session.person());
        assertEquals(Told.NOTHING, session.told());
    }

    @Test
    void what_could_not_be_given_stays_here_and_a_repeat_is_of_the_same_case() {
        filling(ALLOWANCE);
        var before = session.at();
        on(new Event.HandOver("case-1", To.PHONE), new Event.NotHandedOver("handover.no-answer"));
        assertTrue(Visit.leaves(session));
        on(new Event.TryAgain());
        assertEquals(
                "case-1",
                assertInstanceOf(Effect.HandOver.class, done.getFirst()).txId());
        on(new Event.NotHandedOver("handover.no-answer"), new Event.Back());
        assertEquals(before, session.at());
    }

    @Test
    void it_is_offered_only_to_whoever_is_known_acts_for_themselves_and_has_a_line() {
        on(new Event.Start(), new Event.SeeItem(ALLOWANCE), new Event.Begin(ALLOWANCE));
        on(new Event.HandOver("case-1", To.PHONE));
        assertInstanceOf(Place.Identifying.class, session.at());
        on(new Event.TickConsent(), new Event.Agree(), new Event.CardRead(LI));
        assertTrue(HandingOver.offered(session));
        on(new Event.WorldChanged(CUT));
        assertFalse(HandingOver.offered(session));
        on(new Event.HandOver("case-1", To.PHONE));
        assertInstanceOf(Place.Filling.class, session.at());
        on(new Event.WorldChanged(World.FINE), new Event.Leave(), new Event.ReallyLeave());
        on(new Event.CardPresence(false), new Event.Start(), new Event.SeeItem(ALLOWANCE));
        on(new Event.BeginFor(ALLOWANCE, RepresentativeRole.AGENT), new Event.TickConsent(), new Event.Agree());
        on(new Event.CardRead(LI), new Event.CardRead(new Person("王德福", "530103194405120139", "resident", "", "")));
        assertInstanceOf(Place.Filling.class, session.at());
        assertFalse(HandingOver.offered(session));
    }

    private void scanned(Event.CaseTaken taken) {
        on(new Event.ShownCase(REFERENCE));
        assertEquals(REFERENCE, assertInstanceOf(Shelf.MyCard.class, shelf()).half());
        on(new Event.CardRead(LI));
        assertTrue(done.contains(new Effect.TakeOver(REFERENCE, LI)), done.toString());
        on(taken);
    }

    private Shelf shelf() {
        return assertInstanceOf(Place.Choosing.class, session.at()).shelf();
    }

    @Test
    void a_case_begun_on_the_phone_opens_where_it_stopped_and_keeps_its_number() {
        scanned(taken(
                ALLOWANCE, Map.of("region", "530103", "bankCard", "6222020200112233446", "mobile", "13800006021")));
        assertInstanceOf(
                Proof.Notice.class,
                assertInstanceOf(Place.Identifying.class, session.at()).proof());
        on(new Event.TickConsent(), new Event.Agree());
        var filling = assertInstanceOf(Place.Filling.class, session.at());
        assertEquals("13800006021", filling.entry(), "it is there, and must be proved again");
        assertEquals(
                Map.of("region", "530103", "bankCard", "6222020200112233446"),
                road().answers().given());
        on(new Event.Next(), new Event.CodeSent("c"));
        for (var sign : "123456".split("")) on(new Event.Key(sign));
        on(new Event.Next(), new Event.CodeChecked(true), new Event.ToSign(), new Event.TickRead());
        on(new Event.Signed(new Place.Stroke(List.of(0, 0, 150, 0))));
        on(new Event.Signed(new Place.Stroke(List.of(0, 9, 150, 9))), new Event.Confirm("fresh"));
        assertEquals(
                "case-1", assertInstanceOf(Place.Submitting.class, session.at()).txId());
        on(
                new Event.Told(new Outcome.Refused("case-1", "same-again", LocalizedText.NONE)),
                new Event.Confirm("fresh-2"));
        assertEquals(
                "fresh-2",
                assertInstanceOf(Place.Submitting.class, session.at()).txId(),
                "that is another case");
    }

    @Test
    void an_answer_that_the_form_would_not_take_is_asked() {
        scanned(taken(
                ALLOWANCE,
                Map.of(
                        "region",
                        "999999",
                        "bankCard",
                        "6222020200112233447",
                        "mobile",
                        "x".repeat(9000),
                        "more",
                        "1")));
        on(new Event.TickConsent(), new Event.Agree());
        assertEquals(Map.of(), road().answers().given());
        assertEquals(Map.of(), road().brought().orElseThrow().suggested());
        assertEquals("", assertInstanceOf(Place.Filling.class, session.at()).entry());
    }

    @Test
    void what_a_list_offers_counts_once_the_list_has_offered_it() {
        scanned(taken(CARE, Map.of("kind", "retired", "region", "510107", "startDate", "2026-12-01")));
        on(new Event.TickConsent(), new Event.Agree());
        var region = assertInstanceOf(Place.Filling.class, session.at());
        assertEquals("region", Forms.field(region.road(), region.page()).name());
        on(new Event.Next());
        assertTrue(road().answers().findAnswer("region").isEmpty(), "nobody has offered it yet");
        on(
                new Event.Offered(
                        "region", List.of(new Choice("510000", LocalizedText.NONE, true, LocalizedText.NONE))),
                new Event.Next());
        assertTrue(road().answers().findAnswer("region").isEmpty(), "it is not among what is offered");
        scannedDates(Map.of("kind", "retired", "startDate", "2020-01-01"));
        scannedDates(Map.of("kind", "stranger", "startDate", "tomorrow"));
    }

    private void scannedDates(Map<String, String> answers) {
        on(new Event.Leave(), new Event.ReallyLeave(), new Event.CardPresence(false));
        scanned(taken(CARE, answers));
        assertTrue(road().answers().findAnswer("startDate").isEmpty(), answers.toString());
    }

    @Test
    void whoever_logged_in_by_phone_need_not_lay_a_card_and_a_code_in_the_place_of_the_card_opens_it_too() {
        on(new Event.ShownCase(REFERENCE), new Event.ShownPhone("a.b.c"));
        var phone = Person.byPhone(LI.name(), LI.number(), "resident", Item.AssuranceLevel.L2);
        on(new Event.PhoneKnown("a.b.c", phone));
        assertTrue(done.contains(new Effect.TakeOver(REFERENCE, phone)), done.toString());
        on(new Event.CaseNotTaken("handover.other-person"));
        assertEquals(
                "handover.other-person",
                assertInstanceOf(Shelf.NotOpened.class, shelf()).text());
        on(new Event.ShownCase(REFERENCE));
        assertTrue(done.contains(new Effect.TakeOver(REFERENCE, phone)), "it is known who stands there");
    }

    @Test
    void what_this_terminal_cannot_do_now_goes_back_to_the_phone_with_all_its_answers() {
        on(new Event.WorldChanged(new World(true, Set.of(), Set.of("document-printer"), Set.of(), false, false)));
        var item = "social-insurance/contribution-certificate";
        scanned(taken(item, Map.of("kind", "all", "copies", "2")));
        var order = assertInstanceOf(Effect.HandOver.class, done.getFirst());
        assertEquals(To.PHONE, order.to());
        assertEquals("case-1", order.txId());
        assertEquals(
                Map.of("kind", "all", "copies", "2"), order.road().answers().given());
        on(new Event.NotHandedOver("handover.no-answer"), new Event.Back());
        assertInstanceOf(Shelf.Closed.class, shelf());
    }

    @Test
    void an_item_that_is_not_on_this_terminal_is_said_to_be_so() {
        scanned(taken("pension/unheard-of", Map.of()));
        assertEquals(
                "handover.no-item",
                assertInstanceOf(Shelf.NotOpened.class, shelf()).text());
    }

    @Test
    void a_half_done_case_that_was_brought_can_be_given_on_under_its_own_name() {
        scanned(taken(ALLOWANCE, Map.of("region", "530103")));
        on(new Event.TickConsent(), new Event.Agree(), new Event.HandOver("fresh", To.COUNTER));
        assertEquals(
                "case-1",
                assertInstanceOf(Effect.HandOver.class, done.getFirst()).txId());
    }

    @Test
    void copies_and_numbers_from_elsewhere_are_held_to_the_items_limits() {
        var item = "social-insurance/contribution-certificate";
        for (var copies : List.of("0", "6", "99", "-1", "two", "")) {
            scanned(taken(item, Map.of("copies", copies)));
            assertTrue(road().answers().findAnswer("copies").isEmpty(), copies);
            on(new Event.Leave(), new Event.ReallyLeave(), new Event.CardPresence(false));
        }
    }
}
