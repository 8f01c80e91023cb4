package org.openstm.device.driver.receipt.escpos;

import java.util.Optional;
import org.openstm.device.Fault;
import org.openstm.device.PrintOutcome;
import org.openstm.device.WhoActs;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// One sheet on its way to paper, and the proof that it got there: the process id that the printer sends
/// back when the paper is out, else an answer in the order of the data, else its state afterwards, else
/// nobody knows. No proof stands against the printer's own word that it has no paper or an error: some send
/// the id back when they have read the question.
final class PrintJob {
    private static final int PIECE = 4096;

    /// A printer that takes nothing for so long, and says nothing, is stuck.
    private static final long STALL_MILLIS = 6000;

    /// A cover that was opened by mistake may be closed again within this time.
    private static final long HEALING_MILLIS = 3000;

    /// Slowest printers still move so many dot rows a second.
    private static final int SLOW_ROWS = 400;

    private final Talk talk;
    private final String id;
    private final Settings settings;
    private boolean begun;
    private int barriers;
    private long lastAsked = System.nanoTime();
    private Optional<Health> lastTold = Optional.empty();

    PrintJob(Talk talk, String id, Settings settings) {
        this.talk = talk;
        this.id = id;
        this.settings = settings;
    }

    /// Whether any byte that could blacken paper was handed over.
    boolean begun() {
        return begun;
    }

    PrintOutcome run(byte[] sheet, Probe probe, Deadline until) throws LinkLost, InterruptedException {
        int from = sheet.length >= 2 && sheet[0] == 0x1B && sheet[1] == 0x40 ? 2 : 0;
        var early = prepare(probe, until);
        if (early.isPresent()) return new PrintOutcome.NotPrinted(early.get());
        var stopped = send(sheet, from, until);
        if (stopped.isPresent()) return failed(stopped.get());
        // nothing to wait for, and nothing more to send: what is asked would come out as text
        if (settings.tellsNothing()) return new PrintOutcome.Unknown(unproved());
        boolean idAsked = settings.asksProcessId(probe);
        var soon = Deadline.inMillis(STALL_MILLIS).orSooner(until);
        if (idAsked && !talk.send(soon, Probe.processIdCommand(id))) return failed(stuck());
        if (!talk.send(soon, 0x1D, 0x72, 0x01)) return failed(stuck());
        return proof(probe, idAsked, sheet.length, until);
    }

    /// Switches on what makes the printer talk; with the initialisation first, because it switches that off.
    private Optional<Fault> prepare(Probe probe, Deadline until) throws LinkLost, InterruptedException {
        var soon = Deadline.inMillis(STALL_MILLIS).orSooner(until);
        if (!talk.send(soon, 0x1B, 0x40)) return Optional.of(stuck());
        if (!probe.talks()) return Optional.empty();
        // neither the drawer pulse nor the power-off command may hide in a picture
        if (!talk.send(soon, 0x1D, 0x28, 0x44, 0x05, 0x00, 0x14, 0x01, 0x00, 0x02, 0x00)) return Optional.of(stuck());
        if (!talk.send(soon, 0x1D, 0x61, 0x0E)) return Optional.of(stuck());
        var first = Deadline.inMillis(300).orSooner(until);
        while (talk.announced().isEmpty() && !first.over()) talk.listen(first);
        return talk.announced().flatMap(Health::blocking);
    }

    private Optional<Fault> send(byte[] sheet, int from, Deadline until) throws LinkLost, InterruptedException {
        int sent = from;
        var stall = Deadline.inMillis(STALL_MILLIS);
        var healing = new Healing();
        while (sent < sheet.length) {
            begun = true;
            var slice = Deadline.inMillis(200).orSooner(until);
            int count = talk.write(sheet, sent, Math.min(PIECE, sheet.length - sent), slice);
            sent += count;
            talk.listen(Deadline.inMillis(0));
            if (talk.heard(Answer.Barrier.class).isPresent()) barriers++;
            var hopeless = healing.hopeless(talk.announced());
            if (hopeless.isPresent()) return hopeless;
            if (count > 0) stall = Deadline.inMillis(STALL_MILLIS);
            if (until.over() || stall.over()) return Optional.of(stuck());
        }
        return Optional.empty();
    }

