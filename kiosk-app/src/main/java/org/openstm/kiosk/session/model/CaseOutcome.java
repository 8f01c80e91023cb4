package org.openstm.kiosk.session.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.catalog.LocalizedText;

/// What became of the request. Four different words, pictures and papers (look, principle 3), and two that make no
/// case.
public sealed interface CaseOutcome {
    /// The case; empty for a query, which makes none.
    String txId();

    /// @param result values of the department's answer, by name
    /// @param parts what became of each item of a chain; empty for any other item
    record Accepted(
            String txId,
            String caseNumber,
            String acceptedAt,
            Map<String, String> result,
            LocalizedText message,
            List<SealedDocument> documents,
            List<ChainItemResult> parts)
            implements CaseOutcome {
        /// An item that is no chain.
        public Accepted(
                String txId,
                String caseNumber,
                String acceptedAt,
                Map<String, String> result,
                LocalizedText message,
                List<SealedDocument> documents) {
            this(txId, caseNumber, acceptedAt, result, message, documents, List.of());
        }

        /// Nothing of it was refused.
        public boolean isFullyAccepted() {
            return parts.stream().allMatch(ChainItemResult::accepted);
        }
    }

    /// What became of one item of a chain.
    ///
    /// @param caseNumber its own
    record ChainItemResult(LocalizedText title, String caseNumber, boolean accepted, LocalizedText message) {}

    /// @param code the problem's code (`not-of-age`, `same-again`, ...)
    record Refused(String txId, String code, LocalizedText message) implements CaseOutcome {}

    /// Sent, and nobody knows yet what became of it.
    record Unknown(String txId, String code) implements CaseOutcome {}

    /// Kept on this terminal, not yet accepted.
    ///
    /// @param atLatest sent until then, or staff is told
    record Stored(String txId, String localReference, Instant atLatest) implements CaseOutcome {}

    /// The phone may have paid, and nobody knows yet.
    ///
    /// @param code to ask for the result with
    record PaymentUnknown(String txId, String code, CaseBill bill) implements CaseOutcome {}

    /// Accepted, not paid, and so not done.
    record Undone(CaseBill bill, MoneyOutcome money) implements CaseOutcome {
        @Override
        public String txId() {
            return bill.txId();
        }
    }

    /// What became of the money of a case that is not done.
    enum MoneyOutcome {
        /// Nothing was taken.
        KEPT,
        RETURNED,
        /// Members of staff bring money and case together.
        STAFF
    }

    /// Certainly not sent, and not kept.
    ///
    /// @param machine this terminal could not keep it; else the line is down
    record NotSent(String txId, boolean machine) implements CaseOutcome {
        public NotSent(String txId) {
            this(txId, false);
        }
    }

    /// It goes on elsewhere, and is not handed in yet. Its slip is of no case of this terminal.
    ///
    /// @param caseTxId under which it will be handed in
    /// @param caseNumber that it keeps
    /// @param qr what is shown to take it up
    /// @param ticket number in the queue, or empty
    /// @param until when it is forgotten
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
            return "HandedOver[" + to + "]";
        }
    }

    /// A query's answer.
    record QueryAnswered(Map<String, String> values) implements CaseOutcome {
        @Override
        public String txId() {
            return "";
        }
    }

    /// A sealed document, as central's signed receipt describes it. What comes is held against this before it
    /// prints.
    ///
    /// @param serial its number at central
    /// @param pages of all copies together
    /// @param sha256 of the sealed file, as in the contract's digests
    record SealedDocument(String serial, String title, int pages, String sha256) {}
}
