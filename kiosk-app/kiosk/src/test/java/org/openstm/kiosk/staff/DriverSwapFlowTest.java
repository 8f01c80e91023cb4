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

/// An engineer replaces a device, on the pure state machine.
class DriverSwapFlowTest {
    private static final String PRINTER = "receipt-printer-1";
    private static final Officer LI = new Officer("0777", "李工", StaffRole.ENGINEER);
    private static final ConnectionPoint NOW =
            new ConnectionPoint(ConnectionPoint.PointKind.NOW, "tcp://old:9100", "", "");
    private static final ConnectionPoint SERIAL =
            new ConnectionPoint(ConnectionPoint.PointKind.SERIAL, "serial:/dev/b", "b", "");
    private static final ConnectionPoint USED =
            new ConnectionPoint(ConnectionPoint.PointKind.SERIAL, "serial:/dev/c", "c", "scanner-1");
    private static final DriverCandidate OLD = candidate("escpos", "tcp://old:9100");
    private static final DriverCandidate MORAY = candidate("moray@1.0.0", "serial:/dev/b");

    private Instant now = Instant.parse("2026-11-24T00:02:00Z");
    private Optional<StaffSession> shift = Optional.empty();
    private final List<StaffCommand> orders = new ArrayList<>();

    private static DriverCandidate candidate(String driver, String link) {
        return new DriverCandidate(
                driver,
                link,
                DriverCandidate.DriverOrigin.INSTALLED,
                "",
                "",
                "",
                List.of("identity"),
                "good",
                Map.of(),
                Map.of());
    }

    private static DriverSwapTrial trial(DriverSwapTrial.TrialOutcome outcome) {
        return new DriverSwapTrial(
                outcome, "escpos", "moray@1.0.0", "serial:/dev/b", List.of(), 40, true, "", "", Optional.empty());
    }

    private void take(StaffSession.StaffStep step) {
        shift = step.next();
        orders.clear();
        orders.addAll(step.orders());
    }

    private void does(StaffAction act) {
        take(shift.orElseThrow().nextStep(act, now));
    }

    private void hears(StaffEvent news) {
        take(shift.orElseThrow().applyEvent(news, now));
    }

    private DriverSwapState at() {
        var inside =
                assertInstanceOf(StaffStage.LoggedIn.class, shift.orElseThrow().room());
        return assertInstanceOf(StaffView.DriverSwapView.class, inside.view()).at();
    }

    private StaffView view() {
        return assertInstanceOf(StaffStage.LoggedIn.class, shift.orElseThrow().room())
                .view();
    }

    private void onThePageOfThePrinter(StaffRole duty, boolean disabled) {
        shift = Optional.of(StaffSession.beginAtLogin(now));
        hears(new StaffEvent.OfficerAdmitted(new Officer("0777", "李工", duty)));
        hears(new StaffEvent.StatusCollected(disabled ? board(TerminalStatus.DISABLED) : board()));
        does(new StaffAction.SeeDevice(PRINTER));
    }

