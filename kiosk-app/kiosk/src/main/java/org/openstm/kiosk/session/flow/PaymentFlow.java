package org.openstm.kiosk.session.flow;

import org.openstm.kiosk.session.model.CaseBill;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState.Paying;
import org.openstm.kiosk.session.model.SessionState.PaymentStage;
import org.openstm.kiosk.session.model.SessionStep;

/// Payment for an accepted case. While a payment may be in progress, no timeout ends the session.
final class PaymentFlow {
    private PaymentFlow() {}

    static SessionStep beginPayment(Session session, ServiceApplication road, CaseBill bill) {
        return SessionStep.of(
                session.withTouchTime(session.seconds())
                        .withState(new Paying(road, bill, new PaymentStage.RequestingCode())),
                new SessionEffect.StartPayment(bill));
    }

    static SessionStep stepPayment(Session session, Paying here, SessionEvent.PayingEvent event) {
        var bill = here.bill();
        return switch (event) {
            case SessionEvent.PaymentCodeReady(var txId, var qr, var until)
            when txId.equals(bill.txId()) -> showStage(session, here, new PaymentStage.ShowingCode(qr, until));
            case SessionEvent.PaymentCharged(var txId)
            when txId.equals(bill.txId()) -> showStage(session, here, new PaymentStage.ChargeSeen());
            case SessionEvent.PaymentFailed(var txId, var why)
            when txId.equals(bill.txId()) ->
                showStage(session.withTouchTime(session.seconds()), here, new PaymentStage.Unpaid(why));
            case SessionEvent.RetryPayment _
            when here.till() instanceof PaymentStage.Unpaid ->
                SessionStep.of(
                        session.withState(new Paying(here.road(), bill, new PaymentStage.RequestingCode())),
                        new SessionEffect.RepeatPayment(bill));
            case SessionEvent.DeclinePayment _
            when here.till() instanceof PaymentStage.Unpaid || here.till() instanceof PaymentStage.ShowingCode ->
                SessionStep.of(
                        session.withState(new Paying(here.road(), bill, new PaymentStage.WithdrawingPayment())),
                        new SessionEffect.WithdrawPayment(bill));
            case SessionEvent.OutcomeKnown(var outcome)
            when outcome.txId().equals(bill.txId()) ->
                DeliveryFlow.showOutcome(session.withTouchTime(session.seconds()), here.road(), outcome);
            // of another case, or at another stage
            case SessionEvent.PaymentCodeReady _,
                    SessionEvent.PaymentCharged _,
                    SessionEvent.PaymentFailed _,
                    SessionEvent.RetryPayment _,
                    SessionEvent.DeclinePayment _,
                    SessionEvent.OutcomeKnown _ -> SessionStep.of(session);
        };
    }

    private static SessionStep showStage(Session session, Paying here, PaymentStage till) {
        // a citizen who refuses to pay is shown no code any more
        if (here.till() instanceof PaymentStage.WithdrawingPayment && till instanceof PaymentStage.ShowingCode)
            return SessionStep.of(session);
        return SessionStep.of(session.withState(new Paying(here.road(), here.bill(), till)));
    }

    /// Whether the citizen may leave and a timeout may end the session: only when it is certain that
    /// nothing was charged.
    static boolean isNothingCharged(Paying here) {
        return here.till() instanceof PaymentStage.Unpaid;
    }
}
