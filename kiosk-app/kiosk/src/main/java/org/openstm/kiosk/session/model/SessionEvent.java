package org.openstm.kiosk.session.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.form.FormAnswers;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.StaffEvent;

/// Input of the state machine: touches, device results, answers of central, timers.
public sealed interface SessionEvent {
    /// Events from the touch screen.
    sealed interface TouchEvent extends SessionEvent {}

    record StartSession() implements TouchEvent {}

    record GoHome() implements TouchEvent {}

    record SeeTheme(String theme) implements TouchEvent {}

    record SeeItem(String item) implements TouchEvent {}

    /// Opens the item search.
    record OpenSearch() implements TouchEvent {}

    record SeeProgress() implements TouchEvent {}

    record SeeMyCases() implements TouchEvent {}

    record BeginItem(String item) implements TouchEvent {}

    /// Starts an item on behalf of another person.
    record BeginItemFor(String item, RepresentativeRole role) implements TouchEvent {}

    record TickConsent() implements TouchEvent {}

    record Agree() implements TouchEvent {}

    record Disagree() implements TouchEvent {}

    record GoBack() implements TouchEvent {}

    record GoOn() implements TouchEvent {}

    /// An option was selected; the page does not change by itself.
    record PickOption(String value) implements TouchEvent {}

    record TurnPage(int by) implements TouchEvent {}

    /// One key of a keypad: a digit, `X`, or a named key.
    record PressKey(String key) implements TouchEvent {}

    record Backspace() implements TouchEvent {}

    record ClearEntry() implements TouchEvent {}

    /// Switches the keyboard layout.
    record SwitchKeyboard(KeyboardState.KeyboardMode mode) implements TouchEvent {}

    /// Toggles capital letters.
    record SwitchCapitals() implements TouchEvent {}

    /// @param candidate its index, from 0
    record ChooseCandidate(int candidate) implements TouchEvent {}

    record TurnCandidates(int by) implements TouchEvent {}

    /// A stroke of a handwritten character, in pixels of the writing area.
    record DrawStroke(SessionState.PenStroke stroke) implements TouchEvent {}

    record EraseStroke() implements TouchEvent {}

    record ClearInk() implements TouchEvent {}

    /// Reopens a level of the selected region path.
    record ReopenLevel(int level) implements TouchEvent {}

    record ResendCode() implements TouchEvent {}

    /// Starts the camera, or takes another picture.
    record RequestPicture() implements TouchEvent {}

    /// The citizen will bring the paper later.
    record BringPictureLater() implements TouchEvent {}

    record ChangeAnswer(String field) implements TouchEvent {}

    record GoToSigning() implements TouchEvent {}

    record TickRead() implements TouchEvent {}

    record DrawSignature(SessionState.PenStroke stroke) implements TouchEvent {}

    record ClearSignature() implements TouchEvent {}

    /// The control that confirms was touched. It becomes a [ConfirmCase] where the case gets its identity.
    record PressConfirm() implements TouchEvent {}

    /// @param txId new identity of the case, created before anything is sent
    record ConfirmCase(String txId) implements TouchEvent {}

    record CheckByStaff() implements TouchEvent {}

    /// Log in with a code on one's phone.
    record LoginByPhone() implements TouchEvent {}

    record CheckByMatch() implements TouchEvent {}

    /// Toggles one reason for a bad grade.
    record PickReason(String reason) implements TouchEvent {
        /// Reasons for a bad grade. The list of GB/T 39734 Annex A is not available to us: these are our own.
        public static final List<String> ALL = List.of("slow", "steps", "unclear", "materials", "machine", "result");
    }

    record SendRating() implements TouchEvent {}

    record PrintPapers() implements TouchEvent {}

    record TryAgain() implements TouchEvent {}

    record ContinueWithoutPaper() implements TouchEvent {}

    record RetryPayment() implements TouchEvent {}

    record DeclinePayment() implements TouchEvent {}

