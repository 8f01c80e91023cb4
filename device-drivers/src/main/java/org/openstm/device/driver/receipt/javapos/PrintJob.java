package org.openstm.device.driver.receipt.javapos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jpos.JposException;
import jpos.POSPrinter;
import jpos.POSPrinterConst;
import org.openstm.device.Fault;
import org.openstm.device.PrintOutcome;
import org.openstm.device.WhoActs;
import org.openstm.device.driver.javapos.Overdue;
import org.openstm.device.driver.javapos.Served;
import org.openstm.device.driver.javapos.Words;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.print.render.Pieces.Piece;

/// One sheet on its way through a service.
///
/// The service takes everything into its queue and tells when it is done (`AsyncMode`,
/// `OutputComplete`); one that has no such queue comes back when it is done. Where it can, the
/// sheet goes as one transaction: until that is closed nothing has begun. That something is out
/// rests on the service's word and on no fault being told right behind it; it is as true as the
/// service. Its word for an earlier output is none for this one, so only numbers that came with an
/// order count.
final class PrintJob {
    private static final int STATION = POSPrinterConst.PTR_S_RECEIPT;
    private static final String ESC = "\u001B|";

    /// Lines from the cutter's place to the tear bar.
    private static final int TEAR_BAR = 4;

    /// A fault is given this long to go away while a sheet is under way.
    private static final Duration HEALING = Duration.ofSeconds(4);

    private static final long LOOKING = 1000;
    static final long CLEARING = 1000;
    static final String NO_PROOF = "no-proof";

    private final Served<POSPrinter> service;
    private final Abilities can;
    private final Happenings happenings;
    private final Deadline until;
    private final List<Integer> outputs = new ArrayList<>();
    private boolean begun;
    private boolean lastNumbered;
    private boolean transactionNumbered = true;
    private Optional<Deadline> patience = Optional.empty();

    PrintJob(Served<POSPrinter> service, Abilities can, Happenings happenings, Deadline until) {
        this.service = service;
        this.can = can;
        this.happenings = happenings;
        this.until = until;
    }

    /// Whether something may be on paper.
    boolean begun() {
        return begun;
    }

    /// Services are in the field that number what goes into a transaction, say at once that it is
    /// complete, and give the transaction itself no number. Sheet by sheet they tell more.
    boolean transactionNumbered() {
        return transactionNumbered;
    }

    PrintOutcome run(List<Piece> pieces) throws InterruptedException {
        happenings.forget();
        try {
            if (can.transaction()) transaction(POSPrinterConst.PTR_TP_TRANSACTION);
            else begun = true;
            for (var piece : pieces) print(piece);
            if (can.transaction()) {
                begun = true;
                transaction(POSPrinterConst.PTR_TP_NORMAL);
                transactionNumbered = lastNumbered || !can.async();
            }
            return can.async() ? awaited() : proved("returned", "the call came back");
        } catch (JposException refused) {
            return failed(Words.fault(refused));
        } catch (Overdue _) {
            // what was given up may still come back, and be printed where no transaction holds it any more
            begun = true;
            service.abandon();
            return failed(hanging());
        }
    }

    private interface Order {
        void to(POSPrinter printer) throws JposException;
    }

    /// The number under which the service will tell that it is done, if it gives one that was not
    /// there before. What goes into a transaction is waited for with the transaction.
    private void order(boolean numbered, Order order) throws JposException, Overdue, InterruptedException {
        var id = service.call(
                printer -> {
                    int before = can.async() ? printer.getOutputID() : 0;
                    order.to(printer);
                    int after = can.async() ? printer.getOutputID() : 0;
                    return after == before ? OptionalInt.empty() : OptionalInt.of(after);
                },
                until);
        if (!numbered) return;
        lastNumbered = id.isPresent();
        id.ifPresent(outputs::add);
    }

    private void transaction(int control) throws JposException, Overdue, InterruptedException {
        order(control == POSPrinterConst.PTR_TP_NORMAL, printer -> printer.transactionPrint(STATION, control));
    }

