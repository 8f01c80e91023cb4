package org.openstm.kiosk.staff;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An engineer exchanges a device, on the pure machine.
class FittingTest {
    private static final String PRINTER = "receipt-printer-1";
    private static final Officer LI = new Officer("0777", "李工", Duty.ENGINEER);
    private static final Socket NOW = new Socket(Socket.Kind.NOW, "tcp://old:9100", "", "");
    private static final Socket SERIAL = new Socket(Socket.Kind.SERIAL, "serial:/dev/b", "b", "");
    private static final Socket USED = new Socket(Socket.Kind.SERIAL, "serial:/dev/c", "c", "scanner-1");
    private static final Candidate OLD = candidate("escpos", "tcp://old:9100");
    private static final Candidate MORAY = candidate("moray@1.0.0", "serial:/dev/b");

    private Instant now = Instant.parse("2026-11-24T00:02:00Z");
    private Optional<Shift> shift = Optional.empty();
    private final List<Order> orders = new ArrayList<>();

    private static Candidate candidate(String driver, String link) {
        return new Candidate(
                driver, link, Candidate.Origin.INSTALLED, "", "", "", List.of("identity"), "good", Map.of(), Map.of());
    }

    private static Trial trial(Trial.Outcome outcome) {
        return new Trial(
                outcome, "escpos", "moray@1.0.0", "serial:/dev/b", List.of(), 40, true, "", "", Optional.empty());
    }

    private void take(Shift.Step step) {
        shift = step.next();
        orders.clear();
        orders.addAll(step.orders());
    }

    private void does(Act act) {
        take(shift.orElseThrow().step(act, now));
    }

    private void hears(News news) {
        take(shift.orElseThrow().hear(news, now));
    }

    private Exchange at() {
        var inside = assertInstanceOf(Shift.Inside.class, shift.orElseThrow().room());
        return assertInstanceOf(Shift.ExchangeView.class, inside.view()).at();
    }

    private Shift.View view() {
        return assertInstanceOf(Shift.Inside.class, shift.orElseThrow().room()).view();
    }

    private void onThePageOfThePrinter(Duty duty, boolean disabled) {
        shift = Optional.of(Shift.begin(now));
        hears(new News.Admitted(new Officer("0777", "李工", duty)));
        hears(new News.Looked(disabled ? board(Board.DISABLED) : board()));
        does(new Act.SeeDevice(PRINTER));
    }

    private Board board(String... faults) {
        var printer = new Board.Instrument(
                PRINTER,
                "receipt-printer",
                Board.Health.FINE,
                "online",
                List.of(faults),
                "escpos",
                "tcp://old:9100",
                1,
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of("receipt-printer"));
        return new Board(
                now, List.of(), List.of(), List.of(printer), 0, 44, new Board.Stock(0, 0, 0, 0, 0, 0, 0), Map.of());
    }

    private void lookingForTheNewOne() {
        onThePageOfThePrinter(Duty.ENGINEER, false);
        does(new Act.Exchange());
        does(new Act.TakeOut());
        hears(new News.TakenOut(PRINTER));
        hears(new News.Sockets(PRINTER, OLD, List.of(NOW, SERIAL, USED), Optional.empty()));
    }

