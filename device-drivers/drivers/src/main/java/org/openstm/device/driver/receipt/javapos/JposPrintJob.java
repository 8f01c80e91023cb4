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
import org.openstm.device.FaultCode;
import org.openstm.device.PrintOutcome;
import org.openstm.device.WhoActs;
import org.openstm.device.driver.javapos.JposCallTimeout;
import org.openstm.device.driver.javapos.JposFaults;
import org.openstm.device.driver.javapos.JposServiceProxy;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.print.render.SheetSegments.Segment;

/// Prints one sheet through a service.
///
/// The service queues all output and reports its completion (`AsyncMode`, `OutputComplete`); a service without such
/// a queue returns when the output is done. If possible, the sheet is one transaction: nothing begins until that is
/// closed. The proof is the service's completion report with no fault right after it; it is as reliable as the
/// service. Reports for an earlier output do not count, so only numbers that belong to this sheet's output are
/// accepted.
final class JposPrintJob {
    private static final int STATION = POSPrinterConst.PTR_S_RECEIPT;
    private static final String ESC = "\u001B|";

    /// Lines from the cutter to the tear bar.
    private static final int TEAR_BAR = 4;

    /// Time for a fault to clear during a print.
    private static final Duration HEALING = Duration.ofSeconds(4);

    private static final long LOOKING = 1000;
    static final long CLEARING = 1000;

    private final JposServiceProxy<POSPrinter> service;
    private final JposPrinterCapabilities can;
    private final JposPrinterEvents jposEvents;
    private final Deadline until;
    private final List<Integer> outputs = new ArrayList<>();
    private boolean begun;
    private boolean lastNumbered;
    private boolean transactionNumbered = true;
    private Optional<Deadline> patience = Optional.empty();

    JposPrintJob(
            JposServiceProxy<POSPrinter> service,
            JposPrinterCapabilities can,
            JposPrinterEvents jposEvents,
            Deadline until) {
        this.service = service;
        this.can = can;
        this.jposEvents = jposEvents;
        this.until = until;
    }

    /// Whether anything may have been printed.
    boolean hasBegun() {
        return begun;
    }

    /// Whether the service numbers the parts of a transaction, reports them as complete at once, and gives the
    /// transaction itself no number, as some services do. Printing without transactions gives better proof then.
    boolean isTransactionNumbered() {
        return transactionNumbered;
    }

    PrintOutcome printPieces(List<Segment> pieces) throws InterruptedException {
        jposEvents.clearEvents();
        try {
            if (can.transaction()) controlTransaction(POSPrinterConst.PTR_TP_TRANSACTION);
            else begun = true;
            for (var piece : pieces) printPiece(piece);
            if (can.transaction()) {
                begun = true;
                controlTransaction(POSPrinterConst.PTR_TP_NORMAL);
                transactionNumbered = lastNumbered || !can.async();
            }
            return can.async() ? awaitCompletion() : concludeProved("returned", "the call came back");
        } catch (JposException refused) {
            return concludeFailed(JposFaults.toFault(refused));
        } catch (JposCallTimeout _) {
            // an abandoned call may still take effect, and print outside any transaction
            begun = true;
            service.abandonService();
            return concludeFailed(hangingFault());
        }
    }

    private interface PrintOrder {
        void sendTo(POSPrinter printer) throws JposException;
    }

    /// Records the number of an output, if the service assigned a new one. Output in a transaction is awaited with
    /// the transaction.
    private void submitOrder(boolean numbered, PrintOrder order)
            throws JposException, JposCallTimeout, InterruptedException {
        var id = service.callService(
                printer -> {
                    int before = can.async() ? printer.getOutputID() : 0;
                    order.sendTo(printer);
                    int after = can.async() ? printer.getOutputID() : 0;
                    return after == before ? OptionalInt.empty() : OptionalInt.of(after);
                },
                until);
        if (!numbered) return;
        lastNumbered = id.isPresent();
        id.ifPresent(outputs::add);
    }

    private void controlTransaction(int control) throws JposException, JposCallTimeout, InterruptedException {
        submitOrder(control == POSPrinterConst.PTR_TP_NORMAL, printer -> printer.transactionPrint(STATION, control));
    }

