package org.openstm.kiosk.session.model;

import java.util.List;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.form.FormAnswers;
import org.openstm.kiosk.staff.StaffCommand;

/// An action that a step requests, as a value. The engine executes it and returns the result as a [SessionEvent].
public sealed interface SessionEffect {
    /// Reads cards until stopped.
    record WatchCard() implements SessionEffect {}

    record StopCardWatch() implements SessionEffect {}

    /// Polls until the card of the last read is removed.
    record WatchCardRemoval() implements SessionEffect {}

    record WatchCode() implements SessionEffect {}

    record StopCodeWatch() implements SessionEffect {}

    /// Verifies a phone code and asks central who its owner is.
    record RedeemPhoneCode(String code) implements SessionEffect {
        @Override
        public String toString() {
            return "RedeemPhoneCode";
        }
    }

    /// Transfers the case to another channel.
    record SendTransfer(String txId, ServiceApplication road, SessionEvent.TransferCase.TransferTarget to)
            implements SessionEffect {}

    /// Resumes a transferred case.
    record FetchTransfer(String reference, IdentifiedPerson person) implements SessionEffect {
        @Override
        public String toString() {
            return "FetchTransfer";
        }
    }

    /// Requests candidates for letters.
    record SuggestCandidates(String letters) implements SessionEffect {}

    /// Chooses one of the candidates for these letters.
    record FetchCandidate(String letters, int candidate) implements SessionEffect {}

    /// Requests candidates for strokes.
    record RecogniseStrokes(List<SessionState.PenStroke> ink) implements SessionEffect {}

    /// Takes the picture that this field needs.
    record TakePicture(ItemField field) implements SessionEffect {}

    record FetchKnownValues(ServiceApplication road) implements SessionEffect {}

    /// Has central verify the person while the citizen checks the answers: no query may run
    /// between their confirmation and the journal entry.
    record ProveIdentity(ServiceApplication road) implements SessionEffect {}

    record FetchChoices(ItemField field, String list, FormAnswers given, String parent) implements SessionEffect {}

    /// Sends a message code for the application that is being filled in.
    record SendCode(String mobile, ServiceApplication road) implements SessionEffect {}

    record CheckCode(String challenge, String code) implements SessionEffect {}

    /// Checks whether this officer confirms the person.
    record CheckStaff(String officer, String code) implements SessionEffect {
        @Override
        public String toString() {
            return "CheckStaff[" + officer + "]";
        }
    }

    record MatchPerson() implements SessionEffect {}

    /// Writes the request to the journal, with the signature and the pictures of the application.
    /// Always before [SubmitCase].
    record StoreCase(String txId, ServiceApplication road) implements SessionEffect {}

    record SubmitCase(String txId) implements SessionEffect {}

    /// Waits for the result of a case whose outcome is unknown.
    record AwaitOutcome(String txId) implements SessionEffect {}

    /// Requests the payment hold and polls until it is paid or ends unpaid.
    record StartPayment(CaseBill bill) implements SessionEffect {}

    /// The same, with a new code.
    record RepeatPayment(CaseBill bill) implements SessionEffect {}

    /// Cancels the payment; a payment made before the cancellation counts.
    record WithdrawPayment(CaseBill bill) implements SessionEffect {}

    /// The citizen continues without waiting for the payment of this case.
    record LeavePayment(String txId) implements SessionEffect {}

    record RunQuery(ServiceApplication road) implements SessionEffect {}

    /// Records that a paper will be printed. Always before [PrintPaper].
    record BeginPrint(CasePaper paper) implements SessionEffect {}

    record PrintPaper(CasePaper paper, PrintingEvent.PrintEvidence mark, ServiceApplication road, CaseOutcome outcome)
            implements SessionEffect {}

    record FetchProgress(String verificationCode) implements SessionEffect {}

    record FetchCases(IdentifiedPerson person) implements SessionEffect {}

    /// Asks whether a person may act for an organisation.
    ///
    /// @param code credit code of the organisation
    record FetchMandate(IdentifiedPerson person, String code) implements SessionEffect {}

    /// Requests the items that the person used recently, and whether the person wants a personalised order.
    record FetchRecentItems(IdentifiedPerson person) implements SessionEffect {}

    /// Has central store whether the person wants a personalised order.
    record KeepPersonalization(IdentifiedPerson person, boolean wanted) implements SessionEffect {}

    record SubmitRating(String txId, int grade, List<String> reasons) implements SessionEffect {}

    record CallStaff(String where) implements SessionEffect {}

    /// Executes a staff command.
    record RunStaffCommand(StaffCommand order) implements SessionEffect {}

    /// The session has ended: releases its devices, threads and data.
    record WipeSession() implements SessionEffect {}
}