    /// A control that takes the application elsewhere was touched. It becomes a [TransferCase] where the case gets its
    /// identity.
    record PressTransfer(TransferCase.TransferTarget to) implements TouchEvent {}

    /// Resume an application that was filled in on another channel.
    ///
    /// @param txId new identity of the case, created before anything is sent
    record TransferCase(String txId, TransferTarget to) implements TouchEvent {
        public enum TransferTarget {
            PHONE,
            COUNTER
        }
    }

    record FinishVisit() implements TouchEvent {}

    record GiveGrade(int grade) implements TouchEvent {}

    record AskToLeave() implements TouchEvent {}

    record ConfirmLeave() implements TouchEvent {}

    record Stay() implements TouchEvent {}

    record SwitchLanguage() implements TouchEvent {}

    record SwitchLarge() implements TouchEvent {}

    record SwitchContrast() implements TouchEvent {}

    /// Switches between the usual and the personalised order.
    record SwitchPersonalization() implements TouchEvent {}

    /// Opens the short list of items for this person.
    record SeeForMe() implements TouchEvent {}

    record OpenInfo(Overlay.InfoTopic topic) implements TouchEvent {}

    record CallHelp() implements TouchEvent {}

    /// The hidden entry for staff was used.
    record OpenStaffLogin() implements TouchEvent {}

    /// A touch on a staff page.
    record StaffTouch(StaffAction act) implements TouchEvent {}

    // devices

    record CardRead(IdentifiedPerson person) implements SessionEvent {}

    /// @param fault code of the fault
    record CardUnreadable(String fault) implements SessionEvent {}

    record CardPresence(boolean there) implements SessionEvent {}

    /// @param verificationCode code of a slip, already parsed; empty for any other code
    record SlipScanned(String verificationCode) implements SessionEvent {}

    /// A scanned text in the format of a phone login code; it is not verified yet.
    record PhoneCodeShown(String code) implements SessionEvent {
        @Override
        public String toString() {
            return "PhoneCodeShown";
        }
    }

    /// The code of a transferred case.
    ///
    /// @param reference secret that its holder presents
    record TransferCodeShown(String reference) implements SessionEvent {
        @Override
        public String toString() {
            return "TransferCodeShown";
        }
    }

    /// @param field field that the picture may answer
    record PictureTaken(String field, CapturedImage picture) implements SessionEvent {}

    /// @param why text key
    record PictureFailed(String field, String why) implements SessionEvent {}

    // the text engines

    /// Candidates for typed letters.
    ///
    /// @param letters letters of the request
    /// @param shown the letters, split into syllables
    record CandidatesSuggested(String letters, String shown, List<String> candidates) implements SessionEvent {}

    /// Text of a chosen candidate.
    ///
    /// @param letters letters of the request
    /// @param text empty when there is no such candidate
    /// @param rest letters that the candidate does not use
    record CandidateChosen(String letters, String text, String rest) implements SessionEvent {}

    /// Candidates for strokes.
    ///
    /// @param ink strokes of the request
    record StrokesRecognised(List<SessionState.PenStroke> ink, List<String> candidates) implements SessionEvent {}

    // central

    /// @param asked answers that were sent with the query, where the order of two replies matters
    record ValuesKnown(Map<String, String> values, Optional<FormAnswers> asked) implements SessionEvent {
        public ValuesKnown(Map<String, String> values) {
            this(values, Optional.empty());
        }
    }

    record ChoicesOffered(String field, List<OfferedChoice> choices) implements SessionEvent {}

    /// A list or a query failed.
    record ChoicesUnavailable(String field, String why) implements SessionEvent {}

    record CodeSent(String challenge) implements SessionEvent {}

    record CodeNotSent(String text) implements SessionEvent {}

    record CodeChecked(boolean right) implements SessionEvent {}

    /// The owner of a phone code.
    ///
    /// @param code code of the request; a reply to another code is ignored
    record PhoneIdentified(String code, IdentifiedPerson person) implements SessionEvent {
        @Override
        public String toString() {
            return "PhoneIdentified";
        }
    }

