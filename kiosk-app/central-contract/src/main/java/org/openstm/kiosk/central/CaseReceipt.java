package org.openstm.kiosk.central;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.payment.AmountDue;

/// Central's signed decision on a case.
///
/// @param version increases with every change that central makes to the case
/// @param caseNumber opaque; shown in groups of four
/// @param result values for the paper and the screen, such as `nextDue`, `validFrom`, `queueNo`; a rejection has
///     `code`
/// @param message what the citizen reads, by language tag
/// @param due what must be paid before the case is done
/// @param parts result of each item of a chain, in the order of the form; empty for any other item
/// @param requestDigest SHA-256 of the request bytes, hex
/// @param signature detached JWS over the receipt without this member
public record CaseReceipt(
        String txId,
        int version,
        ReceiptState state,
        String caseNumber,
        Instant acceptedAt,
        Map<String, String> result,
        Map<String, String> message,
        List<DocumentReference> documents,
        Optional<AmountDue> due,
        List<ChainPart> parts,
        String requestDigest,
        String signature) {
    /// On the wire, by name. Central knows no more of a case than this: the other states of the journal are the
    /// terminal's.
    public enum ReceiptState {
        ACCEPTED,
        REJECTED,
        PENDING
    }

    /// One item of a chain, a case of its own.
    ///
    /// @param caseNumber its own, below the chain's
    /// @param state `ACCEPTED` or `REJECTED`
    /// @param message what the citizen reads, by language tag
    public record ChainPart(
            String service,
            Map<String, String> title,
            String caseNumber,
            ReceiptState state,
            Map<String, String> message) {
        public ChainPart {
            title = Map.copyOf(title);
            message = Map.copyOf(message);
        }
    }

    /// A case that is not a chain.
    public CaseReceipt(
            String txId,
            int version,
            ReceiptState state,
            String caseNumber,
            Instant acceptedAt,
            Map<String, String> result,
            Map<String, String> message,
            List<DocumentReference> documents,
            Optional<AmountDue> due,
            String requestDigest,
            String signature) {
        this(
                txId,
                version,
                state,
                caseNumber,
                acceptedAt,
                result,
                message,
                documents,
                due,
                List.of(),
                requestDigest,
                signature);
    }

    public CaseReceipt {
        result = Map.copyOf(result);
        message = Map.copyOf(message);
        documents = List.copyOf(documents);
        parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
        return "CaseReceipt[" + txId + " " + state + " " + caseNumber + "]";
    }
}
