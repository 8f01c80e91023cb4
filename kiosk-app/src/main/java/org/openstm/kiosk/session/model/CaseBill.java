package org.openstm.kiosk.session.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.catalog.LocalizedText;

/// What an accepted case costs; until that is paid it is not done.
///
/// @param result values of the department's answer, by name
/// @param fen CNY 0.01
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

    /// The case is done: slip and screen say what was paid, and under which number.
    ///
    /// @param reference the payment system's number
    public CaseOutcome toPaidOutcome(String reference) {
        var values = new HashMap<>(result);
        values.put("paid", ValueFormatter.formatFen(fen));
        values.put("paymentNumber", reference);
        return new CaseOutcome.Accepted(txId, caseNumber, acceptedAt, values, message, List.of());
    }
}
