package org.openstm.kiosk.session;

import org.openstm.kiosk.session.Place.Paying;
import org.openstm.kiosk.session.Place.Till;

/// Paying what an accepted case costs. While money may be on its way, time does not end the visit.
final class Checkout {
    private Checkout() {}

    static Step begin(Session session, Road road, Bill bill) {
        return Step.to(
                session.touchedAt(session.seconds()).to(new Paying(road, bill, new Till.Asking())),
                new Effect.Pay(bill));
    }

    static Step step(Session session, Paying here, Event event) {
        var bill = here.bill();
        return switch (event) {
            case Event.PayCode(var txId, var qr, var until)
            when txId.equals(bill.txId()) -> at(session, here, new Till.Code(qr, until));
            case Event.Charged(var txId) when txId.equals(bill.txId()) -> at(session, here, new Till.Charged());
            case Event.NotPaid(var txId, var why)
            when txId.equals(bill.txId()) -> at(session.touchedAt(session.seconds()), here, new Till.Unpaid(why));
            case Event.PayAgain _
            when here.till() instanceof Till.Unpaid ->
                Step.to(session.to(new Paying(here.road(), bill, new Till.Asking())), new Effect.PayAgain(bill));
            case Event.DoNotPay _
            when here.till() instanceof Till.Unpaid || here.till() instanceof Till.Code ->
                Step.to(session.to(new Paying(here.road(), bill, new Till.Undoing())), new Effect.Withdraw(bill));
            case Event.Told(var outcome)
            when outcome.txId().equals(bill.txId()) ->
                Handout.told(session.touchedAt(session.seconds()), here.road(), outcome);
            default -> Step.to(session);
        };
    }

    private static Step at(Session session, Paying here, Till till) {
        // whoever does not want to pay is shown no code any more
        if (here.till() instanceof Till.Undoing && till instanceof Till.Code) return Step.to(session);
        return Step.to(session.to(new Paying(here.road(), here.bill(), till)));
    }

    /// Whether the citizen may go, and whether time may end the visit: only when certainly nothing
    /// was charged.
    static boolean idle(Paying here) {
        return here.till() instanceof Till.Unpaid;
    }
}
