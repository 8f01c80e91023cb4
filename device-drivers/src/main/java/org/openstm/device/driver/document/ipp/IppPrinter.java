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
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.PrintOutcome;
import org.openstm.device.WhoActs;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// One printer behind one address.
final class IppPrinter implements DocumentPrinter {
    private static final Duration ASKING = Duration.ofSeconds(4);
    private static final int OPERATION_NOT_SUPPORTED = 0x0501;
    private static final int BUSY = 0x0507;
    private static final long BUSY_MILLIS = 500;
    private static final Set<String> FORMS = Set.of(Form.Pdf.MIME, RasterForm.MIME);

    private final IppClient client;
    private volatile Map<String, String> capabilities = Map.of();

    IppPrinter(IppClient client) {
        this.client = client;
    }

    @Override
    public PrintOutcome print(byte[] pdf, String job, Duration patience, Consumer<Progress> progress)
            throws InterruptedException {
        var until = Deadline.in(patience);
        return switch (ready(job, until)) {
            case Ready.Not(var why) -> new PrintOutcome.NotPrinted(why);
            case Ready.For(var form, var confirms) -> {
                try {
                    yield print(form.of(pdf, until), form, confirms, job, until, progress);
                } catch (Form.NotInTime slow) {
                    yield new PrintOutcome.NotPrinted(
                            new Fault("document-not-in-time", WhoActs.STAFF, String.valueOf(slow.getMessage())));
                } catch (IOException unreadable) {
                    yield new PrintOutcome.NotPrinted(new Fault(
                            "document-unreadable",
                            WhoActs.ENGINEER,
                            "the document could not be drawn: " + unreadable.getMessage()));
                }
            }
        };
    }

    private PrintOutcome print(
            byte[] document, Form form, boolean confirms, String job, Deadline until, Consumer<Progress> progress)
            throws InterruptedException {
        try {
            var answer = whenFree(document, form, job, until, progress);
            if (answer.isEmpty()) return unknown("the print request was answered with something else");
            if (!answer.get().successful())
                return new PrintOutcome.NotPrinted(refused(answer.get().status()));
            var number = answer.get().number("job-id");
            if (number.isEmpty()) return unknown("the printer named no job");
            return new JobWatch(client, number.getAsInt(), confirms, progress).outcome(until);
        } catch (IppClient.NotSent nobody) {
            return new PrintOutcome.NotPrinted(lost(nobody));
        } catch (IOException broken) {
            return unknown("the line broke while the document was sent: " + broken);
        }
    }

    /// Many printers take one job at a time, and the counter's may be in it: nothing is lost by asking again.
    private Optional<IppAnswer> whenFree(
            byte[] document, Form form, String job, Deadline until, Consumer<Progress> progress)
            throws IOException, InterruptedException {
        boolean told = false;
        while (true) {
            var request = client.request(IppRequest.PRINT_JOB).document(job, form);
            var answer = client.send(request, document, until);
            boolean busy = answer.isPresent() && answer.get().status() == BUSY;
            if (!busy || client.closed() || until.millisLeft() <= BUSY_MILLIS) return answer;
            if (!told) progress.accept(new Progress(0, "printer-busy"));
            told = true;
            Thread.sleep(BUSY_MILLIS);
        }
    }

    /// Whether to begin.
    private sealed interface Ready {
        /// @param confirms whether a job's end is the word of the printer that holds the paper
        record For(Form form, boolean confirms) implements Ready {}

        record Not(Fault why) implements Ready {}
    }

    /// What the printer says of itself, and of a job like this.
    private Ready ready(String job, Deadline until) throws InterruptedException {
        try {
            return asked(job, until);
        } catch (IOException gone) {
            return new Ready.Not(lost(gone));
        }
    }

