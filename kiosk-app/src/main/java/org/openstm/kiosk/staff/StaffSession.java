package org.openstm.kiosk.staff;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// State of staff at the terminal: logging in or logged in.
///
/// @param board last status of the terminal
/// @param touched time of the last touch
public record StaffSession(StaffStage room, TerminalStatus board, Instant touched) {
    /// Idle time after which the terminal returns to the citizens.
    public static final Duration IDLE = Duration.ofMinutes(5);

    /// Idle time after which an unattended login page closes.
    public static final Duration AT_THE_DOOR = Duration.ofSeconds(60);

    /// Digits of the login entries: staff number, PIN, one-use code.
    static final int NUMBER = 4;

    static final int PIN = 6;
    static final int CODE = 6;

    /// The current page.
    public sealed interface StaffStage {}

    /// The next entry of the login.
    public enum LoginQuestion {
        NUMBER,
        PIN,
        CODE
    }

    /// Not authenticated yet.
    ///
    /// @param entry digits of the current entry
    /// @param checking whether the reply is pending
    public record StaffLoginForm(
            LoginQuestion asked,
            String number,
            String pin,
            String entry,
            Optional<StaffEvent.LoginRefused> refused,
            boolean checking)
            implements StaffStage {
        static final StaffLoginForm CLOSED =
                new StaffLoginForm(LoginQuestion.NUMBER, "", "", "", Optional.empty(), false);

        /// Number of digits of the current entry.
        public int length() {
            return switch (asked) {
                case NUMBER -> NUMBER;
                case PIN -> PIN;
                case CODE -> CODE;
            };
        }

        StaffLoginForm withTyped(String now) {
            return new StaffLoginForm(asked, number, pin, now, Optional.empty(), checking);
        }

        @Override
        public String toString() {
            return "Door[" + asked + "]"; // never with its secrets
        }
    }

    /// Logged in.
    public record LoggedIn(Officer officer, StaffView view) implements StaffStage {}

    /// Pages for staff who are logged in.
    public sealed interface StaffView {}

    /// @param failed whether the last command failed
    public record OverviewView(boolean failed) implements StaffView {
        OverviewView() {
            this(false);
        }
    }

    /// @param running whether a check or a reset is in progress
    /// @param inspected counters and trace, once they were requested
    public record DeviceDetailView(
            String id, Optional<DeviceCheckup> checkup, boolean running, Optional<StaffEvent.DeviceInspected> inspected)
            implements StaffView {
        DeviceDetailView withCheckRunning() {
            return new DeviceDetailView(id, Optional.empty(), true, inspected);
        }

        DeviceDetailView withCheckEnded() {
            return new DeviceDetailView(id, checkup, false, inspected);
        }

        DeviceDetailView withCheckup(DeviceCheckup found) {
            return new DeviceDetailView(id, Optional.of(found), false, inspected);
        }

        DeviceDetailView withInspection(StaffEvent.DeviceInspected more) {
            return new DeviceDetailView(id, checkup, running, Optional.of(more));
        }
    }

    /// @param device device that is being replaced
    /// @param old its data when it was taken out of service
    public record DriverSwapView(String device, Optional<DriverCandidate> old, DriverSwapState at)
            implements StaffView {}

    public record TaskView(String id) implements StaffView {}

    /// @param done result of each device, in the order of the checks
    public record MorningCheckView(
            List<DeviceCheckup> done, boolean running, Optional<StaffEvent.MorningCheckDone> ended)
            implements StaffView {
        public MorningCheckView {
            done = List.copyOf(done);
        }
    }

    /// Search for a case: the purpose, then its last digits.
    ///
    /// @param found result of the last search
    public record CaseSearchView(
            Optional<StaffAction.SearchReason> why,
            String digits,
            boolean running,
            Optional<StaffEvent.CasesFound> found)
            implements StaffView {
        static final int LONGEST = 12;
        static final CaseSearchView EMPTY = new CaseSearchView(Optional.empty(), "", false, Optional.empty());

        CaseSearchView withDigits(String now) {
            return new CaseSearchView(why, now, running, found);
        }

        CaseSearchView withSearchRunning() {
            return new CaseSearchView(why, digits, true, found);
        }

        CaseSearchView withFoundCases(StaffEvent.CasesFound now) {
            return new CaseSearchView(why, digits, false, Optional.of(now));
        }

        Optional<StaffCaseEntry> findLine(String txId) {
            return found.flatMap(cases -> cases.lines().stream()
                    .filter(line -> line.txId().equals(txId))
                    .findFirst());
        }

        @Override
        public String toString() {
            return "CasesView"; // the digits may be part of a person's number
        }
    }

