package org.openstm.kiosk.staff;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.staff.StaffStage.LoggedIn;
import org.openstm.kiosk.staff.StaffStage.StaffLoginForm;
import org.openstm.kiosk.staff.StaffView.AuditLogView;
import org.openstm.kiosk.staff.StaffView.CaseDetailView;
import org.openstm.kiosk.staff.StaffView.CaseSearchView;
import org.openstm.kiosk.staff.StaffView.DayCountView;
import org.openstm.kiosk.staff.StaffView.DeviceDetailView;
import org.openstm.kiosk.staff.StaffView.DriverSwapView;
import org.openstm.kiosk.staff.StaffView.MorningCheckView;
import org.openstm.kiosk.staff.StaffView.OverviewView;
import org.openstm.kiosk.staff.StaffView.TaskView;

/// State of staff at the terminal: logging in or logged in.
///
/// @param board last status of the terminal
/// @param touched time of the last touch
public record StaffSession(StaffStage room, TerminalStatus board, Instant touched) {
    /// Idle time after which the terminal returns to the citizens.
    public static final Duration IDLE = Duration.ofMinutes(5);

    /// Idle time after which an unattended login page closes.
    public static final Duration AT_THE_DOOR = Duration.ofSeconds(60);

    /// Result of an action or event.
    ///
    /// @param next empty when staff have left
    public record StaffStep(Optional<StaffSession> next, List<StaffCommand> orders) {
        public StaffStep {
            orders = List.copyOf(orders);
        }
    }

    /// The hidden entry for staff was used.
    public static StaffSession beginAtLogin(Instant now) {
        return new StaffSession(StaffLoginForm.CLOSED, TerminalStatus.NOTHING, now);
    }

    public Optional<Officer> findOfficer() {
        return room instanceof LoggedIn(var officer, var _) ? Optional.of(officer) : Optional.empty();
    }

    /// Time until it ends by itself.
    public Duration remainingTime(Instant now) {
        var patience = room instanceof LoggedIn ? IDLE : AT_THE_DOOR;
        var left = Duration.between(now, touched.plus(patience));
        return left.isNegative() ? Duration.ZERO : left;
    }

    public StaffStep nextStep(StaffAction act, Instant now) {
        var here = new StaffSession(room, board, now);
        return switch (room) {
            case StaffLoginForm door -> new StaffLoginFlow(here).applyAction(door, act);
            case LoggedIn inside -> here.stepInside(inside, act);
        };
    }

    /// A second has passed. While the status page is open, the status is collected every second.
    public StaffStep applyTick(Instant now) {
        if (!remainingTime(now).isZero() || isWorking())
            return room instanceof LoggedIn ? continueAt(room, new StaffCommand.CollectStatus()) : continueAt(room);
        return leaveStaffPages("idle");
    }

    private boolean isWorking() {
        return room instanceof LoggedIn(var _, DeviceDetailView view) && view.running()
                || room instanceof LoggedIn(var _, MorningCheckView(var _, var busy, var _)) && busy
                || room instanceof LoggedIn(var _, CaseSearchView cases) && cases.running()
                || room instanceof LoggedIn(var _, CaseDetailView one) && one.printing()
                || room instanceof LoggedIn(var _, DayCountView(var counted)) && counted.isEmpty()
                || room instanceof LoggedIn(var _, DriverSwapView(var _, var _, var at)) && at.isRunning();
    }

