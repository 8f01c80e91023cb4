package org.openstm.kiosk.session.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.CasePaper;
import org.openstm.kiosk.session.model.PrintingEvent;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.Delivering;
import org.openstm.kiosk.session.model.SessionState.DeliveryStage;
import org.openstm.kiosk.session.model.SessionStep;

/// Result page, papers and farewell.
final class DeliveryFlow {
    /// Grades up to this one are asked for reasons.
    private static final int BAD = 2;

    private DeliveryFlow() {}

    static SessionStep stepSubmitting(
            Session session, SessionState.Submitting here, SessionEvent.SubmittingEvent event) {
        return switch (event) {
            case SessionEvent.PaymentDue(var bill)
            when bill.txId().equals(here.txId()) -> PaymentFlow.beginPayment(session, here.road(), bill);
            case SessionEvent.OutcomeKnown(var outcome)
            when outcome.txId().equals(here.txId()) ->
                showOutcome(session.withTouchTime(session.seconds()), here.road(), outcome);
            // of another case
            case SessionEvent.PaymentDue _, SessionEvent.OutcomeKnown _ -> SessionStep.of(session);
        };
    }

    static SessionStep showOutcome(Session session, ServiceApplication road, CaseOutcome outcome) {
        var next = session.withState(new Delivering(road, outcome, new DeliveryStage.ShowingOutcome()));
        return outcome instanceof CaseOutcome.Unknown(var txId, var _)
                ? SessionStep.of(next, new SessionEffect.AwaitOutcome(txId))
                : SessionStep.of(next);
    }

    static SessionStep stepDelivering(
            Session session, Delivering here, SessionEvent.DeliveringEvent event, Instant now) {
        return switch (event) {
            case SessionEvent.OutcomePageEvent input -> stepOutcome(session, here, input, now);
            case PrintingEvent input -> stepPrinting(session, here, input, now);
        };
    }

    private static SessionStep stepOutcome(
            Session session, Delivering here, SessionEvent.OutcomePageEvent event, Instant now) {
        return switch (event) {
            case SessionEvent.OutcomeKnown(var outcome)
            when here.outcome() instanceof CaseOutcome.Unknown(var txId, var _)
                    && here.handing() instanceof DeliveryStage.ShowingOutcome
                    && outcome.txId().equals(txId) -> showOutcome(session, here.road(), outcome);
            case SessionEvent.PaymentDue(var bill)
            when here.outcome() instanceof CaseOutcome.Unknown(var txId, var _)
                    && here.handing() instanceof DeliveryStage.ShowingOutcome
                    && bill.txId().equals(txId) -> PaymentFlow.beginPayment(session, here.road(), bill);
            case SessionEvent.OutcomeKnown(var outcome)
            when isPaymentUnknown(here, outcome.txId()) -> showOutcome(session, here.road(), outcome);
            // the result arrived while the citizen still looks at the page
            case SessionEvent.PaymentCodeReady(var txId, var qr, var until)
            when isPaymentUnknown(here, txId) ->
                PaymentFlow.stepPayment(
                        session, toPayingState(here), new SessionEvent.PaymentCodeReady(txId, qr, until));
            case SessionEvent.PaymentCharged(var txId)
            when isPaymentUnknown(here, txId) ->
                PaymentFlow.stepPayment(session, toPayingState(here), new SessionEvent.PaymentCharged(txId));
            case SessionEvent.PaymentFailed(var txId, var why)
            when isPaymentUnknown(here, txId) ->
                PaymentFlow.stepPayment(session, toPayingState(here), new SessionEvent.PaymentFailed(txId, why));
            case SessionEvent.PrintPapers _
            when here.handing() instanceof DeliveryStage.ShowingOutcome ->
                withPaymentLeft(here, deliverPapers(session, here, papersToDeliver(here), now));
            case SessionEvent.ConfirmCase(var txId)
            when here.outcome() instanceof CaseOutcome.Rejected refused
                    && refused.code().equals("same-again") ->
                ConfirmationFlow.submitCase(
                        session, here.road().withoutResumedCase().withAnswer("again", "yes"), txId);
            case SessionEvent.SeeItem(var item)
            when here.handing() instanceof DeliveryStage.ShowingOutcome
                    && session.catalog().findItem(item).isPresent() ->
                SessionStep.of(session.withState(new SessionState.Choosing(
                        new SessionState.SelectionPage.GuidePage(item),
                        here.road().visitor())));
            case SessionEvent.FinishVisit _
            when here.handing() instanceof DeliveryStage.ShowingOutcome ->
                finishDelivery(session, here, List.of(), now);
            case SessionEvent.OutcomeKnown _,
                    SessionEvent.PaymentDue _,
                    SessionEvent.PaymentCodeReady _,
                    SessionEvent.PaymentCharged _,
                    SessionEvent.PaymentFailed _,
                    SessionEvent.PrintPapers _,
                    SessionEvent.ConfirmCase _,
                    SessionEvent.SeeItem _,
                    SessionEvent.FinishVisit _ -> SessionStep.of(session);
        };
    }

