package org.openstm.kiosk.central;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Central's signed word on a case.
///
/// @param version grows with every change that central makes to the case
/// @param caseNumber opaque; shown in groups of four
/// @param result values for the paper and the screen, such as `nextDue`, `validFrom`, `queueNo`; a rejection has `code`
/// @param message what the citizen reads, by language tag
/// @param due what must be paid before the case is done
/// @param requestDigest SHA-256 of the request bytes, hex
/// @param signature detached JWS over the receipt without this member
public record Receipt(
        String txId,
        int version,
        State state,
        String caseNumber,
        Instant acceptedAt,
        Map<String, String> result,
        Map<String, String> message,
        List<DocumentRef> documents,
        Optional<Due> due,
        String requestDigest,
        String signature) {
    public enum State {
        ACCEPTED,
        REJECTED,
        PENDING
    }

    public Receipt {
        result = Map.copyOf(result);
        message = Map.copyOf(message);
        documents = List.copyOf(documents);
    }

    @Override
    public String toString() {
        return "Receipt[" + txId + " " + state + " " + caseNumber + "]";
    }
}