    /// @param from the list that contains the case
    ///
    /// @param printing whether a slip is being reprinted
    /// @param printed result of the last reprint
    public record CaseDetailView(
            CaseSearchView from,
            StaffCaseEntry line,
            Optional<StaffEvent.CaseHistory> story,
            boolean printing,
            Optional<String> printed)
            implements StaffView {
        CaseDetailView(CaseSearchView from, StaffCaseEntry line) {
            this(from, line, Optional.empty(), false, Optional.empty());
        }

        CaseDetailView withHistory(StaffEvent.CaseHistory told) {
            return new CaseDetailView(from, told.of(), Optional.of(told), printing, printed);
        }

        CaseDetailView withReprintRunning() {
            return new CaseDetailView(from, line, story, true, Optional.empty());
        }

        CaseDetailView withReprintResult(String result) {
            return new CaseDetailView(from, line, story, false, Optional.of(result));
        }
    }

    /// @param counted empty while the day is being counted
    public record DayCountView(Optional<StaffEvent.DayCounted> counted) implements StaffView {}

    public record AuditLogView(Optional<StaffEvent.AuditLogRead> read) implements StaffView {}

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
            case StaffLoginForm door -> here.stepLogin(door, act);
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
            when room instanceof StaffLoginForm ->
                continueAt(new StaffLoginForm(LoginQuestion.NUMBER, "", "", "", Optional.of(refused), false));
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
                new StaffSession(room, board, now)
                        .showSwapStep(
                                officer,
                                withOldDevice(view, fit),
                                swapFlowOf(officer, view).applyEvent(view.at(), fit));
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
                continueAt(new StaffLoginForm(
                        LoginQuestion.NUMBER,
                        "",
                        "",
                        "",
                        Optional.of(new StaffEvent.LoginRefused("staff.failed", 0)),
                        false));
            case LoggedIn(var officer, var _) -> continueAt(new LoggedIn(officer, new OverviewView(true)));
        };
    }

    private static List<DeviceCheckup> plusCheckup(List<DeviceCheckup> done, DeviceCheckup more) {
        var all = new ArrayList<>(done);
        all.add(more);
        return all;
    }

    private StaffStep stepLogin(StaffLoginForm door, StaffAction act) {
        if (act instanceof StaffAction.LeaveStaffPages || act instanceof StaffAction.LeavePage)
            return leaveStaffPages("left");
        if (door.checking()) return continueAt(door);
        return switch (act) {
            case StaffAction.TypeDigit(var digit)
            when door.entry().length() < door.length() -> continueAt(door.withTyped(door.entry() + digit));
            case StaffAction.EraseLast _
            when !door.entry().isEmpty() ->
                continueAt(door.withTyped(door.entry().substring(0, door.entry().length() - 1)));
            case StaffAction.ClearTyped _ -> continueAt(door.withTyped(""));
            case StaffAction.SubmitTyped _ when door.entry().length() == door.length() -> submitLoginEntry(door);
            default -> continueAt(door);
        };
    }

    /// All three are asked before any is checked: an attacker does not learn which of them was wrong.
    private StaffStep submitLoginEntry(StaffLoginForm door) {
        return switch (door.asked()) {
            case NUMBER ->
                continueAt(new StaffLoginForm(LoginQuestion.PIN, door.entry(), "", "", Optional.empty(), false));
            case PIN ->
                continueAt(new StaffLoginForm(
                        LoginQuestion.CODE, door.number(), door.entry(), "", Optional.empty(), false));
            case CODE ->
                continueAt(
                        new StaffLoginForm(LoginQuestion.CODE, "", "", "", Optional.empty(), true),
                        new StaffCommand.AdmitOfficer(door.number(), door.pin(), door.entry()));
        };
    }

    private StaffStep stepInside(LoggedIn inside, StaffAction act) {
        var officer = inside.officer();
        var duty = officer.duty();
        return switch (act) {
            case StaffAction _
            when inside.view() instanceof DriverSwapView view
                    && !(act instanceof StaffAction.LeaveStaffPages
                            && !view.at().isRunning()) ->
                showSwapStep(officer, view, swapFlowOf(officer, view).applyAction(view.at(), act));
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
                stepCaseSearch(officer, view, act);
            case StaffAction.SeeCaseSearch _
            when duty.isPermitted(StaffRole.StaffPermission.CASES) && !isWorking() ->
                continueAt(new LoggedIn(officer, CaseSearchView.EMPTY));
            case StaffAction.LeavePage _ when inside.view() instanceof OverviewView -> leaveStaffPages("left");
            case StaffAction.LeavePage _
            when !isWorking() ->
                continueAt(new LoggedIn(officer, new OverviewView()), new StaffCommand.CollectStatus());
            default -> stepDevice(inside, act);
        };
    }

    /// The page of one device: its checks, its lending and the swap of its driver.
    private StaffStep stepDevice(LoggedIn inside, StaffAction act) {
        var officer = inside.officer();
        var duty = officer.duty();
        return switch (act) {
            case StaffAction.SeeDevice(var id) when findDevice(id).isPresent() -> showDevice(officer, id);
            case StaffAction.RefreshInspection _
            when inside.view() instanceof DeviceDetailView view && duty.isPermitted(StaffRole.StaffPermission.CHECK) ->
                continueAt(inside, new StaffCommand.InspectDevice(officer, view.id()));
            case StaffAction.SwitchTrace(var on)
            when inside.view() instanceof DeviceDetailView view
                    && !view.running()
                    && duty.isPermitted(StaffRole.StaffPermission.EXCHANGE) ->
                continueAt(
                        new LoggedIn(officer, view.withCheckRunning()),
                        new StaffCommand.SetTracing(officer, view.id(), on));
            case StaffAction.StartLending _
            when inside.view() instanceof DeviceDetailView view
                    && !view.running()
                    && duty.isPermitted(StaffRole.StaffPermission.EXCHANGE)
                    && !isLent(view) ->
                continueAt(
                        new LoggedIn(officer, view.withCheckRunning()),
                        new StaffCommand.LendDevice(officer, view.id()));
            case StaffAction.EndLending _
            when inside.view() instanceof DeviceDetailView view
                    && !view.running()
                    && duty.isPermitted(StaffRole.StaffPermission.EXCHANGE)
                    && isLent(view) ->
                continueAt(
                        new LoggedIn(officer, view.withCheckRunning()),
                        new StaffCommand.TakeBackDevice(officer, view.id()));
            case StaffAction.OpenDriverSwap _
            when inside.view() instanceof DeviceDetailView view
                    && !view.running()
                    && duty.isPermitted(StaffRole.StaffPermission.EXCHANGE)
                    && !isLent(view) ->
                findDevice(view.id()).map(it -> beginDriverSwap(officer, it)).orElse(continueAt(inside));
            case StaffAction.StartCheck(var level)
            when inside.view() instanceof DeviceDetailView view
                    && !view.running()
                    && duty.isPermitted(StaffRole.StaffPermission.CHECK) ->
                continueAt(
                        new LoggedIn(officer, view.withCheckRunning()),
                        new StaffCommand.CheckDevice(officer, view.id(), level));
            case StaffAction.StartReset _
            when inside.view() instanceof DeviceDetailView view
                    && !view.running()
                    && duty.isPermitted(StaffRole.StaffPermission.RESET) ->
                continueAt(
                        new LoggedIn(officer, view.withCheckRunning()),
                        new StaffCommand.ResetDevice(officer, view.id()));
            default -> stepDuties(inside, act);
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

    /// A search needs a stated purpose; the first list is today's.
    private StaffStep stepCaseSearch(Officer officer, CaseSearchView view, StaffAction act) {
        if (view.running()) return continueAt(room);
        if (view.why().isEmpty())
            return switch (act) {
                case StaffAction.GiveReason(var why) ->
                    startCaseSearch(officer, new CaseSearchView(Optional.of(why), "", false, Optional.empty()), why);
                case StaffAction.StartDayCount _ -> startDayCount(officer);
                default -> continueAt(room);
            };
        return switch (act) {
            case StaffAction.TypeDigit(var digit)
            when view.digits().length() < CaseSearchView.LONGEST ->
                continueAt(new LoggedIn(officer, view.withDigits(view.digits() + digit)));
            case StaffAction.EraseLast _
            when !view.digits().isEmpty() ->
                continueAt(new LoggedIn(
                        officer,
                        view.withDigits(view.digits().substring(0, view.digits().length() - 1))));
            case StaffAction.ClearTyped _ -> continueAt(new LoggedIn(officer, view.withDigits("")));
            case StaffAction.SubmitTyped _ ->
                startCaseSearch(officer, view, view.why().get());
            case StaffAction.SeeCase(var txId)
            when view.findLine(txId).isPresent() ->
                continueAt(
                        new LoggedIn(
                                officer,
                                new CaseDetailView(view, view.findLine(txId).get())),
                        new StaffCommand.ReadCase(officer, view.why().get(), txId));
            default -> continueAt(room);
        };
    }

    private StaffStep startDayCount(Officer officer) {
        return continueAt(
                new LoggedIn(officer, new DayCountView(Optional.empty())), new StaffCommand.CountCasesOfDay(officer));
    }

    private StaffStep startCaseSearch(Officer officer, CaseSearchView view, StaffAction.SearchReason why) {
        return continueAt(
                new LoggedIn(officer, view.withSearchRunning()),
                new StaffCommand.FindCases(officer, why, view.digits()));
    }

    private StaffStep showDevice(Officer officer, String id) {
        var inside = new LoggedIn(officer, new DeviceDetailView(id, Optional.empty(), false, Optional.empty()));
        return officer.duty().isPermitted(StaffRole.StaffPermission.CHECK)
                ? continueAt(inside, new StaffCommand.InspectDevice(officer, id))
                : continueAt(inside);
    }

    private DriverSwapFlow swapFlowOf(Officer officer, DriverSwapView view) {
        return new DriverSwapFlow(
                officer,
                view.device(),
                findDevice(view.device())
                        .map(TerminalStatus.MonitoredDevice::deviceClass)
                        .orElse(""));
    }

    private boolean isLent(DeviceDetailView view) {
        return findDevice(view.id())
                .filter(TerminalStatus.MonitoredDevice::isLent)
                .isPresent();
    }

    private StaffStep beginDriverSwap(Officer officer, TerminalStatus.MonitoredDevice it) {
        return showSwapStep(
                officer,
                new DriverSwapView(it.id(), Optional.empty(), new DriverSwapState.NotStarted(false)),
                new DriverSwapFlow(officer, it.id(), it.deviceClass()).beginSwap(it.isDisabled()));
    }

    private static DriverSwapView withOldDevice(DriverSwapView view, StaffEvent.DriverSwapEvent news) {
        return news instanceof StaffEvent.PointsFound sockets
                ? new DriverSwapView(view.device(), Optional.of(sockets.old()), view.at())
                : view;
    }

    private StaffStep showSwapStep(Officer officer, DriverSwapView view, DriverSwapFlow.DriverSwapStep step) {
        if (step.next().isEmpty()) return showDevice(officer, view.device());
        var next = new DriverSwapView(view.device(), view.old(), step.next().get());
        return continueAt(new LoggedIn(officer, next), step.orders().toArray(StaffCommand[]::new));
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

    private StaffStep continueAt(StaffStage next, StaffCommand... orders) {
        return new StaffStep(Optional.of(new StaffSession(next, board, touched)), List.of(orders));
    }

    private StaffStep leaveStaffPages(String why) {
        return new StaffStep(
                Optional.empty(),
                findOfficer()
                        .<List<StaffCommand>>map(who -> List.of(new StaffCommand.EndStaffSession(who, why)))
                        .orElse(List.of()));
    }
}