    private void print(Piece piece) throws JposException, Overdue, InterruptedException {
        boolean numbered = !can.transaction();
        switch (piece) {
            case Piece.Dots(var image) -> {
                var bytes = Bitmap.of(image);
                order(
                        numbered,
                        printer -> printer.printMemoryBitmap(
                                STATION,
                                bytes,
                                POSPrinterConst.PTR_BMT_BMP,
                                POSPrinterConst.PTR_BM_ASIS,
                                POSPrinterConst.PTR_BM_LEFT));
            }
            case Piece.Line line -> {
                var words = words(line);
                order(numbered, printer -> printer.printNormal(STATION, words));
            }
            case Piece.Cut() -> order(numbered, printer -> printer.printNormal(STATION, parting()));
        }
    }

    /// Feeds to the cutter and cuts, or feeds so far that it can be torn off.
    private String parting() {
        return switch (can.cut()) {
            case "full" -> ESC + "100fP";
            case "partial" -> ESC + "90fP";
            default -> "\n".repeat(can.linesToCut() + TEAR_BAR);
        };
    }

    /// `ESC |` begins a command of UnifiedPOS; texts hold no control characters.
    private static String words(Piece.Line line) {
        var words = new StringBuilder(ESC + "N");
        var size = line.scale() == 1
                ? ESC + "1C"
                : line.scale() == 2 ? ESC + "4C" : ESC + line.scale() + "hC" + ESC + line.scale() + "vC";
        for (var run : line.runs()) {
            words.append(ESC).append('N').append(size);
            if (run.bold()) words.append(ESC).append("bC");
            words.append(run.text());
        }
        return words.append('\n').toString();
    }

    private PrintOutcome awaited() throws JposException, InterruptedException {
        if (!lastNumbered) return failed(look(true).orElse(unnumbered()));
        while (true) {
            if (happenings.await(outputs, Deadline.inMillis(LOOKING).orSooner(until)))
                return proved("output-complete", "OutputID " + outputs.getLast());
            var error = happenings.error();
            if (error.isPresent()) return failed(named(error.get()));
            if (service.closed()) return failed(Words.fault(new JposException(jpos.JposConst.JPOS_E_CLOSED)));
            if (until.over()) return failed(unproved());
            var hopeless = hopeless(look(false));
            if (hopeless.isPresent()) return failed(hopeless.get());
        }
    }

    /// An error event may say only that there is one; sensors know more.
    private Fault named(Fault error) throws InterruptedException {
        return error.code().equals("printer-mechanical") ? look(true).orElse(error) : error;
    }

    private Optional<Fault> hopeless(Optional<Fault> fault) {
        if (fault.isEmpty()) patience = Optional.empty();
        else if (patience.isEmpty()) patience = Optional.of(Deadline.in(HEALING));
        return fault.filter(_ -> patience.orElseThrow().over());
    }

    private Optional<Fault> look(boolean deep) throws InterruptedException {
        try {
            return service.call(printer -> Condition.asked(printer, can, deep), Deadline.inMillis(LOOKING))
                    .blocking();
        } catch (JposException trouble) {
            return Optional.of(Words.fault(trouble));
        } catch (Overdue _) {
            return Optional.of(stuck());
        }
    }

    /// A service that says complete in the same breath as out of paper is believed in neither.
    private PrintOutcome proved(String proof, String evidence) throws InterruptedException {
        var fault = look(false);
        return fault.isPresent() ? failed(fault.get()) : new PrintOutcome.Printed(proof, evidence);
    }

    /// What is left in the service's queue would come out for somebody else.
    private PrintOutcome failed(Fault fault) {
        clear(service, CLEARING);
        return begun ? new PrintOutcome.Unknown(fault) : new PrintOutcome.NotPrinted(fault);
    }

    /// Empties the service's queue, and ends a transaction that is open; if it takes longer, behind the scene.
    static void clear(Served<POSPrinter> service, long millis) {
        service.aside(
                printer -> {
                    printer.clearOutput();
                    return true;
                },
                millis);
    }

    private static Fault unnumbered() {
        return new Fault(
                NO_PROOF, WhoActs.ENGINEER, "the service gives its output no number (OutputID), so nothing proves it");
    }

    private static Fault unproved() {
        return new Fault(NO_PROOF, WhoActs.STAFF, "the service did not tell that the output is complete");
    }

    private static Fault stuck() {
        return new Fault("printer-stuck", WhoActs.STAFF, "the JavaPOS service does not come back");
    }

    /// Whoever holds the device ends it at this word, and its process with it.
    static Fault hanging() {
        return new LinkLost("the JavaPOS service hangs").fault();
    }
}
