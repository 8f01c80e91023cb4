package org.openstm.kiosk.session.model;

import java.util.List;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.form.FormAnswers;
import org.openstm.kiosk.staff.StaffCommand;

/// What a step wants done, as a value. The engine does it; the answer comes back as an [SessionEvent].
public sealed interface SessionEffect {
    /// Read cards until told otherwise.
    record WatchCard() implements SessionEffect {}

    record StopCardWatch() implements SessionEffect {}

    /// Look again and again whether the card of the last read still lies there, until it is gone.
    record WatchCardRemoval() implements SessionEffect {}

    record WatchCode() implements SessionEffect {}

    record StopCodeWatch() implements SessionEffect {}

    /// Prove the code of a phone, and ask the centre whose it is.
    record RedeemPhoneCode(String code) implements SessionEffect {
        @Override
        public String toString() {
            return "Redeem";
        }
    }

    /// Give a half-done case to another channel.
    record SendTransfer(String txId, ServiceApplication road, SessionEvent.TransferCase.TransferTarget to)
            implements SessionEffect {}

    /// Take up a half-done case.
    record FetchTransfer(String reference, IdentifiedPerson person) implements SessionEffect {
        @Override
        public String toString() {
            return "TakeOver";
        }
    }

    /// Ask what letters may mean.
    record SuggestCandidates(String letters) implements SessionEffect {}

    /// Take a candidate of those that the same letters bring.
    record FetchCandidate(String letters, int candidate) implements SessionEffect {}

    /// Ask what strokes may mean.
    record RecogniseStrokes(List<SessionState.PenStroke> ink) implements SessionEffect {}

    /// Let a camera take what this field asks for.
    record TakePicture(ItemField field) implements SessionEffect {}

    record FetchKnownValues(ServiceApplication road) implements SessionEffect {}

    /// Have central judge who stands there while the citizen reads the answers over: nothing may be asked
    /// between their confirmation and the journal.
    record ProveIdentity(ServiceApplication road) implements SessionEffect {}

    record FetchChoices(ItemField field, String list, FormAnswers given, String parent) implements SessionEffect {}

    /// Send a message code for the case that is being filled in on this road.
    record SendCode(String mobile, ServiceApplication road) implements SessionEffect {}

    record CheckCode(String challenge, String code) implements SessionEffect {}

    /// Ask whether this officer confirms the person.
    record CheckStaff(String officer, String code) implements SessionEffect {
        @Override
        public String toString() {
            return "CheckStaff[" + officer + "]";
        }
    }

    record MatchPerson() implements SessionEffect {}

    /// Write the request to the journal, with the signature and the pictures that the road brings along.
    /// Always before [SubmitCase].
    record StoreCase(String txId, ServiceApplication road) implements SessionEffect {}

    record SubmitCase(String txId) implements SessionEffect {}

    /// Wait for the answer to a case whose outcome is not known.
    record AwaitOutcome(String txId) implements SessionEffect {}

    /// Ask for the hold, and look on until it is paid or not.
    record StartPayment(CaseBill bill) implements SessionEffect {}

    /// As above, with another code.
    record RepeatPayment(CaseBill bill) implements SessionEffect {}

    /// Undo it; what was paid before counts.
    record WithdrawPayment(CaseBill bill) implements SessionEffect {}

    /// The citizen goes on without waiting for the money of this case.
    record LeavePayment(String txId) implements SessionEffect {}

    record RunQuery(ServiceApplication road) implements SessionEffect {}

    /// Write that a paper will be printed. Always before [PrintPaper].
    record BeginPrint(CasePaper paper) implements SessionEffect {}

    record PrintPaper(CasePaper paper, SessionEvent.PrintEvidence mark, ServiceApplication road, CaseOutcome outcome)
            implements SessionEffect {}

    record FetchProgress(String verificationCode) implements SessionEffect {}

    record FetchCases(IdentifiedPerson person) implements SessionEffect {}

    /// Ask whether a person may act for an organisation.
    ///
    /// @param code its credit code
    record FetchMandate(IdentifiedPerson person, String code) implements SessionEffect {}

    /// Ask what the person did lately, and whether things are to be laid out by it.
    record FetchRecentItems(IdentifiedPerson person) implements SessionEffect {}

    /// Have the centre keep whether the person wants an order of their own.
    record KeepPersonalization(IdentifiedPerson person, boolean wanted) implements SessionEffect {}

    record SubmitRating(String txId, int grade, List<String> reasons) implements SessionEffect {}

    record CallStaff(String where) implements SessionEffect {}

    /// Something that staff want done.
    record RunStaffCommand(StaffCommand order) implements SessionEffect {}

    /// The session is over: let go of its devices, threads and data.
    record WipeSession() implements SessionEffect {}
}
