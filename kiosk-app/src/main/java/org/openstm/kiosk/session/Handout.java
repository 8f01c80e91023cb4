package org.openstm.kiosk.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.openstm.kiosk.session.Place.Delivering;
import org.openstm.kiosk.session.Place.Handing;

/// The answer, the papers, and the farewell.
final class Handout {
    /// Grades up to this one are asked for reasons.
    private static final int BAD = 2;

    private Handout() {}

    static Step submitting(Session session, Place.Submitting here, Event event) {
        if (event instanceof Event.Owed(var bill) && bill.txId().equals(here.txId()))
            return Checkout.begin(session, here.road(), bill);
        if (!(event instanceof Event.Told(var outcome)) || !outcome.txId().equals(here.txId())) return Step.to(session);
        return told(session.touchedAt(session.seconds()), here.road(), outcome);
    }

    static Step told(Session session, Road road, Outcome outcome) {
        var next = session.to(new Delivering(road, outcome, new Handing.Told()));
        return outcome instanceof Outcome.Unknown(var txId, var _)
                ? Step.to(next, new Effect.Await(txId))
                : Step.to(next);
    }

    static Step delivering(Session session, Delivering here, Event event, Instant now) {
        return switch (event) {
            case Event.Told(var outcome)
            when here.outcome() instanceof Outcome.Unknown(var txId, var _)
                    && here.handing() instanceof Handing.Told
                    && outcome.txId().equals(txId) -> told(session, here.road(), outcome);
            case Event.Owed(var bill)
            when here.outcome() instanceof Outcome.Unknown(var txId, var _)
                    && here.handing() instanceof Handing.Told
                    && bill.txId().equals(txId) -> Checkout.begin(session, here.road(), bill);
            case Event.Told(var outcome) when payUnknown(here, outcome.txId()) -> told(session, here.road(), outcome);
            // heard of again while the citizen still looks on
            case Event.PayCode(var txId, var qr, var until)
            when payUnknown(here, txId) -> Checkout.step(session, paying(here), new Event.PayCode(txId, qr, until));
            case Event.Charged(var txId)
            when payUnknown(here, txId) -> Checkout.step(session, paying(here), new Event.Charged(txId));
            case Event.NotPaid(var txId, var why)
            when payUnknown(here, txId) -> Checkout.step(session, paying(here), new Event.NotPaid(txId, why));
            case Event.PrintPapers _
            when here.handing() instanceof Handing.Told -> leaving(here, hand(session, here, papers(here), now));
            case Event.Confirm(var txId)
            when here.outcome() instanceof Outcome.Refused refused
                    && refused.code().equals("same-again") ->
                Signing.submit(session, here.road().anew().answering("again", "yes"), txId);
            case Event.PrintBegun(var paper, var mark)
            when prints(here, paper) -> Step.to(session, new Effect.Print(paper, mark, here.road(), here.outcome()));
            case Event.PageOut(var pages)
            when here.handing() instanceof Handing.Printing p ->
                Step.to(session.to(
                        handing(here, new Handing.Printing(p.papers(), p.index(), pages, p.verified(), p.missing()))));
            case Event.DocumentVerified(var paper)
            when here.handing() instanceof Handing.Printing p && prints(here, paper) ->
                Step.to(session.to(
                        handing(here, new Handing.Printing(p.papers(), p.index(), p.page(), true, p.missing()))));
            case Event.PaperOut(var paper) when prints(here, paper) -> paperOut(session, here, now);
            case Event.PaperFailed(var paper, var fault, var unknown)
            when prints(here, paper) -> failed(session, here, fault, unknown);
            case Event.TryAgain _
            when here.handing() instanceof Handing.Trouble t && !t.unknown() ->
                printAt(session, here.road(), here.outcome(), t.papers(), t.index(), t.missing());
            case Event.WithoutPaper _ when here.handing() instanceof Handing.Trouble t -> past(session, here, t, now);
            case Event.SeeItem(var item)
            when here.handing() instanceof Handing.Told
                    && session.catalog().findItem(item).isPresent() ->
                Step.to(session.to(new Place.Choosing(
                        new Place.Shelf.Guide(item), here.road().visitor())));
            case Event.Finish _ when here.handing() instanceof Handing.Told -> finish(session, here, List.of(), now);
            default -> Step.to(session);
        };
    }

    /// Whoever takes a slip for money of which nobody knows waits no longer: it goes on without
    /// them.
    private static Step leaving(Delivering here, Step step) {
        if (!(here.outcome() instanceof Outcome.PayUnknown unknown)) return step;
        var effects = new ArrayList<>(step.effects());
        effects.add(new Effect.LeaveTill(unknown.txId()));
        return new Step(step.next(), effects);
    }

    private static boolean payUnknown(Delivering here, String txId) {
        return here.outcome() instanceof Outcome.PayUnknown
                && here.handing() instanceof Handing.Told
                && here.outcome().txId().equals(txId);
    }

    private static Place.Paying paying(Delivering here) {
        if (!(here.outcome() instanceof Outcome.PayUnknown unknown)) throw new IllegalStateException("nothing to pay");
        return new Place.Paying(here.road(), unknown.bill(), new Place.Till.Asking());
    }

    private static Delivering handing(Delivering here, Handing handing) {
        return new Delivering(here.road(), here.outcome(), handing);
    }

    private static boolean prints(Delivering here, Paper paper) {
        return here.handing() instanceof Handing.Printing p
                && p.papers().get(p.index()).equals(paper);
    }