    public StaffStep applyEvent(StaffEvent news, Instant now) {
        return switch (news) {
            case StaffEvent.OfficerAdmitted(var officer)
            when room instanceof StaffLoginForm ->
                new StaffSession(room, board, now)
                        .continueAt(new LoggedIn(officer, new OverviewView()), new StaffCommand.CollectStatus());
            case StaffEvent.LoginRefused refused
            when room instanceof StaffLoginForm -> new StaffLoginFlow(this).applyRefusal(refused);
            case StaffEvent.StatusCollected(var fresh) -> new StaffSession(room, fresh, touched).continueAt(room);
            case StaffEvent.DeviceChecked(var checkup)
            when room instanceof LoggedIn(var officer, DeviceDetailView view)
                    && view.id().equals(checkup.device()) ->
                continueAt(new LoggedIn(officer, view.withCheckup(checkup)));
            case StaffEvent.DeviceInspected inspected
            when room instanceof LoggedIn(var officer, DeviceDetailView view)
                    && view.id().equals(inspected.device()) ->
                continueAt(new LoggedIn(officer, view.withInspection(inspected)));
            case StaffEvent.DeviceLent(var device)
            when room instanceof LoggedIn(var officer, DeviceDetailView view)
                    && view.id().equals(device) -> continueAt(new LoggedIn(officer, view.withCheckEnded()));
            case StaffEvent.DriverSwapEvent fit
            when room instanceof LoggedIn(var officer, DriverSwapView view)
                    && view.device().equals(fit.device()) ->
                new DevicePageFlow(new StaffSession(room, board, now), officer).applySwapEvent(view, fit);
            case StaffEvent.CommandFailed _ -> showFailure();
            case StaffEvent.TaskSettled(var task)
            when room instanceof LoggedIn(var officer, TaskView(var id)) && id.equals(task) ->
                continueAt(new LoggedIn(officer, new OverviewView()));
            default -> applyReport(news, now);
        };
    }

    /// Results of checks and look-ups.
    private StaffStep applyReport(StaffEvent news, Instant now) {
        return switch (news) {
            case StaffEvent.MorningCheckStep(var checkup)
            when room instanceof LoggedIn(var officer, MorningCheckView view) ->
                continueAt(new LoggedIn(
                        officer, new MorningCheckView(plusCheckup(view.done(), checkup), true, Optional.empty())));
            case StaffEvent.MorningCheckDone done
            when room instanceof LoggedIn(var officer, MorningCheckView view) ->
                new StaffSession(room, board, now)
                        .continueAt(new LoggedIn(officer, new MorningCheckView(view.done(), false, Optional.of(done))));
            case StaffEvent.CasesFound cases
            when room instanceof LoggedIn(var officer, CaseSearchView view) ->
                continueAt(new LoggedIn(officer, view.withFoundCases(cases)));
            case StaffEvent.CaseHistory story
            when room instanceof LoggedIn(var officer, CaseDetailView view)
                    && view.line().txId().equals(story.of().txId()) ->
                continueAt(new LoggedIn(officer, view.withHistory(story)));
            case StaffEvent.SlipReprinted(var txId, var result)
            when room instanceof LoggedIn(var officer, CaseDetailView view)
                    && view.line().txId().equals(txId) ->
                new StaffSession(room, board, now).continueAt(new LoggedIn(officer, view.withReprintResult(result)));
            case StaffEvent.DayCounted day
            when room instanceof LoggedIn(var officer, DayCountView _) ->
                new StaffSession(room, board, now)
                        .continueAt(new LoggedIn(officer, new DayCountView(Optional.of(day))));
            case StaffEvent.AuditLogRead audited
            when room instanceof LoggedIn(var officer, AuditLogView _) ->
                continueAt(new LoggedIn(officer, new AuditLogView(Optional.of(audited))));
            default -> continueAt(room);
        };
    }

    /// Clears the marks of a running command: they would keep the session of an absent officer open.
    private StaffStep showFailure() {
        return switch (room) {
            case StaffLoginForm _ ->
                new StaffLoginFlow(this).applyRefusal(new StaffEvent.LoginRefused("staff.failed", 0));
            case LoggedIn(var officer, var _) -> continueAt(new LoggedIn(officer, new OverviewView(true)));
        };
    }

    private static List<DeviceCheckup> plusCheckup(List<DeviceCheckup> done, DeviceCheckup more) {
        var all = new ArrayList<>(done);
        all.add(more);
        return all;
    }

