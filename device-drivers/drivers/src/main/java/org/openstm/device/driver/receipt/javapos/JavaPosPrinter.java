package org.openstm.device.driver.receipt.javapos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jpos.JposException;
import jpos.POSPrinter;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.driver.javapos.JposCallTimeout;
import org.openstm.device.driver.javapos.JposFaults;
import org.openstm.device.driver.javapos.JposServiceProxy;
import org.openstm.device.driver.receipt.TestSlip;
import org.openstm.device.link.Deadline;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.render.SheetSegments;

/// A printer behind a maker's POSPrinter service.
final class JavaPosPrinter implements ReceiptPrinter {
    private static final Duration PARTING = Duration.ofSeconds(3);
    private static final long LOOKING = 3000;
    private static final long LETTING_GO = 250;

    private static final Fault NO_ANSWER = FaultCode.NO_ANSWER.fault("the JavaPOS service does not answer");

    private final JposServiceProxy<POSPrinter> service;
    private final JposPrinterEvents jposEvents;
    private volatile JposPrinterCapabilities can;
    private boolean dirty;

    /// Whether a remnant of paper may be in the printer. Unknown at the start, because of a previous run of the
    /// service: a strip of white paper is cheaper than half of a person's receipt at the head of the next one.
    private boolean remnant = true;

    JavaPosPrinter(JposServiceProxy<POSPrinter> service, JposPrinterCapabilities can, JposPrinterEvents jposEvents) {
        this.service = service;
        this.can = can;
        this.jposEvents = jposEvents;
    }

    @Override
    public Media media() {
        return can.media();
    }

    @Override
    public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var hindrance = findHindrance(until);
        if (hindrance.isPresent()) return new PrintOutcome.NotPrinted(hindrance.get());
        return runJob(
                can.pictures()
                        ? SheetSegments.toSegments(sheet, can.media(), can::isPrintable)
                        : SheetSegments.toTextSegments(sheet, can.media(), can::isPrintable),
                until);
    }

    private PrintOutcome runJob(List<SheetSegments.Segment> pieces, Deadline until) throws InterruptedException {
        var job = new JposPrintJob(service, can, jposEvents, until);
        boolean whole = false;
        dirty = true;
        try {
            var outcome = job.printPieces(pieces);
            whole = outcome instanceof PrintOutcome.Printed;
            return outcome;
        } catch (InterruptedException cancelled) {
            JposPrintJob.clearOutput(service, LETTING_GO);
            throw cancelled;
        } finally {
            if (!job.isTransactionNumbered()) can = can.withoutTransactions();
            dirty = !whole;
            remnant |= job.hasBegun() && !whole;
        }
    }

    /// The fault that prevents printing.
    private Optional<Fault> findHindrance(Deadline until) throws InterruptedException {
        if (service.isHung()) return Optional.of(JposPrintJob.hangingFault());
        if (dirty) clear();
        try {
            var fault = queryStatus(Deadline.inMillis(LOOKING).orSooner(until)).blockingFault();
            return fault.isEmpty() && remnant ? cutOffRemnant(until) : fault;
        } catch (JposException trouble) {
            return Optional.of(JposFaults.toFault(trouble));
        } catch (JposCallTimeout _) {
            return Optional.of(NO_ANSWER);
        }
    }

    private JposPrinterStatus queryStatus(Deadline until) throws JposException, JposCallTimeout, InterruptedException {
        return service.callService(printer -> JposPrinterStatus.readStatus(printer, can, true), until);
    }

    /// Cuts off an incomplete receipt, which would be the head of the next person's.
    private Optional<Fault> cutOffRemnant(Deadline until) throws InterruptedException {
        boolean transactions = can.transaction();
        var fault = printCut(until);
        if (transactions && !can.transaction()) fault = printCut(until);
        remnant = fault.isPresent();
        // the service's event thread may be dead, so nothing works any more: a new process has a new one
        if (fault.isPresent() && fault.get().is(FaultCode.NO_PROOF)) service.abandonService();
        return fault;
    }

    private Optional<Fault> printCut(Deadline until) throws InterruptedException {
        return switch (runJob(
                List.of(new SheetSegments.Segment.CutSegment()),
                Deadline.in(PARTING).orSooner(until))) {
            case PrintOutcome.Printed _ -> Optional.empty();
            case PrintOutcome.NotPrinted(var fault) -> Optional.of(fault);
            case PrintOutcome.Unknown(var fault) -> Optional.of(fault);
        };
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            if (service.isHung())
                return new DeviceStatus(DeviceState.NO_DEVICE, List.of(JposPrintJob.hangingFault()), deviceIdentity());
            var now = queryStatus(Deadline.in(patience));
            var facts = new HashMap<>(deviceIdentity());
            facts.put("paper", now.paperState(can));
            return new DeviceStatus(now.deviceState(), now.faults(), facts);
        } catch (JposException trouble) {
            var fault = JposFaults.toFault(trouble);
            return new DeviceStatus(JposPrinterStatus.toDeviceState(fault), List.of(fault), deviceIdentity());
        } catch (JposCallTimeout _) {
            return new DeviceStatus(DeviceState.UNKNOWN, List.of(NO_ANSWER), deviceIdentity());
        }
    }

    private Map<String, String> deviceIdentity() {
        var identity = new HashMap<>(can.identity());
        var entry = service.entry();
        if (!entry.maker().isEmpty()) identity.put("maker", entry.maker());
        return identity;
    }

    @Override
    public Map<String, String> capabilities() {
        return can.toCapabilities();
    }

    /// The external check prints a receipt; the service's own external check prints what it likes and is no proof.
    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var status = status(patience);
        var steps = new ArrayList<HealthReport.Step>();
        steps.add(HealthReport.statusStep(status));
        if (level != HealthLevel.INTERNAL && status.usable())
            steps.add(TestSlip.toStep(print(TestSlip.testSheet(can.media()), Duration.ofMillis(until.millisLeft()))));
        return HealthReport.of(level, steps);
    }

    @Override
    public void clear() {
        if (!dirty) return;
        JposPrintJob.clearOutput(service, JposPrintJob.CLEARING);
        dirty = false;
    }

    @Override
    public void reset(Duration patience) {
        dirty = true;
        clear();
    }

    @Override
    public void close() {
        service.close();
    }
}
