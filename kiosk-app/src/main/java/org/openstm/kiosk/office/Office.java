package org.openstm.kiosk.office;

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
import org.openstm.kiosk.engine.Backroom;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.staff.Act;
import org.openstm.kiosk.staff.Board;
import org.openstm.kiosk.staff.Checkup;
import org.openstm.kiosk.staff.News;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.Order;

/// The room behind the terminal: each order of staff is written to the audit log, then done.
public final class Office implements Backroom, AuditTrail {
    private static final System.Logger LOG = System.getLogger(Office.class.getName());
    private static final Duration CHECKING = Duration.ofSeconds(60);
    private static final Duration LENDING = Duration.ofSeconds(30);
    private static final int SHOWN_LINES = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /// Under which the journal keeps the audit log's head, so that a log that was cut off is found.
    static final String WITNESS = "audit-head";

    private final AuditLog log;
    private final DoorBook door;
    private final Probe probe;
    private final DeviceManager desk;
    private final Journal journal;
    private final SelfTest selfTest;
    private final Fitter fitter;
    private final Inspection inspection;
    private final CaseBook cases;
    private final Reprint reprint;
    private final InstantSource clock;

    private Office(
            DoorBook door,
            AuditLog log,
            Probe probe,
            DeviceManager desk,
            Journal journal,
            SelfTest selfTest,
            Fitter fitter,
            Inspection inspection,
            CaseBook cases,
            Reprint reprint,
            InstantSource clock) {
        this.log = log;
        this.door = door;
        this.probe = probe;
        this.desk = desk;
        this.journal = journal;
        this.selfTest = selfTest;
        this.fitter = fitter;
        this.inspection = inspection;
        this.cases = cases;
        this.reprint = reprint;
        this.clock = clock;
    }

    /// With an audit log that was changed, or is not the one that the journal saw last, nobody is
    /// let in before a security auditor has compared them; citizens are served all the same.
    ///
    /// @param audit file of the audit log; made when it is not there
    public static Backroom open(
            Officers officers,
            Path audit,
            Probe probe,
            DeviceManager desk,
            Journal journal,
            SelfTest selfTest,
            Fitter fitter,
            Inspection inspection,
            CaseBook cases,
            Reprint reprint,
            InstantSource clock) {
        try {
            var log = AuditLog.open(audit);
            var witness = journal.lastNote(WITNESS);
            if (witness.isEmpty() || log.follows(witness.get()))
                return new Office(
                        officers.door(log),
                        log,
                        probe,
                        desk,
                        journal,
                        selfTest,
                        fitter,
                        inspection,
                        cases,
                        reprint,
                        clock);
            log.close();
            throw new IllegalStateException(audit + ": lines were taken away: the journal saw more of it");
        } catch (IllegalStateException tampered) {
            journal.alarm("audit-log", String.valueOf(tampered.getMessage()));
            return (order, _, tell) -> {
                if (order instanceof Order.Admit) tell.accept(new News.Refused("staff.shut", 0));
            };
        }
    }

    /// A log that was changed or cut off is believed again from here on. What is damaged must have
    /// been put aside before.
    ///
    /// @param by the security auditor, for the journal
    /// @return what happened, in a sentence
    /// @throws IllegalStateException if the log that is there now does not hold in itself
    public static String accept(Path audit, Journal journal, String by) {
        try (var log = AuditLog.open(audit)) {
            journal.note("audit-accepted", by);
            journal.note(WITNESS, log.head());
            return "the audit log counts from line " + log.lines().size() + " on; staff come in after the next start";
        }
    }

