package org.openstm.kiosk.session.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.staff.StaffSession;

/// Where the citizen stands. Pages and items add no places: they are data in the fields.
public sealed interface SessionState {
    /// Nobody is there.
    record Idle() implements SessionState {}

    /// Looking for what to do.
    ///
    /// @param person set when the card was read before an item was chosen
    record Choosing(SelectionPage shelf, Optional<IdentifiedPerson> person) implements SessionState {}

    /// Saying who one is.
    record Identifying(ServiceApplication road, IdentificationStep proof) implements SessionState {}

    /// Answering.
    ///
    /// @param page index of the page
    /// @param entry what has been typed or picked on this page and not yet taken
    /// @param choices options from the centre, empty while they are fetched
    /// @param trail region levels picked so far
    /// @param code the message code being typed, once one was sent
    /// @param backToCheck a change from the check page returns there
    /// @param keyboard of a page where text is typed
    record Filling(
            ServiceApplication road,
            int page,
            String entry,
            Optional<EntryVerdict.Wrong> wrong,
            Optional<List<OfferedChoice>> choices,
            int choicePage,
            List<OfferedChoice> trail,
            Optional<SmsCodeEntry> code,
            boolean backToCheck,
            KeyboardState keyboard)
            implements SessionState {}

    /// Checking what will be sent, then signing it.
    record Confirming(
            ServiceApplication road,
            boolean signing,
            boolean read,
            List<PenStroke> strokes,
            Optional<EntryVerdict.Wrong> wrong)
            implements SessionState {}

    /// @param txId empty while a query runs: it makes no case
    record Submitting(ServiceApplication road, String txId) implements SessionState {}

    /// Giving the half-done case to another channel.
    ///
    /// @param from where the citizen goes on here if it cannot be given
    /// @param wrong why it was not given; empty while the centre is asked
    record TransferringState(
            ServiceApplication road,
            String txId,
            SessionEvent.TransferCase.TransferTarget to,
            SessionState from,
            Optional<EntryVerdict.Wrong> wrong)
            implements SessionState {
        public TransferringState withFailure(EntryVerdict.Wrong why) {
            return new TransferringState(road, txId, to, from, Optional.of(why));
        }
    }

    /// Paying what an accepted case costs.
    record Paying(ServiceApplication road, CaseBill bill, PaymentStage till) implements SessionState {}

    record Delivering(ServiceApplication road, CaseOutcome outcome, DeliveryStage handing) implements SessionState {}

    /// @param taken the papers that came out
    /// @param grade 0 until chosen, 1 (very dissatisfied) to 5
    /// @param reasons of a bad grade, as many as the citizen likes
    /// @param thanked the rating is on its way
    record Farewell(
            ServiceApplication road,
            CaseOutcome outcome,
            List<CasePaper> taken,
            int grade,
            Set<String> reasons,
            boolean thanked,
            Instant since)
            implements SessionState {
        public Farewell {
            reasons = Collections.unmodifiableSet(new TreeSet<>(reasons));
        }

        public Farewell withRating(int given, Set<String> why, boolean sent, Instant now) {
            return new Farewell(road, outcome, taken, given, why, sent, now);
        }

        /// A bad grade was given, and its reasons are being asked.
        public boolean isAskingReasons() {
            return grade > 0 && !thanked;
        }
    }

    /// @param reason key of the sentence
    record OutOfService(String reason) implements SessionState {}

    /// Staff are at work: no citizen is served meanwhile.
    ///
    /// @param shut why the terminal was out of service when they came; empty if it was not
    record AtStaff(StaffSession shift, Optional<String> shut) implements SessionState {}

    /// What is laid out to choose from.
    sealed interface SelectionPage {
        /// @param page of the tiles; large type shows six a page
        record ThemeList(int page) implements SelectionPage {}

        record ItemList(String theme) implements SelectionPage {}

        /// Finding an item by typing.
        ///
        /// @param entry letters, pinyin or characters; blanks part words
        /// @param page of the results
        record ItemSearch(String entry, int page, KeyboardState keyboard) implements SelectionPage {
            /// What is looked for: letters that are no characters yet count as pinyin.
            public String searchText() {
                return entry + keyboard.letters();
            }
        }

        /// What the person may have come for.
        record PersonalSuggestions() implements SelectionPage {}

        /// @param found the search, or what else led here, to go back to
        record GuidePage(String item, Optional<SelectionPage> found) implements SelectionPage {
            public GuidePage(String item) {
                this(item, Optional.empty());
            }
        }

        /// The item cannot be done now; the guide still can be read.
        record ItemClosed(String item, String reason) implements SelectionPage {}

        /// Lay the card, to see one's own cases.
        ///
        /// @param half reference of the half-done case that is to be opened, or empty
        record CardLogin(Instant since, Optional<EntryVerdict.Wrong> trouble, String half) implements SelectionPage {
            public CardLogin(Instant since, Optional<EntryVerdict.Wrong> trouble) {
                this(since, trouble, "");
            }

            @Override
            public String toString() {
                return "MyCard";
            }
        }

