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
import org.openstm.device.PrintOutcome;
import org.openstm.device.WhoActs;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.dispatch.Dispatch;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.PrintMark;
import org.openstm.kiosk.journal.PrintResult;
import org.openstm.kiosk.session.Acting;
import org.openstm.kiosk.session.Effect;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Outcome;
import org.openstm.kiosk.session.Paper;
import org.openstm.kiosk.session.Session;

/// Prints papers, one at a time, each with its beginning and its end in the journal.
///
/// A paper is bound to session and case: just before the first byte it is checked that this session still stands
/// at the screen and that the paper belongs to the case that it shows (R1). There is no buffer that outlives a
/// job.
final class Press {
    private static final System.Logger LOG = System.getLogger(Press.class.getName());
    private static final Duration SLIP = Duration.ofSeconds(40);
    private static final Duration DOCUMENT = Duration.ofMinutes(3);
    private static final Fault NO_PRINTER = new Fault("no-printer", WhoActs.ENGINEER, "no such printer is configured");
    private static final Fault NOT_NOTED = new Fault("journal-broken", WhoActs.ENGINEER, "the journal takes no entry");
    private final Loop loop;
    private final Journal journal;
    private final Dispatch dispatch;
    private final Devices devices;
    private final Slips slips;
    private final Supplier<String> ids;
    private final InstantSource clock;

    Press(
            Loop loop,
            Journal journal,
            Dispatch dispatch,
            Devices devices,
            Slips slips,
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

    void begin(Session session, Paper paper) {
        var effectId = ids.get();
        PrintMark mark;
        try {
            mark = journal.printBegun(paper.txId(), effectId, paper.kind() + " " + paper.name(), paper.copy());
        } catch (RuntimeException notNoted) {
            // no byte goes to a printer that the journal does not know of
            LOG.log(Level.ERROR, "the journal did not take the beginning of a paper; nothing is printed", notNoted);
            loop.post(session.number(), told(paper, new PrintOutcome.NotPrinted(NOT_NOTED)));
            return;
        }
        loop.post(
                session.number(),
                new Event.PrintBegun(paper, new Event.Mark(effectId, mark.sequence(), mark.evidence())));
    }

    void print(Session session, Effect.Print print) throws InterruptedException {
        var paper = print.paper();
        PrintOutcome outcome;
        try {
            outcome = bound(session, print)
                    ? switch (paper.kind()) {
                        case SLIP -> slip(print);
                        case DOCUMENT -> document(session.number(), print);
                    }
                    : notPrinted("not-this-session", "the session had ended");
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "printing failed", bug);
            outcome = new PrintOutcome.Unknown(new Fault("print-bug", WhoActs.ENGINEER, bug.toString()));
        }
        try {
            journal.printEnded(print.mark().effectId(), result(outcome), evidence(outcome));
        } finally {
            // whatever the journal takes: the citizen sees what came out
            loop.post(session.number(), told(paper, outcome));
        }
    }

    private boolean bound(Session session, Effect.Print print) {
        return loop.session().number() == session.number()
                && print.paper().txId().equals(print.outcome().txId());
    }

    private static PrintOutcome notPrinted(String code, String detail) {
        return new PrintOutcome.NotPrinted(new Fault(code, WhoActs.NOBODY, detail));
    }

    private PrintOutcome slip(Effect.Print print) throws InterruptedException {
        var printer = devices.receipts();
        if (printer.isEmpty()) return new PrintOutcome.NotPrinted(NO_PRINTER);
        var documents = print.outcome() instanceof Outcome.Accepted accepted
                ? accepted.documents().stream()
                        .map(d -> d.title() + " A4 " + d.pages() + " 页")
                        .toList()
                : List.<String>of();
        var sheet = slips.sheet(
                print.road(), print.outcome(), print.mark(), print.paper().copy(), documents, clock.instant());
        return printer.get().print(sheet, SLIP);
    }

    /// Central's bytes go to the printer unchanged, after seal, digest, pages and person were checked: also each
    /// time that the printing is tried again.
    private PrintOutcome document(long number, Effect.Print print) throws InterruptedException {
        var printer = devices.documents();
        if (printer.isEmpty()) return new PrintOutcome.NotPrinted(NO_PRINTER);
        var reply = dispatch.asking().document(print.paper().name());
        return switch (reply) {
            case Reply.Done<byte[]>(var pdf) -> {
                var mismatch = mismatch(print, pdf);
                if (mismatch.isPresent()) yield refuse(print, "document-mismatch", mismatch.get());
                loop.post(number, new Event.DocumentVerified(print.paper()));
                yield printer.get()
                        .print(
                                pdf,
                                print.mark().effectId(),
                                DOCUMENT,
                                progress -> loop.post(number, new Event.PageOut(progress.pages())));
            }
            case Reply.Refused<byte[]>(var problem) ->
                new PrintOutcome.NotPrinted(new Fault("no-document", WhoActs.CENTRE, problem.code()));
            case Reply.NoAnswer<byte[]>(var why, var _) ->
                why.contains("seal")
                        ? refuse(print, "seal-bad", why)
                        : new PrintOutcome.NotPrinted(new Fault("no-document", WhoActs.CENTRE, why));
        };
    }

    /// Why these bytes must not come out; empty if they are the document of this case and of this person.
    private Optional<String> mismatch(Effect.Print print, byte[] pdf) {
        if (!(print.outcome() instanceof Outcome.Accepted accepted)) return Optional.of("the case has no document");
        var expected = accepted.documents().stream()
                .filter(d -> d.serial().equals(print.paper().name()))
                .findFirst();
        if (expected.isEmpty()) return Optional.of("the receipt names no such document");
        var numbers = new HashSet<String>();
        print.road().person().ifPresent(person -> numbers.add(person.number()));
        print.road().acting().flatMap(Acting::who).ifPresent(person -> numbers.add(person.number()));
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        return DocumentVerifier.findMismatch(pdf, expected.get(), numbers, today);
    }

    /// Staff and central learn of a document that central should never have sent.
    private PrintOutcome refuse(Effect.Print print, String code, String why) {
        journal.alarm(print.paper().txId(), code, why);
        return new PrintOutcome.NotPrinted(new Fault(code, WhoActs.CENTRE, why));
    }

    private static PrintResult result(PrintOutcome outcome) {
        return switch (outcome) {
            case PrintOutcome.Printed _ -> PrintResult.PROVED;
            case PrintOutcome.NotPrinted _ -> PrintResult.NOT_PRINTED;
            case PrintOutcome.Unknown _ -> PrintResult.UNKNOWN;
        };
    }

    private static String evidence(PrintOutcome outcome) {
        return switch (outcome) {
            case PrintOutcome.Printed(var proof, var evidence) -> proof + " " + evidence;
            case PrintOutcome.NotPrinted(var fault) -> fault.code() + " " + fault.detail();
            case PrintOutcome.Unknown(var fault) -> fault.code() + " " + fault.detail();
        };
    }

    private static Event told(Paper paper, PrintOutcome outcome) {
        return switch (outcome) {
            case PrintOutcome.Printed _ -> new Event.PaperOut(paper);
            case PrintOutcome.NotPrinted(var fault) -> new Event.PaperFailed(paper, fault.code(), false);
            case PrintOutcome.Unknown(var fault) -> new Event.PaperFailed(paper, fault.code(), true);
        };
    }
}
