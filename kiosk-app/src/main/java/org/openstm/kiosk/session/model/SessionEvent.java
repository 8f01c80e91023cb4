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

/// What can happen: a touch, a device, the centre, time.
public sealed interface SessionEvent {
    /// Events that come from a finger on the screen.
    sealed interface TouchEvent extends SessionEvent {}

    record StartSession() implements TouchEvent {}

    record GoHome() implements TouchEvent {}

    record SeeTheme(String theme) implements TouchEvent {}

    record SeeItem(String item) implements TouchEvent {}

    /// To the page that finds items by typing.
    record OpenSearch() implements TouchEvent {}

    record SeeProgress() implements TouchEvent {}

    record SeeMyCases() implements TouchEvent {}

    record BeginItem(String item) implements TouchEvent {}

    /// To do an item for somebody else.
    record BeginItemFor(String item, RepresentativeRole role) implements TouchEvent {}

    record TickConsent() implements TouchEvent {}

    record Agree() implements TouchEvent {}

    record Disagree() implements TouchEvent {}

    record GoBack() implements TouchEvent {}

    record GoOn() implements TouchEvent {}

    /// An option was picked; it moves nothing on by itself.
    record PickOption(String value) implements TouchEvent {}

    record TurnPage(int by) implements TouchEvent {}

    /// One key of a pad: a digit, `X`, or a named key.
    record PressKey(String key) implements TouchEvent {}

    record Backspace() implements TouchEvent {}

    record ClearEntry() implements TouchEvent {}

    /// The keyboard gets other keys.
    record SwitchKeyboard(KeyboardState.KeyboardMode mode) implements TouchEvent {}

    /// Large letters, or small ones again.
    record SwitchCapitals() implements TouchEvent {}

    /// @param candidate its place, from 0
    record ChooseCandidate(int candidate) implements TouchEvent {}

    record TurnCandidates(int by) implements TouchEvent {}

    /// A stroke of a character, in pixels of its square.
    record DrawStroke(SessionState.PenStroke stroke) implements TouchEvent {}

    record EraseStroke() implements TouchEvent {}

    record ClearInk() implements TouchEvent {}

    /// A level of the region's trail was reopened.
    record ReopenLevel(int level) implements TouchEvent {}

    record ResendCode() implements TouchEvent {}

    /// Let the camera look, or look once more.
    record RequestPicture() implements TouchEvent {}

    /// The paper is brought later.
    record BringPictureLater() implements TouchEvent {}

    record ChangeAnswer(String field) implements TouchEvent {}

    record GoToSigning() implements TouchEvent {}

    record TickRead() implements TouchEvent {}

    record DrawSignature(SessionState.PenStroke stroke) implements TouchEvent {}

    record ClearSignature() implements TouchEvent {}

    /// @param txId fresh identity of the case, made before anything leaves
    record ConfirmCase(String txId) implements TouchEvent {}

    record CheckByStaff() implements TouchEvent {}

    /// To log in with a code on one's phone.
    record LoginByPhone() implements TouchEvent {}

    record CheckByMatch() implements TouchEvent {}

    /// One of the reasons of a bad grade, or not any more.
    record PickReason(String reason) implements TouchEvent {
        /// What may have been wrong. The list of GB/T 39734 Annex A is not at hand: these are ours.
        public static final List<String> ALL = List.of("slow", "steps", "unclear", "materials", "machine", "result");
    }

    record SendRating() implements TouchEvent {}

    record PrintPapers() implements TouchEvent {}

    record TryAgain() implements TouchEvent {}

    record ContinueWithoutPaper() implements TouchEvent {}

    record RetryPayment() implements TouchEvent {}

    record DeclinePayment() implements TouchEvent {}

    /// To go on with what was filled in elsewhere.
    ///
    /// @param txId fresh identity of the case, made before anything leaves
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

    /// The usual order of things, or again one's own.
    record SwitchPersonalization() implements TouchEvent {}

    /// To what the person may have come for.
    record SeeForMe() implements TouchEvent {}

    record OpenInfo(Overlay.InfoTopic topic) implements TouchEvent {}

    record CallHelp() implements TouchEvent {}

    /// The hidden way in for staff.
    record OpenStaffLogin() implements TouchEvent {}

    /// A touch of staff.
    record StaffTouch(StaffAction act) implements TouchEvent {}

    // devices

    record CardRead(IdentifiedPerson person) implements SessionEvent {}

    /// @param fault its code
    record CardUnreadable(String fault) implements SessionEvent {}

    record CardPresence(boolean there) implements SessionEvent {}

    /// @param verificationCode of a slip, already parsed; empty when the code was something else
    record SlipScanned(String verificationCode) implements SessionEvent {}

    /// What looks like the code of a phone by which somebody logs in; nothing of it is proved.
    record PhoneCodeShown(String code) implements SessionEvent {
        @Override
        public String toString() {
            return "ShownPhone";
        }
    }

    /// The code of a half-done case.
    ///
    /// @param reference a secret of whoever holds it
    record TransferCodeShown(String reference) implements SessionEvent {
        @Override
        public String toString() {
            return "ShownCase";
        }
    }

    /// @param field whose answer it may become
    record PictureTaken(String field, CapturedImage picture) implements SessionEvent {}

    /// @param why key of the sentence
    record PictureFailed(String field, String why) implements SessionEvent {}

    // the engines of writing

    /// What letters may mean.
    ///
    /// @param letters the question
    /// @param shown they, parted into syllables
    record CandidatesSuggested(String letters, String shown, List<String> candidates) implements SessionEvent {}