    private StaffStep stepInside(LoggedIn inside, StaffAction act) {
        var officer = inside.officer();
        var duty = officer.duty();
        return switch (act) {
            case StaffAction _
            when inside.view() instanceof DriverSwapView view
                    && !(act instanceof StaffAction.LeaveStaffPages
                            && !view.at().isRunning()) -> new DevicePageFlow(this, officer).applySwapAction(view, act);
            case StaffAction.LeaveStaffPages _ -> leaveStaffPages("left");
            case StaffAction.LeavePage _
            when inside.view() instanceof CaseDetailView view && !view.printing() ->
                continueAt(new LoggedIn(officer, view.from()));
            case StaffAction.StartReprint _
            when inside.view() instanceof CaseDetailView view
                    && !view.printing()
                    && duty.isPermitted(StaffRole.StaffPermission.CASES) ->
                continueAt(
                        new LoggedIn(officer, view.withReprintRunning()),
                        new StaffCommand.ReprintSlip(officer, view.from().why().orElseThrow(), view.line()));
            case StaffAction _
            when inside.view() instanceof CaseSearchView view && !(act instanceof StaffAction.LeavePage) ->
                new CaseSearchFlow(this, officer).applyAction(view, act);
            case StaffAction.SeeCaseSearch _
            when duty.isPermitted(StaffRole.StaffPermission.CASES) && !isWorking() ->
                continueAt(new LoggedIn(officer, CaseSearchView.EMPTY));
            case StaffAction.LeavePage _ when inside.view() instanceof OverviewView -> leaveStaffPages("left");
            case StaffAction.LeavePage _
            when !isWorking() ->
                continueAt(new LoggedIn(officer, new OverviewView()), new StaffCommand.CollectStatus());
            case StaffAction.SeeDevice(var id)
            when findDevice(id).isPresent() -> new DevicePageFlow(this, officer).showDevice(id);
            default ->
                inside.view() instanceof DeviceDetailView view
                        ? new DevicePageFlow(this, officer)
                                .applyAction(view, act)
                                .orElseGet(() -> stepDuties(inside, act))
                        : stepDuties(inside, act);
        };
    }

    /// Open tasks, the morning check and the audit log.
    private StaffStep stepDuties(LoggedIn inside, StaffAction act) {
        var officer = inside.officer();
        var duty = officer.duty();
        return switch (act) {
            case StaffAction.SeeTask(var id)
            when findTask(id).isPresent() -> continueAt(new LoggedIn(officer, new TaskView(id)));
            case StaffAction.MarkSettled(var how)
            when inside.view() instanceof TaskView(var id) && maySettle(duty, id, how) ->
                continueAt(inside, new StaffCommand.SettleTask(officer, id, how));
            case StaffAction.SeeMorningCheck _
            when duty.isPermitted(StaffRole.StaffPermission.CHECK) && !isWorking() ->
                continueAt(new LoggedIn(officer, new MorningCheckView(List.of(), false, Optional.empty())));
            case StaffAction.StartMorningCheck _
            when inside.view() instanceof MorningCheckView view
                    && !view.running()
                    && duty.isPermitted(StaffRole.StaffPermission.CHECK) ->
                continueAt(
                        new LoggedIn(officer, new MorningCheckView(List.of(), true, Optional.empty())),
                        new StaffCommand.RunMorningCheck(officer));
            case StaffAction.SeeAuditLog _
            when duty.isPermitted(StaffRole.StaffPermission.READ_AUDIT) ->
                continueAt(
                        new LoggedIn(officer, new AuditLogView(Optional.empty())),
                        new StaffCommand.ReadAuditLog(officer));
            default -> continueAt(inside);
        };
    }

    private boolean maySettle(StaffRole duty, String id, StaffAction.SettledHow how) {
        return findTask(id)
                .filter(task -> task.needsSettling() && duty.canSettle(task.who()))
                .filter(task -> task.isUnknownPrint() != (how == StaffAction.SettledHow.DONE))
                .isPresent();
    }

    public Optional<TerminalStatus.MonitoredDevice> findDevice(String id) {
        return board.devices().stream().filter(device -> device.id().equals(id)).findFirst();
    }

    public Optional<TerminalStatus.StatusTask> findTask(String id) {
        return board.tasks().stream().filter(task -> task.id().equals(id)).findFirst();
    }

    StaffStep continueAt(StaffStage next, StaffCommand... orders) {
        return new StaffStep(Optional.of(new StaffSession(next, board, touched)), List.of(orders));
    }

    StaffStep leaveStaffPages(String why) {
        return new StaffStep(
                Optional.empty(),
                findOfficer()
                        .<List<StaffCommand>>map(who -> List.of(new StaffCommand.EndStaffSession(who, why)))
                        .orElse(List.of()));
    }
}
