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
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.WhoActs;
import org.openstm.device.driver.javapos.Overdue;
import org.openstm.device.driver.javapos.Served;
import org.openstm.device.driver.javapos.Words;
import org.openstm.device.driver.receipt.TestSlip;
import org.openstm.device.link.Deadline;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.render.Pieces;

/// One printer behind a maker's POSPrinter service.
final class JavaPosPrinter implements ReceiptPrinter {
    private static final Duration PARTING = Duration.ofSeconds(3);
    private static final long LOOKING = 3000;
    private static final long LETTING_GO = 250;

    private static final Fault NO_ANSWER = new Fault("no-answer", WhoActs.STAFF, "the JavaPOS service does not answer");

    private final Served<POSPrinter> service;
    private final Happenings happenings;
    private volatile Abilities can;
    private boolean dirty;

    /// Whether something may hang in the slot. At first nobody knows what an earlier life of the service
    /// left there: a strip of white paper is cheaper than the half of somebody's slip at the head of the
    /// next one.
    private boolean remnant = true;

    JavaPosPrinter(Served<POSPrinter> service, Abilities can, Happenings happenings) {
        this.service = service;
        this.can = can;
        this.happenings = happenings;
    }

    @Override
    public Media media() {
        return can.media();
    }

    @Override
    public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var hindrance = hindrance(until);
        if (hindrance.isPresent()) return new PrintOutcome.NotPrinted(hindrance.get());
        return run(
                can.pictures()
                        ? Pieces.of(sheet, can.media(), can::printable)
                        : Pieces.ofWords(sheet, can.media(), can::printable),
                until);
    }

    private PrintOutcome run(List<Pieces.Piece> pieces, Deadline until) throws InterruptedException {
        var job = new PrintJob(service, can, happenings, until);
        boolean whole = false;
        dirty = true;
        try {
            var outcome = job.run(pieces);
            whole = outcome instanceof PrintOutcome.Printed;
            return outcome;
        } catch (InterruptedException cancelled) {
            PrintJob.clear(service, LETTING_GO);
            throw cancelled;
        } finally {
            if (!job.transactionNumbered()) can = can.withoutTransactions();
            dirty = !whole;
            remnant |= job.begun() && !whole;
        }
    }

    /// Why not to begin.
    private Optional<Fault> hindrance(Deadline until) throws InterruptedException {
        if (service.hung()) return Optional.of(PrintJob.hanging());
        if (dirty) clear();
        try {
            var fault = condition(Deadline.inMillis(LOOKING).orSooner(until)).blocking();
            return fault.isEmpty() && remnant ? parted(until) : fault;
        } catch (JposException trouble) {
            return Optional.of(Words.fault(trouble));
        } catch (Overdue _) {
            return Optional.of(NO_ANSWER);
        }
    }

    private Condition condition(Deadline until) throws JposException, Overdue, InterruptedException {
        return service.call(printer -> Condition.asked(printer, can, true), until);
    }

    /// Half a slip that still hangs in the printer would come out as the head of the next person's.
    private Optional<Fault> parted(Deadline until) throws InterruptedException {
        boolean transactions = can.transaction();
        var fault = cut(until);
        if (transactions && !can.transaction()) fault = cut(until);
        remnant = fault.isPresent();
        // the thread by which it tells may be dead, and with it everything: a new process has a new one
        if (fault.isPresent() && fault.get().code().equals(PrintJob.NO_PROOF)) service.abandon();
        return fault;
    }

    private Optional<Fault> cut(Deadline until) throws InterruptedException {
        return switch (run(List.of(new Pieces.Piece.Cut()), Deadline.in(PARTING).orSooner(until))) {
            case PrintOutcome.Printed _ -> Optional.empty();
            case PrintOutcome.NotPrinted(var fault) -> Optional.of(fault);
            case PrintOutcome.Unknown(var fault) -> Optional.of(fault);
        };
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            if (service.hung()) return new DeviceStatus(DeviceState.NO_DEVICE, List.of(PrintJob.hanging()), identity());
            var now = condition(Deadline.in(patience));
            var facts = new HashMap<>(identity());
            facts.put("paper", now.paper(can));
            return new DeviceStatus(now.state(), now.faults(), facts);
        } catch (JposException trouble) {
            var fault = Words.fault(trouble);
            return new DeviceStatus(Condition.state(fault.code()), List.of(fault), identity());
        } catch (Overdue _) {
            return new DeviceStatus(DeviceState.UNKNOWN, List.of(NO_ANSWER), identity());
        }
    }

    private Map<String, String> identity() {
        var identity = new HashMap<>(can.identity());
        var entry = service.entry();
        if (!entry.maker().isEmpty()) identity.put("maker", entry.maker());
        return identity;
    }

    @Override
    public Map<String, String> capabilities() {
        return can.told();
    }

    /// Outside, a slip is printed; the service's own external check prints what it likes and proves nothing
    /// to us.
    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var status = status(patience);
        var steps = new ArrayList<HealthReport.Step>();
        steps.add(HealthReport.statusStep(status));
        if (level != HealthLevel.INTERNAL && status.usable())
            steps.add(TestSlip.step(print(TestSlip.sheet(can.media()), Duration.ofMillis(until.millisLeft()))));
        return HealthReport.of(level, steps);
    }

    @Override
    public void clear() {
        if (!dirty) return;
        PrintJob.clear(service, PrintJob.CLEARING);
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
