package org.openstm.kiosk.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The staff's side of the counter, on the pure machine.
class ShiftTest {
    private static final Officer YANG = new Officer("0417", "杨晓云", Duty.BRANCH);
    private static final Officer LI = new Officer("0777", "李工", Duty.ENGINEER);
    private static final Officer ZHOU = new Officer("0901", "周敏", Duty.AUDITOR);

    private Instant now = Instant.parse("2026-11-24T00:02:00Z");
    private Optional<Shift> shift = Optional.of(Shift.begin(now));
    private final List<Order> orders = new ArrayList<>();

    private void take(Shift.Step step) {
        shift = step.next();
        orders.addAll(step.orders());
    }

    private Shift shift() {
        return shift.orElseThrow(() -> new AssertionError("they have left"));
    }

    private void does(Act... acts) {
        for (var act : acts) take(shift().step(act, now));
    }

    private void type(String digits) {
        for (var digit : digits.split("")) does(new Act.Digit(Integer.parseInt(digit)));
        does(new Act.Enter());
    }

    private void hears(News news) {
        take(shift().hear(news, now));
    }

    private void later(int seconds) {
        for (int i = 0; i < seconds && shift.isPresent(); i++) {
            now = now.plusSeconds(1);
            take(shift().tick(now));
        }
    }

    private void isIn(Officer officer) {
        hears(new News.Admitted(officer));
        hears(new News.Looked(board()));
        orders.clear();
    }

    private Shift.View view() {
        return assertInstanceOf(Shift.Inside.class, shift().room()).view();
    }

    private Board board() {
        var printer = new Board.Instrument(
                "receipt-printer-1",
                "receipt-printer",
                Board.Health.FINE,
                "online",
                List.of(),
                "escpos",
                "tcp://x",
                1,
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of("receipt-printer"));
        return new Board(
                now, List.of(), List.of(), List.of(printer), 0, 44, new Board.Stock(0, 0, 0, 0, 0, 0, 0), Map.of());
    }

    @Test
    void all_three_are_asked_before_any_is_judged() {
        type("0417");
        type("246810");
        assertEquals(List.of(), orders);
        type("123456");
        assertEquals(List.of(new Order.Admit("0417", "246810", "123456")), orders);
    }

    @Test
    void what_was_typed_is_gone_once_it_is_sent_and_never_in_a_log() {
        type("0417");
        type("246810");
        type("123456");
        assertEquals("Door[CODE]", shift().room().toString());
        var door = assertInstanceOf(Shift.Door.class, shift().room());
        assertEquals("", door.pin() + door.number() + door.entry());
        assertEquals("Admit", orders.getFirst().toString());
    }

    @Test
    void a_second_try_goes_nowhere_while_the_first_is_looked_at() {
        type("0417");
        type("246810");
        type("123456");
        does(new Act.Digit(1), new Act.Enter());
        assertEquals(1, orders.size());
    }

    @Test
    void who_is_refused_begins_again() {
        type("0417");
        type("246810");
        type("123456");
        hears(new News.Refused("staff.wrong", 0));
        var door = assertInstanceOf(Shift.Door.class, shift().room());
        assertEquals(Shift.Asked.NUMBER, door.asked());
        assertTrue(door.refused().isPresent());
    }

    @Test
    void a_door_that_nobody_touches_closes_after_a_minute() {
        type("0417");
        later(59);
        assertTrue(shift.isPresent());
        later(2);
        assertTrue(shift.isEmpty());
        assertEquals(List.of(), orders);
    }

    @Test
    void whoever_walks_away_is_out_after_five_minutes() {
        isIn(YANG);
        later(299);
        assertTrue(shift.isPresent());
        later(2);
        assertTrue(shift.isEmpty());
        assertEquals(new Order.Left(YANG, "idle"), orders.getLast());
    }

    @Test
    void a_check_that_runs_is_waited_for() {
        isIn(YANG);
        does(new Act.SeeDevice("receipt-printer-1"), new Act.Check("external"));
        later(600);
        assertTrue(shift.isPresent());
        hears(new News.Checked(new Checkup("receipt-printer-1", "receipt-printer", "external", true, List.of())));
        later(2);
        assertTrue(shift.isEmpty());
    }

