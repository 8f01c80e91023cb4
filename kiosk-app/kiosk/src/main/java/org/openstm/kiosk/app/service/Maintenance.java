package org.openstm.kiosk.app.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ContractSunset;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.ProcessDataBuffer;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.FindingKind;

/// Housekeeping of a terminal between sessions: deletes data on time, renews its certificate,
/// and reports problems of clock, disks and connection security.
public final class Maintenance implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Maintenance.class.getName());

    static final Duration KEEP_PERSONS = Duration.ofDays(30);
    static final Duration KEEP_ROWS = Duration.ofDays(180);

    /// The connection may be down over a weekend, and a case may wait for three days.
    private static final Duration COMPARED = Duration.ofDays(7);

    private static final Duration CERTIFICATE_ENDS = Duration.ofDays(14);

    /// In days of central's clock.
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final Duration EVERY = Duration.ofMinutes(10);

    /// Entries with legal effect need the right time.
    private static final Duration WORST_CLOCK = Duration.ofMinutes(5);

    private final Journal journal;
    private final OutboxDispatcher dispatch;
    private final HttpCentralClient central;
    private final ProcessDataBuffer passages;
    private final InstantSource clock;
    private Instant nextVerify = Instant.MIN;
    private Instant nextCompare = Instant.MIN;
    private final SupervisedLoop loop = new SupervisedLoop("upkeep", () -> {
        Thread.sleep(EVERY);
        runRound();
    });

    public Maintenance(
            Journal journal,
            OutboxDispatcher dispatch,
            HttpCentralClient central,
            ProcessDataBuffer passages,
            InstantSource clock) {
        this.passages = passages;
        this.central = central;
        this.journal = journal;
        this.dispatch = dispatch;
        this.clock = clock;
    }

    public void start() {
        loop.start();
    }

    public SupervisedLoop supervisedLoop() {
        return loop;
    }

    /// Each task runs by itself: one that always fails must not prevent the deletion of personal data.
    void runRound() {
        attemptDuty("clock", this::checkClock);
        attemptDuty("certificate", this::renewCertificate);
        attemptDuty(
                "line",
                () -> central.authenticationTrouble()
                        .ifPresent(why -> journal.findings().raiseFinding(FindingKind.CENTRAL_LINE, why)));
        attemptDuty(
                "keys",
                () -> central.keyTrouble()
                        .ifPresent(why -> journal.findings().raiseFinding(FindingKind.CENTRAL_KEYS, why)));
        attemptDuty(
                "contract",
                () -> central.contractSunset()
                        .ifPresent(end -> journal.findings().raiseFinding(FindingKind.CONTRACT_ENDS, sunsetText(end))));
        attemptDuty("passages", () -> {
            if (dispatch.isConnected()) passages.sendRecords(central);
        });
        attemptDuty("verification", this::verifyOnceADay);
        attemptDuty("comparison", this::reconcileOnceADay);
        attemptDuty("retention", this::applyRetention);
    }

    private static void attemptDuty(String duty, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "maintenance failed at " + duty + ": " + trouble.getMessage(), trouble);
        }
    }

    private void checkClock() {
        var behind = dispatch.centralTime().map(time -> Duration.between(clock.instant(), time));
        behind.filter(by -> by.abs().compareTo(WORST_CLOCK) > 0)
                .ifPresent(by -> journal.findings()
                        .raiseFinding(
                                FindingKind.CLOCK,
                                "the clock of this terminal is " + by.toSeconds() + " s behind central's"));
    }

    /// Destroyed keys cannot be restored: they are destroyed only by a time that central has confirmed since the
    /// start, and not while this machine's clock differs.
    private void applyRetention() {
        var time = dispatch.centralTime();
        if (time.isEmpty()) return;
        var off = Duration.between(time.get(), clock.instant()).abs();
        if (off.compareTo(WORST_CLOCK) > 0) return;
        journal.maintenance().applyRetention(time.get(), KEEP_PERSONS, KEEP_ROWS);
    }

    static String sunsetText(ContractSunset end) {
        return "central speaks this version of the contract until "
                + LocalDate.ofInstant(end.until(), ZONE)
                + ": a newer program must be on this terminal before that day";
    }

    /// Renewal after two thirds of a certificate's life leaves a month for an outage; near the end a
    /// person must act.
    private void renewCertificate() {
        var reply = central.renewCertificateIfDue();
        if (reply.isEmpty() || reply.get() instanceof CentralReply.Done) return;
        var until = central.certificateExpiry().orElse(Instant.MAX);
        if (until.isBefore(clock.instant().plus(CERTIFICATE_ENDS)))
            journal.findings()
                    .raiseFinding(
                            FindingKind.CERTIFICATE,
                            "the certificate of this terminal ends at " + until
                                    + " and was not renewed: see that the line is"
                                    + " up, or an engineer pairs the terminal again");
    }

    /// Not on the journal's own thread: it reads the file beside the writer.
    private void verifyOnceADay() {
        var now = clock.instant();
        if (now.isBefore(nextVerify)) return;
        nextVerify = now.plus(Duration.ofDays(1));
        var found = journal.maintenance().verifyOwnFile();
        if (!found.sound())
            journal.findings()
                    .raiseFinding(
                            FindingKind.JOURNAL_DAMAGED,
                            "from sequence " + found.firstBad().orElse(0L) + ": " + found.why());
    }

    private void reconcileOnceADay() {
        var now = clock.instant();
        if (now.isBefore(nextCompare)) return;
        if (dispatch.reconcileCases(now.minus(COMPARED), now).isPresent()) nextCompare = now.plus(Duration.ofDays(1));
    }

    @Override
    public void close() {
        try {
            if (!loop.closeAndWait(Duration.ofSeconds(10)))
                LOG.log(System.Logger.Level.WARNING, "maintenance did not stop in time");
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }
}