    private void printPiece(Segment piece) throws JposException, JposCallTimeout, InterruptedException {
        boolean numbered = !can.transaction();
        switch (piece) {
            case Segment.PictureSegment(var image) -> {
                var bytes = MonochromeBmp.encodeImage(image);
                submitOrder(
                        numbered,
                        printer -> printer.printMemoryBitmap(
                                STATION,
                                bytes,
                                POSPrinterConst.PTR_BMT_BMP,
                                POSPrinterConst.PTR_BM_ASIS,
                                POSPrinterConst.PTR_BM_LEFT));
            }
            case Segment.TextSegment line -> {
                var words = lineText(line);
                submitOrder(numbered, printer -> printer.printNormal(STATION, words));
            }
            case Segment.CutSegment() -> submitOrder(numbered, printer -> printer.printNormal(STATION, partingText()));
        }
    }

    /// Text that feeds to the cutter and cuts, or feeds far enough to tear the paper off.
    private String partingText() {
        return switch (can.cut()) {
            case "full" -> ESC + "100fP";
            case "partial" -> ESC + "90fP";
            default -> "\n".repeat(can.linesToCut() + TEAR_BAR);
        };
    }

    /// The text of a line. `ESC |` starts a command of UnifiedPOS; texts contain no control characters.
    private static String lineText(Segment.TextSegment line) {
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

    private PrintOutcome awaitCompletion() throws JposException, InterruptedException {
        if (!lastNumbered) return concludeFailed(findBlockingFault(true).orElse(unnumberedFault()));
        while (true) {
            if (jposEvents.awaitOutputs(outputs, Deadline.inMillis(LOOKING).orSooner(until)))
                return concludeProved("output-complete", "OutputID " + outputs.getLast());
            var error = jposEvents.lastError();
            if (error.isPresent()) return concludeFailed(refineError(error.get()));
            if (service.isClosed())
                return concludeFailed(JposFaults.toFault(new JposException(jpos.JposConst.JPOS_E_CLOSED)));
            if (until.over()) return concludeFailed(unprovedFault());
            var hopeless = findHopelessFault(findBlockingFault(false));
            if (hopeless.isPresent()) return concludeFailed(hopeless.get());
        }
    }

    /// Makes an error more precise by the sensors, because an error event may be unspecific.
    private Fault refineError(Fault error) throws InterruptedException {
        return error.is(FaultCode.PRINTER_MECHANICAL) ? findBlockingFault(true).orElse(error) : error;
    }

    private Optional<Fault> findHopelessFault(Optional<Fault> fault) {
        if (fault.isEmpty()) patience = Optional.empty();
        else if (patience.isEmpty()) patience = Optional.of(Deadline.in(HEALING));
        return fault.filter(_ -> patience.orElseThrow().over());
    }

    private Optional<Fault> findBlockingFault(boolean deep) throws InterruptedException {
        try {
            return service.callService(
                            printer -> JposPrinterStatus.readStatus(printer, can, deep), Deadline.inMillis(LOOKING))
                    .blockingFault();
        } catch (JposException trouble) {
            return Optional.of(JposFaults.toFault(trouble));
        } catch (JposCallTimeout _) {
            return Optional.of(stuckFault());
        }
    }

    /// A service that reports completion and missing paper at the same time is trusted in neither. The known state
    /// "offline" without a cause may be one late answer of a busy printer, so the service checks again.
    private PrintOutcome concludeProved(String proof, String evidence) throws InterruptedException {
        var fault = findBlockingFault(false);
        if (fault.isPresent() && fault.get().is(FaultCode.PRINTER_OFFLINE)) fault = findBlockingFault(true);
        return fault.isPresent() ? concludeFailed(fault.get()) : new PrintOutcome.Printed(proof, evidence);
    }

    /// Clears the service's queue, which would be printed for the next person.
    private PrintOutcome concludeFailed(Fault fault) {
        clearOutput(service, CLEARING);
        return begun ? new PrintOutcome.Unknown(fault) : new PrintOutcome.NotPrinted(fault);
    }

    /// Empties the service's queue, and ends an open transaction; continues in the background if it takes longer.
    static void clearOutput(JposServiceProxy<POSPrinter> service, long millis) {
        service.callAside(
                printer -> {
                    printer.clearOutput();
                    return true;
                },
                millis);
    }

    private static Fault unnumberedFault() {
        return FaultCode.NO_PROOF.fault(
                WhoActs.ENGINEER, "the service gives its output no number (OutputID), so nothing proves it");
    }

    private static Fault unprovedFault() {
        return FaultCode.NO_PROOF.fault("the service did not tell that the output is complete");
    }

    private static Fault stuckFault() {
        return FaultCode.PRINTER_STUCK.fault("the JavaPOS service does not come back");
    }

    /// The fault that makes the device manager close the device, and end its process.
    static Fault hangingFault() {
        return new LinkLost("the JavaPOS service hangs").fault();
    }
}