    private Ready asked(String job, Deadline until) throws IOException, InterruptedException {
        var soon = Deadline.in(ASKING).orSooner(until);
        var printer =
                client.ask(client.request(IppRequest.GET_PRINTER_ATTRIBUTES).wanted("all"), soon);
        if (printer.isEmpty() || !printer.get().successful())
            return new Ready.Not(new Fault("no-answer", WhoActs.STAFF, "no printer answers at this address"));
        var blocking = Reasons.of(printer.get()).blocking();
        if (blocking.isPresent()) return new Ready.Not(blocking.get());
        var form = Form.taken(printer.get(), client.address().setting("format", "auto"));
        if (form.isEmpty())
            return new Ready.Not(new Fault(
                    "format-not-supported", WhoActs.ENGINEER, "the printer takes neither PDF nor PWG Raster"));
        var validated = client.ask(client.request(IppRequest.VALIDATE_JOB).document(job, form.get()), soon);
        return validated
                // one that is busy is asked again when the job itself is sent
                .filter(answer ->
                        !answer.successful() && answer.status() != OPERATION_NOT_SUPPORTED && answer.status() != BUSY)
                .<Ready>map(answer -> new Ready.Not(refused(answer.status())))
                .orElse(new Ready.For(form.get(), Confirmation.given(client.address(), printer.get())));
    }

    private static Fault refused(int status) {
        boolean busy = status == 0x0506 || status == BUSY;
        return new Fault(
                busy ? "printer-busy" : "job-refused",
                busy ? WhoActs.NOBODY : WhoActs.ENGINEER,
                "the printer refused the job with status %04X".formatted(status));
    }

    private static PrintOutcome unknown(String why) {
        return new PrintOutcome.Unknown(new Fault("no-proof", WhoActs.STAFF, why));
    }

    private Fault lost(IOException gone) {
        return new LinkLost(client.address() + " cannot be reached", gone).fault();
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            var request = client.request(IppRequest.GET_PRINTER_ATTRIBUTES)
                    .wanted(
                            "printer-state",
                            "printer-state-reasons",
                            "cups-version",
                            "printer-is-accepting-jobs",
                            "printer-make-and-model",
                            "printer-firmware-string-version",
                            "document-format-supported",
                            "sides-supported",
                            "media-supported");
            var answer = client.ask(request, Deadline.in(patience));
            if (answer.isEmpty() || !answer.get().successful())
                return DeviceStatus.of(
                        DeviceState.UNKNOWN,
                        new Fault("no-answer", WhoActs.STAFF, "what answers at this address is no printer"));
            capabilities = told(answer.get());
            return status(answer.get());
        } catch (java.net.http.HttpTimeoutException _) {
            return DeviceStatus.of(
                    DeviceState.UNKNOWN, new Fault("no-answer", WhoActs.STAFF, "the printer does not answer"));
        } catch (IOException gone) {
            return DeviceStatus.of(DeviceState.NO_DEVICE, lost(gone));
        }
    }

    @Override
    public Map<String, String> capabilities() {
        return capabilities;
    }

    private static Map<String, String> told(IppAnswer answer) {
        var all = new HashMap<String, String>();
        for (var name : List.of("document-format", "sides", "media")) {
            var values = answer.texts(name + "-supported");
            // a print server names each kind of file that it knows
            if (name.equals("document-format"))
                values = values.stream().filter(FORMS::contains).toList();
            if (!values.isEmpty()) all.put(name.replace("document-format", "formats"), String.join(" ", values));
        }
        return all;
    }

    /// Outside, the printer is asked all about itself and whether it would take a document; no paper is spent.
    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var steps = new ArrayList<HealthReport.Step>();
        steps.add(HealthReport.statusStep(status(patience)));
        if (level != HealthLevel.INTERNAL) steps.add(acceptance(until));
        return HealthReport.of(level, steps);
    }

    private HealthReport.Step acceptance(Deadline until) throws InterruptedException {
        return switch (ready("test", until)) {
            case Ready.Not(var why) -> new HealthReport.Step("would-print", false, why.code());
            case Ready.For(var form, var _) -> new HealthReport.Step("would-print", true, "it takes " + form.mime());
        };
    }

    private static DeviceStatus status(IppAnswer answer) {
        var reasons = Reasons.of(answer);
        var facts = new HashMap<String, String>();
        facts.put("paper", reasons.paper());
        answer.text("printer-make-and-model").ifPresent(model -> facts.put("model", model));
        answer.text("printer-firmware-string-version").ifPresent(firmware -> facts.put("firmware", firmware));
        return new DeviceStatus(reasons.deviceState(), reasons.faults(), facts);
    }

    @Override
    public void close() {
        client.close();
    }
}