    /// What a chosen candidate is.
    ///
    /// @param letters the question
    /// @param text empty when there is none such
    /// @param rest letters that it leaves over
    record CandidateChosen(String letters, String text, String rest) implements SessionEvent {}

    /// What strokes may mean.
    ///
    /// @param ink the question
    record StrokesRecognised(List<SessionState.PenStroke> ink, List<String> candidates) implements SessionEvent {}

    // the centre

    /// @param asked the answers that it was asked with, where it matters which of two answers is the later
    record ValuesKnown(Map<String, String> values, Optional<FormAnswers> asked) implements SessionEvent {
        public ValuesKnown(Map<String, String> values) {
            this(values, Optional.empty());
        }
    }

    record ChoicesOffered(String field, List<OfferedChoice> choices) implements SessionEvent {}

    /// A list or a query did not come.
    record ChoicesUnavailable(String field, String why) implements SessionEvent {}

    record CodeSent(String challenge) implements SessionEvent {}

    record CodeNotSent(String text) implements SessionEvent {}

    record CodeChecked(boolean right) implements SessionEvent {}

    /// Whose the phone's code is.
    ///
    /// @param code the question: an answer to another one is nobody's
    record PhoneIdentified(String code, IdentifiedPerson person) implements SessionEvent {
        @Override
        public String toString() {
            return "PhoneKnown";
        }
    }

    /// @param code the question
    /// @param why key of the sentence
    record PhoneRefused(String code, String why) implements SessionEvent {
        @Override
        public String toString() {
            return "PhoneRefused[" + why + "]";
        }
    }

    /// The half-done case waits elsewhere.
    record CaseTransferred(CaseOutcome.Transferred outcome) implements SessionEvent {}

    /// @param why key of the sentence
    record CaseNotTransferred(String why) implements SessionEvent {}

    /// A half-done case is here, and nowhere else.
    ///
    /// @param answers nothing of them is checked yet
    record CaseResumed(String txId, String caseNumber, String service, Map<String, String> answers)
            implements SessionEvent {
        public CaseResumed {
            answers = Map.copyOf(answers);
        }

        @Override
        public String toString() {
            return "CaseTaken[" + txId + "]";
        }
    }

    /// @param why key of the sentence
    record CaseNotResumed(String why) implements SessionEvent {}

    /// @param wrong why the person is not confirmed; empty if an officer did
    record StaffChecked(Optional<EntryVerdict.Wrong> wrong) implements SessionEvent {}

    record PersonMatched(boolean same) implements SessionEvent {}

    record OutcomeKnown(CaseOutcome outcome) implements SessionEvent {}

    /// Accepted, and to be paid.
    record PaymentDue(CaseBill bill) implements SessionEvent {}

    /// The code that the phone scans.
    record PaymentCodeReady(String txId, String qr, Instant until) implements SessionEvent {}

    record PaymentCharged(String txId) implements SessionEvent {}

    /// Certainly nothing was charged.
    ///
    /// @param why `EXPIRED`, `REFUSED`, `NO-CODE`
    record PaymentFailed(String txId, String why) implements SessionEvent {}

    record CasesFetched(List<CaseView> cases) implements SessionEvent {}

    record CasesNotFetched(String text) implements SessionEvent {}

    /// The person may act for the organisation.
    record MandateGranted(OrganisationMandate mandate) implements SessionEvent {}

    /// They may not, or nobody knows.
    ///
    /// @param code the question
    record MandateDenied(String code, EntryVerdict.Wrong why) implements SessionEvent {}

    /// What the person did lately.
    ///
    /// @param wanted whether things are to be laid out by it; `items` is empty where not
    record RecentItemsKnown(boolean wanted, List<String> items) implements SessionEvent {}

    /// The centre has taken the choice.
    record PersonalizationKept(boolean wanted) implements SessionEvent {}

    record StaffCalled(String ticket) implements SessionEvent {}

    /// Somebody of the branch has seen the call.
    record StaffCallSeen(String ticket) implements SessionEvent {}

    // printing

    /// The journal holds the beginning of this print; only now may it go to the printer.
    record PrintBegun(CasePaper paper, PrintEvidence mark) implements SessionEvent {}

    /// The document is the one of the receipt, whole, and names nobody else; its first byte goes to the
    /// printer now.
    record DocumentVerified(CasePaper paper) implements SessionEvent {}

    record PagePrinted(int pages) implements SessionEvent {}

    record PaperDelivered(CasePaper paper) implements SessionEvent {}

    record PaperFailed(CasePaper paper, String fault, boolean unknown) implements SessionEvent {}

    /// Where the journal has it.
    record PrintEvidence(String effectId, long sequence, String evidence) {}

    // the terminal

    record ClockTick() implements SessionEvent {}

    record EnvironmentChanged(ServiceEnvironment world) implements SessionEvent {}

    /// Another catalogue is in force; who is under way keeps the one of the beginning.
    record CatalogueChanged(ItemCatalogue catalog) implements SessionEvent {}

    record TerminalClosed(String reason) implements SessionEvent {}

    /// The terminal can keep nothing any more: nobody is served, and whoever fills in a form is told at once.
    record OutOfOrder(String reason) implements SessionEvent {}

    /// What became of something that staff wanted.
    record StaffEventArrived(StaffEvent news) implements SessionEvent {}

    record TerminalOpened() implements SessionEvent {}
}