    private TerminalStatus board(String... faults) {
        var printer = new TerminalStatus.MonitoredDevice(
                PRINTER,
                "receipt-printer",
                TerminalStatus.DeviceCondition.FINE,
                "online",
                List.of(faults),
                "escpos",
                "tcp://old:9100",
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

    private void lookingForTheNewOne() {
        onThePageOfThePrinter(StaffRole.ENGINEER, false);
        does(new StaffAction.OpenDriverSwap());
        does(new StaffAction.ConfirmTakeOut());
        hears(new StaffEvent.DeviceTakenOut(PRINTER));
        hears(new StaffEvent.PointsFound(PRINTER, OLD, List.of(NOW, SERIAL, USED), Optional.empty()));
    }

    private void onTrial(DriverSwapTrial.TrialOutcome outcome) {
        lookingForTheNewOne();
        does(new StaffAction.PickConnectionPoint(SERIAL));
        hears(new StaffEvent.PointProbed(PRINTER, new DriverMatches(Map.of(), List.of(MORAY), List.of())));
        does(new StaffAction.PickDriver(MORAY));
        does(new StaffAction.SwapDriver());
        hears(new StaffEvent.DriverTried(PRINTER, trial(outcome)));
    }

    @ParameterizedTest
    @EnumSource(
            value = StaffRole.class,
            names = {"BRANCH", "AUDITOR"})
    void nobody_but_an_engineer_begins(StaffRole duty) {
        onThePageOfThePrinter(duty, false);
        for (var act : List.of(
                new StaffAction.OpenDriverSwap(),
                new StaffAction.ConfirmTakeOut(),
                new StaffAction.SwapDriver(),
                new StaffAction.KeepNewDriver(),
                new StaffAction.StartLending(),
                new StaffAction.SwitchTrace(true))) {
            does(act);
            assertInstanceOf(StaffView.DeviceDetailView.class, view());
            assertEquals(List.of(), orders);
        }
    }

    @Test
    void nothing_is_touched_before_the_engineer_has_read_what_it_means() {
        onThePageOfThePrinter(StaffRole.ENGINEER, false);
        does(new StaffAction.OpenDriverSwap());
        assertEquals(new DriverSwapState.NotStarted(false), at());
        assertEquals(List.of(), orders);
        does(new StaffAction.ConfirmTakeOut());
        assertEquals(List.of(new StaffCommand.TakeOutOfService(LI, PRINTER)), orders);
        hears(new StaffEvent.DeviceTakenOut(PRINTER));
        assertEquals(List.of(new StaffCommand.SearchPoints(LI, PRINTER)), orders);
    }

    @Test
    void who_left_the_screen_to_citizens_comes_back_to_where_the_new_one_is_looked_for() {
        lookingForTheNewOne();
        does(new StaffAction.LeaveStaffPages());
        assertTrue(shift.isEmpty());
        onThePageOfThePrinter(StaffRole.ENGINEER, true);
        does(new StaffAction.OpenDriverSwap());
        assertEquals(List.of(new StaffCommand.SearchPoints(LI, PRINTER)), orders);
        assertInstanceOf(DriverSwapState.ChoosingPoint.class, at());
    }

    @Test
    void a_place_that_another_device_has_is_not_asked() {
        lookingForTheNewOne();
        does(new StaffAction.PickConnectionPoint(USED));
        assertEquals(List.of(), orders);
        does(new StaffAction.PickConnectionPoint(
                new ConnectionPoint(ConnectionPoint.PointKind.SERIAL, "serial:/dev/made-up", "", "")));
        assertEquals(List.of(), orders);
        does(new StaffAction.PickConnectionPoint(SERIAL));
        assertEquals(List.of(new StaffCommand.ProbePoint(LI, PRINTER, SERIAL)), orders);
    }

    @Test
    void an_address_is_asked_once_it_could_be_one() {
        lookingForTheNewOne();
        does(new StaffAction.EnterAddress());
        for (var sign : "192.168.1.20:".split("")) does(new StaffAction.TypeSign(sign));
        does(new StaffAction.SubmitTyped());
        assertEquals(List.of(), orders);
        does(new StaffAction.EraseLast());
        does(new StaffAction.SubmitTyped());
        var socket =
                new ConnectionPoint(ConnectionPoint.PointKind.NETWORK, "tcp://192.168.1.20:9100", "192.168.1.20", "");
        assertEquals(List.of(new StaffCommand.ProbePoint(LI, PRINTER, socket)), orders);
    }

    @Test
    void only_what_was_proposed_is_put_in_and_only_after_the_preview() {
        lookingForTheNewOne();
        does(new StaffAction.PickConnectionPoint(SERIAL));
        hears(new StaffEvent.PointProbed(PRINTER, new DriverMatches(Map.of(), List.of(MORAY), List.of())));
        does(new StaffAction.PickDriver(OLD));
        assertInstanceOf(DriverSwapState.ChoosingDriver.class, at());
        does(new StaffAction.SwapDriver());
        assertEquals(List.of(), orders);
        does(new StaffAction.PickDriver(MORAY));
        does(new StaffAction.SwapDriver());
        assertEquals(List.of(new StaffCommand.TryDriver(LI, PRINTER, MORAY)), orders);
    }

    @Test
    void while_it_is_swapped_nobody_walks_away() {
        onThePageOfThePrinter(StaffRole.ENGINEER, false);
        does(new StaffAction.OpenDriverSwap());
        does(new StaffAction.ConfirmTakeOut());
        for (var act : List.of(
                new StaffAction.LeaveStaffPages(), new StaffAction.LeavePage(), new StaffAction.ConfirmTakeOut())) {
            does(act);
            assertEquals(new DriverSwapState.NotStarted(true), at());
            assertEquals(List.of(), orders);
        }
        now = now.plus(StaffSession.IDLE).plusSeconds(60);
        take(shift.orElseThrow().applyTick(now));
        assertTrue(shift.isPresent());
    }

    @Test
    void what_passed_waits_for_a_word_and_both_words_are_orders() {
        onTrial(DriverSwapTrial.TrialOutcome.PASSED);
        does(new StaffAction.LeavePage());
        assertInstanceOf(DriverSwapState.OnTrial.class, at());
        does(new StaffAction.KeepNewDriver());
        assertEquals(
                List.of(new StaffCommand.KeepDriver(LI, PRINTER, trial(DriverSwapTrial.TrialOutcome.PASSED))), orders);
        does(new StaffAction.RestoreOldDriver());
        assertEquals(List.of(), orders);

        onTrial(DriverSwapTrial.TrialOutcome.PASSED);
        does(new StaffAction.RestoreOldDriver());
        assertEquals(
                List.of(new StaffCommand.GiveUpTrial(LI, PRINTER, trial(DriverSwapTrial.TrialOutcome.PASSED))), orders);
    }

    @Test
    void who_says_nothing_for_five_minutes_has_left() {
        onTrial(DriverSwapTrial.TrialOutcome.PASSED);
        now = now.plus(StaffSession.IDLE);
        take(shift.orElseThrow().applyTick(now));
        assertTrue(shift.isEmpty());
        assertEquals(List.of(new StaffCommand.EndStaffSession(LI, "idle")), orders);
    }

    @ParameterizedTest
    @EnumSource(
            value = DriverSwapTrial.TrialOutcome.class,
            names = {"ROLLED_BACK", "REFUSED"})
    void what_did_not_pass_cannot_be_kept(DriverSwapTrial.TrialOutcome outcome) {
        onTrial(outcome);
        does(new StaffAction.KeepNewDriver());
        assertEquals(List.of(), orders);
        does(new StaffAction.CallOffSwap());
        assertEquals(List.of(new StaffCommand.CancelSwap(LI, PRINTER)), orders);
        hears(new StaffEvent.SwapCalledOff(PRINTER));
        assertInstanceOf(StaffView.DeviceDetailView.class, view());
    }

    @Test
    void what_was_kept_can_go_back_once() {
        onTrial(DriverSwapTrial.TrialOutcome.PASSED);
        does(new StaffAction.KeepNewDriver());
        hears(new StaffEvent.DriverSwapEnded(PRINTER, verdict(DriverSwapVerdict.SwapResult.KEPT)));
        does(new StaffAction.RestoreOldDriver());
        assertEquals(List.of(new StaffCommand.RestoreDriver(LI, PRINTER)), orders);
        assertTrue(at().isRunning());
        hears(new StaffEvent.DriverSwapEnded(PRINTER, verdict(DriverSwapVerdict.SwapResult.ROLLED_BACK)));
        does(new StaffAction.RestoreOldDriver());
        assertEquals(List.of(), orders);
        assertFalse(at().isRunning());
        does(new StaffAction.LeavePage());
        assertInstanceOf(StaffView.DeviceDetailView.class, view());
    }

    private static DriverSwapVerdict verdict(DriverSwapVerdict.SwapResult how) {
        return new DriverSwapVerdict(how, "moray@1.0.0", "printed", "receipt-printer", "000001  AB12 CD34");
    }

    @Test
    void news_of_another_device_change_nothing() {
        lookingForTheNewOne();
        var before = at();
        hears(new StaffEvent.DriverTried("scanner-1", trial(DriverSwapTrial.TrialOutcome.PASSED)));
        assertEquals(before, at());
    }

    @Test
    void what_is_lent_can_only_be_taken_back() {
        onThePageOfThePrinter(StaffRole.ENGINEER, false);
        does(new StaffAction.EndLending());
        assertEquals(List.of(), orders);
        does(new StaffAction.StartLending());
        assertEquals(List.of(new StaffCommand.LendDevice(LI, PRINTER)), orders);
        hears(new StaffEvent.StatusCollected(board(TerminalStatus.LENT)));
        hears(new StaffEvent.DeviceLent(PRINTER));
        for (var act : List.of(new StaffAction.StartLending(), new StaffAction.OpenDriverSwap())) {
            does(act);
            assertEquals(List.of(), orders);
        }
        does(new StaffAction.EndLending());
        assertEquals(List.of(new StaffCommand.TakeBackDevice(LI, PRINTER)), orders);
    }
}
