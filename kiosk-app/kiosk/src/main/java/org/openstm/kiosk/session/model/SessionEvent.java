package org.openstm.kiosk.session.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.form.FormAnswers;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.StaffEvent;

/// Input of the state machine: touches, device results, answers of central, timers.
///
/// An event names each state that may act on it: the state's step is a switch without a `default`, so that a new event
/// compiles only when it is handled, or refused in words, wherever it belongs. An event that names no state is handled
/// by the rules for all states.
public sealed interface SessionEvent
        permits SessionEvent.TouchEvent,
                SessionEvent.StateEvent,
                TerminalEvent,
                SessionEvent.CardPresence,
                SessionEvent.RecentItemsKnown,
                SessionEvent.PersonalizationKept,
                SessionEvent.StaffCalled,
                SessionEvent.StaffCallSeen {
    /// Events from the touch screen.
    sealed interface TouchEvent extends SessionEvent {}

    /// Events that some states act on.
    sealed interface StateEvent extends SessionEvent {}

    /// For a terminal without a session.
    sealed interface IdleEvent extends StateEvent {}

    /// For the choice of an item.
    sealed interface ChoosingEvent extends StateEvent {}

    /// Themes, guides and the search.
    sealed interface BrowsingEvent extends ChoosingEvent {}

    /// For the search for an item.
    sealed interface SearchEvent extends BrowsingEvent {}

    /// Logins by phone, and cases that were begun elsewhere.
    sealed interface ChannelEvent extends ChoosingEvent {}

    /// The choice itself, and the way back.
    sealed interface ItemChoiceEvent extends ChoosingEvent {}

    /// Cards and slips, and the cases to which they lead.
    sealed interface CaseListEvent extends ChoosingEvent {}

    /// For the identification: one type for each of its steps.
    sealed interface IdentifyingEvent extends StateEvent {}

    sealed interface NoticeEvent extends IdentifyingEvent {}

    sealed interface CardStepEvent extends IdentifyingEvent {}

    sealed interface PhoneStepEvent extends IdentifyingEvent {}

    sealed interface PersonCheckEvent extends IdentifyingEvent {}

    sealed interface StaffCodeEvent extends IdentifyingEvent {}

    sealed interface OrganisationEvent extends IdentifyingEvent {}

    sealed interface MatchingEvent extends IdentifyingEvent {}

    /// For a page of the form: one type for each kind of page.
    sealed interface FillingEvent extends StateEvent {}

    sealed interface PicturePageEvent extends FillingEvent {}

    /// For a page that asks for no picture.
    sealed interface FieldPageEvent extends FillingEvent {}

    /// For a page with a keyboard: free text, or the search.
    sealed interface TextEntryEvent extends FillingEvent, SearchEvent {}

    sealed interface ConfirmingEvent extends StateEvent {}

    sealed interface SubmittingEvent extends StateEvent {}

    sealed interface TransferringEvent extends StateEvent {}

    sealed interface PayingEvent extends StateEvent {}

    /// For the result and the papers.
    sealed interface DeliveringEvent extends StateEvent permits OutcomePageEvent, PrintingEvent {}

    sealed interface OutcomePageEvent extends DeliveringEvent {}

    sealed interface FarewellEvent extends StateEvent {}

    sealed interface OutOfServiceEvent extends StateEvent {}

    /// For the pages of staff.
    sealed interface StaffPageEvent extends StateEvent {}

    record StartSession() implements TouchEvent, IdleEvent {}

    record GoHome() implements TouchEvent {}

    record SeeTheme(String theme) implements TouchEvent, BrowsingEvent {}

    record SeeItem(String item) implements TouchEvent, BrowsingEvent, OutcomePageEvent {}

    /// Opens the item search.
    record OpenSearch() implements TouchEvent, BrowsingEvent {}

    record SeeProgress() implements TouchEvent, IdleEvent, BrowsingEvent {}

    record SeeMyCases() implements TouchEvent, BrowsingEvent {}

    record BeginItem(String item) implements TouchEvent, ItemChoiceEvent {}

    /// Starts an item on behalf of another person.
    record BeginItemFor(String item, RepresentativeRole role) implements TouchEvent, ItemChoiceEvent {}

    record TickConsent() implements TouchEvent, NoticeEvent {}

    record Agree() implements TouchEvent, NoticeEvent {}

    record Disagree() implements TouchEvent, NoticeEvent {}

    record GoBack()
            implements TouchEvent,
                    ItemChoiceEvent,
                    NoticeEvent,
                    CardStepEvent,
                    PhoneStepEvent,
                    PersonCheckEvent,
                    StaffCodeEvent,
                    OrganisationEvent,
                    MatchingEvent,
                    PicturePageEvent,
                    FieldPageEvent,
                    ConfirmingEvent,
                    TransferringEvent,
                    FarewellEvent {}

    record GoOn() implements TouchEvent, StaffCodeEvent, OrganisationEvent, PicturePageEvent, FieldPageEvent {}

    /// An option was selected; the page does not change by itself.
    record PickOption(String value) implements TouchEvent, FieldPageEvent {}

    record TurnPage(int by) implements TouchEvent, SearchEvent, FieldPageEvent {}

    /// One key of a keypad: a digit, `X`, or a named key.
    record PressKey(String key)
            implements TouchEvent, StaffCodeEvent, OrganisationEvent, FieldPageEvent, TextEntryEvent {}

    record Backspace() implements TouchEvent, StaffCodeEvent, OrganisationEvent, FieldPageEvent, TextEntryEvent {}

    record ClearEntry() implements TouchEvent, StaffCodeEvent, OrganisationEvent, FieldPageEvent, TextEntryEvent {}

    /// Switches the keyboard layout.
    record SwitchKeyboard(KeyboardState.KeyboardMode mode) implements TouchEvent, TextEntryEvent {}

    /// Toggles capital letters.
    record SwitchCapitals() implements TouchEvent, TextEntryEvent {}

    /// @param candidate its index, from 0
    record ChooseCandidate(int candidate) implements TouchEvent, TextEntryEvent {}

    record TurnCandidates(int by) implements TouchEvent, TextEntryEvent {}

    /// A stroke of a handwritten character, in pixels of the writing area.
    record DrawStroke(SessionState.PenStroke stroke) implements TouchEvent, TextEntryEvent {}

    record EraseStroke() implements TouchEvent, TextEntryEvent {}

    record ClearInk() implements TouchEvent, TextEntryEvent {}

    /// Reopens a level of the selected region path.
    record ReopenLevel(int level) implements TouchEvent, FieldPageEvent {}

    record ResendCode() implements TouchEvent, FieldPageEvent {}

    /// Starts the camera, or takes another picture.
    record RequestPicture() implements TouchEvent, PicturePageEvent {}

    /// The citizen will bring the paper later.
    record BringPictureLater() implements TouchEvent, PicturePageEvent {}

    record ChangeAnswer(String field) implements TouchEvent, ConfirmingEvent {}

    record GoToSigning() implements TouchEvent, ConfirmingEvent {}

    record TickRead() implements TouchEvent, ConfirmingEvent {}

    record DrawSignature(SessionState.PenStroke stroke) implements TouchEvent, ConfirmingEvent {}

    record ClearSignature() implements TouchEvent, ConfirmingEvent {}

    /// The control that confirms was touched. It becomes a [ConfirmCase] where the case gets its identity.
    record PressConfirm() implements TouchEvent {}

    /// @param txId new identity of the case, created before anything is sent
    record ConfirmCase(String txId) implements TouchEvent, ConfirmingEvent, OutcomePageEvent {}

    record CheckByStaff() implements TouchEvent, PersonCheckEvent {}

    /// Log in with a code on one's phone.
    record LoginByPhone() implements TouchEvent, ChannelEvent, CardStepEvent {}

    record CheckByMatch() implements TouchEvent, PersonCheckEvent {}

    /// Toggles one reason for a bad grade.
    record PickReason(String reason) implements TouchEvent, FarewellEvent {
        /// Reasons for a bad grade. The list of GB/T 39734 Annex A is not available to us: these are our own.
        public static final List<String> ALL = List.of("slow", "steps", "unclear", "materials", "machine", "result");
    }

    record SendRating() implements TouchEvent, FarewellEvent {}

    record PrintPapers() implements TouchEvent, OutcomePageEvent {}

    record TryAgain() implements TouchEvent, TransferringEvent, PrintingEvent {}

    record ContinueWithoutPaper() implements TouchEvent, PrintingEvent {}

    record RetryPayment() implements TouchEvent, PayingEvent {}

    record DeclinePayment() implements TouchEvent, PayingEvent {}

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

    record FinishVisit() implements TouchEvent, OutcomePageEvent, FarewellEvent {}

    record GiveGrade(int grade) implements TouchEvent, FarewellEvent {}

    record AskToLeave() implements TouchEvent {}

    record ConfirmLeave() implements TouchEvent {}

    record Stay() implements TouchEvent {}

    record SwitchLanguage() implements TouchEvent {}

    record SwitchLarge() implements TouchEvent {}

    record SwitchContrast() implements TouchEvent {}

    /// Switches between the usual and the personalised order.
    record SwitchPersonalization() implements TouchEvent, ItemChoiceEvent {}

    /// Opens the short list of items for this person.
    record SeeForMe() implements TouchEvent, ItemChoiceEvent {}

    record OpenInfo(Overlay.InfoTopic topic) implements TouchEvent {}

    record CallHelp() implements TouchEvent {}

    /// The hidden entry for staff was used.
    record OpenStaffLogin() implements TouchEvent, IdleEvent, OutOfServiceEvent {}

    /// A touch on a staff page.
    record StaffTouch(StaffAction act) implements TouchEvent, StaffPageEvent {}

    // devices

    record CardRead(IdentifiedPerson person) implements IdleEvent, CaseListEvent, CardStepEvent, PhoneStepEvent {}

    /// @param fault code of the fault
    record CardUnreadable(String fault) implements CaseListEvent, CardStepEvent, PhoneStepEvent {}

    record CardPresence(boolean there) implements SessionEvent {}

    /// @param verificationCode code of a slip, already parsed; empty for any other code
    record SlipScanned(String verificationCode) implements IdleEvent, CaseListEvent, CardStepEvent, PhoneStepEvent {}

    /// A scanned text in the format of a phone login code; it is not verified yet.
    record PhoneCodeShown(String code) implements IdleEvent, ChannelEvent, CardStepEvent, PhoneStepEvent {
        @Override
        public String toString() {
            return "PhoneCodeShown";
        }
    }

    /// The code of a transferred case.
    ///
    /// @param reference secret that its holder presents
    record TransferCodeShown(String reference) implements IdleEvent, ChannelEvent {
        @Override
        public String toString() {
            return "TransferCodeShown";
        }
    }

    /// @param field field that the picture may answer
    record PictureTaken(String field, CapturedImage picture) implements PicturePageEvent {}

    /// @param why text key
    record PictureFailed(String field, String why) implements PicturePageEvent {}

    // the text engines

    /// Candidates for typed letters.
    ///
    /// @param letters letters of the request
    /// @param shown the letters, split into syllables
    record CandidatesSuggested(String letters, String shown, List<String> candidates) implements TextEntryEvent {}

    /// Text of a chosen candidate.
    ///
    /// @param letters letters of the request
    /// @param text empty when there is no such candidate
    /// @param rest letters that the candidate does not use
    record CandidateChosen(String letters, String text, String rest) implements TextEntryEvent {}

    /// Candidates for strokes.
    ///
    /// @param ink strokes of the request
    record StrokesRecognised(List<SessionState.PenStroke> ink, List<String> candidates) implements TextEntryEvent {}

    // central

    /// @param asked answers that were sent with the query, where the order of two replies matters
    record ValuesKnown(Map<String, String> values, Optional<FormAnswers> asked)
            implements PicturePageEvent, FieldPageEvent, ConfirmingEvent {
        public ValuesKnown(Map<String, String> values) {
            this(values, Optional.empty());
        }
    }

    record ChoicesOffered(String field, List<OfferedChoice> choices) implements FieldPageEvent {}

    /// A list or a query failed.
    record ChoicesUnavailable(String field, String why) implements FieldPageEvent {}

    record CodeSent(String challenge) implements FieldPageEvent {}

    record CodeNotSent(String text) implements FieldPageEvent {}

    record CodeChecked(boolean right) implements FieldPageEvent {}

    /// The owner of a phone code.
    ///
    /// @param code code of the request; a reply to another code is ignored
    record PhoneIdentified(String code, IdentifiedPerson person) implements ChannelEvent, PhoneStepEvent {
        @Override
        public String toString() {
            return "PhoneIdentified";
        }
    }

    /// @param code code of the request
    /// @param why text key
    record PhoneRefused(String code, String why) implements ChannelEvent, PhoneStepEvent {
        @Override
        public String toString() {
            return "PhoneRefused[" + why + "]";
        }
    }

    /// The case was transferred to another channel.
    record CaseTransferred(CaseOutcome.Transferred outcome) implements TransferringEvent {}

    /// @param why text key
    record CaseNotTransferred(String why) implements TransferringEvent {}

    /// A transferred case is now at this terminal only.
    ///
    /// @param answers answers, none of them validated yet
    record CaseResumed(String txId, String caseNumber, String service, Map<String, String> answers)
            implements ChannelEvent {
        public CaseResumed {
            answers = Map.copyOf(answers);
        }

        @Override
        public String toString() {
            return "CaseResumed[" + txId + "]";
        }
    }

    /// @param why text key
    record CaseNotResumed(String why) implements ChannelEvent {}

    /// @param wrong why the person is not confirmed; empty if an officer confirmed
    record StaffChecked(Optional<EntryVerdict.Wrong> wrong) implements StaffCodeEvent {}

    record PersonMatched(boolean same) implements MatchingEvent {}

    record OutcomeKnown(CaseOutcome outcome)
            implements PicturePageEvent, FieldPageEvent, SubmittingEvent, PayingEvent, OutcomePageEvent {}

    /// The case is accepted and payment is due.
    record PaymentDue(CaseBill bill) implements SubmittingEvent, OutcomePageEvent {}

    /// The payment code that the phone scans.
    record PaymentCodeReady(String txId, String qr, Instant until) implements PayingEvent, OutcomePageEvent {}

    record PaymentCharged(String txId) implements PayingEvent, OutcomePageEvent {}

    /// It is certain that nothing was charged.
    ///
    /// @param why `EXPIRED`, `REFUSED`, `NO-CODE`
    record PaymentFailed(String txId, String why) implements PayingEvent, OutcomePageEvent {}

    record CasesFetched(List<CaseView> cases) implements CaseListEvent {}

    record CasesNotFetched(String text) implements CaseListEvent {}

    /// The person may act for the organisation.
    record MandateGranted(OrganisationMandate mandate) implements OrganisationEvent {}

    /// The person may not act for it, or this is not known.
    ///
    /// @param code credit code of the request
    record MandateDenied(String code, EntryVerdict.Wrong why) implements OrganisationEvent {}

    /// Items that the person used recently.
    ///
    /// @param wanted whether the person wants a personalised order; if not, `items` is empty
    record RecentItemsKnown(boolean wanted, List<String> items) implements SessionEvent {}

    /// Central has stored the choice.
    record PersonalizationKept(boolean wanted) implements SessionEvent {}

    record StaffCalled(String ticket) implements SessionEvent {}

    /// A member of staff has acknowledged the call.
    record StaffCallSeen(String ticket) implements SessionEvent {}

    /// Result of a staff command.
    record StaffEventArrived(StaffEvent news) implements StaffPageEvent {}
}