    @Test
    void each_does_what_they_are_there_for_and_no_more() {
        isIn(YANG);
        does(new Act.SeeDevice("receipt-printer-1"), new Act.Reset(), new Act.SeeAudit());
        assertEquals(List.of(new Order.Inspect(YANG, "receipt-printer-1")), orders);
        orders.clear();
        does(new Act.Check("internal"));
        assertEquals(List.of(new Order.Check(YANG, "receipt-printer-1", "internal")), orders);

        shift = Optional.of(Shift.begin(now));
        isIn(ZHOU);
        does(new Act.SeeDevice("receipt-printer-1"), new Act.Check("internal"), new Act.Reset(), new Act.SeeMorning());
        assertEquals(List.of(), orders);
        does(new Act.SeeAudit());
        assertEquals(List.of(new Order.ReadAudit(ZHOU)), orders);

        shift = Optional.of(Shift.begin(now));
        isIn(LI);
        does(new Act.SeeDevice("receipt-printer-1"), new Act.Reset());
        assertEquals(
                List.of(new Order.Inspect(LI, "receipt-printer-1"), new Order.Reset(LI, "receipt-printer-1")), orders);
    }

    @Test
    void at_the_door_nothing_inside_can_be_done() {
        does(new Act.SeeDevice("receipt-printer-1"), new Act.SeeAudit(), new Act.SeeMorning(), new Act.StartMorning());
        hears(new News.Looked(board()));
        does(new Act.Check("external"), new Act.Reset());
        assertEquals(List.of(), orders);
        assertInstanceOf(Shift.Door.class, shift().room());
    }

    @Test
    void the_terminal_is_looked_at_each_second_that_somebody_looks() {
        isIn(YANG);
        later(3);
        assertEquals(List.of(new Order.Look(), new Order.Look(), new Order.Look()), orders);
    }

    @Test
    void the_mornings_check_shows_device_after_device_and_ends() {
        isIn(YANG);
        does(new Act.SeeMorning(), new Act.StartMorning(), new Act.StartMorning());
        assertEquals(List.of(new Order.Morning(YANG)), orders);
        hears(new News.MorningStep(new Checkup("a", "camera", "external", true, List.of())));
        hears(new News.MorningStep(new Checkup("b", "lights", "external", false, List.of())));
        hears(new News.MorningDone(false, "printed", "000006"));
        var morning = assertInstanceOf(Shift.MorningView.class, view());
        assertEquals(2, morning.done().size());
        assertTrue(morning.ended().isPresent());
    }

    private static Board.Task finding(String code, Board.Who who) {
        return new Board.Task("finding/17", code, "", who, "", 0, false);
    }

    private void settles(Officer officer, Board.Task task, Act.How how) {
        shift = Optional.of(Shift.begin(now));
        hears(new News.Admitted(officer));
        var board = board();
        hears(new News.Looked(
                new Board(now, List.of(), List.of(task), board.devices(), 0, 44, board.stock(), Map.of())));
        orders.clear();
        does(new Act.SeeTask(task.id()), new Act.Settle(how));
    }

    @Test
    void a_finding_is_settled_by_whom_it_concerns_and_a_paper_only_by_looking_for_it() {
        settles(YANG, finding("cancelled", Board.Who.STAFF), Act.How.DONE);
        assertEquals(List.of(new Order.Settle(YANG, "finding/17", Act.How.DONE)), orders);
        settles(YANG, finding("print-unknown", Board.Who.STAFF), Act.How.DONE);
        assertEquals(List.of(), orders);
        settles(YANG, finding("print-unknown", Board.Who.STAFF), Act.How.NOT_OUT);
        assertEquals(List.of(new Order.Settle(YANG, "finding/17", Act.How.NOT_OUT)), orders);
        settles(YANG, finding("journal-damaged", Board.Who.ENGINEER), Act.How.DONE);
        assertEquals(List.of(), orders);
        settles(LI, finding("journal-damaged", Board.Who.ENGINEER), Act.How.DONE);
        assertEquals(1, orders.size());
        settles(ZHOU, finding("cancelled", Board.Who.STAFF), Act.How.DONE);
        assertEquals(List.of(), orders);
    }

