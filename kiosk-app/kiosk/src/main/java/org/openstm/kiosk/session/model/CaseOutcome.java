package org.openstm.kiosk.session.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.catalog.LocalizedText;

/// Outcome of the request, as the screen and the papers say it: `SubmissionResult` without receipt and journal, which
/// the session may not see, and what has no submission: a query, a transfer, a payment. Four outcomes have different
/// words, pictures and papers (look, principle 3); two create no case.
public sealed interface CaseOutcome {
    /// The case; empty for a query, which creates none.
    String txId();

    /// @param result values of the department's reply, by name
    /// @param parts outcome of each item of a chain; empty for any other item
    record Accepted(
            String txId,
            String caseNumber,
            String acceptedAt,
            Map<String, String> result,
            LocalizedText message,
            List<SealedDocument> documents,
            List<ChainItemResult> parts)
            implements CaseOutcome {
        /// Outcome of an item that is no chain.
        public Accepted(
                String txId,
                String caseNumber,
                String acceptedAt,
                Map<String, String> result,
                LocalizedText message,
                List<SealedDocument> documents) {
            this(txId, caseNumber, acceptedAt, result, message, documents, List.of());
        }

        /// Whether nothing of it was refused.
        public boolean isFullyAccepted() {
            return parts.stream().allMatch(ChainItemResult::accepted);
        }
    }

    /// Outcome of one item of a chain.
    ///
    /// @param caseNumber case number of this item
    record ChainItemResult(LocalizedText title, String caseNumber, boolean accepted, LocalizedText message) {}

    /// @param code code of the problem (`not-of-age`, `same-again`, ...)
    record Rejected(String txId, String code, LocalizedText message) implements CaseOutcome {}

    /// The case was sent and its outcome is unknown.
    record Unknown(String txId, String code) implements CaseOutcome {}

    /// Stored on this terminal, not yet accepted.
    ///
    /// @param atLatest time by which it is sent, or else staff are informed
    record Stored(String txId, String localReference, Instant atLatest) implements CaseOutcome {}

    /// The phone may have paid; the result is unknown.
    ///
    /// @param code code with which the result can be queried
    record PaymentUnknown(String txId, String code, CaseBill bill) implements CaseOutcome {}

    /// Accepted, not paid, and therefore not completed.
    record Undone(CaseBill bill, MoneyOutcome money) implements CaseOutcome {
        @Override
        public String txId() {
            return bill.txId();
        }
    }

    /// State of the payment of a case that is not completed.
    enum MoneyOutcome {
        /// Nothing was charged.
        KEPT,
        RETURNED,
        /// Staff must match payment and case by hand.
        STAFF
    }

    /// It is certain that the case was neither sent nor stored.
    ///
    /// @param machine whether this terminal could not store it; else central cannot be reached
    record NotSent(String txId, boolean machine) implements CaseOutcome {
        public NotSent(String txId) {
            this(txId, false);
        }
    }

    /// The case continues on another channel and is not submitted yet. This terminal has no case for its slip.
    ///
    /// @param caseTxId identity under which it will be submitted
    /// @param caseNumber case number that it keeps
    /// @param qr code with which it is resumed
    /// @param ticket queue number, or empty
    /// @param until when it is deleted
    record Transferred(
            String caseTxId,
            String caseNumber,
            SessionEvent.TransferCase.TransferTarget to,
            String qr,
            String ticket,
            LocalizedText window,
            Instant until)
            implements CaseOutcome {
        @Override
        public String txId() {
            return "";
        }

        @Override
        public String toString() {
            return "Transferred[" + to + "]";
        }
    }

    /// The result of a query.
    record QueryAnswered(Map<String, String> values) implements CaseOutcome {
        @Override
        public String txId() {
            return "";
        }
    }

    /// A sealed document, as described by central's signed receipt. The received file is compared with this before
    /// it is printed.
    ///
    /// @param serial its number at central
    /// @param pages of all copies together
    /// @param sha256 of the sealed file, as in the contract's digests
    record SealedDocument(String serial, String title, int pages, String sha256) {}
}