    private void onTrial(Trial.Outcome outcome) {
        lookingForTheNewOne();
        does(new Act.PickSocket(SERIAL));
        hears(new News.Asked(PRINTER, new Found(Map.of(), List.of(MORAY), List.of())));
        does(new Act.Pick(MORAY));
        does(new Act.Swap());
        hears(new News.Tried(PRINTER, trial(outcome)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Duty.class,
            names = {"BRANCH", "AUDITOR"})
    void nobody_but_an_engineer_begins(Duty duty) {
        onThePageOfThePrinter(duty, false);
        for (var act : List.of(
                new Act.Exchange(),
                new Act.TakeOut(),
                new Act.Swap(),
                new Act.Keep(),
                new Act.Lend(),
                new Act.Trace(true))) {
            does(act);
            assertInstanceOf(Shift.DeviceView.class, view());
            assertEquals(List.of(), orders);
        }
    }

    @Test
    void nothing_is_touched_before_the_engineer_has_read_what_it_means() {
        onThePageOfThePrinter(Duty.ENGINEER, false);
        does(new Act.Exchange());
        assertEquals(new Exchange.Begin(false), at());
        assertEquals(List.of(), orders);
        does(new Act.TakeOut());
        assertEquals(List.of(new Order.TakeOut(LI, PRINTER)), orders);
        hears(new News.TakenOut(PRINTER));
        assertEquals(List.of(new Order.Seek(LI, PRINTER)), orders);
    }

    @Test
    void who_left_the_screen_to_citizens_comes_back_to_where_the_new_one_is_looked_for() {
        lookingForTheNewOne();
        does(new Act.Leave());
        assertTrue(shift.isEmpty());
        onThePageOfThePrinter(Duty.ENGINEER, true);
        does(new Act.Exchange());
        assertEquals(List.of(new Order.Seek(LI, PRINTER)), orders);
        assertInstanceOf(Exchange.Seeking.class, at());
    }

    @Test
    void a_place_that_another_device_has_is_not_asked() {
        lookingForTheNewOne();
        does(new Act.PickSocket(USED));
        assertEquals(List.of(), orders);
        does(new Act.PickSocket(new Socket(Socket.Kind.SERIAL, "serial:/dev/made-up", "", "")));
        assertEquals(List.of(), orders);
        does(new Act.PickSocket(SERIAL));
        assertEquals(List.of(new Order.Ask(LI, PRINTER, SERIAL)), orders);
    }

    @Test
    void an_address_is_asked_once_it_could_be_one() {
        lookingForTheNewOne();
        does(new Act.ByAddress());
        for (var sign : "192.168.1.20:".split("")) does(new Act.Sign(sign));
        does(new Act.Enter());
        assertEquals(List.of(), orders);
        does(new Act.Rub());
        does(new Act.Enter());
        var socket = new Socket(Socket.Kind.NETWORK, "tcp://192.168.1.20:9100", "192.168.1.20", "");
        assertEquals(List.of(new Order.Ask(LI, PRINTER, socket)), orders);
    }

    @Test
    void only_what_was_proposed_is_put_in_and_only_after_the_preview() {
        lookingForTheNewOne();
        does(new Act.PickSocket(SERIAL));
        hears(new News.Asked(PRINTER, new Found(Map.of(), List.of(MORAY), List.of())));
        does(new Act.Pick(OLD));
        assertInstanceOf(Exchange.Proposing.class, at());
        does(new Act.Swap());
        assertEquals(List.of(), orders);
        does(new Act.Pick(MORAY));
        does(new Act.Swap());
        assertEquals(List.of(new Order.TryOut(LI, PRINTER, MORAY)), orders);
    }

    @Test
    void while_it_is_swapped_nobody_walks_away() {
        onThePageOfThePrinter(Duty.ENGINEER, false);
        does(new Act.Exchange());
        does(new Act.TakeOut());
        for (var act : List.of(new Act.Leave(), new Act.Back(), new Act.TakeOut())) {
            does(act);
            assertEquals(new Exchange.Begin(true), at());
            assertEquals(List.of(), orders);
        }
        now = now.plus(Shift.IDLE).plusSeconds(60);
        take(shift.orElseThrow().tick(now));
        assertTrue(shift.isPresent());
    }

    @Test
    void what_passed_waits_for_a_word_and_both_words_are_orders() {
        onTrial(Trial.Outcome.PASSED);
        does(new Act.Back());
        assertInstanceOf(Exchange.Trying.class, at());
        does(new Act.Keep());
        assertEquals(List.of(new Order.Keep(LI, PRINTER, trial(Trial.Outcome.PASSED))), orders);
        does(new Act.GoBack());
        assertEquals(List.of(), orders);

        onTrial(Trial.Outcome.PASSED);
        does(new Act.GoBack());
        assertEquals(List.of(new Order.GiveUp(LI, PRINTER, trial(Trial.Outcome.PASSED))), orders);
    }

    @Test
    void who_says_nothing_for_five_minutes_has_left() {
        onTrial(Trial.Outcome.PASSED);
        now = now.plus(Shift.IDLE);
        take(shift.orElseThrow().tick(now));
        assertTrue(shift.isEmpty());
        assertEquals(List.of(new Order.Left(LI, "idle")), orders);
    }

    @ParameterizedTest
    @EnumSource(
            value = Trial.Outcome.class,
            names = {"ROLLED_BACK", "REFUSED"})
    void what_did_not_pass_cannot_be_kept(Trial.Outcome outcome) {
        onTrial(outcome);
        does(new Act.Keep());
        assertEquals(List.of(), orders);
        does(new Act.CallOff());
        assertEquals(List.of(new Order.CallOff(LI, PRINTER)), orders);
        hears(new News.CalledOff(PRINTER));
        assertInstanceOf(Shift.DeviceView.class, view());
    }

    @Test
    void what_was_kept_can_go_back_once() {
        onTrial(Trial.Outcome.PASSED);
        does(new Act.Keep());
        hears(new News.Ended(PRINTER, verdict(Verdict.How.KEPT)));
        does(new Act.GoBack());
        assertEquals(List.of(new Order.GoBack(LI, PRINTER)), orders);
        assertTrue(at().running());
        hears(new News.Ended(PRINTER, verdict(Verdict.How.ROLLED_BACK)));
        does(new Act.GoBack());
        assertEquals(List.of(), orders);
        assertFalse(at().running());
        does(new Act.Back());
        assertInstanceOf(Shift.DeviceView.class, view());
    }

    private static Verdict verdict(Verdict.How how) {
        return new Verdict(how, "moray@1.0.0", "printed", "receipt-printer", "000001  AB12 CD34");
    }

    @Test
    void news_of_another_device_change_nothing() {
        lookingForTheNewOne();
        var before = at();
        hears(new News.Tried("scanner-1", trial(Trial.Outcome.PASSED)));
        assertEquals(before, at());
    }

    @Test
    void what_is_lent_can_only_be_taken_back() {
        onThePageOfThePrinter(Duty.ENGINEER, false);
        does(new Act.TakeBack());
        assertEquals(List.of(), orders);
        does(new Act.Lend());
        assertEquals(List.of(new Order.Lend(LI, PRINTER)), orders);
        hears(new News.Looked(board(Board.LENT)));
        hears(new News.Lent(PRINTER));
        for (var act : List.of(new Act.Lend(), new Act.Exchange())) {
            does(act);
            assertEquals(List.of(), orders);
        }
        does(new Act.TakeBack());
        assertEquals(List.of(new Order.TakeBack(LI, PRINTER)), orders);
    }
}
