package org.openstm.kiosk.staff.service;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.DeviceView;
import org.openstm.kiosk.engine.StaffPort;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.DeviceCheckup;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.StaffCommand;
import org.openstm.kiosk.staff.StaffEvent;
import org.openstm.kiosk.staff.TerminalStatus;

/// Executes staff commands: each is written to the audit log first.
public final class StaffService implements StaffPort, AuditTrail {
    private static final System.Logger LOG = System.getLogger(StaffService.class.getName());
    private static final Duration CHECKING = Duration.ofSeconds(60);
    private static final Duration LENDING = Duration.ofSeconds(30);
    private static final int SHOWN_LINES = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /// Journal key of the audit log's head, which reveals a log that was cut off.
    static final String WITNESS = "audit-head";

    private final AuditLog log;
    private final StaffLogin login;
    private final StatusCollector probe;
    private final DeviceManager deviceManager;
    private final Journal journal;
    private final SelfTestReport selfTest;
    private final DriverSwapService driverSwaps;
    private final DeviceInspection inspection;
    private final CaseLookup cases;
    private final SlipReprinter reprint;
    private final InstantSource clock;

    private StaffService(
            StaffLogin login,
            AuditLog log,
            StatusCollector probe,
            DeviceManager deviceManager,
            Journal journal,
            SelfTestReport selfTest,
            DriverSwapService driverSwaps,
            DeviceInspection inspection,
            CaseLookup cases,
            SlipReprinter reprint,
            InstantSource clock) {
        this.log = log;
        this.login = login;
        this.probe = probe;
        this.deviceManager = deviceManager;
        this.journal = journal;
        this.selfTest = selfTest;
        this.driverSwaps = driverSwaps;
        this.inspection = inspection;
        this.cases = cases;
        this.reprint = reprint;
        this.clock = clock;
    }

    /// If the audit log was changed, or is not the one that the journal recorded last, no login is
    /// possible before a security auditor has compared them; citizens are still served.
    ///
    /// @param audit file of the audit log; created when missing
    public static StaffPort open(
            OfficerAuthenticator officers,
            Path audit,
            StatusCollector probe,
            DeviceManager deviceManager,
            Journal journal,
            SelfTestReport selfTest,
            DriverSwapService driverSwaps,
            DeviceInspection inspection,
            CaseLookup cases,
            SlipReprinter reprint,
            InstantSource clock) {
        try {
            var log = AuditLog.open(audit);
            var witness = journal.notes().lastNote(WITNESS);
            if (witness.isEmpty() || log.continuesFrom(witness.get()))
                return new StaffService(
                        officers.staffLogin(log),
                        log,
                        probe,
                        deviceManager,
                        journal,
                        selfTest,
                        driverSwaps,
                        inspection,
                        cases,
                        reprint,
                        clock);
            log.close();
            throw new IllegalStateException(audit + ": lines were removed: the journal recorded a longer log");
        } catch (IllegalStateException tampered) {
            journal.findings().raiseFinding(FindingKind.AUDIT_LOG, String.valueOf(tampered.getMessage()));
            return (order, _, tell) -> {
                if (order instanceof StaffCommand.AdmitOfficer)
                    tell.accept(new StaffEvent.LoginRefused("staff.shut", 0));
            };
        }
    }

    /// Accepts a log that was changed or cut off from here on. The damaged file must have
    /// been put aside before.
    ///
    /// @param by the security auditor, for the journal
    /// @return what happened, in a sentence
    /// @throws IllegalStateException if the present log is inconsistent
    public static String acceptLog(Path audit, Journal journal, String by) {
        try (var log = AuditLog.open(audit)) {
            journal.notes().addNote("audit-accepted", by);
            journal.notes().addNote(WITNESS, log.headText());
            return "the audit log is valid from line " + log.lines().size() + " on; staff can log in after a restart";
        }
    }

