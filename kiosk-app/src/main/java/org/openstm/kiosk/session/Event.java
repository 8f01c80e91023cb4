package org.openstm.kiosk.session;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.form.FormAnswers;
import org.openstm.kiosk.staff.Act;
import org.openstm.kiosk.staff.News;

/// What can happen: a touch, a device, the centre, time.
public sealed interface Event {
    /// Events that come from a finger on the screen.
    sealed interface Touch extends Event {}

    record Start() implements Touch {}

    record Home() implements Touch {}

    record SeeTheme(String theme) implements Touch {}

    record SeeItem(String item) implements Touch {}

    /// To the page that finds items by typing.
    record Find() implements Touch {}

    record SeeProgress() implements Touch {}

    record SeeMine() implements Touch {}

    record Begin(String item) implements Touch {}

    /// To do an item for somebody else.
    record BeginFor(String item, RepresentativeRole role) implements Touch {}

    record TickConsent() implements Touch {}

    record Agree() implements Touch {}

    record Disagree() implements Touch {}

    record Back() implements Touch {}

    record Next() implements Touch {}

    /// An option was picked; it moves nothing on by itself.
    record Pick(String value) implements Touch {}

    record TurnPage(int by) implements Touch {}

    /// One key of a pad: a digit, `X`, or a named key.
    record Key(String key) implements Touch {}

    record Rub() implements Touch {}

    record ClearEntry() implements Touch {}

    /// The keyboard gets other keys.
    record TypeBy(Keyboard.Mode mode) implements Touch {}

    /// Large letters, or small ones again.
    record Capitals() implements Touch {}

    /// @param candidate its place, from 0
    record Choose(int candidate) implements Touch {}

    record TurnCandidates(int by) implements Touch {}

    /// A stroke of a character, in pixels of its square.
    record Inked(Place.Stroke stroke) implements Touch {}

    record RubInk() implements Touch {}

    record ClearInk() implements Touch {}

    /// A level of the region's trail was reopened.
    record Reopen(int level) implements Touch {}

    record ResendCode() implements Touch {}

    /// Let the camera look, or look once more.
    record TakePicture() implements Touch {}

    /// The paper is brought later.
    record PictureLater() implements Touch {}

    record Change(String field) implements Touch {}

    record ToSign() implements Touch {}

    record TickRead() implements Touch {}

    record Signed(Place.Stroke stroke) implements Touch {}

    record ClearSignature() implements Touch {}

    /// @param txId fresh identity of the case, made before anything leaves
    record Confirm(String txId) implements Touch {}

    record ByStaff() implements Touch {}

    /// To log in with a code on one's phone.
    record ByPhone() implements Touch {}

    record ByMatch() implements Touch {}

    /// One of the reasons of a bad grade, or not any more.
    record Reason(String reason) implements Touch {
        /// What may have been wrong. The list of GB/T 39734 Annex A is not at hand: these are ours.
        public static final List<String> ALL = List.of("slow", "steps", "unclear", "materials", "machine", "result");
    }

    record SendRating() implements Touch {}

    record PrintPapers() implements Touch {}

    record TryAgain() implements Touch {}

    record WithoutPaper() implements Touch {}

    record PayAgain() implements Touch {}

    record DoNotPay() implements Touch {}

    /// To go on with what was filled in elsewhere.
    ///
    /// @param txId fresh identity of the case, made before anything leaves
    record HandOver(String txId, To to) implements Touch {
        public enum To {
            PHONE,
            COUNTER
        }
    }

    record Finish() implements Touch {}

    record Rate(int grade) implements Touch {}

    record Leave() implements Touch {}

    record ReallyLeave() implements Touch {}

    record Stay() implements Touch {}

    record SwitchLanguage() implements Touch {}

    record SwitchLarge() implements Touch {}

    record SwitchContrast() implements Touch {}

    /// The usual order of things, or again one's own.
    record SwitchOrder() implements Touch {}

    /// To what the person may have come for.
    record SeeForMe() implements Touch {}

    record LookAt(Over.Topic topic) implements Touch {}

    record Help() implements Touch {}

    /// The hidden way in for staff.
    record Knock() implements Touch {}

    /// A touch of staff.
    record ByStaffAct(Act act) implements Touch {}

    // devices

    record CardRead(Person person) implements Event {}

    /// @param fault its code
    record CardUnreadable(String fault) implements Event {}

    record CardPresence(boolean there) implements Event {}

    /// @param verificationCode of a slip, already parsed; empty when the code was something else
    record Scanned(String verificationCode) implements Event {}

    /// What looks like the code of a phone by which somebody logs in; nothing of it is proved.
    record ShownPhone(String code) implements Event {
        @Override
        public String toString() {
            return "ShownPhone";
        }
    }

    /// The code of a half-done case.
    ///
    /// @param reference a secret of whoever holds it
    record ShownCase(String reference) implements Event {
        @Override
        public String toString() {
            return "ShownCase";
        }
    }

