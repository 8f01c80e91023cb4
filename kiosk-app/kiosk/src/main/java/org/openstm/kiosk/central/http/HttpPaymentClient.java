package org.openstm.kiosk.central.http;

import java.util.Map;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.codec.PaymentCodec;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;

/// Payments of cases, and the reversal of a case.
final class HttpPaymentClient {
    private final CentralCaller caller;
    private final HttpCentralClient.CallTimeouts timeouts;

    HttpPaymentClient(CentralCaller caller, HttpCentralClient.CallTimeouts timeouts) {
        this.caller = caller;
        this.timeouts = timeouts;
    }

    CentralReply<PaymentHold> holdPayment(String txId, int attempt) {
        return caller.callCentral(
                "PUT",
                caller.transactionPath(txId) + "/payment",
                txId + ":P",
                StrictJson.toCanonicalBytes(Map.of("attempt", attempt)),
                timeouts.ask(),
                json -> verifiedPayment(json, txId));
    }

    CentralReply<PaymentHold> queryPayment(String txId) {
        return caller.getJson(caller.transactionPath(txId) + "/payment", json -> verifiedPayment(json, txId));
    }

    CentralReply<PaymentHold> confirmPayment(String txId, String reference, long fen) {
        return caller.callCentral(
                "POST",
                caller.transactionPath(txId) + "/payment/confirmation",
                txId + ":C",
                StrictJson.toCanonicalBytes(Map.of("reference", reference, "fen", fen)),
                timeouts.ask(),
                json -> verifiedPayment(json, txId));
    }

    CentralReply<CaseReversal> reverseCase(String txId, String why) {
        return caller.callCentral(
                "POST",
                caller.transactionPath(txId) + "/reversal",
                txId + ":R",
                StrictJson.toCanonicalBytes(Map.of("why", why)),
                timeouts.ask(),
                json -> {
                    caller.verifySignature(json, json.text("signature"));
                    var reversal = PaymentCodec.parseReversal(json);
                    if (!reversal.txId().equals(txId))
                        throw new ContractViolationException("the reversal belongs to another case");
                    return reversal;
                });
    }

    private PaymentHold verifiedPayment(StrictJson json, String txId) {
        caller.verifySignature(json, json.text("signature"));
        var voucher = PaymentCodec.parsePaymentHold(json);
        if (!voucher.txId().equals(txId)) throw new ContractViolationException("the payment belongs to another case");
        return voucher;
    }
}
