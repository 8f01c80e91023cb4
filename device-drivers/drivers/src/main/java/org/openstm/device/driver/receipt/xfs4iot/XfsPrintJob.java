package org.openstm.device.driver.receipt.xfs4iot;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.PrintOutcome;
import org.openstm.device.driver.xfs4iot.XfsAnswer;
import org.openstm.device.driver.xfs4iot.XfsServiceClient;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// Prints one sheet and evaluates the service's answer. Only an answer after which the paper is untouched by
/// specification is "not printed"; every other failure is unknown.
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

    /// Errors of the printing commands that occur before any dot is printed: an unknown name, or by specification.
    private static final Set<String> BEFORE_PAPER =
            Set.of("formNotFound", "mediaNotFound", "fieldSpecFailure", "sourceInvalid", "blackMark", "mediaRejected");

    /// The paper was presented: whatever the service reports afterwards, it exists.
    private static final String PRESENTED = "Printer.MediaPresentedEvent";

    /// The service's time-out expires first, so that its answer still arrives.
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

    /// Whether any printing data were sent.
    boolean hasBegun() {
        return begun;
    }

    PrintOutcome printSteps(List<XfsPrintMethod.PrintStep> steps) throws LinkLost, InterruptedException {
        PrintOutcome last = new PrintOutcome.NotPrinted(FaultCode.SHEET_EMPTY.fault("there is nothing to print"));
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

    /// The fault for an unsuccessful answer.
    static Fault toFault(XfsAnswer answer) {
        return switch (answer) {
            case XfsAnswer.Refused(var status) ->
                FaultCode.JOB_REFUSED.fault("the service refused the command: " + status);
            case XfsAnswer.Silent _ -> FaultCode.NO_PROOF.fault("the service did not say what became of it");
            case XfsAnswer.Completed done ->
                switch (done.error().isEmpty() ? done.code() : done.error()) {
                    case "paperOut" -> FaultCode.PAPER_OUT.fault(describeAnswer(done));
                    case "paperJammed", "mediaJammed" -> FaultCode.PAPER_JAM.fault(describeAnswer(done));
                    case "hardwareError" -> FaultCode.PRINTER_BROKEN.fault(describeAnswer(done));
                    case "userError" -> FaultCode.DEVICE_OBSTRUCTED.fault(describeAnswer(done));
                    case "fraudAttempt" -> FaultCode.DEVICE_TAMPERED.fault(describeAnswer(done));
                    default ->
                        isPaperUntouched(done)
                                ? FaultCode.JOB_REFUSED.fault(describeAnswer(done))
                                : FaultCode.NO_PROOF.fault(describeAnswer(done));
                };
        };
    }

    private static String describeAnswer(XfsAnswer.Completed done) {
        return "the service says " + done.reasonText()
                + (done.events().contains(PRESENTED) ? ", after it held out a paper" : "");
    }
}
