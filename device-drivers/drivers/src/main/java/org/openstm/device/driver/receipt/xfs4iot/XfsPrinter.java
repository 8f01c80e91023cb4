package org.openstm.device.driver.receipt.xfs4iot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.driver.receipt.TestSlip;
import org.openstm.device.driver.xfs4iot.XfsAnswer;
import org.openstm.device.driver.xfs4iot.XfsCommand;
import org.openstm.device.driver.xfs4iot.XfsServiceClient;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

/// A printer behind an XFS4IoT service.
final class XfsPrinter implements ReceiptPrinter {
    private static final Duration ASKING = Duration.ofSeconds(3);
    private static final Duration RESETTING = Duration.ofSeconds(10);

    private static final Fault SILENT = FaultCode.NO_ANSWER.fault("the printer's service does not answer");

    private final XfsServiceClient service;
    private final Media media;
    private final XfsPrintMethod way;
    private final MediaControl control;

    /// Whether a remnant of an earlier job may be in the printer. Unknown at the start, because of a previous run
    /// of this driver.
    private boolean remnant = true;

    XfsPrinter(XfsServiceClient service, Media media, XfsPrintMethod way) {
        this.service = service;
        this.media = media;
        this.way = way;
        this.control = MediaControl.of(service.interfaceCapabilities("printer"));
    }

    @Override
    public Media media() {
        return media;
    }

    @Override
    public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var job = new XfsPrintJob(service, way, until);
        boolean whole = false;
        try {
            var hindrance = findHindrance(until);
            if (hindrance.isPresent()) return new PrintOutcome.NotPrinted(hindrance.get());
            var outcome = job.printSteps(way.toPrintSteps(sheet));
            whole = outcome instanceof PrintOutcome.Printed;
            return outcome;
        } catch (LinkLost lost) {
            return job.hasBegun() ? new PrintOutcome.Unknown(lost.fault()) : new PrintOutcome.NotPrinted(lost.fault());
        } finally {
            remnant |= job.hasBegun() && !whole;
        }
    }

    /// The fault that prevents printing, or empty. Removes remains of an earlier job, so that they are not printed
    /// for the next person.
    private Optional<Fault> findHindrance(Deadline until) throws LinkLost, InterruptedException {
        var soon = until.orSooner(Deadline.in(ASKING));
        var condition = service.queryStatus(soon);
        if (condition.isSilent()) return Optional.of(SILENT);
        var blocking = XfsPrinterFaults.blockingFault(condition);
        if (blocking.isPresent()) return blocking;
        if (!service.awaitSettled(soon))
            return Optional.of(FaultCode.PRINTER_BUSY.fault("an earlier job has not ended"));
        return remnant ? ejectRemnant(until) : Optional.empty();
    }

    private Optional<Fault> ejectRemnant(Deadline until) throws LinkLost, InterruptedException {
        if (service.hasCommand("Printer.Reset")) {
            var answer = sendReset(until.orSooner(Deadline.in(RESETTING)));
            if (!(answer instanceof XfsAnswer.Completed done) || !done.isSuccess())
                return Optional.of(XfsPrintJob.toFault(answer));
        }
        remnant = false;
        return Optional.empty();
    }

    private XfsAnswer sendReset(Deadline until) throws LinkLost, InterruptedException {
        var payload = XfsCommand.emptyPayload();
        control.putReset(payload);
        return service.sendCommand(
                "Printer.Reset", payload, Duration.ofMillis(Math.max(1, until.millisLeft())), false, until);
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            var condition = service.queryStatus(Deadline.in(patience));
            if (condition.isSilent()) return DeviceStatus.of(DeviceState.UNKNOWN, SILENT);
            var facts = new HashMap<>(service.deviceIdentity());
            facts.put("paper", XfsPrinterFaults.paperState(condition));
            return new DeviceStatus(
                    XfsPrinterFaults.deviceState(condition), XfsPrinterFaults.faultsOf(condition), facts);
        } catch (LinkLost lost) {
            return DeviceStatus.of(DeviceState.NO_DEVICE, lost.fault());
        }
    }

    @Override
    public Map<String, String> capabilities() {
        var all = new HashMap<>(way.capabilities());
        all.put("media", media.name());
        all.put("reset", service.hasCommand("Printer.Reset") ? "yes" : "no");
        return Map.copyOf(all);
    }

    /// The external check prints a receipt; only the service's confirmation counts.
    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var status = status(patience);
        var steps = new ArrayList<HealthReport.Step>();
        steps.add(HealthReport.statusStep(status));
        if (level != HealthLevel.INTERNAL && status.usable())
            steps.add(TestSlip.toStep(print(TestSlip.testSheet(media), Duration.ofMillis(until.millisLeft()))));
        return HealthReport.of(level, steps);
    }

    @Override
    public void reset(Duration patience) throws InterruptedException {
        if (!service.hasCommand("Printer.Reset")) return;
        try {
            var answer = sendReset(Deadline.in(patience));
            if (answer instanceof XfsAnswer.Completed done && done.isSuccess()) remnant = false;
        } catch (LinkLost _) {
            // the next command reports it
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
