package org.openstm.device.driver.document.ipp;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.openstm.device.DocumentPrinter.Progress;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.PrintOutcome;
import org.openstm.device.WhoActs;
import org.openstm.device.link.Deadline;

/// Follows one job to its end (RFC 8011, 5.3.7). A job that exceeds its time is cancelled, so that it is not
/// printed for the next citizen.
final class IppJobMonitor {
    private static final int STOPPED = 6;
    private static final int CANCELED = 7;
    private static final int ABORTED = 8;
    private static final int COMPLETED = 9;
    private static final long POLL_MILLIS = 400;

    /// After this time without progress while the printer asks for paper, a job counts as waiting for paper, even
    /// if the printer reports only a warning.
    private static final long STILL_MILLIS = 2000;

    private static final Duration ASKING = Duration.ofSeconds(3);

    private final IppClient client;
    private final int job;
    private final boolean confirms;
    private final Consumer<Progress> progress;
    private Progress told = new Progress(0, "");
    private OptionalInt pages = OptionalInt.empty();
    private int state;
    private Deadline still = Deadline.inMillis(STILL_MILLIS);

    /// @param confirms whether its completion is reported by the printer that holds the paper
    IppJobMonitor(IppClient client, int job, boolean confirms, Consumer<Progress> progress) {
        this.client = client;
        this.job = job;
        this.confirms = confirms;
        this.progress = progress;
    }

    PrintOutcome awaitOutcome(Deadline until) throws InterruptedException {
        try {
            while (!until.over() && !client.isClosed()) {
                var ended = queryJob(Deadline.in(ASKING));
                if (ended.isPresent()) return ended.get();
                Thread.sleep(Math.min(POLL_MILLIS, Math.max(1, until.millisLeft())));
            }
            return cancelAndConclude();
        } catch (InterruptedException leaving) {
            cancelQuickly();
            throw leaving;
        }
    }

    /// A failed query does not end the job: the printer may only be busy.
    private Optional<PrintOutcome> queryJob(Deadline until) throws InterruptedException {
        try {
            var request = client.createRequest(IppRequest.GET_JOB_ATTRIBUTES)
                    .withJob(job)
                    .withRequestedAttributes("job-state", "job-state-reasons", "job-impressions-completed");
            var answer = client.queryPrinter(request, until);
            if (answer.isEmpty() || !answer.get().isSuccessful()) return Optional.empty();
            recordProgress(answer.get());
            boolean over = state >= CANCELED && state <= COMPLETED;
            reportProgress(over ? "" : waitingReason(until));
            return over ? Optional.of(toOutcome(answer.get())) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private void recordProgress(IppResponse answer) {
        int before = state;
        var out = pages;
        state = answer.intValue("job-state").orElse(0);
        var counted = answer.intValue("job-impressions-completed");
        if (counted.isPresent()) pages = counted;
        if (state != before || !pages.equals(out)) still = Deadline.inMillis(STILL_MILLIS);
    }

    private PrintOutcome toOutcome(IppResponse answer) {
        var reasons = String.join(" ", answer.textValues("job-state-reasons"));
        if (state == COMPLETED && !reasons.contains("completed-with-errors")) return completedOutcome();
        var fault = endFault().fault("job " + job + " ended: " + reasons);
        boolean surelyNothing = state != COMPLETED && pages.equals(OptionalInt.of(0));
        return surelyNothing ? new PrintOutcome.NotPrinted(fault) : new PrintOutcome.Unknown(fault);
    }

    private FaultCode endFault() {
        return state == ABORTED
                ? FaultCode.JOB_ABORTED
                : state == CANCELED ? FaultCode.JOB_CANCELED : FaultCode.JOB_WITH_ERRORS;
    }

    /// Completed may mean sent only: the printer may lack paper without reporting it.
    private PrintOutcome completedOutcome() {
        if (confirms)
            return new PrintOutcome.Printed("job-completed", "job " + job + ", " + pages.orElse(0) + " pages");
        return new PrintOutcome.Unknown(FaultCode.SENT_NOT_CONFIRMED.fault("sent, not confirmed: job " + job
                + " left the queue, and its printer does not tell what became of it"));
    }

    private String waitingReason(Deadline until) throws IOException, InterruptedException {
        var request = client.createRequest(IppRequest.GET_PRINTER_ATTRIBUTES)
                .withRequestedAttributes("printer-state", "printer-state-reasons", "printer-is-accepting-jobs");
        var reasons = client.queryPrinter(request, until).map(PrinterStateReasons::of);
        var blocking = reasons.flatMap(PrinterStateReasons::blockingFault)
                .or(() -> still.over() ? reasons.flatMap(PrinterStateReasons::paperOutFault) : Optional.empty());
        return blocking.map(Fault::code).orElse(state == STOPPED ? FaultCode.PRINTER_STOPPED.text() : "");
    }

    private void reportProgress(String waitingFor) {
        var now = new Progress(pages.orElse(0), waitingFor);
        if (now.equals(told)) return;
        told = now;
        progress.accept(now);
    }

    private PrintOutcome cancelAndConclude() throws InterruptedException {
        var soon = Deadline.in(ASKING);
        var waited = told.waitingFor();
        var fault = new Fault(
                waited.isEmpty() ? FaultCode.NO_PROOF.text() : waited,
                WhoActs.STAFF,
                "job " + job + " was not finished in time and was cancelled");
        try {
            var cancelled = client.queryPrinter(
                    client.createRequest(IppRequest.CANCEL_JOB).withJob(job), soon);
            if (cancelled.isEmpty()) return new PrintOutcome.Unknown(fault);
        } catch (IOException _) {
            return new PrintOutcome.Unknown(fault);
        }
        while (!soon.over()) {
            var ended = queryJob(soon);
            if (ended.isPresent())
                return switch (ended.get()) {
                    case PrintOutcome.NotPrinted _ -> new PrintOutcome.NotPrinted(fault);
                    case PrintOutcome.Unknown left when state == COMPLETED -> left; // completed before the cancel
                    case PrintOutcome.Unknown _ -> new PrintOutcome.Unknown(fault);
                    case PrintOutcome.Printed printed -> printed;
                };
            Thread.sleep(100);
        }
        return new PrintOutcome.Unknown(fault);
    }

    /// An interrupted caller must return soon: there is time for one short request only.
    private void cancelQuickly() {
        try {
            client.queryPrinter(client.createRequest(IppRequest.CANCEL_JOB).withJob(job), Deadline.inMillis(300));
        } catch (IOException | InterruptedException _) {
            // the job may be printed; the caller treats it as unknown in any case
        }
    }
}