    /// @param field whose answer it may become
    record PictureTaken(String field, Still picture) implements Event {}

    /// @param why key of the sentence
    record NoPicture(String field, String why) implements Event {}

    // the engines of writing

    /// What letters may mean.
    ///
    /// @param letters the question
    /// @param shown they, parted into syllables
    record Suggested(String letters, String shown, List<String> candidates) implements Event {}

    /// What a chosen candidate is.
    ///
    /// @param letters the question
    /// @param text empty when there is none such
    /// @param rest letters that it leaves over
    record Chosen(String letters, String text, String rest) implements Event {}

    /// What strokes may mean.
    ///
    /// @param ink the question
    record Recognised(List<Place.Stroke> ink, List<String> candidates) implements Event {}

    // the centre

    /// @param asked the answers that it was asked with, where it matters which of two answers is the later
    record Known(Map<String, String> values, Optional<FormAnswers> asked) implements Event {
        public Known(Map<String, String> values) {
            this(values, Optional.empty());
        }
    }

    record Offered(String field, List<Choice> choices) implements Event {}

    /// A list or a query did not come.
    record NotOffered(String field, String why) implements Event {}

    record CodeSent(String challenge) implements Event {}

    record CodeNotSent(String text) implements Event {}

    record CodeChecked(boolean right) implements Event {}

    /// Whose the phone's code is.
    ///
    /// @param code the question: an answer to another one is nobody's
    record PhoneKnown(String code, Person person) implements Event {
        @Override
        public String toString() {
            return "PhoneKnown";
        }
    }

    /// @param code the question
    /// @param why key of the sentence
    record PhoneRefused(String code, String why) implements Event {
        @Override
        public String toString() {
            return "PhoneRefused[" + why + "]";
        }
    }

    /// The half-done case waits elsewhere.
    record HandedOver(Outcome.HandedOver outcome) implements Event {}

    /// @param why key of the sentence
    record NotHandedOver(String why) implements Event {}

    /// A half-done case is here, and nowhere else.
    ///
    /// @param answers nothing of them is checked yet
    record CaseTaken(String txId, String caseNumber, String service, Map<String, String> answers) implements Event {
        public CaseTaken {
            answers = Map.copyOf(answers);
        }

        @Override
        public String toString() {
            return "CaseTaken[" + txId + "]";
        }
    }

    /// @param why key of the sentence
    record CaseNotTaken(String why) implements Event {}

    /// @param wrong why the person is not confirmed; empty if an officer did
    record StaffChecked(Optional<EntryVerdict.Wrong> wrong) implements Event {}

    record Matched(boolean same) implements Event {}

    record Told(Outcome outcome) implements Event {}

    /// Accepted, and to be paid.
    record Owed(Bill bill) implements Event {}

    /// The code that the phone scans.
    record PayCode(String txId, String qr, Instant until) implements Event {}

    record Charged(String txId) implements Event {}

    /// Certainly nothing was charged.
    ///
    /// @param why `EXPIRED`, `REFUSED`, `NO-CODE`
    record NotPaid(String txId, String why) implements Event {}

    record Found(List<CaseView> cases) implements Event {}

    record NotFound(String text) implements Event {}

    /// The person may act for the organisation.
    record Mandated(Mandate mandate) implements Event {}

    /// They may not, or nobody knows.
    ///
    /// @param code the question
    record NotMandated(String code, EntryVerdict.Wrong why) implements Event {}

    /// What the person did lately.
    ///
    /// @param wanted whether things are to be laid out by it; `items` is empty where not
    record Lately(boolean wanted, List<String> items) implements Event {}

    /// The centre has taken the choice.
    record OrderKept(boolean wanted) implements Event {}

    record StaffCalled(String ticket) implements Event {}

    /// Somebody of the branch has seen the call.
    record StaffSeen(String ticket) implements Event {}

    // printing

    /// The journal holds the beginning of this print; only now may it go to the printer.
    record PrintBegun(Paper paper, Mark mark) implements Event {}

    /// The document is the one of the receipt, whole, and names nobody else; its first byte goes to the
    /// printer now.
    record DocumentVerified(Paper paper) implements Event {}

    record PageOut(int pages) implements Event {}

    record PaperOut(Paper paper) implements Event {}

    record PaperFailed(Paper paper, String fault, boolean unknown) implements Event {}

    /// Where the journal has it.
    record Mark(String effectId, long sequence, String evidence) {}

    // the terminal

    record Tick() implements Event {}

    record WorldChanged(World world) implements Event {}

    /// Another catalogue is in force; who is under way keeps the one of the beginning.
    record CatalogueChanged(ItemCatalogue catalog) implements Event {}

    record Closed(String reason) implements Event {}

    /// The terminal can keep nothing any more: nobody is served, and whoever fills in a form is told at once.
    record OutOfOrder(String reason) implements Event {}

    /// What became of something that staff wanted.
    record StaffNews(News news) implements Event {}

    record Opened() implements Event {}
}
