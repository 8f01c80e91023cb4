package org.openstm.kiosk.session.flow;

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
import org.openstm.kiosk.session.model.CaseBill;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.OfferedChoice;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.DeliveryStage;
import org.openstm.kiosk.session.model.SessionState.PaymentStage;
import org.openstm.kiosk.session.model.TerminalEvent;
import org.openstm.kiosk.session.model.ValueFormatter;

/// Payment, on the pure state machine.
class PaymentFlowTest {
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final Item ITEM = CatalogueFiles.loadShipped().items().stream()
            .filter(i -> i.fee().isPresent())
            .findFirst()
            .orElseThrow();
    private static final CaseBill BILL = new CaseBill(
            "tx-1", "SF202611240317", "2026年11月24日 14:32", Map.of("year", "2026"), LocalizedText.NONE, 38_000);
    private static final SessionEvent.PaymentCodeReady CODE =
            new SessionEvent.PaymentCodeReady("tx-1", "https://pay.example/1", Instant.parse("2026-11-24T06:37:00Z"));

    private Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.initialSession(CatalogueFiles.loadShipped(), true, now);
    private final List<SessionEffect> done = new ArrayList<>();

    private void on(SessionEvent... events) {
        for (var event : events) {
            var step = SessionStateMachine.nextStep(session, event, now);
            session = step.next();
            done.addAll(step.effects());
        }
    }

    private void later(long seconds) {
        for (long i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            on(new TerminalEvent.ClockTick());
        }
    }

    private void pick(String field, String value) {
        var choice = new OfferedChoice(value, LocalizedText.of(value, value), true, LocalizedText.NONE);
        on(
                new SessionEvent.ChoicesOffered(field, List.of(choice)),
                new SessionEvent.PickOption(value),
                new SessionEvent.GoOn());
    }