    /// Which papers an outcome hands out: the department's documents first, the slip last, so that it can
    /// name them.
    static List<Paper> papers(Delivering here) {
        var papers = new ArrayList<Paper>();
        var txId = here.outcome().txId();
        if (here.outcome() instanceof Outcome.Accepted accepted)
            for (var document : accepted.documents())
                papers.add(
                        new Paper(txId, Paper.Kind.DOCUMENT, document.serial(), document.title(), document.pages(), 1));
        boolean slip = !here.road().item().papers().receipt().isEmpty();
        boolean told = switch (here.outcome()) {
            case Outcome.Refused _, Outcome.NotSent _, Outcome.Undone _ -> false;
            case Outcome.Accepted _, Outcome.Unknown _, Outcome.PayUnknown _, Outcome.Stored _, Outcome.Shown _ -> true;
            case Outcome.HandedOver _ -> true;
        };
        if ((slip || here.outcome() instanceof Outcome.HandedOver) && told)
            papers.add(new Paper(txId, Paper.Kind.SLIP, "slip", "", 1, 1));
        return papers;
    }

    private static Step hand(Session session, Delivering here, List<Paper> papers, Instant now) {
        if (papers.isEmpty()) return finish(session, here, List.of(), now);
        if (session.cardThere())
            return Step.to(session.to(handing(here, new Handing.TakeCard(papers, now))), new Effect.WatchPresence());
        return print(session, here.road(), here.outcome(), papers);
    }

    static Step print(Session session, Road road, Outcome outcome, List<Paper> papers) {
        return printAt(session, road, outcome, papers, 0, List.of());
    }

    private static Step printAt(
            Session session, Road road, Outcome outcome, List<Paper> papers, int index, List<String> missing) {
        return Step.to(
                session.to(new Delivering(road, outcome, new Handing.Printing(papers, index, 0, false, missing))),
                new Effect.BeginPrint(papers.get(index)));
    }

    private static Step paperOut(Session session, Delivering here, Instant now) {
        if (!(here.handing() instanceof Handing.Printing p)) return Step.to(session);
        if (p.index() + 1 < p.papers().size())
            return printAt(session, here.road(), here.outcome(), p.papers(), p.index() + 1, p.missing());
        return finish(session, here, out(p.papers(), p.missing()), now);
    }

    private static List<Paper> out(List<Paper> papers, List<String> missing) {
        return papers.stream().filter(paper -> !missing.contains(paper.name())).toList();
    }

    private static Step failed(Session session, Delivering here, String fault, boolean unknown) {
        if (!(here.handing() instanceof Handing.Printing p)) return Step.to(session);
        return Step.to(
                session.touchedAt(session.seconds())
                        .to(handing(here, new Handing.Trouble(p.papers(), p.index(), fault, unknown, p.missing(), ""))),
                new Effect.CallStaff("Printer"));
    }

    /// What the page says about staff is what became of the call.
    static Session staffCalled(Session session, String ticket) {
        return session.at() instanceof Delivering(var road, var outcome, Handing.Trouble trouble)
                ? session.to(new Delivering(road, outcome, trouble.called(ticket)))
                : session;
    }

    /// Goes on without the paper that did not come.
    private static Step past(Session session, Delivering here, Handing.Trouble trouble, Instant now) {
        var missing = new ArrayList<>(trouble.missing());
        missing.add(trouble.papers().get(trouble.index()).name());
        if (trouble.index() + 1 < trouble.papers().size())
            return printAt(session, here.road(), here.outcome(), trouble.papers(), trouble.index() + 1, missing);
        return finish(session, here, out(trouble.papers(), missing), now);
    }

    private static Step finish(Session session, Delivering here, List<Paper> taken, Instant now) {
        var next = session.to(new Place.Farewell(here.road(), here.outcome(), taken, 0, Set.of(), false, now));
        return leaving(here, Step.to(next));
    }

    static Step farewell(Session session, Place.Farewell here, Event event, Instant now) {
        return switch (event) {
            case Event.Rate(var grade)
            when here.grade() == 0 && grade >= 1 && grade <= 5 && rated(here) -> {
                boolean bad = grade <= BAD;
                var next = session.to(here.rated(grade, Set.of(), !bad, bad ? now : here.since()));
                yield bad
                        ? Step.to(next)
                        : Step.to(next, new Effect.Rate(here.outcome().txId(), grade, List.of()));
            }
            case Event.Reason(var reason)
            when here.asksWhy() && Event.Reason.ALL.contains(reason) -> {
                var why = new TreeSet<>(here.reasons());
                if (!why.remove(reason)) why.add(reason);
                yield Step.to(session.to(here.rated(here.grade(), why, false, now)));
            }
            case Event.SendRating _
            when here.asksWhy() ->
                new Step(session.to(here.rated(here.grade(), here.reasons(), true, now)), unsent(here));
            case Event.Finish _ -> Visit.end(session, now);
            case Event.Back _ ->
                new Step(
                        session.to(new Place.Choosing(
                                new Place.Shelf.Themes(0), here.road().visitor())),
                        unsent(here));
            default -> Step.to(session);
        };
    }

    /// A grade whose reasons were being asked counts, however the citizen goes.
    static List<Effect> unsent(Place.Farewell here) {
        return here.asksWhy()
                ? List.of(new Effect.Rate(here.outcome().txId(), here.grade(), List.copyOf(here.reasons())))
                : List.of();
    }

    /// One rating a case (GB/T 39735); a query makes no case.
    public static boolean rated(Place.Farewell here) {
        return here.outcome() instanceof Outcome.Accepted || here.outcome() instanceof Outcome.Refused;
    }
}
