package org.openstm.device.driver.document.ipp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.PrintOutcome;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// A printer at an IPP address.
final class IppPrinter implements DocumentPrinter {
    private static final Duration ASKING = Duration.ofSeconds(4);
    private static final int OPERATION_NOT_SUPPORTED = 0x0501;
    private static final int BUSY = 0x0507;
    private static final long BUSY_MILLIS = 500;
    private static final Set<String> FORMS = Set.of(DocumentForm.PdfForm.MIME, RasterForm.MIME);

    private final IppClient client;
    private volatile Map<String, String> capabilities = Map.of();

    IppPrinter(IppClient client) {
        this.client = client;
    }

    @Override
    public PrintOutcome print(byte[] pdf, String job, Duration patience, Consumer<Progress> progress)
            throws InterruptedException {
        var until = Deadline.in(patience);
        return switch (checkReadiness(job, until)) {
            case Readiness.Refusing(var why) -> new PrintOutcome.NotPrinted(why);
            case Readiness.Accepting(var form, var confirms) -> {
                try {
                    yield sendAndFollow(form.convertDocument(pdf, until), form, confirms, job, until, progress);
                } catch (DocumentForm.NotInTime slow) {
                    yield new PrintOutcome.NotPrinted(
                            FaultCode.DOCUMENT_NOT_IN_TIME.fault(String.valueOf(slow.getMessage())));
                } catch (IOException unreadable) {
                    yield new PrintOutcome.NotPrinted(FaultCode.DOCUMENT_UNREADABLE.fault(
                            "the document could not be drawn: " + unreadable.getMessage()));
                }
            }
        };
    }

    private PrintOutcome sendAndFollow(
            byte[] document,
            DocumentForm form,
            boolean confirms,
            String job,
            Deadline until,
            Consumer<Progress> progress)
            throws InterruptedException {
        try {
            var answer = sendWhenFree(document, form, job, until, progress);
            if (answer.isEmpty()) return unknownOutcome("the print request was answered with something else");
            if (!answer.get().isSuccessful())
                return new PrintOutcome.NotPrinted(refusedFault(answer.get().status()));
            var number = answer.get().intValue("job-id");
            if (number.isEmpty()) return unknownOutcome("the printer named no job");
            return new IppJobMonitor(client, number.getAsInt(), confirms, progress).awaitOutcome(until);
        } catch (IppClient.NotSent nobody) {
            return new PrintOutcome.NotPrinted(lostFault(nobody));
        } catch (IOException broken) {
            return unknownOutcome("the line broke while the document was sent: " + broken);
        }
    }

    /// Many printers accept one job at a time and may be busy with another client's: the request is simply
    /// repeated.
    private Optional<IppResponse> sendWhenFree(
            byte[] document, DocumentForm form, String job, Deadline until, Consumer<Progress> progress)
            throws IOException, InterruptedException {
        boolean told = false;
        while (true) {
            var request = client.createRequest(IppRequest.PRINT_JOB).withDocument(job, form);
            var answer = client.sendRequest(request, document, until);
            boolean busy = answer.isPresent() && answer.get().status() == BUSY;
            if (!busy || client.isClosed() || until.millisLeft() <= BUSY_MILLIS) return answer;
            if (!told) progress.accept(new Progress(0, FaultCode.PRINTER_BUSY.text()));
            told = true;
            Thread.sleep(BUSY_MILLIS);
        }
    }

    /// Readiness for a job.
    private sealed interface Readiness {
        /// @param confirms whether a job's completion is reported by the printer that holds the paper
        record Accepting(DocumentForm form, boolean confirms) implements Readiness {}

        record Refusing(Fault why) implements Readiness {}
    }

    /// Queries the printer's state, and whether it would accept such a job.
    private Readiness checkReadiness(String job, Deadline until) throws InterruptedException {
        try {
            return queryReadiness(job, until);
        } catch (IOException gone) {
            return new Readiness.Refusing(lostFault(gone));
        }
    }