    @Override
    public void does(Order order, Session session, Consumer<News> tell) throws InterruptedException {
        try {
            did(order, session, tell);
        } catch (RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "staff wanted " + order.getClass().getSimpleName(),
                    failed);
            tell.accept(new News.Failed());
        }
    }

    private void did(Order order, Session session, Consumer<News> tell) throws InterruptedException {
        switch (order) {
            case Order.Admit(var number, var pin, var code) -> {
                tell.accept(door.admit(number, pin, code, clock.instant()));
                witness();
            }
            case Order.Look _ -> tell.accept(new News.Looked(look(session)));
            case Order.Check(var officer, var device, var level) -> {
                write(officer, "check", device + " " + level);
                tell.accept(new News.Checked(check(device, HealthLevel.valueOf(level.toUpperCase(Locale.ROOT)))));
                tell.accept(new News.Looked(look(session)));
            }
            case Order.Reset(var officer, var device) -> {
                write(officer, "reset", device);
                desk.resetDevice(device, officer.number());
                tell.accept(new News.Checked(check(device, HealthLevel.INTERNAL)));
                tell.accept(new News.Looked(look(session)));
            }
            case Order.Settle(var officer, var task, var how) -> {
                write(officer, "settle", task + " " + how);
                settle(officer, Long.parseLong(task.substring(task.indexOf('/') + 1)), how);
                tell.accept(new News.Settled(task));
                tell.accept(new News.Looked(look(session)));
            }
            case Order.Inspect(var officer, var device) -> {
                write(officer, "inspect", device);
                tell.accept(inspection.of(device));
            }
            case Order.Trace(var officer, var device, var on) -> {
                write(officer, on ? "trace-on" : "trace-off", device);
                inspection.trace(device, on, officer.number());
                tell.accept(new News.Checked(check(device, HealthLevel.INTERNAL)));
                tell.accept(inspection.of(device));
                tell.accept(new News.Looked(look(session)));
            }
            case Order.Lend(var officer, var device) -> {
                write(officer, "lend", device);
                if (!desk.lendDevice(device, "a maker's tool, by " + officer.number(), LENDING))
                    throw new IllegalStateException(device + " is in use");
                tell.accept(new News.Looked(look(session)));
                tell.accept(new News.Lent(device));
            }
            case Order.TakeBack(var officer, var device) -> {
                write(officer, "take-back", device);
                if (!desk.takeBackDevice(device, officer.number()))
                    throw new IllegalStateException(device + " is not lent");
                tell.accept(new News.Checked(check(device, HealthLevel.INTERNAL)));
                tell.accept(new News.Looked(look(session)));
            }
            case Order.Fit fit -> {
                var line = Fitter.line(fit);
                write(fit.officer(), line.getKey(), line.getValue());
                fitter.does(fit, (word, about) -> write(fit.officer(), word, about), tell);
                tell.accept(new News.Looked(look(session)));
            }
            case Order.FindCases(var officer, var why, var digits) -> {
                write(officer, "case-search", why + ", by " + digits.length() + " digits");
                tell.accept(cases.find(digits, clock.instant()));
            }
            case Order.ReadCase(var officer, var why, var txId) -> {
                write(officer, "case-read", why + " " + txId);
                tell.accept(cases.story(txId));
            }
            case Order.Reprint(var officer, var why, var line) -> {
                write(officer, "reprint", why + " " + line.txId());
                var result = reprint.print(officer, line, session, clock.instant());
                write(officer, "reprint", result + " " + line.txId());
                tell.accept(new News.Reprinted(line.txId(), result));
                tell.accept(cases.story(line.txId()));
                tell.accept(new News.Looked(look(session)));
            }
            case Order.CountDay(var officer) -> {
                write(officer, "day-end", "");
                tell.accept(cases.count(officer.number(), clock.instant()));
                tell.accept(new News.Looked(look(session)));
            }
            case Order.Morning(var officer) -> morning(officer, session, tell);
            case Order.ReadAudit(var officer) -> {
                write(officer, "audit-read", "");
                tell.accept(new News.Audited(newest(), log.unchanged()));
            }
            case Order.Left(var officer, var why) -> {
                // first, whatever becomes of the line in the log; on a thread of its own: the next citizen's end
                // must not cut it off
                var _ = Thread.ofVirtual().name("way back").start(() -> wayBack(officer));
                write(officer, "left", why);
            }
        }
    }

    private void wayBack(Officer officer) {
        try {
            for (var device : fitter.left(officer)) write(officer, "swap-rolled-back", device + " nobody said keep");
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "a device on trial did not go back", failed);
        }
    }

    private void settle(Officer officer, long finding, Act.How how) {
        switch (how) {
            case CAME_OUT -> journal.looked(finding, true, "staff " + officer.number() + ": the paper lay in the slot");
            case NOT_OUT -> journal.looked(finding, false, "staff " + officer.number() + ": no whole paper was there");
            case DONE -> journal.seen(finding, "staff " + officer.number());
        }
    }

    private Board look(Session session) {
        return probe.look(session, clock.instant());
    }

    private void write(Officer officer, String what, String about) {
        record(officer.number(), what, about);
    }

    /// Witnessed at once: between two witnesses a line could be rewritten.
    @Override
    public void record(String who, String what, String about) {
        log.write(clock.instant(), who, what, about);
        witness();
    }

    private void witness() {
        journal.note(WITNESS, log.head());
    }

    private Checkup check(String device, HealthLevel level) throws InterruptedException {
        return checkup(device, deviceClass(device), desk.checkHealth(device, level, CHECKING));
    }

    private String deviceClass(String device) {
        return desk.deviceViews().stream()
                .filter(view -> view.id().equals(device))
                .map(view -> view.deviceClass().text())
                .findFirst()
                .orElse("");
    }

    private static Checkup checkup(String device, String deviceClass, HealthReport report) {
        var steps = report.steps().stream()
                .map(step -> new Checkup.Step(step.name(), step.passed(), step.detail()))
                .toList();
        return new Checkup(
                device, deviceClass, report.level().name().toLowerCase(Locale.ROOT), report.healthy(), steps);
    }

    /// Every device as deep as it goes without a person; the report comes last, from the printer
    /// that was just checked.
    private void morning(Officer officer, Session session, Consumer<News> tell) throws InterruptedException {
        write(officer, "morning-check", "begun");
        var all = new ArrayList<Checkup>();
        for (DeviceView view : desk.deviceViews()) {
            var found = check(view.id(), HealthLevel.EXTERNAL);
            all.add(found);
            tell.accept(new News.MorningStep(found));
        }
        var board = look(session);
        tell.accept(new News.Looked(board));
        Instant now = clock.instant();
        var done = selfTest.report(officer, all, board, now);
        write(officer, "morning-check", (done.healthy() ? "healthy " : "not healthy ") + done.printed());
        tell.accept(done);
    }

    private List<String> newest() {
        return log.lines().stream()
                .sorted(Comparator.comparingLong(AuditLog.Line::number).reversed())
                .limit(SHOWN_LINES)
                .map(line -> TIME.format(line.at().atZone(Session.ZONE)) + "  " + line.who() + "  " + line.what() + "  "
                        + line.about())
                .toList();
    }
}