    private PrintOutcome proof(Probe probe, boolean idAsked, int bytes, Deadline until)
            throws LinkLost, InterruptedException {
        var expected = Deadline.inMillis(3000 + 1000L * bytes / 72 / SLOW_ROWS);
        var wait = probe.talks() ? until : expected.orSooner(until);
        // whoever sent ids back at opening does so now, or is in trouble: a lesser proof does not stand in for it
        boolean promisedId = idAsked && probe.asked();
        var healing = new Healing();
        Optional<Deadline> afterBarrier = Optional.empty();
        while (!wait.over()) {
            talk.listen(Deadline.inMillis(250).orSooner(wait));
            var process = talk.heard(Answer.Done.class);
            if (process.isPresent() && process.get().id().equals(id)) return unlessTroubled("process-id", id);
            var barrier = talk.heard(Answer.Barrier.class);
            if (barrier.isPresent() && ++barriers == 1 && (barrier.get().bits() & 0x0C) == 0)
                afterBarrier = Optional.of(Deadline.inMillis(idAsked ? 1500 : 300));
            // one question, one answer: more of them are an echo of what was sent, or noise
            if (barriers > 1) afterBarrier = Optional.empty();
            if (afterBarrier.isPresent() && !promisedId && afterBarrier.get().over()) return byBarrier(probe);
            var hopeless = healing.hopeless(stateNow(probe, until));
            if (hopeless.isPresent()) return failed(hopeless.get());
            if (probe.asked() && !promisedId && !probe.barrier() && expected.over()) return byStatus(until);
        }
        if (afterBarrier.isPresent() && !promisedId) return byBarrier(probe);
        return failed(unproved());
    }

    /// All data was processed; a printer that tells its state must also be well.
    private PrintOutcome byBarrier(Probe probe) throws LinkLost, InterruptedException {
        return probe.talks() ? unlessTroubled("barrier", "GS r") : new PrintOutcome.Printed("barrier", "GS r");
    }

    /// The printer is asked once how it is.
    private PrintOutcome unlessTroubled(String proof, String evidence) throws LinkLost, InterruptedException {
        var fault = talk.health(Deadline.inMillis(2000)).flatMap(Health::blocking);
        return fault.isPresent() ? failed(fault.get()) : new PrintOutcome.Printed(proof, evidence);
    }

    private PrintOutcome byStatus(Deadline until) throws LinkLost, InterruptedException {
        var health = talk.health(Deadline.inMillis(2000).orSooner(until));
        if (health.isPresent() && health.get().blocking().isEmpty())
            return new PrintOutcome.Printed("status", "DLE EOT");
        return failed(health.flatMap(Health::blocking).orElseGet(PrintJob::stuck));
    }

    private Optional<Health> stateNow(Probe probe, Deadline until) throws LinkLost, InterruptedException {
        if (probe.talks() && System.nanoTime() - lastAsked > 1_000_000_000L) {
            lastTold = talk.health(Deadline.inMillis(2000).orSooner(until));
            lastAsked = System.nanoTime();
            return lastTold;
        }
        return lastTold.isPresent() ? lastTold : talk.announced();
    }

    /// Some of it may be on paper. What is left must not come out later; where the printer does not confirm
    /// that it forgot it, at least what is still on this side of the line is taken back.
    private PrintOutcome failed(Fault fault) throws LinkLost, InterruptedException {
        if (!begun) return new PrintOutcome.NotPrinted(fault);
        if (!talk.clearBuffers() && fault.code().equals("printer-stuck")) talk.abort();
        return new PrintOutcome.Unknown(fault);
    }

    private static Fault unproved() {
        return new Fault("no-proof", WhoActs.STAFF, "the printer did not tell whether the paper came out");
    }

    private static Fault stuck() {
        return new Fault("printer-stuck", WhoActs.STAFF, "the printer takes no more data");
    }

    /// Gives a fault time to go away.
    private static final class Healing {
        private Optional<Deadline> patience = Optional.empty();

        Optional<Fault> hopeless(Optional<Health> health) {
            var fault = health.flatMap(Health::blocking);
            if (fault.isEmpty()) patience = Optional.empty();
            else if (patience.isEmpty()) patience = Optional.of(Deadline.inMillis(HEALING_MILLIS));
            return fault.filter(_ -> patience.orElseThrow().over());
        }
    }
}