    /// The papers, and what is done about one that does not come out.
    private static SessionStep stepPrinting(Session session, Delivering here, PrintingEvent event, Instant now) {
        return switch (event) {
            case PrintingEvent.PrintBegun(var paper, var mark)
            when isPrinting(here, paper) ->
                SessionStep.of(session, new SessionEffect.PrintPaper(paper, mark, here.road(), here.outcome()));
            case PrintingEvent.PagePrinted(var pages)
            when here.handing() instanceof DeliveryStage.Printing p ->
                SessionStep.of(session.withState(withStage(
                        here, new DeliveryStage.Printing(p.papers(), p.index(), pages, p.verified(), p.missing()))));
            case PrintingEvent.DocumentVerified(var paper)
            when here.handing() instanceof DeliveryStage.Printing p && isPrinting(here, paper) ->
                SessionStep.of(session.withState(withStage(
                        here, new DeliveryStage.Printing(p.papers(), p.index(), p.page(), true, p.missing()))));
            case PrintingEvent.PaperDelivered(var paper)
            when isPrinting(here, paper) -> continueAfterPaper(session, here, now);
            case PrintingEvent.PaperFailed(var paper, var fault, var unknown)
            when isPrinting(here, paper) -> showPrintTrouble(session, here, fault, unknown);
            case SessionEvent.TryAgain _
            when here.handing() instanceof DeliveryStage.PrintTrouble t && !t.unknown() ->
                printPaperAt(session, here.road(), here.outcome(), t.papers(), t.index(), t.missing());
            case SessionEvent.ContinueWithoutPaper _
            when here.handing() instanceof DeliveryStage.PrintTrouble t -> skipPaper(session, here, t, now);
            case PrintingEvent.PrintBegun _,
                    PrintingEvent.PagePrinted _,
                    PrintingEvent.DocumentVerified _,
                    PrintingEvent.PaperDelivered _,
                    PrintingEvent.PaperFailed _,
                    SessionEvent.TryAgain _,
                    SessionEvent.ContinueWithoutPaper _ -> SessionStep.of(session);
        };
    }

    /// A citizen who takes a slip for an unknown payment no longer waits: the payment is settled without
    /// them.
    private static SessionStep withPaymentLeft(Delivering here, SessionStep step) {
        if (!(here.outcome() instanceof CaseOutcome.PaymentUnknown unknown)) return step;
        var effects = new ArrayList<>(step.effects());
        effects.add(new SessionEffect.LeavePayment(unknown.txId()));
        return new SessionStep(step.next(), effects);
    }

    private static boolean isPaymentUnknown(Delivering here, String txId) {
        return here.outcome() instanceof CaseOutcome.PaymentUnknown
                && here.handing() instanceof DeliveryStage.ShowingOutcome
                && here.outcome().txId().equals(txId);
    }