    /// @param code code of the request
    /// @param why text key
    record PhoneRefused(String code, String why) implements SessionEvent {
        @Override
        public String toString() {
            return "PhoneRefused[" + why + "]";
        }
    }

    /// The case was transferred to another channel.
    record CaseTransferred(CaseOutcome.Transferred outcome) implements SessionEvent {}

    /// @param why text key
    record CaseNotTransferred(String why) implements SessionEvent {}

    /// A transferred case is now at this terminal only.
    ///
    /// @param answers answers, none of them validated yet
    record CaseResumed(String txId, String caseNumber, String service, Map<String, String> answers)
            implements SessionEvent {
        public CaseResumed {
            answers = Map.copyOf(answers);
        }

        @Override
        public String toString() {
            return "CaseResumed[" + txId + "]";
        }
    }

    /// @param why text key
    record CaseNotResumed(String why) implements SessionEvent {}

    /// @param wrong why the person is not confirmed; empty if an officer confirmed
    record StaffChecked(Optional<EntryVerdict.Wrong> wrong) implements SessionEvent {}

    record PersonMatched(boolean same) implements SessionEvent {}

    record OutcomeKnown(CaseOutcome outcome) implements SessionEvent {}

    /// The case is accepted and payment is due.
    record PaymentDue(CaseBill bill) implements SessionEvent {}

    /// The payment code that the phone scans.
    record PaymentCodeReady(String txId, String qr, Instant until) implements SessionEvent {}

    record PaymentCharged(String txId) implements SessionEvent {}

    /// It is certain that nothing was charged.
    ///
    /// @param why `EXPIRED`, `REFUSED`, `NO-CODE`
    record PaymentFailed(String txId, String why) implements SessionEvent {}

    record CasesFetched(List<CaseView> cases) implements SessionEvent {}

    record CasesNotFetched(String text) implements SessionEvent {}

    /// The person may act for the organisation.
    record MandateGranted(OrganisationMandate mandate) implements SessionEvent {}

    /// The person may not act for it, or this is not known.
    ///
    /// @param code credit code of the request
    record MandateDenied(String code, EntryVerdict.Wrong why) implements SessionEvent {}

    /// Items that the person used recently.
    ///
    /// @param wanted whether the person wants a personalised order; if not, `items` is empty
    record RecentItemsKnown(boolean wanted, List<String> items) implements SessionEvent {}

    /// Central has stored the choice.
    record PersonalizationKept(boolean wanted) implements SessionEvent {}

    record StaffCalled(String ticket) implements SessionEvent {}

    /// A member of staff has acknowledged the call.
    record StaffCallSeen(String ticket) implements SessionEvent {}

    // printing

    /// The journal holds the start of this print; only now may the paper go to the printer.
    record PrintBegun(CasePaper paper, PrintEvidence mark) implements SessionEvent {}

    /// The document is complete, is the one that the receipt names, and names nobody else; its first byte is now
    /// sent to the printer.
    record DocumentVerified(CasePaper paper) implements SessionEvent {}

    record PagePrinted(int pages) implements SessionEvent {}

    record PaperDelivered(CasePaper paper) implements SessionEvent {}

    record PaperFailed(CasePaper paper, String fault, boolean unknown) implements SessionEvent {}

    /// Reference of the journal entry.
    record PrintEvidence(String effectId, long sequence, String evidence) {}

    // the terminal

    record ClockTick() implements SessionEvent {}

    record EnvironmentChanged(ServiceEnvironment world) implements SessionEvent {}

    /// Another catalogue is in force; a running session keeps the one it began with.
    record CatalogueChanged(ItemCatalogue catalog) implements SessionEvent {}

    record TerminalClosed(String reason) implements SessionEvent {}

    /// The journal cannot be written any more: no session starts, and a citizen filling in a form is told at once.
    record OutOfOrder(String reason) implements SessionEvent {}

    /// Result of a staff command.
    record StaffEventArrived(StaffEvent news) implements SessionEvent {}

    record TerminalOpened() implements SessionEvent {}
}
