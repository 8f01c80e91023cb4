package org.openstm.device.driver.document.ipp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final IppClient client;
    private volatile Map<String, String> capabilities = Map.of();

    IppPrinter(IppClient client) {
        this.client = client;
    }

    @Override
    public PrintOutcome print(byte[] pdf, String job, Duration patience, Consumer<Progress> progress)
            throws InterruptedException {
        var until = Deadline.in(patience);
        try {
            var hindrance = hindrance(job, until);
            if (hindrance.isPresent()) return new PrintOutcome.NotPrinted(hindrance.get());
        } catch (IOException gone) {
            return new PrintOutcome.NotPrinted(lost(gone));
        }
        try {
            var request = client.request(IppRequest.PRINT_JOB).document(job);
            var answer = client.send(request, pdf, until);
            if (answer.isEmpty()) return unknown("the print request was answered with something else");
            if (!answer.get().successful())
                return new PrintOutcome.NotPrinted(refused(answer.get().status()));
            var number = answer.get().number("job-id");
            if (number.isEmpty()) return unknown("the printer named no job");
            return new JobWatch(client, number.getAsInt(), progress).outcome(until);
        } catch (IppClient.NotSent nobody) {
            return new PrintOutcome.NotPrinted(lost(nobody));
        } catch (IOException broken) {
            return unknown("the line broke while the document was sent: " + broken);
        }
    }

    /// Why not to begin: what the printer says of itself, and of a job like this.
    private Optional<Fault> hindrance(String job, Deadline until) throws IOException, InterruptedException {
        var soon = Deadline.in(ASKING).orSooner(until);
        var printer =
                client.ask(client.request(IppRequest.GET_PRINTER_ATTRIBUTES).wanted("all"), soon);
        if (printer.isEmpty() || !printer.get().successful())
            return Optional.of(new Fault("no-answer", WhoActs.ENGINEER, "no printer answers at this address"));
        var blocking = Reasons.of(printer.get()).blocking();
        if (blocking.isPresent()) return blocking;
        var formats = printer.get().texts("document-format-supported");
        if (!formats.isEmpty() && !formats.contains("application/pdf"))
            return Optional.of(new Fault("format-not-supported", WhoActs.ENGINEER, "the printer takes no PDF"));
        var validated = client.ask(client.request(IppRequest.VALIDATE_JOB).document(job), soon);
        return validated
                .filter(answer -> !answer.successful() && answer.status() != OPERATION_NOT_SUPPORTED)
                .map(answer -> refused(answer.status()));
    }

    private static Fault refused(int status) {
        boolean busy = status == 0x0506 || status == 0x0507;
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
                        new Fault("no-answer", WhoActs.ENGINEER, "what answers at this address is no printer"));
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
        try {
            var hindrance = hindrance("test", until);
            return new HealthReport.Step(
                    "would-print",
                    hindrance.isEmpty(),
                    hindrance.map(Fault::code).orElse("it takes PDF"));
        } catch (IOException gone) {
            return new HealthReport.Step("would-print", false, lost(gone).detail());
        }
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
