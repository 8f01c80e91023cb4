package org.openstm.kiosk.session.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.catalog.LocalizedText;

/// Amount due for an accepted case; the case is not completed until it is paid.
///
/// @param result values of the department's reply, by name
/// @param fen amount in CNY 0.01
public record CaseBill(
        String txId,
        String caseNumber,
        String acceptedAt,
        Map<String, String> result,
        LocalizedText message,
        long fen) {
    public CaseBill {
        result = Map.copyOf(result);
    }

    /// The case is completed: slip and screen show the amount paid and the payment number.
    ///
    /// @param reference payment number of the payment system
    public CaseOutcome toPaidOutcome(String reference) {
        var values = new HashMap<>(result);
        values.put("paid", ValueFormatter.formatFen(fen));
        values.put("paymentNumber", reference);
        return new CaseOutcome.Accepted(txId, caseNumber, acceptedAt, values, message, List.of());
    }
}