    @Override
    public void runCommand(StaffCommand order, Session session, Consumer<StaffEvent> tell) throws InterruptedException {
        try {
            executeCommand(order, session, tell);
        } catch (RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "staff wanted " + order.getClass().getSimpleName(),
                    failed);
            tell.accept(new StaffEvent.CommandFailed());
        }
    }

    private void executeCommand(StaffCommand order, Session session, Consumer<StaffEvent> tell)
            throws InterruptedException {
        switch (order) {
            case StaffCommand.AdmitOfficer(var number, var pin, var code) -> {
                tell.accept(login.admitOfficer(number, pin, code, clock.instant()));
                witnessLog();
            }
            case StaffCommand.CollectStatus _ -> tell.accept(new StaffEvent.StatusCollected(collectStatus(session)));
            case StaffCommand.SettleTask(var officer, var task, var how) -> {
                recordOfficerAction(officer, "settle", task + " " + how);
                settleFinding(officer, Long.parseLong(task.substring(task.indexOf('/') + 1)), how);
                tell.accept(new StaffEvent.TaskSettled(task));
                tell.accept(new StaffEvent.StatusCollected(collectStatus(session)));
            }
            case StaffCommand.RunMorningCheck(var officer) -> runMorningCheck(officer, session, tell);
            case StaffCommand.ReadAuditLog(var officer) -> {
                recordOfficerAction(officer, "audit-read", "");
                tell.accept(new StaffEvent.AuditLogRead(newestLines(), log.isUnchanged()));
            }
            case StaffCommand.EndStaffSession(var officer, var why) -> {
                // first, even if the log line fails; on a thread of its own: the end of the next citizen's session
                // must not interrupt it
                var _ = Thread.ofVirtual().name("way back").start(() -> rollBackOpenTrials(officer));
                recordOfficerAction(officer, "left", why);
            }
            case StaffCommand.CheckDevice _,
                    StaffCommand.ResetDevice _,
                    StaffCommand.InspectDevice _,
                    StaffCommand.SetTracing _,
                    StaffCommand.LendDevice _,
                    StaffCommand.TakeBackDevice _,
                    StaffCommand.DriverSwapCommand _ -> executeDeviceCommand(order, session, tell);
            case StaffCommand.FindCases _,
                    StaffCommand.ReadCase _,
                    StaffCommand.ReprintSlip _,
                    StaffCommand.CountCasesOfDay _ -> executeCaseCommand(order, session, tell);
        }
    }

    /// Checks, traces, lends and swaps one device.
    private void executeDeviceCommand(StaffCommand order, Session session, Consumer<StaffEvent> tell)
            throws InterruptedException {
        switch (order) {
            case StaffCommand.CheckDevice(var officer, var device, var level) -> {
                recordOfficerAction(officer, "check", device + " " + level);
                tell.accept(new StaffEvent.DeviceChecked(
                        checkDevice(device, HealthLevel.valueOf(level.toUpperCase(Locale.ROOT)))));
                tell.accept(new StaffEvent.StatusCollected(collectStatus(session)));
            }
            case StaffCommand.ResetDevice(var officer, var device) -> {
                recordOfficerAction(officer, "reset", device);
                deviceManager.resetDevice(device, officer.number());
                tell.accept(new StaffEvent.DeviceChecked(checkDevice(device, HealthLevel.INTERNAL)));
                tell.accept(new StaffEvent.StatusCollected(collectStatus(session)));
            }
            case StaffCommand.InspectDevice(var officer, var device) -> {
                recordOfficerAction(officer, "inspect", device);
                tell.accept(inspection.inspectDevice(device));
            }
            case StaffCommand.SetTracing(var officer, var device, var on) -> {
                recordOfficerAction(officer, on ? "trace-on" : "trace-off", device);
                inspection.setTracing(device, on, officer.number());
                tell.accept(new StaffEvent.DeviceChecked(checkDevice(device, HealthLevel.INTERNAL)));
                tell.accept(inspection.inspectDevice(device));
                tell.accept(new StaffEvent.StatusCollected(collectStatus(session)));
            }
            case StaffCommand.LendDevice(var officer, var device) -> {
                recordOfficerAction(officer, "lend", device);
                if (!deviceManager.claims().lendDevice(device, "a maker's tool, by " + officer.number(), LENDING))
                    throw new IllegalStateException(device + " is in use");
                tell.accept(new StaffEvent.StatusCollected(collectStatus(session)));
                tell.accept(new StaffEvent.DeviceLent(device));
            }
            case StaffCommand.TakeBackDevice(var officer, var device) -> {
                recordOfficerAction(officer, "take-back", device);
                if (!deviceManager.claims().takeBackDevice(device, officer.number()))
                    throw new IllegalStateException(device + " is not lent");
                tell.accept(new StaffEvent.DeviceChecked(checkDevice(device, HealthLevel.INTERNAL)));
                tell.accept(new StaffEvent.StatusCollected(collectStatus(session)));
            }
            case StaffCommand.DriverSwapCommand fit -> {
                var line = DriverSwapService.auditText(fit);
                recordOfficerAction(fit.officer(), line.getKey(), line.getValue());
                driverSwaps.runCommand(fit, (word, about) -> recordOfficerAction(fit.officer(), word, about), tell);
                tell.accept(new StaffEvent.StatusCollected(collectStatus(session)));
            }
            default -> throw new IllegalStateException("no such command here: " + order);
        }
    }

    /// Looks cases up, and prints slips again.
    private void executeCaseCommand(StaffCommand order, Session session, Consumer<StaffEvent> tell)
            throws InterruptedException {
        switch (order) {
            case StaffCommand.FindCases(var officer, var why, var digits) -> {
                recordOfficerAction(officer, "case-search", why + ", by " + digits.length() + " digits");
                tell.accept(cases.findCases(digits, clock.instant()));
            }
            case StaffCommand.ReadCase(var officer, var why, var txId) -> {
                recordOfficerAction(officer, "case-read", why + " " + txId);
                tell.accept(cases.readHistory(txId));
            }
            case StaffCommand.ReprintSlip(var officer, var why, var line) -> {
                recordOfficerAction(officer, "reprint", why + " " + line.txId());
                var result = reprint.reprintSlip(officer, line, session, clock.instant());
                recordOfficerAction(officer, "reprint", result + " " + line.txId());
                tell.accept(new StaffEvent.SlipReprinted(line.txId(), result));
                tell.accept(cases.readHistory(line.txId()));
                tell.accept(new StaffEvent.StatusCollected(collectStatus(session)));
            }
            case StaffCommand.CountCasesOfDay(var officer) -> {
                recordOfficerAction(officer, "day-end", "");
                tell.accept(cases.countDay(officer.number(), clock.instant()));
                tell.accept(new StaffEvent.StatusCollected(collectStatus(session)));
            }
            default -> throw new IllegalStateException("no such command here: " + order);
        }
    }

    private void rollBackOpenTrials(Officer officer) {
        try {
            for (var device : driverSwaps.rollBackOpenTrials(officer))
                recordOfficerAction(officer, "swap-rolled-back", device + " nobody said keep");
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "a device on trial was not rolled back", failed);
        }
    }

    private void settleFinding(Officer officer, long finding, StaffAction.SettledHow how) {
        switch (how) {
            case CAME_OUT ->
                journal.prints()
                        .recordPaperSearch(finding, true, "staff " + officer.number() + ": the paper lay in the slot");
            case NOT_OUT ->
                journal.prints()
                        .recordPaperSearch(finding, false, "staff " + officer.number() + ": no whole paper was there");
            case DONE -> journal.findings().markFindingSeen(finding, "staff " + officer.number());
        }
    }

    private TerminalStatus collectStatus(Session session) {
        return probe.collectStatus(session, clock.instant());
    }

    private void recordOfficerAction(Officer officer, String what, String about) {
        recordAction(officer.number(), what, about);
    }

    /// Records the head in the journal at once: between two records a line could be rewritten.
    @Override
    public void recordAction(String who, String what, String about) {
        log.writeLine(clock.instant(), who, what, about);
        witnessLog();
    }

    private void witnessLog() {
        journal.notes().addNote(WITNESS, log.headText());
    }

    private DeviceCheckup checkDevice(String device, HealthLevel level) throws InterruptedException {
        return toCheckup(device, deviceClass(device), deviceManager.checkHealth(device, level, CHECKING));
    }

    private String deviceClass(String device) {
        return deviceManager.deviceViews().stream()
                .filter(view -> view.id().equals(device))
                .map(view -> view.deviceClass().text())
                .findFirst()
                .orElse("");
    }

    private static DeviceCheckup toCheckup(String device, String deviceClass, HealthReport report) {
        var steps = report.steps().stream()
                .map(step -> new DeviceCheckup.CheckupStep(step.name(), step.passed(), step.detail()))
                .toList();
        return new DeviceCheckup(
                device, deviceClass, report.level().name().toLowerCase(Locale.ROOT), report.healthy(), steps);
    }

    /// Checks every device as far as possible without a person; the report comes last, from the printer
    /// that was just checked.
    private void runMorningCheck(Officer officer, Session session, Consumer<StaffEvent> tell)
            throws InterruptedException {
        recordOfficerAction(officer, "morning-check", "begun");
        var all = new ArrayList<DeviceCheckup>();
        for (DeviceView view : deviceManager.deviceViews()) {
            var found = checkDevice(view.id(), HealthLevel.EXTERNAL);
            all.add(found);
            tell.accept(new StaffEvent.MorningCheckStep(found));
        }
        var board = collectStatus(session);
        tell.accept(new StaffEvent.StatusCollected(board));
        Instant now = clock.instant();
        var done = selfTest.fileReport(officer, all, board, now);
        recordOfficerAction(officer, "morning-check", (done.healthy() ? "healthy " : "not healthy ") + done.printed());
        tell.accept(done);
    }

    private List<String> newestLines() {
        return log.lines().stream()
                .sorted(Comparator.comparingLong(AuditLog.AuditLine::number).reversed())
                .limit(SHOWN_LINES)
                .map(line -> TIME.format(line.at().atZone(Session.ZONE)) + "  " + line.who() + "  " + line.what() + "  "
                        + line.about())
                .toList();
    }
}
