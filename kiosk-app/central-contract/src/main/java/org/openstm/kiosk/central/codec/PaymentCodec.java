package org.openstm.kiosk.central.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.payment.AmountDue;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;

/// Payments and reversals, and amounts: always in CNY 0.01.
public final class PaymentCodec {
    private static final String CURRENCY = "CNY";

    private PaymentCodec() {}

    public static Map<String, Object> toJsonTree(PaymentHold p) {
        var json = new LinkedHashMap<String, Object>();
        json.put("txId", p.txId());
        json.put("attempt", p.attempt());
        json.put("reference", p.reference());
        json.put("state", p.state().name());
        json.put("fen", p.fen());
        json.put("currency", CURRENCY);
        json.put("qr", p.qr());
        json.put("until", p.until());
        json.put("signature", p.signature());
        return json;
    }

    public static byte[] toBytes(PaymentHold voucher) {
        return StrictJson.toCanonicalBytes(toJsonTree(voucher));
    }

    public static PaymentHold parsePaymentHold(byte[] bytes) {
        return parsePaymentHold(StrictJson.parse(bytes));
    }

    public static PaymentHold parsePaymentHold(StrictJson json) {
        requireYuan(json);
        return new PaymentHold(
                json.text("txId"),
                json.integer("attempt"),
                json.text("reference"),
                json.constant("state", PaymentHold.HoldState.values()),
                json.longValue("fen"),
                json.text("qr"),
                json.instant("until"),
                json.text("signature"));
    }

    public static Map<String, Object> toJsonTree(CaseReversal r) {
        return Map.of(
                "txId", r.txId(),
                "state", r.state().name(),
                "fen", r.fen(),
                "currency", CURRENCY,
                "at", r.at(),
                "signature", r.signature());
    }

    public static byte[] toBytes(CaseReversal reversal) {
        return StrictJson.toCanonicalBytes(toJsonTree(reversal));
    }

    public static CaseReversal parseReversal(byte[] bytes) {
        return parseReversal(StrictJson.parse(bytes));
    }

    public static CaseReversal parseReversal(StrictJson json) {
        requireYuan(json);
        return new CaseReversal(
                json.text("txId"),
                json.constant("state", CaseReversal.ReversalState.values()),
                json.longValue("fen"),
                json.instant("at"),
                json.text("signature"));
    }

    static Map<String, Object> toJsonTree(AmountDue due) {
        return Map.of("fen", due.fen(), "currency", CURRENCY, "until", due.until());
    }

    static AmountDue parseAmountDue(StrictJson json) {
        requireYuan(json);
        long fen = json.longValue("fen");
        if (fen <= 0) throw new ContractViolationException("'due.fen' is not an amount");
        return new AmountDue(fen, json.instant("until"));
    }

    /// An amount in another currency must never be read as one in this.
    private static void requireYuan(StrictJson json) {
        if (!json.text("currency").equals(CURRENCY))
            throw new ContractViolationException("'currency' is not " + CURRENCY);
    }
}