        /// A half-done case is being fetched.
        record OpeningTransfer() implements SelectionPage {}

        /// It cannot be opened here.
        ///
        /// @param text key of the sentence
        record TransferNotOpened(String text) implements SelectionPage {}

        /// Show a code on one's phone.
        ///
        /// @param since the page is as it is
        /// @param trouble what became of the code
        /// @param code that was shown last, or empty; without trouble it is being asked whose it is
        /// @param cases to see one's own cases
        /// @param half as above
        record PhoneLogin(Instant since, Optional<EntryVerdict.Wrong> trouble, String code, boolean cases, String half)
                implements SelectionPage {
            public boolean isAsking() {
                return !code.isEmpty() && trouble.isEmpty();
            }

            /// Something else was shown, that is no code of a phone.
            public PhoneLogin withoutCode() {
                return new PhoneLogin(since, trouble, "", cases, half);
            }

            /// Whether it is the answer to what is asked now.
            public boolean isAskingFor(String other) {
                return isAsking() && code.equals(other);
            }

            @Override
            public String toString() {
                return "MyPhone";
            }
        }

        /// Show the slip's code, or lay the card.
        record AskProgressCode() implements SelectionPage {}

        record FetchingCases() implements SelectionPage {}

        record CaseProgressList(List<CaseView> cases) implements SelectionPage {}

        /// @param text key of the sentence
        record NoCaseProgress(String text) implements SelectionPage {}
    }

    /// Steps of proving who one is.
    sealed interface IdentificationStep {
        record PurposeNotice(boolean sensitiveTicked, boolean asked) implements IdentificationStep {}

        record LayCard(Instant since, Optional<EntryVerdict.Wrong> trouble, int failures)
                implements IdentificationStep {}

        /// Show a code on one's phone.
        ///
        /// @param since the page is as it is
        /// @param trouble what became of the code
        /// @param code that was shown last, or empty; without trouble it is being asked whose it is
        record ShowPhoneCode(Instant since, Optional<EntryVerdict.Wrong> trouble, String code)
                implements IdentificationStep {
            public boolean isAsking() {
                return !code.isEmpty() && trouble.isEmpty();
            }

            /// Whether it is the answer to what is asked now.
            public boolean isAskingFor(String other) {
                return isAsking() && code.equals(other);
            }

            @Override
            public String toString() {
                return "ShowCode";
            }
        }

        /// Choose how the person is checked against the card.
        record PersonCheck(Optional<EntryVerdict.Wrong> wrong) implements IdentificationStep {}

        /// An officer of the branch confirms with number and one-use code, typed in one go.
        ///
        /// @param asking whether it is being checked
        record StaffCodeEntry(String entry, Optional<EntryVerdict.Wrong> wrong, boolean asking)
                implements IdentificationStep {}

        record PersonMatching() implements IdentificationStep {}

        /// For which organisation the person acts.
        ///
        /// @param entry its credit code, as far as it is typed
        /// @param asking the centre is being asked
        /// @param mandate that they may, to be confirmed
        record OrganisationEntry(
                String entry, Optional<EntryVerdict.Wrong> wrong, boolean asking, Optional<OrganisationMandate> mandate)
                implements IdentificationStep {}
    }

    record SmsCodeEntry(String challenge, String entry, Optional<EntryVerdict.Wrong> wrong, boolean asking) {}

    /// Points of one pen stroke in pixels of the pad, x and y in turn.
    record PenStroke(List<Integer> points) {
        public PenStroke {
            points = List.copyOf(points);
        }
    }

    /// How far the money is.
    sealed interface PaymentStage {
        record RequestingCode() implements PaymentStage {}

        /// @param qr text of the code that the phone scans
        record ShowingCode(String qr, Instant until) implements PaymentStage {}

        /// Paid; the centre is told.
        record ChargeSeen() implements PaymentStage {}

        /// Certainly nothing was charged.
        ///
        /// @param why `EXPIRED`, `REFUSED`, `NO-CODE`
        record Unpaid(String why) implements PaymentStage {}

        /// The citizen does not want to pay; the centre is told.
        record WithdrawingPayment() implements PaymentStage {}
    }

    /// How far the papers are.
    sealed interface DeliveryStage {
        record ShowingOutcome() implements DeliveryStage {}

        /// The card still lies there: card first, paper after.
        record TakeCard(List<CasePaper> papers, Instant since) implements DeliveryStage {}

        /// @param index of the paper that prints now
        /// @param page pages out so far
        /// @param verified whether the document that prints now was held against the receipt and the person
        /// @param missing titles that did not come out
        record Printing(List<CasePaper> papers, int index, int page, boolean verified, List<String> missing)
                implements DeliveryStage {}

        /// @param unknown nobody knows whether it came out: staff looks first
        /// @param ticket of the call to staff, as on the help page
        record PrintTrouble(
                List<CasePaper> papers, int index, String fault, boolean unknown, List<String> missing, String ticket)
                implements DeliveryStage {
            public PrintTrouble withTicket(String told) {
                return new PrintTrouble(papers, index, fault, unknown, missing, told);
            }
        }
    }
}
