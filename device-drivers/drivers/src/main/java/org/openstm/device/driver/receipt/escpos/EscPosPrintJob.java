package org.openstm.device.driver.receipt.escpos;

import java.util.Optional;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.PrintOutcome;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// Prints one sheet and proves the result: by the process id that the printer sends back when the paper is out,
/// else by an answer in the order of the data, else by its state afterwards; otherwise the outcome is unknown. The
/// printer's own report of an error or missing paper overrides any proof: some send the id back when they have read
/// the request.
final class EscPosPrintJob {
    private static final int PIECE = 4096;

    /// A printer that accepts no data and sends none for this long is stuck.
    private static final long STALL_MILLIS = 6000;

    /// Time to close a cover that was opened by mistake.
    private static final long HEALING_MILLIS = 3000;

    /// Rows of dots per second of the slowest printers.
    private static final int SLOW_ROWS = 400;

    private final PrinterChannel talk;
    private final String id;
    private final EscPosSettings settings;
    private boolean begun;
    private int barriers;
    private long lastAsked = System.nanoTime();
    private Optional<PrinterHealth> lastTold = Optional.empty();

    EscPosPrintJob(PrinterChannel talk, String id, EscPosSettings settings) {
        this.talk = talk;
        this.id = id;
        this.settings = settings;
    }

    /// Whether any printing byte was sent.
    boolean hasBegun() {
        return begun;
    }

    PrintOutcome printSheet(byte[] sheet, PrinterProbe probe, Deadline until) throws LinkLost, InterruptedException {
        int from = sheet.length >= 2 && sheet[0] == 0x1B && sheet[1] == 0x40 ? 2 : 0;
        var early = preparePrinter(probe, until);
        if (early.isPresent()) return new PrintOutcome.NotPrinted(early.get());
        var stopped = sendSheet(sheet, from, until);
        if (stopped.isPresent()) return concludeFailed(stopped.get());
        // nothing to wait for, and nothing more to send: such a printer prints queries as text
        if (settings.isSilent()) return new PrintOutcome.Unknown(unprovedFault());
        boolean idAsked = settings.asksProcessId(probe);
        var soon = Deadline.inMillis(STALL_MILLIS).orSooner(until);
        if (idAsked && !talk.sendBytes(soon, PrinterProbe.processIdCommand(id))) return concludeFailed(stuckFault());
        if (!talk.sendBytes(soon, 0x1D, 0x72, 0x01)) return concludeFailed(stuckFault());
        return awaitProof(probe, idAsked, sheet.length, until);
    }

    /// Enables the printer's reports; initialises it first, because that disables them.
    private Optional<Fault> preparePrinter(PrinterProbe probe, Deadline until) throws LinkLost, InterruptedException {
        var soon = Deadline.inMillis(STALL_MILLIS).orSooner(until);
        if (!talk.sendBytes(soon, 0x1B, 0x40)) return Optional.of(stuckFault());
        if (!probe.talks()) return Optional.empty();
        // disables the drawer pulse and the power-off command, which could be hidden in a picture
        if (!talk.sendBytes(soon, 0x1D, 0x28, 0x44, 0x05, 0x00, 0x14, 0x01, 0x00, 0x02, 0x00))
            return Optional.of(stuckFault());
        if (!talk.sendBytes(soon, 0x1D, 0x61, 0x0E)) return Optional.of(stuckFault());
        var first = Deadline.inMillis(300).orSooner(until);
        while (talk.announcedHealth().isEmpty() && !first.over()) talk.readArrived(first);
        return talk.announcedHealth().flatMap(PrinterHealth::blockingFault);
    }

    private Optional<Fault> sendSheet(byte[] sheet, int from, Deadline until) throws LinkLost, InterruptedException {
        int sent = from;
        var stall = Deadline.inMillis(STALL_MILLIS);
        var healing = new RecoveryTimer();
        while (sent < sheet.length) {
            begun = true;
            var slice = Deadline.inMillis(200).orSooner(until);
            int count = talk.writeSheet(sheet, sent, Math.min(PIECE, sheet.length - sent), slice);
            sent += count;
            talk.readArrived(Deadline.inMillis(0));
            if (talk.takeAnswer(PrinterAnswer.Barrier.class).isPresent()) barriers++;
            var hopeless = healing.findHopelessFault(talk.announcedHealth());
            if (hopeless.isPresent()) return hopeless;
            if (count > 0) stall = Deadline.inMillis(STALL_MILLIS);
            if (until.over() || stall.over()) return Optional.of(stuckFault());
        }
        return Optional.empty();
    }

