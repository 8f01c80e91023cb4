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

/// The staff session, on the pure state machine.
class StaffSessionTest {
    private static final Officer YANG = new Officer("0417", "杨晓云", StaffRole.BRANCH);
    private static final Officer LI = new Officer("0777", "李工", StaffRole.ENGINEER);
    private static final Officer ZHOU = new Officer("0901", "周敏", StaffRole.AUDITOR);

    private Instant now = Instant.parse("2026-11-24T00:02:00Z");
    private Optional<StaffSession> shift = Optional.of(StaffSession.beginAtLogin(now));
    private final List<StaffCommand> orders = new ArrayList<>();

    private void take(StaffSession.StaffStep step) {
        shift = step.next();
        orders.addAll(step.orders());
    }

    private StaffSession shift() {
        return shift.orElseThrow(() -> new AssertionError("they have left"));
    }

    private void does(StaffAction... acts) {
        for (var act : acts) take(shift().nextStep(act, now));
    }

    private void type(String digits) {
        for (var digit : digits.split("")) does(new StaffAction.TypeDigit(Integer.parseInt(digit)));
        does(new StaffAction.SubmitTyped());
    }

    private void hears(StaffEvent news) {
        take(shift().applyEvent(news, now));
    }

    private void later(int seconds) {
        for (int i = 0; i < seconds && shift.isPresent(); i++) {
            now = now.plusSeconds(1);
            take(shift().applyTick(now));
        }
    }

    private void isIn(Officer officer) {
        hears(new StaffEvent.OfficerAdmitted(officer));
        hears(new StaffEvent.StatusCollected(board()));
        orders.clear();
    }

    private StaffView view() {
        return assertInstanceOf(StaffStage.LoggedIn.class, shift().room()).view();
    }

    private TerminalStatus board() {
        var printer = new TerminalStatus.MonitoredDevice(
                "receipt-printer-1",
                "receipt-printer",
                TerminalStatus.DeviceCondition.FINE,
                "online",
                List.of(),
                "escpos",
                "tcp://x",
                1,
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of("receipt-printer"));
        return new TerminalStatus(
                now,
                List.of(),
                List.of(),
                List.of(printer),
                0,
                44,
                new TerminalStatus.PendingWork(0, 0, 0, 0, 0, 0, 0),
                Map.of());
    }

    @Test
    void all_three_are_asked_before_any_is_judged() {
        type("0417");
        type("246810");
        assertEquals(List.of(), orders);
        type("123456");
        assertEquals(List.of(new StaffCommand.AdmitOfficer("0417", "246810", "123456")), orders);
    }

    @Test
    void what_was_typed_is_gone_once_it_is_sent_and_never_in_a_log() {
        type("0417");
        type("246810");
        type("123456");
        assertEquals("StaffLoginForm[CODE]", shift().room().toString());
        var door = assertInstanceOf(StaffStage.StaffLoginForm.class, shift().room());
        assertEquals("", door.pin() + door.number() + door.entry());
        assertEquals("AdmitOfficer", orders.getFirst().toString());
    }

    @Test
    void a_second_try_goes_nowhere_while_the_first_is_looked_at() {
        type("0417");
        type("246810");
        type("123456");
        does(new StaffAction.TypeDigit(1), new StaffAction.SubmitTyped());
        assertEquals(1, orders.size());
    }

    @Test
    void who_is_refused_begins_again() {
        type("0417");
        type("246810");
        type("123456");
        hears(new StaffEvent.LoginRefused("staff.wrong", 0));
        var door = assertInstanceOf(StaffStage.StaffLoginForm.class, shift().room());
        assertEquals(StaffStage.LoginQuestion.NUMBER, door.asked());
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
        assertEquals(new StaffCommand.EndStaffSession(YANG, "idle"), orders.getLast());
    }

    @Test
    void a_check_that_runs_is_waited_for() {
        isIn(YANG);
        does(new StaffAction.SeeDevice("receipt-printer-1"), new StaffAction.StartCheck("external"));
        later(600);
        assertTrue(shift.isPresent());
        hears(new StaffEvent.DeviceChecked(
                new DeviceCheckup("receipt-printer-1", "receipt-printer", "external", true, List.of())));
        later(2);
        assertTrue(shift.isEmpty());
    }