    private Readiness queryReadiness(String job, Deadline until) throws IOException, InterruptedException {
        var soon = Deadline.in(ASKING).orSooner(until);
        var printer = client.queryPrinter(
                client.createRequest(IppRequest.GET_PRINTER_ATTRIBUTES).withRequestedAttributes("all"), soon);
        if (printer.isEmpty() || !printer.get().isSuccessful())
            return new Readiness.Refusing(FaultCode.NO_ANSWER.fault("no printer answers at this address"));
        var blocking = PrinterStateReasons.of(printer.get()).blockingFault();
        if (blocking.isPresent()) return new Readiness.Refusing(blocking.get());
        var form = DocumentForm.chooseForm(printer.get(), client.address().setting("format", "auto"));
        if (form.isEmpty())
            return new Readiness.Refusing(
                    FaultCode.FORMAT_NOT_SUPPORTED.fault("the printer takes neither PDF nor PWG Raster"));
        var validated = client.queryPrinter(
                client.createRequest(IppRequest.VALIDATE_JOB).withDocument(job, form.get()), soon);
        return validated
                // a busy printer is asked again when the job itself is sent
                .filter(answer ->
                        !answer.isSuccessful() && answer.status() != OPERATION_NOT_SUPPORTED && answer.status() != BUSY)
                .<Readiness>map(answer -> new Readiness.Refusing(refusedFault(answer.status())))
                .orElse(new Readiness.Accepting(
                        form.get(), JobConfirmation.isConfirmedByPrinter(client.address(), printer.get())));
    }

    private static Fault refusedFault(int status) {
        boolean busy = status == 0x0506 || status == BUSY;
        return (busy ? FaultCode.PRINTER_BUSY : FaultCode.JOB_REFUSED)
                .fault("the printer refused the job with status %04X".formatted(status));
    }

    private static PrintOutcome unknownOutcome(String why) {
        return new PrintOutcome.Unknown(FaultCode.NO_PROOF.fault(why));
    }

    private Fault lostFault(IOException gone) {
        return new LinkLost(client.address() + " cannot be reached", gone).fault();
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            var request = client.createRequest(IppRequest.GET_PRINTER_ATTRIBUTES)
                    .withRequestedAttributes(
                            "printer-state",
                            "printer-state-reasons",
                            "cups-version",
                            "printer-is-accepting-jobs",
                            "printer-make-and-model",
                            "printer-firmware-string-version",
                            "document-format-supported",
                            "sides-supported",
                            "media-supported");
            var answer = client.queryPrinter(request, Deadline.in(patience));
            if (answer.isEmpty() || !answer.get().isSuccessful())
                return DeviceStatus.of(
                        DeviceState.UNKNOWN, FaultCode.NO_ANSWER.fault("what answers at this address is no printer"));
            capabilities = toCapabilities(answer.get());
            return status(answer.get());
        } catch (java.net.http.HttpTimeoutException _) {
            return DeviceStatus.of(DeviceState.UNKNOWN, FaultCode.NO_ANSWER.fault("the printer does not answer"));
        } catch (IOException gone) {
            return DeviceStatus.of(DeviceState.NO_DEVICE, lostFault(gone));
        }
    }

    @Override
    public void clear() {
        client.forgetExchanges();
    }

    @Override
    public Map<String, String> capabilities() {
        return capabilities;
    }

    private static Map<String, String> toCapabilities(IppResponse answer) {
        var all = new HashMap<String, String>();
        for (var name : List.of("document-format", "sides", "media")) {
            var values = answer.textValues(name + "-supported");
            // a print server lists each file format that it supports
            if (name.equals("document-format"))
                values = values.stream().filter(FORMS::contains).toList();
            if (!values.isEmpty()) all.put(name.replace("document-format", "formats"), String.join(" ", values));
        }
        return all;
    }

    /// The external check queries all attributes and whether the printer would accept a document; it uses no paper.
    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var steps = new ArrayList<HealthReport.Step>();
        steps.add(HealthReport.statusStep(status(patience)));
        if (level != HealthLevel.INTERNAL) steps.add(acceptanceStep(until));
        return HealthReport.of(level, steps);
    }

    private HealthReport.Step acceptanceStep(Deadline until) throws InterruptedException {
        return switch (checkReadiness("test", until)) {
            case Readiness.Refusing(var why) -> new HealthReport.Step("would-print", false, why.code());
            case Readiness.Accepting(var form, var _) ->
                new HealthReport.Step("would-print", true, "it takes " + form.mimeType());
        };
    }

    private static DeviceStatus status(IppResponse answer) {
        var reasons = PrinterStateReasons.of(answer);
        var facts = new HashMap<String, String>();
        facts.put("paper", reasons.paperState());
        answer.textValue("printer-make-and-model").ifPresent(model -> facts.put("model", model));
        answer.textValue("printer-firmware-string-version").ifPresent(firmware -> facts.put("firmware", firmware));
        return new DeviceStatus(reasons.deviceState(), reasons.faults(), facts);
    }

    @Override
    public void close() {
        client.close();
    }
}
