package org.openstm.device.driver.receipt.xfs4iot;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.openstm.device.Fault;
import org.openstm.device.PrintOutcome;
import org.openstm.device.WhoActs;
import org.openstm.device.driver.xfs4iot.XfsAnswer;
import org.openstm.device.driver.xfs4iot.XfsServiceClient;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// One sheet on its way to paper, and what the service's answer says of it. Only an answer by which the
/// definition leaves the paper untouched is "not printed"; every other failure is unknown.
final class XfsPrintJob {
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

    private final XfsServiceClient service;
    private final XfsPrintMethod way;
    private final Deadline until;
    private boolean begun;

    XfsPrintJob(XfsServiceClient service, XfsPrintMethod way, Deadline until) {
        this.service = service;
        this.way = way;
        this.until = until;
    }

    /// Whether anything that could blacken paper was handed over.
    boolean hasBegun() {
        return begun;
    }

    PrintOutcome printSteps(List<XfsPrintMethod.PrintStep> steps) throws LinkLost, InterruptedException {
        PrintOutcome last =
                new PrintOutcome.NotPrinted(new Fault("sheet-empty", WhoActs.ENGINEER, "there is nothing to print"));
        for (int i = 0; i < steps.size(); i++) {
            last = printStep(steps.get(i));
            if (last instanceof PrintOutcome.NotPrinted(var fault) && i > 0) return new PrintOutcome.Unknown(fault);
            if (!(last instanceof PrintOutcome.Printed)) return last;
        }
        return last;
    }

    private PrintOutcome printStep(XfsPrintMethod.PrintStep step) throws LinkLost, InterruptedException {
        var unready = way.prepareStep(step, until);
        if (unready.isPresent()) return new PrintOutcome.NotPrinted(toFault(unready.get()));
        begun = true;
        var timeout = Duration.ofMillis(Math.max(1, until.millisLeft() - SLACK_MILLIS));
        var answer = service.sendCommand(step.command(), step.payload(), timeout, true, until);
        return switch (answer) {
            case XfsAnswer.Completed done
            when done.isSuccess() -> new PrintOutcome.Printed("job-completed", step.command() + presentedNote(done));
            case XfsAnswer.Completed done ->
                isPaperUntouched(done)
                        ? new PrintOutcome.NotPrinted(toFault(done))
                        : new PrintOutcome.Unknown(toFault(done));
            case XfsAnswer.Refused _ -> new PrintOutcome.NotPrinted(toFault(answer));
            case XfsAnswer.Silent _ -> new PrintOutcome.Unknown(toFault(answer));
        };
    }

    private static String presentedNote(XfsAnswer.Completed done) {
        return done.events().contains(PRESENTED) ? ", presented" : "";
    }

    private static boolean isPaperUntouched(XfsAnswer.Completed done) {
        if (done.events().contains(PRESENTED)) return false;
        return UNTOUCHED.contains(done.code())
                || done.code().equals("commandErrorCode") && BEFORE_PAPER.contains(done.error());
    }

    /// What an answer that is no success means for staff.
    static Fault toFault(XfsAnswer answer) {
        return switch (answer) {
            case XfsAnswer.Refused(var status) ->
                new Fault("job-refused", WhoActs.ENGINEER, "the service refused the command: " + status);
            case XfsAnswer.Silent _ ->
                new Fault("no-proof", WhoActs.STAFF, "the service did not say what became of it");
            case XfsAnswer.Completed done ->
                switch (done.error().isEmpty() ? done.code() : done.error()) {
                    case "paperOut" -> new Fault("paper-out", WhoActs.STAFF, describeAnswer(done));
                    case "paperJammed", "mediaJammed" -> new Fault("paper-jam", WhoActs.STAFF, describeAnswer(done));
                    case "hardwareError" -> new Fault("printer-broken", WhoActs.ENGINEER, describeAnswer(done));
                    case "userError" -> new Fault("device-obstructed", WhoActs.STAFF, describeAnswer(done));
                    case "fraudAttempt" -> new Fault("device-tampered", WhoActs.STAFF, describeAnswer(done));
                    default ->
                        isPaperUntouched(done)
                                ? new Fault("job-refused", WhoActs.ENGINEER, describeAnswer(done))
                                : new Fault("no-proof", WhoActs.STAFF, describeAnswer(done));
                };
        };
    }

    private static String describeAnswer(XfsAnswer.Completed done) {
        return "the service says " + done.reasonText()
                + (done.events().contains(PRESENTED) ? ", after it held out a paper" : "");
    }
}