    private static SessionState.Paying toPayingState(Delivering here) {
        if (!(here.outcome() instanceof CaseOutcome.PaymentUnknown unknown))
            throw new IllegalStateException("nothing to pay");
        return new SessionState.Paying(here.road(), unknown.bill(), new SessionState.PaymentStage.RequestingCode());
    }

    private static Delivering withStage(Delivering here, DeliveryStage handing) {
        return new Delivering(here.road(), here.outcome(), handing);
    }

    private static boolean isPrinting(Delivering here, CasePaper paper) {
        return here.handing() instanceof DeliveryStage.Printing p
                && p.papers().get(p.index()).equals(paper);
    }

    /// The papers of an outcome: the department's documents first, the slip last, so that it can
    /// name them.
    static List<CasePaper> papersToDeliver(Delivering here) {
        var papers = new ArrayList<CasePaper>();
        var txId = here.outcome().txId();
        if (here.outcome() instanceof CaseOutcome.Accepted accepted)
            for (var document : accepted.documents())
                papers.add(new CasePaper(
                        txId, CasePaper.PaperKind.DOCUMENT, document.serial(), document.title(), document.pages(), 1));
        boolean slip = !here.road().item().papers().receipt().isEmpty();
        boolean told = switch (here.outcome()) {
            case CaseOutcome.Rejected _, CaseOutcome.NotSent _, CaseOutcome.Undone _ -> false;
            case CaseOutcome.Accepted _,
                    CaseOutcome.Unknown _,
                    CaseOutcome.PaymentUnknown _,
                    CaseOutcome.Stored _,
                    CaseOutcome.QueryAnswered _ -> true;
            case CaseOutcome.Transferred _ -> true;
        };
        if ((slip || here.outcome() instanceof CaseOutcome.Transferred) && told)
            papers.add(new CasePaper(txId, CasePaper.PaperKind.SLIP, "slip", "", 1, 1));
        return papers;
    }

    private static SessionStep deliverPapers(Session session, Delivering here, List<CasePaper> papers, Instant now) {
        if (papers.isEmpty()) return finishDelivery(session, here, List.of(), now);
        if (session.cardThere())
            return SessionStep.of(
                    session.withState(withStage(here, new DeliveryStage.TakeCard(papers, now))),
                    new SessionEffect.WatchCardRemoval());
        return printPapers(session, here.road(), here.outcome(), papers);
    }

    static SessionStep printPapers(
            Session session, ServiceApplication road, CaseOutcome outcome, List<CasePaper> papers) {
        return printPaperAt(session, road, outcome, papers, 0, List.of());
    }

    private static SessionStep printPaperAt(
            Session session,
            ServiceApplication road,
            CaseOutcome outcome,
            List<CasePaper> papers,
            int index,
            List<String> missing) {
        return SessionStep.of(
                session.withState(
                        new Delivering(road, outcome, new DeliveryStage.Printing(papers, index, 0, false, missing))),
                new SessionEffect.BeginPrint(papers.get(index)));
    }

    private static SessionStep continueAfterPaper(Session session, Delivering here, Instant now) {
        if (!(here.handing() instanceof DeliveryStage.Printing p)) return SessionStep.of(session);
        if (p.index() + 1 < p.papers().size())
            return printPaperAt(session, here.road(), here.outcome(), p.papers(), p.index() + 1, p.missing());
        return finishDelivery(session, here, deliveredPapers(p.papers(), p.missing()), now);
    }

    private static List<CasePaper> deliveredPapers(List<CasePaper> papers, List<String> missing) {
        return papers.stream().filter(paper -> !missing.contains(paper.name())).toList();
    }

