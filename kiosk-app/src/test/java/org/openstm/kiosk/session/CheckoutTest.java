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
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.form.FormAnswers;
import org.openstm.kiosk.session.Place.Handing;
import org.openstm.kiosk.session.Place.Till;

/// Paying, on the pure machine.
class CheckoutTest {
    private static final Person LI = new Person("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final Item ITEM = CatalogueFiles.loadShipped().items().stream()
            .filter(i -> i.fee().isPresent())
            .findFirst()
            .orElseThrow();
    private static final Bill BILL =
            new Bill("tx-1", "SF202611240317", "2026年11月24日 14:32", Map.of("year", "2026"), LocalizedText.NONE, 38_000);
    private static final Event.PayCode CODE =
            new Event.PayCode("tx-1", "https://pay.example/1", Instant.parse("2026-11-24T06:37:00Z"));

    private Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.first(CatalogueFiles.loadShipped(), true, now);
    private final List<Effect> done = new ArrayList<>();

    private void on(Event... events) {
        for (var event : events) {
            var step = Visit.step(session, event, now);
            session = step.next();
            done.addAll(step.effects());
        }
    }

    private void later(long seconds) {
        for (long i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            on(new Event.Tick());
        }
    }

    private void pick(String field, String value) {
        var choice = new Choice(value, LocalizedText.of(value, value), true, LocalizedText.NONE);
        on(new Event.Offered(field, List.of(choice)), new Event.Pick(value), new Event.Next());
    }

    private void toCheck() {
        on(new Event.Start(), new Event.SeeItem(ITEM.id()), new Event.Begin(ITEM.id()));
        on(new Event.TickConsent(), new Event.Agree(), new Event.CardRead(LI));
        pick("year", "2026");
        pick("grade", "60");
        for (var digit : "13800006021".split("", -1)) on(new Event.Key(digit));
        on(new Event.Next(), new Event.CodeSent("id"));
        for (int i = 0; i < 6; i++) on(new Event.Key("1"));
        on(new Event.Next(), new Event.CodeChecked(true));
        assertInstanceOf(Place.Confirming.class, session.at());
    }

    private void toTheTill() {
        toCheck();
        on(new Event.Known(Map.of("amount", "¥380.00")), new Event.Confirm("tx-1"), new Event.Owed(BILL));
        assertInstanceOf(Till.Asking.class, till());
    }

    private Till till() {
        return assertInstanceOf(Place.Paying.class, session.at()).till();
    }

    private <E extends Effect> Optional<E> asked(Class<E> kind) {
        return done.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    @Test
    void nobody_hands_in_what_costs_something_without_having_seen_how_much() {
        toCheck();
        assertTrue(asked(Effect.FetchKnown.class).isPresent());
        done.clear();
        on(new Event.Confirm("tx-1"));
        assertInstanceOf(Place.Confirming.class, session.at());
        assertTrue(asked(Effect.Store.class).isEmpty());
        assertTrue(asked(Effect.FetchKnown.class).isPresent(), "it is asked for again");
        on(new Event.Known(Map.of("amount", "¥380.00")));
        on(new Event.Change("grade"));
        pick("grade", "80");
        assertFalse(session.road().orElseThrow().known().containsKey("amount"), "that was the amount of another grade");
        on(new Event.Known(Map.of("amount", "¥507.00")), new Event.Confirm("tx-1"));
        assertInstanceOf(Place.Submitting.class, session.at());
    }

    @Test
    void an_answer_to_an_earlier_question_says_nothing_of_the_amount() {
        toCheck();
        var answers = session.road().orElseThrow().answers();
        on(new Event.Known(Map.of("amount", "¥380.00"), Optional.of(answers)));
        on(new Event.Known(Map.of("flexible", "yes", "amount", "¥1.00"), Optional.of(FormAnswers.NONE)));
        on(new Event.Known(Map.of("flexible", "yes"), Optional.of(FormAnswers.NONE)));
        assertEquals(
                Map.of("amount", "¥380.00", "flexible", "yes"),
                session.road().orElseThrow().known());
    }

    @Test
    void no_time_and_no_way_out_ends_the_visit_while_money_may_be_on_its_way() {
        toTheTill();
        assertEquals(BILL, asked(Effect.Pay.class).orElseThrow().bill());
        for (var at : List.<Event>of(CODE, new Event.Charged("tx-1"))) {
            on(at);
            later(3600);
            on(new Event.Leave(), new Event.ReallyLeave(), new Event.Home());
            assertInstanceOf(Place.Paying.class, session.at());
        }
        on(new Event.Told(BILL.paid("ZF1")));
        var told = assertInstanceOf(Place.Delivering.class, session.at());
        var paid = assertInstanceOf(Outcome.Accepted.class, told.outcome());
        assertEquals("¥380.00", paid.result().get("paid"));
        assertEquals("ZF1", paid.result().get("paymentNumber"));
    }

    @Test
    void what_was_certainly_not_charged_may_be_tried_again_or_left_to_time() {
        toTheTill();
        on(CODE, new Event.NotPaid("tx-1", "EXPIRED"));
        assertEquals(new Till.Unpaid("EXPIRED"), till());
        on(new Event.PayAgain());
        assertInstanceOf(Till.Asking.class, till());
        assertTrue(asked(Effect.PayAgain.class).isPresent());
        on(CODE, new Event.NotPaid("tx-1", "REFUSED"));
        later(91);
        assertInstanceOf(Place.Idle.class, session.at());
        assertTrue(asked(Effect.Wipe.class).isPresent());
    }

    @Test
    void whoever_does_not_want_to_pay_sees_no_code_any_more_and_hears_what_became_of_the_money() {
        toTheTill();
        on(CODE, new Event.DoNotPay());
        assertInstanceOf(Till.Undoing.class, till());
        assertTrue(asked(Effect.Withdraw.class).isPresent());
        on(CODE);
        assertInstanceOf(Till.Undoing.class, till());
        on(new Event.Told(new Outcome.Undone(BILL, Outcome.Money.KEPT)));
        var told = assertInstanceOf(Place.Delivering.class, session.at());
        assertEquals(List.of(), Handout.papers(told), "there is nothing to take along");
    }

    @Test
    void an_unknown_payment_is_told_as_such_with_a_slip_and_goes_on_without_the_citizen() {
        toTheTill();
        on(CODE, new Event.Told(new Outcome.PayUnknown("tx-1", "7K4M92QXD3HP", BILL)));
        on(CODE);
        assertInstanceOf(Till.Code.class, till(), "the line is back and nothing was paid");
        on(new Event.Told(new Outcome.PayUnknown("tx-1", "7K4M92QXD3HP", BILL)));
        var told = assertInstanceOf(Place.Delivering.class, session.at());
        assertEquals(1, Handout.papers(told).size());
        assertTrue(asked(Effect.LeaveTill.class).isEmpty(), "somebody still looks on");
        var before = session;
        on(new Event.PrintPapers());
        assertEquals("tx-1", asked(Effect.LeaveTill.class).orElseThrow().txId());
        session = before;
        done.clear();
        on(new Event.Finish());
        assertInstanceOf(Place.Farewell.class, session.at());
        assertEquals("tx-1", asked(Effect.LeaveTill.class).orElseThrow().txId());
    }

    @Test
    void an_unknown_payment_that_turns_out_paid_is_a_case_that_is_done() {
        toTheTill();
        on(CODE, new Event.Told(new Outcome.PayUnknown("tx-1", "7K4M92QXD3HP", BILL)));
        on(new Event.Told(BILL.paid("ZF1")));
        var told = assertInstanceOf(Place.Delivering.class, session.at());
        assertInstanceOf(Outcome.Accepted.class, told.outcome());
        assertInstanceOf(Handing.Told.class, told.handing());
    }

    @Test
    void news_of_another_case_changes_nothing() {
        toTheTill();
        on(CODE);
        var before = session;
        on(
                new Event.Charged("tx-2"),
                new Event.NotPaid("tx-2", "EXPIRED"),
                new Event.Told(new Outcome.NotSent("tx-2")),
                new Event.PayAgain());
        assertEquals(before.at(), session.at());
    }

    @Test
    void what_costs_something_is_closed_while_nobody_can_pay_and_never_stored() {
        var down = new World(true, Set.of("payment"), Set.of(), Set.of(), false, false);
        assertEquals(Optional.of("closed.payment"), Availability.closed(ITEM, down));
        var cut = new World(false, Set.of(), Set.of(), Set.of(), false, false);
        assertEquals(Optional.of("closed.line"), Availability.closed(ITEM, cut));
        for (var other : CatalogueFiles.loadShipped().items())
            if (other.fee().isEmpty()) assertEquals(Optional.empty(), Availability.closed(other, down), other.id());
    }

    @Test
    void amounts_are_written_as_people_write_them() {
        assertEquals("¥0.01", Wording.yuan(1));
        assertEquals("¥380.00", Wording.yuan(38_000));
        assertEquals("¥10,564.80", Wording.yuan(1_056_480));
    }
}
