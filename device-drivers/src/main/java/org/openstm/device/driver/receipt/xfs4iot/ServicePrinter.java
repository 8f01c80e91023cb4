package org.openstm.device.driver.receipt.xfs4iot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.WhoActs;
import org.openstm.device.driver.receipt.TestSlip;
import org.openstm.device.driver.xfs4iot.Answer;
import org.openstm.device.driver.xfs4iot.Command;
import org.openstm.device.driver.xfs4iot.Service;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

/// One printer behind one service.
final class ServicePrinter implements ReceiptPrinter {
    private static final Duration ASKING = Duration.ofSeconds(3);
    private static final Duration RESETTING = Duration.ofSeconds(10);

    private static final Fault SILENT = new Fault("no-answer", WhoActs.STAFF, "the printer's service does not answer");

    private final Service service;
    private final Media media;
    private final Way way;
    private final MediaControl control;

    /// Whether something of an earlier job may hang in the printer. At first nobody knows what an earlier life of this
    /// driver left there.
    private boolean remnant = true;

    ServicePrinter(Service service, Media media, Way way) {
        this.service = service;
        this.media = media;
        this.way = way;
        this.control = MediaControl.of(service.capabilities("printer"));
    }

    @Override
    public Media media() {
        return media;
    }

    @Override
    public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var job = new PrintJob(service, way, until);
        boolean whole = false;
        try {
            var hindrance = hindrance(until);
            if (hindrance.isPresent()) return new PrintOutcome.NotPrinted(hindrance.get());
            var outcome = job.run(way.steps(sheet));
            whole = outcome instanceof PrintOutcome.Printed;
            return outcome;
        } catch (LinkLost lost) {
            return job.begun() ? new PrintOutcome.Unknown(lost.fault()) : new PrintOutcome.NotPrinted(lost.fault());
        } finally {
            remnant |= job.begun() && !whole;
        }
    }

    /// Why not to begin, or empty. Nothing of an earlier job may come out in front of the next person.
    private Optional<Fault> hindrance(Deadline until) throws LinkLost, InterruptedException {
        var soon = until.orSooner(Deadline.in(ASKING));
        var condition = service.condition(soon);
        if (condition.silent()) return Optional.of(SILENT);
        var blocking = Troubles.blocking(condition);
        if (blocking.isPresent()) return blocking;
        if (!service.settle(soon))
            return Optional.of(new Fault("printer-busy", WhoActs.NOBODY, "an earlier job has not ended"));
        return remnant ? cleaned(until) : Optional.empty();
    }

    private Optional<Fault> cleaned(Deadline until) throws LinkLost, InterruptedException {
        if (service.takes("Printer.Reset")) {
            var answer = resetting(until.orSooner(Deadline.in(RESETTING)));
            if (!(answer instanceof Answer.Completed done) || !done.success())
                return Optional.of(PrintJob.fault(answer));
        }
        remnant = false;
        return Optional.empty();
    }

    private Answer resetting(Deadline until) throws LinkLost, InterruptedException {
        var payload = Command.content();
        control.putReset(payload);
        return service.ask("Printer.Reset", payload, Duration.ofMillis(Math.max(1, until.millisLeft())), false, until);
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            var condition = service.condition(Deadline.in(patience));
            if (condition.silent()) return DeviceStatus.of(DeviceState.UNKNOWN, SILENT);
            var facts = new HashMap<>(service.identity());
            facts.put("paper", Troubles.paper(condition));
            return new DeviceStatus(Troubles.state(condition), Troubles.faults(condition), facts);
        } catch (LinkLost lost) {
            return DeviceStatus.of(DeviceState.NO_DEVICE, lost.fault());
        }
    }

    @Override
    public Map<String, String> capabilities() {
        var all = new HashMap<>(way.capabilities());
        all.put("media", media.name());
        all.put("reset", service.takes("Printer.Reset") ? "yes" : "no");
        return Map.copyOf(all);
    }

    /// Outside, a slip is printed; only the service's word that it came out counts.
    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var status = status(patience);
        var steps = new ArrayList<HealthReport.Step>();
        steps.add(HealthReport.statusStep(status));
        if (level != HealthLevel.INTERNAL && status.usable())
            steps.add(TestSlip.step(print(TestSlip.sheet(media), Duration.ofMillis(until.millisLeft()))));
        return HealthReport.of(level, steps);
    }

    @Override
    public void reset(Duration patience) throws InterruptedException {
        if (!service.takes("Printer.Reset")) return;
        try {
            var answer = resetting(Deadline.in(patience));
            if (answer instanceof Answer.Completed done && done.success()) remnant = false;
        } catch (LinkLost _) {
            // the next command says so
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