    private void toCheck() {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeItem(ITEM.id()), new SessionEvent.BeginItem(ITEM.id()));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree(), new SessionEvent.CardRead(LI));
        pick("year", "2026");
        pick("grade", "60");
        for (var digit : "13800006021".split("", -1)) on(new SessionEvent.PressKey(digit));
        on(new SessionEvent.GoOn(), new SessionEvent.CodeSent("id"));
        for (int i = 0; i < 6; i++) on(new SessionEvent.PressKey("1"));
        on(new SessionEvent.GoOn(), new SessionEvent.CodeChecked(true));
        assertInstanceOf(SessionState.Confirming.class, session.at());
    }

    private void toTheTill() {
        toCheck();
        on(
                new SessionEvent.ValuesKnown(Map.of("amount", "¥380.00")),
                new SessionEvent.ConfirmCase("tx-1"),
                new SessionEvent.PaymentDue(BILL));
        assertInstanceOf(PaymentStage.RequestingCode.class, till());
    }

    private PaymentStage till() {
        return assertInstanceOf(SessionState.Paying.class, session.at()).till();
    }

    private <E extends SessionEffect> Optional<E> asked(Class<E> kind) {
        return done.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    @Test
    void nobody_hands_in_what_costs_something_without_having_seen_how_much() {
        toCheck();
        assertTrue(asked(SessionEffect.FetchKnownValues.class).isPresent());
        done.clear();
        on(new SessionEvent.ConfirmCase("tx-1"));
        assertInstanceOf(SessionState.Confirming.class, session.at());
        assertTrue(asked(SessionEffect.StoreCase.class).isEmpty());
        assertTrue(asked(SessionEffect.FetchKnownValues.class).isPresent(), "it is asked for again");
        on(new SessionEvent.ValuesKnown(Map.of("amount", "¥380.00")));
        on(new SessionEvent.ChangeAnswer("grade"));
        pick("grade", "80");
        assertFalse(
                session.findApplication().orElseThrow().known().containsKey("amount"),
                "that was the amount of another grade");
        on(new SessionEvent.ValuesKnown(Map.of("amount", "¥507.00")), new SessionEvent.ConfirmCase("tx-1"));
        assertInstanceOf(SessionState.Submitting.class, session.at());
    }

    @Test
    void an_answer_to_an_earlier_question_says_nothing_of_the_amount() {
        toCheck();
        var answers = session.findApplication().orElseThrow().answers();
        on(new SessionEvent.ValuesKnown(Map.of("amount", "¥380.00"), Optional.of(answers)));
        on(new SessionEvent.ValuesKnown(Map.of("flexible", "yes", "amount", "¥1.00"), Optional.of(FormAnswers.NONE)));
        on(new SessionEvent.ValuesKnown(Map.of("flexible", "yes"), Optional.of(FormAnswers.NONE)));
        assertEquals(
                Map.of("amount", "¥380.00", "flexible", "yes"),
                session.findApplication().orElseThrow().known());
    }

    @Test
    void no_time_and_no_way_out_ends_the_visit_while_money_may_be_on_its_way() {
        toTheTill();
        assertEquals(BILL, asked(SessionEffect.StartPayment.class).orElseThrow().bill());
        for (var at : List.<SessionEvent>of(CODE, new SessionEvent.PaymentCharged("tx-1"))) {
            on(at);
            later(3600);
            on(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave(), new SessionEvent.GoHome());
            assertInstanceOf(SessionState.Paying.class, session.at());
        }
        on(new SessionEvent.OutcomeKnown(BILL.toPaidOutcome("ZF1")));
        var told = assertInstanceOf(SessionState.Delivering.class, session.at());
        var paid = assertInstanceOf(CaseOutcome.Accepted.class, told.outcome());
        assertEquals("¥380.00", paid.result().get("paid"));
        assertEquals("ZF1", paid.result().get("paymentNumber"));
    }

    @Test
    void what_was_certainly_not_charged_may_be_tried_again_or_left_to_time() {
        toTheTill();
        on(CODE, new SessionEvent.PaymentFailed("tx-1", "EXPIRED"));
        assertEquals(new PaymentStage.Unpaid("EXPIRED"), till());
        on(new SessionEvent.RetryPayment());
        assertInstanceOf(PaymentStage.RequestingCode.class, till());
        assertTrue(asked(SessionEffect.RepeatPayment.class).isPresent());
        on(CODE, new SessionEvent.PaymentFailed("tx-1", "REFUSED"));
        later(91);
        assertInstanceOf(SessionState.Idle.class, session.at());
        assertTrue(asked(SessionEffect.WipeSession.class).isPresent());
    }

    @Test
    void an_answer_after_a_pause_without_a_tick_gives_the_citizen_the_whole_time() {
        toTheTill();
        on(CODE);
        now = now.plusSeconds(200);
        on(new SessionEvent.PaymentFailed("tx-1", "REFUSED"));
        later(60);
        assertEquals(new PaymentStage.Unpaid("REFUSED"), till());
        on(new SessionEvent.RetryPayment(), CODE);
        now = now.plusSeconds(200);
        on(new SessionEvent.OutcomeKnown(BILL.toPaidOutcome("ZF1")));
        later(60);
        assertInstanceOf(SessionState.Delivering.class, session.at());
    }

    @Test
    void whoever_does_not_want_to_pay_sees_no_code_any_more_and_hears_what_became_of_the_money() {
        toTheTill();
        on(CODE, new SessionEvent.DeclinePayment());
        assertInstanceOf(PaymentStage.WithdrawingPayment.class, till());
        assertTrue(asked(SessionEffect.WithdrawPayment.class).isPresent());
        on(CODE);
        assertInstanceOf(PaymentStage.WithdrawingPayment.class, till());
        on(new SessionEvent.OutcomeKnown(new CaseOutcome.Undone(BILL, CaseOutcome.MoneyOutcome.KEPT)));
        var told = assertInstanceOf(SessionState.Delivering.class, session.at());
        assertEquals(List.of(), DeliveryFlow.papersToDeliver(told), "there is nothing to take along");
    }

    @Test
    void an_unknown_payment_is_told_as_such_with_a_slip_and_goes_on_without_the_citizen() {
        toTheTill();
        on(CODE, new SessionEvent.OutcomeKnown(new CaseOutcome.PaymentUnknown("tx-1", "7K4M92QXD3HP", BILL)));
        on(CODE);
        assertInstanceOf(PaymentStage.ShowingCode.class, till(), "the line is back and nothing was paid");
        on(new SessionEvent.OutcomeKnown(new CaseOutcome.PaymentUnknown("tx-1", "7K4M92QXD3HP", BILL)));
        var told = assertInstanceOf(SessionState.Delivering.class, session.at());
        assertEquals(1, DeliveryFlow.papersToDeliver(told).size());
        assertTrue(asked(SessionEffect.LeavePayment.class).isEmpty(), "somebody still looks on");
        var before = session;
        on(new SessionEvent.PrintPapers());
        assertEquals(
                "tx-1", asked(SessionEffect.LeavePayment.class).orElseThrow().txId());
        session = before;
        done.clear();
        on(new SessionEvent.FinishVisit());
        assertInstanceOf(SessionState.Farewell.class, session.at());
        assertEquals(
                "tx-1", asked(SessionEffect.LeavePayment.class).orElseThrow().txId());
    }

    @Test
    void an_unknown_payment_that_turns_out_paid_is_a_case_that_is_done() {
        toTheTill();
        on(CODE, new SessionEvent.OutcomeKnown(new CaseOutcome.PaymentUnknown("tx-1", "7K4M92QXD3HP", BILL)));
        on(new SessionEvent.OutcomeKnown(BILL.toPaidOutcome("ZF1")));
        var told = assertInstanceOf(SessionState.Delivering.class, session.at());
        assertInstanceOf(CaseOutcome.Accepted.class, told.outcome());
        assertInstanceOf(DeliveryStage.ShowingOutcome.class, told.handing());
    }

    @Test
    void news_of_another_case_changes_nothing() {
        toTheTill();
        on(CODE);
        var before = session;
        on(
                new SessionEvent.PaymentCharged("tx-2"),
                new SessionEvent.PaymentFailed("tx-2", "EXPIRED"),
                new SessionEvent.OutcomeKnown(new CaseOutcome.NotSent("tx-2")),
                new SessionEvent.RetryPayment());
        assertEquals(before.at(), session.at());
    }

    @Test
    void what_costs_something_is_closed_while_nobody_can_pay_and_never_stored() {
        var down = new ServiceEnvironment(true, Set.of("payment"), Set.of(), Set.of(), false, false);
        assertEquals(Optional.of("closed.payment"), ItemAvailability.findClosedReason(ITEM, down));
        var cut = new ServiceEnvironment(false, Set.of(), Set.of(), Set.of(), false, false);
        assertEquals(Optional.of("closed.line"), ItemAvailability.findClosedReason(ITEM, cut));
        for (var other : CatalogueFiles.loadShipped().items())
            if (other.fee().isEmpty())
                assertEquals(Optional.empty(), ItemAvailability.findClosedReason(other, down), other.id());
    }

    @Test
    void amounts_are_written_as_people_write_them() {
        assertEquals("¥0.01", ValueFormatter.formatFen(1));
        assertEquals("¥380.00", ValueFormatter.formatFen(38_000));
        assertEquals("¥10,564.80", ValueFormatter.formatFen(1_056_480));
    }
}
