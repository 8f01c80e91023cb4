package org.openstm.kiosk.engine;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.PrintOutcome;
import org.openstm.device.WhoActs;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.PrintMark;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.session.model.ActingPerson;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.CasePaper;
import org.openstm.kiosk.session.model.PrintingEvent;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.print.Sheet;

/// Prints one paper at a time and records the start and the end of each print in the journal.
///
/// A paper is bound to session and case, because nobody may get another person's paper: just before the first byte
/// it is checked that this session is still active and that the paper belongs to the case on the screen. No buffer
/// outlives a job.
final class PrintService {
    private static final System.Logger LOG = System.getLogger(PrintService.class.getName());
    private static final Duration SLIP = Duration.ofSeconds(40);
    private static final Duration DOCUMENT = Duration.ofMinutes(3);
    private static final Fault NO_PRINTER = PrintFault.NO_PRINTER.fault("no such printer is configured");
    private static final Fault NOT_NOTED = PrintFault.JOURNAL_BROKEN.fault("the journal is not writable");
    private final SessionLoop loop;
    private final Journal journal;
    private final OutboxDispatcher dispatch;
    private final DeviceProvider devices;
    private final ReceiptBuilder slips;
    private final Supplier<String> ids;
    private final InstantSource clock;

    PrintService(
            SessionLoop loop,
            Journal journal,
            OutboxDispatcher dispatch,
            DeviceProvider devices,
            ReceiptBuilder slips,
            Supplier<String> ids,
            InstantSource clock) {
        this.loop = loop;
        this.journal = journal;
        this.dispatch = dispatch;
        this.devices = devices;
        this.slips = slips;
        this.ids = ids;
        this.clock = clock;
    }

    void beginPrint(Session session, CasePaper paper) {
        var effectId = ids.get();
        PrintMark mark;
        try {
            mark = journal.prints()
                    .recordPrintBegun(paper.txId(), effectId, paper.kind() + " " + paper.name(), paper.copy());
        } catch (RuntimeException notNoted) {
            // no byte goes to a printer before the journal entry
            LOG.log(Level.ERROR, "the journal could not record the start of a print; nothing is printed", notNoted);
            loop.postEvent(session.number(), toEvent(paper, new PrintOutcome.NotPrinted(NOT_NOTED)));
            return;
        }
        loop.postEvent(
                session.number(),
                new PrintingEvent.PrintBegun(
                        paper, new PrintingEvent.PrintEvidence(effectId, mark.sequence(), mark.evidence())));
    }