    private static SessionStep showPrintTrouble(Session session, Delivering here, String fault, boolean unknown) {
        if (!(here.handing() instanceof DeliveryStage.Printing p)) return SessionStep.of(session);
        return SessionStep.of(
                session.withTouchTime(session.seconds())
                        .withState(withStage(
                                here,
                                new DeliveryStage.PrintTrouble(
                                        p.papers(), p.index(), fault, unknown, p.missing(), ""))),
                new SessionEffect.CallStaff("Printer"));
    }

    /// The page states about staff only what became of the call.
    static Session withStaffTicket(Session session, String ticket) {
        return session.at() instanceof Delivering(var road, var outcome, DeliveryStage.PrintTrouble trouble)
                ? session.withState(new Delivering(road, outcome, trouble.withTicket(ticket)))
                : session;
    }

    /// Continues without the paper that did not come out.
    private static SessionStep skipPaper(
            Session session, Delivering here, DeliveryStage.PrintTrouble trouble, Instant now) {
        var missing = new ArrayList<>(trouble.missing());
        missing.add(trouble.papers().get(trouble.index()).name());
        if (trouble.index() + 1 < trouble.papers().size())
            return printPaperAt(session, here.road(), here.outcome(), trouble.papers(), trouble.index() + 1, missing);
        return finishDelivery(session, here, deliveredPapers(trouble.papers(), missing), now);
    }

    private static SessionStep finishDelivery(Session session, Delivering here, List<CasePaper> taken, Instant now) {
        var next = session.withState(
                new SessionState.Farewell(here.road(), here.outcome(), taken, 0, Set.of(), false, now));
        return withPaymentLeft(here, SessionStep.of(next));
    }

    static SessionStep stepFarewell(
            Session session, SessionState.Farewell here, SessionEvent.FarewellEvent event, Instant now) {
        return switch (event) {
            case SessionEvent.GiveGrade(var grade)
            when here.grade() == 0 && grade >= 1 && grade <= 5 && isRatingOffered(here) -> {
                boolean bad = grade <= BAD;
                var next = session.withState(here.withRating(grade, Set.of(), !bad, bad ? now : here.since()));
                yield bad
                        ? SessionStep.of(next)
                        : SessionStep.of(
                                next,
                                new SessionEffect.SubmitRating(here.outcome().txId(), grade, List.of()));
            }
            case SessionEvent.PickReason(var reason)
            when here.isAskingReasons() && SessionEvent.PickReason.ALL.contains(reason) -> {
                var why = new TreeSet<>(here.reasons());
                if (!why.remove(reason)) why.add(reason);
                yield SessionStep.of(session.withState(here.withRating(here.grade(), why, false, now)));
            }
            case SessionEvent.SendRating _
            when here.isAskingReasons() ->
                new SessionStep(
                        session.withState(here.withRating(here.grade(), here.reasons(), true, now)),
                        unsentRating(here));
            case SessionEvent.FinishVisit _ -> SessionStateMachine.endSession(session, now);
            case SessionEvent.GoBack _ ->
                new SessionStep(
                        session.withState(new SessionState.Choosing(
                                new SessionState.SelectionPage.ThemeList(0),
                                here.road().visitor())),
                        unsentRating(here));
            case SessionEvent.GiveGrade _, SessionEvent.PickReason _, SessionEvent.SendRating _ ->
                SessionStep.of(session);
        };
    }

    /// A grade whose reasons were being asked counts, however the session ends.
    static List<SessionEffect> unsentRating(SessionState.Farewell here) {
        return here.isAskingReasons()
                ? List.of(new SessionEffect.SubmitRating(
                        here.outcome().txId(), here.grade(), List.copyOf(here.reasons())))
                : List.of();
    }

    /// One rating for each case (GB/T 39735); a query creates no case.
    public static boolean isRatingOffered(SessionState.Farewell here) {
        return here.outcome() instanceof CaseOutcome.Accepted || here.outcome() instanceof CaseOutcome.Rejected;
    }
}
