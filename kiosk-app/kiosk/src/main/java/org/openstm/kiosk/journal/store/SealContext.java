package org.openstm.kiosk.journal.store;

/// What each sealed value is bound to: a value that was moved to another place does not open there.
public final class SealContext {
    private SealContext() {}

    public static String requestContext(String txId) {
        return "tx.req|" + txId;
    }

    public static String receiptContext(String txId) {
        return "tx.receipt|" + txId;
    }

    public static String messageContext(String txId, String kind) {
        return "outbox|" + txId + "|" + kind;
    }

    public static String paymentContext(String txId) {
        return "payment.answer|" + txId;
    }

    public static String entryContext(long seq, int kind) {
        return "entry|" + seq + "|" + kind;
    }
}