    @Test
    void each_does_what_they_are_there_for_and_no_more() {
        isIn(YANG);
        does(
                new StaffAction.SeeDevice("receipt-printer-1"),
                new StaffAction.StartReset(),
                new StaffAction.SeeAuditLog());
        assertEquals(List.of(new StaffCommand.InspectDevice(YANG, "receipt-printer-1")), orders);
        orders.clear();
        does(new StaffAction.StartCheck("internal"));
        assertEquals(List.of(new StaffCommand.CheckDevice(YANG, "receipt-printer-1", "internal")), orders);

        shift = Optional.of(StaffSession.beginAtLogin(now));
        isIn(ZHOU);
        does(
                new StaffAction.SeeDevice("receipt-printer-1"),
                new StaffAction.StartCheck("internal"),
                new StaffAction.StartReset(),
                new StaffAction.SeeMorningCheck());
        assertEquals(List.of(), orders);
        does(new StaffAction.SeeAuditLog());
        assertEquals(List.of(new StaffCommand.ReadAuditLog(ZHOU)), orders);

        shift = Optional.of(StaffSession.beginAtLogin(now));
        isIn(LI);
        does(new StaffAction.SeeDevice("receipt-printer-1"), new StaffAction.StartReset());
        assertEquals(
                List.of(
                        new StaffCommand.InspectDevice(LI, "receipt-printer-1"),
                        new StaffCommand.ResetDevice(LI, "receipt-printer-1")),
                orders);
    }

    @Test
    void at_the_door_nothing_inside_can_be_done() {
        does(
                new StaffAction.SeeDevice("receipt-printer-1"),
                new StaffAction.SeeAuditLog(),
                new StaffAction.SeeMorningCheck(),
                new StaffAction.StartMorningCheck());
        hears(new StaffEvent.StatusCollected(board()));
        does(new StaffAction.StartCheck("external"), new StaffAction.StartReset());
        assertEquals(List.of(), orders);
        assertInstanceOf(StaffStage.StaffLoginForm.class, shift().room());
    }

    @Test
    void the_terminal_is_looked_at_each_second_that_somebody_looks() {
        isIn(YANG);
        later(3);
        assertEquals(
                List.of(
                        new StaffCommand.CollectStatus(),
                        new StaffCommand.CollectStatus(),
                        new StaffCommand.CollectStatus()),
                orders);
    }

    @Test
    void the_mornings_check_shows_device_after_device_and_ends() {
        isIn(YANG);
        does(
                new StaffAction.SeeMorningCheck(),
                new StaffAction.StartMorningCheck(),
                new StaffAction.StartMorningCheck());
        assertEquals(List.of(new StaffCommand.RunMorningCheck(YANG)), orders);
        hears(new StaffEvent.MorningCheckStep(new DeviceCheckup("a", "camera", "external", true, List.of())));
        hears(new StaffEvent.MorningCheckStep(new DeviceCheckup("b", "lights", "external", false, List.of())));
        hears(new StaffEvent.MorningCheckDone(false, "printed", "000006"));
        var morning = assertInstanceOf(StaffView.MorningCheckView.class, view());
        assertEquals(2, morning.done().size());
        assertTrue(morning.ended().isPresent());
    }

    private static TerminalStatus.StatusTask finding(String code, TerminalStatus.TaskOwner who) {
        return new TerminalStatus.StatusTask("finding/17", code, "", who, "", 0, false);
    }

    private void settles(Officer officer, TerminalStatus.StatusTask task, StaffAction.SettledHow how) {
        shift = Optional.of(StaffSession.beginAtLogin(now));
        hears(new StaffEvent.OfficerAdmitted(officer));
        var board = board();
        hears(new StaffEvent.StatusCollected(
                new TerminalStatus(now, List.of(), List.of(task), board.devices(), 0, 44, board.stock(), Map.of())));
        orders.clear();
        does(new StaffAction.SeeTask(task.id()), new StaffAction.MarkSettled(how));
    }

    @Test
    void a_finding_is_settled_by_whom_it_concerns_and_a_paper_only_by_looking_for_it() {
        settles(YANG, finding("cancelled", TerminalStatus.TaskOwner.STAFF), StaffAction.SettledHow.DONE);
        assertEquals(List.of(new StaffCommand.SettleTask(YANG, "finding/17", StaffAction.SettledHow.DONE)), orders);
        settles(YANG, finding("print-unknown", TerminalStatus.TaskOwner.STAFF), StaffAction.SettledHow.DONE);
        assertEquals(List.of(), orders);
        settles(YANG, finding("print-unknown", TerminalStatus.TaskOwner.STAFF), StaffAction.SettledHow.NOT_OUT);
        assertEquals(List.of(new StaffCommand.SettleTask(YANG, "finding/17", StaffAction.SettledHow.NOT_OUT)), orders);
        settles(YANG, finding("journal-damaged", TerminalStatus.TaskOwner.ENGINEER), StaffAction.SettledHow.DONE);
        assertEquals(List.of(), orders);
        settles(LI, finding("journal-damaged", TerminalStatus.TaskOwner.ENGINEER), StaffAction.SettledHow.DONE);
        assertEquals(1, orders.size());
        settles(ZHOU, finding("cancelled", TerminalStatus.TaskOwner.STAFF), StaffAction.SettledHow.DONE);
        assertEquals(List.of(), orders);
    }

    @Test
    void what_a_device_has_is_never_settled_by_a_touch() {
        settles(
                LI,
                new TerminalStatus.StatusTask(
                        "device/a/paper-out", "paper-out", "", TerminalStatus.TaskOwner.STAFF, "", 0, true),
                StaffAction.SettledHow.DONE);
        assertEquals(List.of(), orders);
    }