    @Test
    void what_a_device_has_is_never_settled_by_a_touch() {
        settles(LI, new Board.Task("device/a/paper-out", "paper-out", "", Board.Who.STAFF, "", 0, true), Act.How.DONE);
        assertEquals(List.of(), orders);
    }

    @Test
    void who_walks_away_from_what_could_not_be_done_is_out_like_anybody_else() {
        isIn(YANG);
        does(new Act.SeeDevice("receipt-printer-1"), new Act.Check("external"));
        hears(new News.Failed());
        assertEquals(new Shift.Overview(true), view());
        later(302);
        assertTrue(shift.isEmpty());
    }

    @Test
    void a_door_whose_answer_cannot_be_given_asks_anew() {
        type("0417");
        type("246810");
        type("123456");
        hears(new News.Failed());
        type("0417");
        assertEquals(
                Shift.Asked.PIN,
                assertInstanceOf(Shift.Door.class, shift().room()).asked());
    }

    private CaseLine line(String txId) {
        return new CaseLine(txId, now, "pension/life-proof", "SF202611240317", "李*兰 ****0028", "accepted");
    }

    @Test
    void nobody_looks_for_a_case_without_saying_why() {
        isIn(YANG);
        does(new Act.SeeCases(), new Act.Digit(1), new Act.Enter());
        assertEquals(List.of(), orders);
        does(new Act.Because(Act.Why.ASKED));
        assertEquals(List.of(new Order.FindCases(YANG, Act.Why.ASKED, "")), orders);
        does(new Act.Digit(7)); // while it is being looked for nothing is typed
        assertEquals("", assertInstanceOf(Shift.CasesView.class, view()).digits());
        hears(new News.Cases("", List.of(line("t-1")), 0));
        type("0028");
        assertEquals(new Order.FindCases(YANG, Act.Why.ASKED, "0028"), orders.getLast());
        hears(new News.Cases("0028", List.of(line("t-1")), 0));
        does(new Act.SeeCase("t-2"));
        assertInstanceOf(Shift.CasesView.class, view(), "a case that is not in the list");
        does(new Act.SeeCase("t-1"));
        assertEquals(new Order.ReadCase(YANG, Act.Why.ASKED, "t-1"), orders.getLast());
        hears(new News.Story(line("t-1"), List.of(), true));
        assertTrue(assertInstanceOf(Shift.CaseView.class, view()).story().isPresent());
        does(new Act.Reprint(), new Act.Reprint(), new Act.Back());
        assertEquals(new Order.Reprint(YANG, Act.Why.ASKED, line("t-1")), orders.getLast());
        assertEquals(
                1,
                orders.stream().filter(order -> order instanceof Order.Reprint).count(),
                "one touch, one paper");
        assertTrue(assertInstanceOf(Shift.CaseView.class, view()).printing());
        hears(new News.Reprinted("t-1", "printed"));
        assertEquals(
                Optional.of("printed"),
                assertInstanceOf(Shift.CaseView.class, view()).printed());
        does(new Act.Back());
        assertEquals("0028", assertInstanceOf(Shift.CasesView.class, view()).digits());
        does(new Act.Back());
        assertInstanceOf(Shift.Overview.class, view());
    }

    @Test
    void only_the_branch_sees_cases_and_closes_the_day() {
        isIn(LI);
        does(new Act.SeeCases(), new Act.CountDay());
        assertInstanceOf(Shift.Overview.class, view());
        assertEquals(List.of(), orders);
        isInAnew(ZHOU);
        does(new Act.SeeCases(), new Act.CountDay());
        assertInstanceOf(Shift.Overview.class, view());
        assertEquals(List.of(), orders, "an auditor reads no case");
        isInAnew(YANG);
        does(new Act.CountDay());
        assertEquals(List.of(), orders, "not from a page that does not offer it");
        does(new Act.SeeCases(), new Act.CountDay());
        assertEquals(List.of(new Order.CountDay(YANG)), orders);
        later(600);
        assertInstanceOf(Shift.DayView.class, view(), "while it is being counted nobody is put out");
        hears(new News.Day(Map.of("accepted", 3), "same", "77 AB12CD34"));
        later(299);
        assertTrue(shift.isPresent());
        later(2);
        assertTrue(shift.isEmpty());
    }

    private void isInAnew(Officer officer) {
        shift = Optional.of(Shift.begin(now));
        isIn(officer);
    }
}