    private PrintOutcome awaitProof(PrinterProbe probe, boolean idAsked, int bytes, Deadline until)
            throws LinkLost, InterruptedException {
        var expected = Deadline.inMillis(3000 + 1000L * bytes / 72 / SLOW_ROWS);
        var wait = probe.talks() ? until : expected.orSooner(until);
        // a printer that sent ids back at opening does so now, or has failed: a weaker proof must not replace it
        boolean promisedId = idAsked && probe.asked();
        var healing = new RecoveryTimer();
        Optional<Deadline> afterBarrier = Optional.empty();
        while (!wait.over()) {
            talk.readArrived(Deadline.inMillis(250).orSooner(wait));
            var process = talk.takeAnswer(PrinterAnswer.ProcessDone.class);
            if (process.isPresent() && process.get().id().equals(id)) return proveUnlessTroubled("process-id", id);
            var barrier = talk.takeAnswer(PrinterAnswer.Barrier.class);
            if (barrier.isPresent() && ++barriers == 1 && (barrier.get().bits() & 0x0C) == 0)
                afterBarrier = Optional.of(Deadline.inMillis(idAsked ? 1500 : 300));
            // one request, one answer: more answers are an echo of the data, or noise
            if (barriers > 1) afterBarrier = Optional.empty();
            if (afterBarrier.isPresent() && !promisedId && afterBarrier.get().over()) return proveByBarrier(probe);
            var hopeless = healing.findHopelessFault(currentHealth(probe, until));
            if (hopeless.isPresent()) return concludeFailed(hopeless.get());
            if (probe.asked() && !promisedId && !probe.barrier() && expected.over()) return proveByStatus(until);
        }
        if (afterBarrier.isPresent() && !promisedId) return proveByBarrier(probe);
        return concludeFailed(unprovedFault());
    }

    /// All data were processed; a printer that reports its state must also be without a fault.
    private PrintOutcome proveByBarrier(PrinterProbe probe) throws LinkLost, InterruptedException {
        return probe.talks() ? proveUnlessTroubled("barrier", "GS r") : new PrintOutcome.Printed("barrier", "GS r");
    }

    /// Queries the printer's state once.
    private PrintOutcome proveUnlessTroubled(String proof, String evidence) throws LinkLost, InterruptedException {
        var fault = talk.readHealth(Deadline.inMillis(2000)).flatMap(PrinterHealth::blockingFault);
        return fault.isPresent() ? concludeFailed(fault.get()) : new PrintOutcome.Printed(proof, evidence);
    }

    private PrintOutcome proveByStatus(Deadline until) throws LinkLost, InterruptedException {
        var health = talk.readHealth(Deadline.inMillis(2000).orSooner(until));
        if (health.isPresent() && health.get().blockingFault().isEmpty())
            return new PrintOutcome.Printed("status", "DLE EOT");
        return concludeFailed(health.flatMap(PrinterHealth::blockingFault).orElseGet(EscPosPrintJob::stuckFault));
    }

    private Optional<PrinterHealth> currentHealth(PrinterProbe probe, Deadline until)
            throws LinkLost, InterruptedException {
        if (probe.talks() && System.nanoTime() - lastAsked > 1_000_000_000L) {
            lastTold = talk.readHealth(Deadline.inMillis(2000).orSooner(until));
            lastAsked = System.nanoTime();
            return lastTold;
        }
        return lastTold.isPresent() ? lastTold : talk.announcedHealth();
    }

    /// Part of the sheet may be on paper. The rest must not be printed later; if the printer does not confirm that
    /// it cleared its buffer, at least the data on this side of the link are discarded.
    private PrintOutcome concludeFailed(Fault fault) throws LinkLost, InterruptedException {
        if (!begun) return new PrintOutcome.NotPrinted(fault);
        if (!talk.clearBuffers() && fault.is(FaultCode.PRINTER_STUCK)) talk.abort();
        return new PrintOutcome.Unknown(fault);
    }

    private static Fault unprovedFault() {
        return FaultCode.NO_PROOF.fault("the printer did not tell whether the paper came out");
    }

    private static Fault stuckFault() {
        return FaultCode.PRINTER_STUCK.fault("the printer takes no more data");
    }

    /// Gives a fault time to clear.
    private static final class RecoveryTimer {
        private Optional<Deadline> patience = Optional.empty();

        Optional<Fault> findHopelessFault(Optional<PrinterHealth> health) {
            var fault = health.flatMap(PrinterHealth::blockingFault);
            if (fault.isEmpty()) patience = Optional.empty();
            else if (patience.isEmpty()) patience = Optional.of(Deadline.inMillis(HEALING_MILLIS));
            return fault.filter(_ -> patience.orElseThrow().over());
        }
    }
}