    @Test
    void who_walks_away_from_what_could_not_be_done_is_out_like_anybody_else() {
        isIn(YANG);
        does(new StaffAction.SeeDevice("receipt-printer-1"), new StaffAction.StartCheck("external"));
        hears(new StaffEvent.CommandFailed());
        assertEquals(new StaffView.OverviewView(true), view());
        later(302);
        assertTrue(shift.isEmpty());
    }

    @Test
    void a_door_whose_answer_cannot_be_given_asks_anew() {
        type("0417");
        type("246810");
        type("123456");
        hears(new StaffEvent.CommandFailed());
        type("0417");
        assertEquals(
                StaffStage.LoginQuestion.PIN,
                assertInstanceOf(StaffStage.StaffLoginForm.class, shift().room())
                        .asked());
    }

    private StaffCaseEntry line(String txId) {
        return new StaffCaseEntry(
                txId, now, "pension/life-proof", "SF202611240317", "李*兰 ****0028", StaffCaseState.ACCEPTED);
    }

    @Test
    void nobody_looks_for_a_case_without_saying_why() {
        isIn(YANG);
        does(new StaffAction.SeeCaseSearch(), new StaffAction.TypeDigit(1), new StaffAction.SubmitTyped());
        assertEquals(List.of(), orders);
        does(new StaffAction.GiveReason(StaffAction.SearchReason.ASKED));
        assertEquals(List.of(new StaffCommand.FindCases(YANG, StaffAction.SearchReason.ASKED, "")), orders);
        does(new StaffAction.TypeDigit(7)); // ignored while the search runs
        assertEquals(
                "", assertInstanceOf(StaffView.CaseSearchView.class, view()).digits());
        hears(new StaffEvent.CasesFound("", List.of(line("t-1")), 0));
        type("0028");
        assertEquals(new StaffCommand.FindCases(YANG, StaffAction.SearchReason.ASKED, "0028"), orders.getLast());
        hears(new StaffEvent.CasesFound("0028", List.of(line("t-1")), 0));
        does(new StaffAction.SeeCase("t-2"));
        assertInstanceOf(StaffView.CaseSearchView.class, view(), "a case that is not in the list");
        does(new StaffAction.SeeCase("t-1"));
        assertEquals(new StaffCommand.ReadCase(YANG, StaffAction.SearchReason.ASKED, "t-1"), orders.getLast());
        hears(new StaffEvent.CaseHistory(line("t-1"), List.of(), true));
        assertTrue(
                assertInstanceOf(StaffView.CaseDetailView.class, view()).story().isPresent());
        does(new StaffAction.StartReprint(), new StaffAction.StartReprint(), new StaffAction.LeavePage());
        assertEquals(new StaffCommand.ReprintSlip(YANG, StaffAction.SearchReason.ASKED, line("t-1")), orders.getLast());
        assertEquals(
                1,
                orders.stream()
                        .filter(order -> order instanceof StaffCommand.ReprintSlip)
                        .count(),
                "one touch, one paper");
        assertTrue(assertInstanceOf(StaffView.CaseDetailView.class, view()).printing());
        hears(new StaffEvent.SlipReprinted("t-1", "printed"));
        assertEquals(
                Optional.of("printed"),
                assertInstanceOf(StaffView.CaseDetailView.class, view()).printed());
        does(new StaffAction.LeavePage());
        assertEquals(
                "0028", assertInstanceOf(StaffView.CaseSearchView.class, view()).digits());
        does(new StaffAction.LeavePage());
        assertInstanceOf(StaffView.OverviewView.class, view());
    }

    @Test
    void only_the_branch_sees_cases_and_closes_the_day() {
        isIn(LI);
        does(new StaffAction.SeeCaseSearch(), new StaffAction.StartDayCount());
        assertInstanceOf(StaffView.OverviewView.class, view());
        assertEquals(List.of(), orders);
        isInAnew(ZHOU);
        does(new StaffAction.SeeCaseSearch(), new StaffAction.StartDayCount());
        assertInstanceOf(StaffView.OverviewView.class, view());
        assertEquals(List.of(), orders, "an auditor reads no case");
        isInAnew(YANG);
        does(new StaffAction.StartDayCount());
        assertEquals(List.of(), orders, "not from a page that does not offer it");
        does(new StaffAction.SeeCaseSearch(), new StaffAction.StartDayCount());
        assertEquals(List.of(new StaffCommand.CountCasesOfDay(YANG)), orders);
        later(600);
        assertInstanceOf(StaffView.DayCountView.class, view(), "while it is being counted nobody is put out");
        hears(new StaffEvent.DayCounted(Map.of(StaffCaseState.ACCEPTED, 3), "same", "77 AB12CD34"));
        later(299);
        assertTrue(shift.isPresent());
        later(2);
        assertTrue(shift.isEmpty());
    }

    private void isInAnew(Officer officer) {
        shift = Optional.of(StaffSession.beginAtLogin(now));
        isIn(officer);
    }
}
