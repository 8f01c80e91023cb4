package org.openstm.device.driver.receipt.escpos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.driver.receipt.TestSlip;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.render.EscPosProfile;
import org.openstm.print.render.EscPosRenderer;

/// An ESC/POS printer on one link.
final class EscPosPrinter implements ReceiptPrinter {
    /// Renders a sheet to bytes for a printer.
    interface SheetRendering {
        byte[] renderSheet(Sheet sheet, EscPosProfile profile);
    }

    /// Time for probing a printer that answers only half of the queries.
    private static final long PROBING_MILLIS = 6000;

    private static final Fault NO_ANSWER = FaultCode.NO_ANSWER.fault("the printer does not answer");

    private final PrinterChannel talk;
    private final EscPosSettings settings;
    private final SheetRendering rendering;
    private PrinterProbe probe;
    private boolean dirty;

    /// Whether a remnant of paper may be in the printer. Unknown at the start, because of a previous run of this
    /// driver: a strip of white paper is cheaper than half of a person's receipt at the head of the next one.
    private boolean remnant = true;

    private int jobs = (int) (System.nanoTime() & 0x3FFF);

    EscPosPrinter(PrinterChannel talk, EscPosSettings settings, SheetRendering rendering)
            throws LinkLost, InterruptedException {
        this.talk = talk;
        this.settings = settings;
        this.rendering = rendering;
        this.probe = probePrinter();
    }

    private PrinterProbe probePrinter() throws LinkLost, InterruptedException {
        return PrinterProbe.probePrinter(talk, !settings.processId().equals("off"));
    }

    @Override
    public Media media() {
        return settings.media();
    }

    @Override
    public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var job = new EscPosPrintJob(talk, "%04d".formatted(++jobs % 10_000), settings);
        boolean whole = false;
        try {
            var hindrance = findHindrance();
            if (hindrance != null) return new PrintOutcome.NotPrinted(hindrance);
            var profile = settings.renderingProfile(probe, talk.bytesPerSecond());
            dirty = true;
            var outcome = job.printSheet(
                    RasterGuard.maskRealtimeCommands(rendering.renderSheet(sheet, profile)), probe, until);
            whole = outcome instanceof PrintOutcome.Printed;
            return outcome;
        } catch (LinkLost lost) {
            return job.hasBegun() ? new PrintOutcome.Unknown(lost.fault()) : new PrintOutcome.NotPrinted(lost.fault());
        } finally {
            dirty = !whole;
            remnant |= job.hasBegun() && !whole;
        }
    }

    /// The fault that prevents printing, or null. A printer that has never answered is printed on without a status
    /// check, since some cannot answer, unless it is known that this one can.
    private @org.jspecify.annotations.Nullable Fault findHindrance() throws LinkLost, InterruptedException {
        if (!probe.talks() || !probe.asked()) probe = probePrinter();
        if (!probe.talks()) return settings.isAnswerRequired() ? NO_ANSWER : null;
        if (dirty) clearLeftovers();
        var health = talk.readHealth(Deadline.inMillis(3000));
        if (health.isEmpty()) return NO_ANSWER;
        var blocking = health.get().blockingFault();
        if (blocking.isEmpty() && remnant) cutOffRemnant();
        return blocking.orElse(null);
    }

    /// Clears remains of an earlier job, so that they are not printed for the next person.
    private void clearLeftovers() throws LinkLost, InterruptedException {
        talk.clearBuffers();
        talk.discardAnswers();
        dirty = false;
    }

    /// Cuts off an incomplete receipt, which would be the head of the next person's.
    private void cutOffRemnant() throws LinkLost, InterruptedException {
        var soon = Deadline.inMillis(1000);
        talk.sendBytes(soon, 0x1B, 0x40);
        talk.sendBytes(soon, EscPosRenderer.cutCommand(settings.cut(), 0));
        remnant = false;
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        try {
            var health = talk.readHealth(until);
            if (settings.isSilent())
                return new DeviceStatus(DeviceState.UNKNOWN, List.of(), Map.of("paper", "unknown"));
            if (health.isEmpty()) return DeviceStatus.of(DeviceState.UNKNOWN, NO_ANSWER);
            if (!probe.asked() && health.get().blockingFault().isEmpty() && until.millisLeft() > PROBING_MILLIS)
                probe = probePrinter();
            var facts = new HashMap<>(probe.identity());
            facts.putAll(health.get().facts());
            return new DeviceStatus(health.get().deviceState(), health.get().faults(), facts);
        } catch (LinkLost lost) {
            return new DeviceStatus(DeviceState.NO_DEVICE, List.of(lost.fault()), probe.identity());
        }
    }

    @Override
    public Map<String, String> capabilities() {
        return settings.capabilities(probe, talk.bytesPerSecond());
    }

    /// The external check prints a receipt; only the printer's own confirmation counts.
    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var status = status(patience);
        var steps = new ArrayList<HealthReport.Step>();
        steps.add(HealthReport.statusStep(status));
        if (level != HealthLevel.INTERNAL && status.usable())
            steps.add(TestSlip.toStep(print(TestSlip.testSheet(media()), Duration.ofMillis(until.millisLeft()))));
        return HealthReport.of(level, steps);
    }

    @Override
    public Map<String, Long> statistics(Duration patience) throws InterruptedException {
        try {
            return probe.asked() ? PrinterCounters.readCounters(talk, Deadline.in(patience)) : Map.of();
        } catch (LinkLost _) {
            return Map.of();
        }
    }

    @Override
    public void reset(Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        try {
            var health = talk.readHealth(until);
            if (health.isEmpty()) return;
            // a stuck cutter or head is tried once more; the pending print data are cleared
            if (health.get().isRecoverable()) talk.sendBytes(until, 0x10, 0x05, 0x02);
            clearLeftovers();
            talk.sendBytes(until, 0x1B, 0x40);
            probe = probePrinter();
        } catch (LinkLost _) {
            // the next command reports it
        }
    }

    @Override
    public void close() {
        talk.close();
    }
}