    void printPaper(Session session, SessionEffect.PrintPaper print) throws InterruptedException {
        var paper = print.paper();
        PrintOutcome outcome;
        try {
            outcome = isCurrentCase(session, print)
                    ? switch (paper.kind()) {
                        case SLIP -> printSlip(print);
                        case DOCUMENT -> printDocument(session.number(), print);
                    }
                    : new PrintOutcome.NotPrinted(PrintFault.NOT_THIS_SESSION.fault("the session had ended"));
        } catch (InterruptedException leaving) {
            // the session broke down, and no page speaks of this paper any more: staff must hear of it
            recordEnd(print, new PrintOutcome.Unknown(FaultCode.CANCELED.fault("the session ended under the print")));
            throw leaving;
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "printing failed", bug);
            outcome = new PrintOutcome.Unknown(PrintFault.PRINT_BUG.fault(bug.toString()));
        }
        try {
            recordEnd(print, outcome);
        } finally {
            // whether or not the journal can be written: the citizen sees what came out
            loop.postEvent(session.number(), toEvent(paper, outcome));
        }
    }

    private void recordEnd(SessionEffect.PrintPaper print, PrintOutcome outcome) {
        journal.prints().recordPrintEnded(print.mark().effectId(), toPrintResult(outcome), evidenceText(outcome));
    }

    private boolean isCurrentCase(Session session, SessionEffect.PrintPaper print) {
        return loop.session().number() == session.number()
                && print.paper().txId().equals(print.outcome().txId());
    }

    private PrintOutcome printSlip(SessionEffect.PrintPaper print) throws InterruptedException {
        var printer = devices.receiptPrinter();
        if (printer.isEmpty()) return new PrintOutcome.NotPrinted(NO_PRINTER);
        var documents = print.outcome() instanceof CaseOutcome.Accepted accepted
                ? accepted.documents().stream()
                        .map(d -> d.title() + " A4 " + d.pages() + " 页")
                        .toList()
                : List.<String>of();
        Sheet sheet;
        try {
            sheet = slips.buildSheet(
                    print.road(), print.outcome(), print.mark(), print.paper().copy(), documents, clock.instant());
        } catch (RuntimeException unmade) {
            // a template may want a value that nobody has: nothing went to the printer, and that is certain
            LOG.log(Level.ERROR, "a slip could not be made", unmade);
            return new PrintOutcome.NotPrinted(PrintFault.PRINT_BUG.fault(unmade.toString()));
        }
        return printer.get().print(sheet, SLIP);
    }

    /// Central's bytes go to the printer unchanged, after seal, digest, pages and person were checked; they are
    /// checked again at each retry.
    private PrintOutcome printDocument(long number, SessionEffect.PrintPaper print) throws InterruptedException {
        var printer = devices.documentPrinter();
        if (printer.isEmpty()) return new PrintOutcome.NotPrinted(NO_PRINTER);
        var reply = dispatch.queryClient().fetchDocument(print.paper().name());
        return switch (reply) {
            case CentralReply.Done<byte[]>(var pdf) -> {
                var mismatch = findMismatch(print, pdf);
                if (mismatch.isPresent()) yield refuseDocument(print, FindingKind.DOCUMENT_MISMATCH, mismatch.get());
                loop.postEvent(number, new PrintingEvent.DocumentVerified(print.paper()));
                yield printer.get()
                        .print(
                                pdf,
                                print.mark().effectId(),
                                DOCUMENT,
                                progress -> loop.postEvent(number, new PrintingEvent.PagePrinted(progress.pages())));
            }
            case CentralReply.Refused<byte[]>(var problem) ->
                new PrintOutcome.NotPrinted(PrintFault.NO_DOCUMENT.fault(problem.code()));
            case CentralReply.NoAnswer<byte[]>(var reason, var why, var _) ->
                reason == NoAnswerReason.BAD_SEAL
                        ? refuseDocument(print, FindingKind.SEAL_BAD, why)
                        : new PrintOutcome.NotPrinted(PrintFault.NO_DOCUMENT.fault(why));
        };
    }

    /// Why these bytes must not be printed; empty if they are the document of this case and of this person.
    private Optional<String> findMismatch(SessionEffect.PrintPaper print, byte[] pdf) {
        if (!(print.outcome() instanceof CaseOutcome.Accepted accepted)) return Optional.of("the case has no document");
        var expected = accepted.documents().stream()
                .filter(d -> d.serial().equals(print.paper().name()))
                .findFirst();
        if (expected.isEmpty()) return Optional.of("the receipt names no such document");
        var numbers = new HashSet<String>();
        print.road().person().ifPresent(person -> numbers.add(person.number()));
        print.road().acting().flatMap(ActingPerson::who).ifPresent(person -> numbers.add(person.number()));
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        return DocumentVerifier.findMismatch(pdf, expected.get(), numbers, today);
    }

    /// Staff and central learn of a document that central should never have sent.
    private PrintOutcome refuseDocument(SessionEffect.PrintPaper print, FindingKind kind, String why) {
        journal.findings().raiseFinding(print.paper().txId(), kind, why);
        return new PrintOutcome.NotPrinted(new Fault(kind.text(), WhoActs.CENTRE, why));
    }

    private static PrintResult toPrintResult(PrintOutcome outcome) {
        return switch (outcome) {
            case PrintOutcome.Printed _ -> PrintResult.PROVED;
            case PrintOutcome.NotPrinted _ -> PrintResult.NOT_PRINTED;
            case PrintOutcome.Unknown _ -> PrintResult.UNKNOWN;
        };
    }

    private static String evidenceText(PrintOutcome outcome) {
        return switch (outcome) {
            case PrintOutcome.Printed(var proof, var evidence) -> proof + " " + evidence;
            case PrintOutcome.NotPrinted(var fault) -> fault.code() + " " + fault.detail();
            case PrintOutcome.Unknown(var fault) -> fault.code() + " " + fault.detail();
        };
    }

    private static SessionEvent toEvent(CasePaper paper, PrintOutcome outcome) {
        return switch (outcome) {
            case PrintOutcome.Printed _ -> new PrintingEvent.PaperDelivered(paper);
            case PrintOutcome.NotPrinted(var fault) -> new PrintingEvent.PaperFailed(paper, fault.code(), false);
            case PrintOutcome.Unknown(var fault) -> new PrintingEvent.PaperFailed(paper, fault.code(), true);
        };
    }
}
