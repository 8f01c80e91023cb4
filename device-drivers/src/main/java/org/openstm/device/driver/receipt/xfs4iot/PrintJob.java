package org.openstm.device.driver.receipt.xfs4iot;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.openstm.device.Fault;
import org.openstm.device.PrintOutcome;
import org.openstm.device.WhoActs;
import org.openstm.device.driver.xfs4iot.Answer;
import org.openstm.device.driver.xfs4iot.Service;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// One sheet on its way to paper, and what the service's answer says of it. Only an answer by which the
/// definition leaves the paper untouched is "not printed"; every other failure is unknown.
final class PrintJob {
    /// The command was not carried out at all.
    private static final Set<String> UNTOUCHED = Set.of(
            "unsupportedCommand",
            "unsupportedData",
            "invalidCommand",
            "invalidData",
            "invalidRequestID",
            "sequenceError",
            "authorisationRequired");

    /// Errors of the printing commands that come before any dot: nothing of that name, or the definition
    /// says so.
    private static final Set<String> BEFORE_PAPER =
            Set.of("formNotFound", "mediaNotFound", "fieldSpecFailure", "sourceInvalid", "blackMark", "mediaRejected");

    /// A paper was held out to somebody: whatever the service says afterwards, there is one.
    private static final String PRESENTED = "Printer.MediaPresentedEvent";

    /// The service's own clock ends first, so that its answer still comes.
    private static final long SLACK_MILLIS = 300;

    private final Service service;
    private final Way way;
    private final Deadline until;
    private boolean begun;

    PrintJob(Service service, Way way, Deadline until) {
        this.service = service;
        this.way = way;
        this.until = until;
    }

    /// Whether anything that could blacken paper was handed over.
    boolean begun() {
        return begun;
    }

    PrintOutcome run(List<Way.Step> steps) throws LinkLost, InterruptedException {
        PrintOutcome last =
                new PrintOutcome.NotPrinted(new Fault("sheet-empty", WhoActs.ENGINEER, "there is nothing to print"));
        for (int i = 0; i < steps.size(); i++) {
            last = printed(steps.get(i));
            if (last instanceof PrintOutcome.NotPrinted(var fault) && i > 0) return new PrintOutcome.Unknown(fault);
            if (!(last instanceof PrintOutcome.Printed)) return last;
        }
        return last;
    }

    private PrintOutcome printed(Way.Step step) throws LinkLost, InterruptedException {
        var unready = way.prepare(step, until);
        if (unready.isPresent()) return new PrintOutcome.NotPrinted(fault(unready.get()));
        begun = true;
        var timeout = Duration.ofMillis(Math.max(1, until.millisLeft() - SLACK_MILLIS));
        var answer = service.ask(step.command(), step.payload(), timeout, true, until);
        return switch (answer) {
            case Answer.Completed done
            when done.success() -> new PrintOutcome.Printed("job-completed", step.command() + presented(done));
            case Answer.Completed done ->
                untouched(done) ? new PrintOutcome.NotPrinted(fault(done)) : new PrintOutcome.Unknown(fault(done));
            case Answer.Refused _ -> new PrintOutcome.NotPrinted(fault(answer));
            case Answer.Silent _ -> new PrintOutcome.Unknown(fault(answer));
        };
    }

    private static String presented(Answer.Completed done) {
        return done.events().contains(PRESENTED) ? ", presented" : "";
    }

    private static boolean untouched(Answer.Completed done) {
        if (done.events().contains(PRESENTED)) return false;
        return UNTOUCHED.contains(done.code())
                || done.code().equals("commandErrorCode") && BEFORE_PAPER.contains(done.error());
    }

    /// What an answer that is no success means for staff.
    static Fault fault(Answer answer) {
        return switch (answer) {
            case Answer.Refused(var status) ->
                new Fault("job-refused", WhoActs.ENGINEER, "the service refused the command: " + status);
            case Answer.Silent _ -> new Fault("no-proof", WhoActs.STAFF, "the service did not say what became of it");
            case Answer.Completed done ->
                switch (done.error().isEmpty() ? done.code() : done.error()) {
                    case "paperOut" -> new Fault("paper-out", WhoActs.STAFF, words(done));
                    case "paperJammed", "mediaJammed" -> new Fault("paper-jam", WhoActs.STAFF, words(done));
                    case "hardwareError" -> new Fault("printer-broken", WhoActs.ENGINEER, words(done));
                    case "userError" -> new Fault("device-obstructed", WhoActs.STAFF, words(done));
                    case "fraudAttempt" -> new Fault("device-tampered", WhoActs.STAFF, words(done));
                    default ->
                        untouched(done)
                                ? new Fault("job-refused", WhoActs.ENGINEER, words(done))
                                : new Fault("no-proof", WhoActs.STAFF, words(done));
                };
        };
    }

    private static String words(Answer.Completed done) {
        return "the service says " + done.why()
                + (done.events().contains(PRESENTED) ? ", after it held out a paper" : "");
    }
}
