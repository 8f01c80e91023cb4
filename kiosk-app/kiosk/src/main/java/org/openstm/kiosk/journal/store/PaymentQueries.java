package org.openstm.kiosk.journal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.model.CasePayment;
import org.openstm.kiosk.journal.model.PaymentState;

/// What the journal knows of payments.
public final class PaymentQueries {
    private static final String PAYMENT = "SELECT tx_id, state, version, attempt, fen, reference, answer FROM payment";
    private static final String PAYMENT_OF = PAYMENT + " WHERE tx_id = ?";
    private static final String UNSETTLED_PAYMENTS = PAYMENT + " WHERE state <= 66 ORDER BY rowid";

    private final JournalReader reader;

    public PaymentQueries(JournalReader reader) {
        this.reader = reader;
    }

    public Optional<CasePayment> findPayment(String txId) {
        return reader.queryRows(PAYMENT_OF, this::toPayment, txId).stream().findFirst();
    }

    public List<CasePayment> unsettledPayments() {
        return reader.queryRows(UNSETTLED_PAYMENTS, this::toPayment);
    }

    private CasePayment toPayment(ResultSet row) throws SQLException {
        String txId = row.getString(1);
        byte @Nullable [] sealed = row.getBytes(7);
        Optional<byte[]> answer = sealed == null || reader.isKeyDestroyed(txId)
                ? Optional.empty()
                : Optional.of(reader.findCaseKey(txId).openBytes(sealed, SealContext.paymentContext(txId)));
        return new CasePayment(
                txId,
                PaymentState.of(row.getInt(2)),
                row.getInt(3),
                row.getInt(4),
                row.getLong(5),
                row.getString(6),
                answer);
    }
}
