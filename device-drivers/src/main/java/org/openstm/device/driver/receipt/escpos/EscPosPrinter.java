package org.openstm.device.driver.receipt.escpos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.WhoActs;
import org.openstm.device.driver.receipt.TestSlip;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.render.EscPos;
import org.openstm.print.render.EscPosProfile;

/// One printer on one link.
final class EscPosPrinter implements ReceiptPrinter {
    /// Makes a sheet's bytes for a printer.
    interface Rendering {
        byte[] bytes(Sheet sheet, EscPosProfile profile);
    }

    /// What asking a printer that answers only half of the questions may take.
    private static final long PROBING_MILLIS = 6000;

    private static final Fault NO_ANSWER = new Fault("no-answer", WhoActs.STAFF, "the printer does not answer");

    private final Talk talk;
    private final Settings settings;
    private final Rendering rendering;
    private Probe probe;
    private boolean dirty;

    /// Whether something may hang in the slot. At first nobody knows what an earlier life of this driver left there: a
    /// strip of white paper is cheaper than the half of somebody's slip at the head of the next one.
    private boolean remnant = true;

    private int jobs = (int) (System.nanoTime() & 0x3FFF);

    EscPosPrinter(Talk talk, Settings settings, Rendering rendering) throws LinkLost, InterruptedException {
        this.talk = talk;
        this.settings = settings;
        this.rendering = rendering;
        this.probe = probed();
    }

    private Probe probed() throws LinkLost, InterruptedException {
        return Probe.of(talk, !settings.processId().equals("off"));
    }

    @Override
    public Media media() {
        return settings.media();
    }

    @Override
    public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var job = new PrintJob(talk, "%04d".formatted(++jobs % 10_000), settings);
        boolean whole = false;
        try {
            var hindrance = hindrance();
            if (hindrance != null) return new PrintOutcome.NotPrinted(hindrance);
            var profile = settings.profile(probe, talk.bytesPerSecond());
            dirty = true;
            var outcome = job.run(RasterGuard.calm(rendering.bytes(sheet, profile)), probe, until);
            whole = outcome instanceof PrintOutcome.Printed;
            return outcome;
        } catch (LinkLost lost) {
            return job.begun() ? new PrintOutcome.Unknown(lost.fault()) : new PrintOutcome.NotPrinted(lost.fault());
        } finally {
            dirty = !whole;
            remnant |= job.begun() && !whole;
        }
    }

    /// Why not to begin, or null. A printer that has never answered is printed on blindly, since some cannot answer,
    /// unless it is known that this one can.
    private @org.jspecify.annotations.Nullable Fault hindrance() throws LinkLost, InterruptedException {
        if (!probe.talks() || !probe.asked()) probe = probed();
        if (!probe.talks()) return settings.mustAnswer() ? NO_ANSWER : null;
        if (dirty) clean();
        var health = talk.health(Deadline.inMillis(3000));
        if (health.isEmpty()) return NO_ANSWER;
        var blocking = health.get().blocking();
        if (blocking.isEmpty() && remnant) cutOffRemnant();
        return blocking.orElse(null);
    }

    /// Nothing of an earlier job may come out in front of the next person.
    private void clean() throws LinkLost, InterruptedException {
        talk.clearBuffers();
        talk.forget();
        dirty = false;
    }

    /// Half a slip that still hangs in the printer would come out as the head of the next person's.
    private void cutOffRemnant() throws LinkLost, InterruptedException {
        var soon = Deadline.inMillis(1000);
        talk.send(soon, 0x1B, 0x40);
        talk.send(soon, EscPos.parting(settings.cut(), 0));
        remnant = false;
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        try {
            var health = talk.health(until);
            if (settings.tellsNothing())
                return new DeviceStatus(DeviceState.UNKNOWN, List.of(), Map.of("paper", "unknown"));
            if (health.isEmpty()) return DeviceStatus.of(DeviceState.UNKNOWN, NO_ANSWER);
            if (!probe.asked() && health.get().blocking().isEmpty() && until.millisLeft() > PROBING_MILLIS)
                probe = probed();
            var facts = new HashMap<>(probe.identity());
            facts.putAll(health.get().facts());
            return new DeviceStatus(health.get().state(), health.get().faults(), facts);
        } catch (LinkLost lost) {
            return new DeviceStatus(DeviceState.NO_DEVICE, List.of(lost.fault()), probe.identity());
        }
    }

    @Override
    public Map<String, String> capabilities() {
        return settings.capabilities(probe, talk.bytesPerSecond());
    }

    /// Outside, a slip is printed; only the printer's own word that it came out counts.
    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var status = status(patience);
        var steps = new ArrayList<HealthReport.Step>();
        steps.add(HealthReport.statusStep(status));
        if (level != HealthLevel.INTERNAL && status.usable())
            steps.add(TestSlip.step(print(TestSlip.sheet(media()), Duration.ofMillis(until.millisLeft()))));
        return HealthReport.of(level, steps);
    }

    @Override
    public Map<String, Long> statistics(Duration patience) throws InterruptedException {
        try {
            return probe.asked() ? Counters.ask(talk, Deadline.in(patience)) : Map.of();
        } catch (LinkLost _) {
            return Map.of();
        }
    }

    @Override
    public void reset(Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        try {
            var health = talk.health(until);
            if (health.isEmpty()) return;
            // a knife or a head that is stuck is tried once more; what was to be printed is forgotten
            if (health.get().recoverable()) talk.send(until, 0x10, 0x05, 0x02);
            clean();
            talk.send(until, 0x1B, 0x40);
            probe = probed();
        } catch (LinkLost _) {
            // the next command says so
        }
    }

    @Override
    public void close() {
        talk.close();
    }
}
