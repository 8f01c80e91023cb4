package org.openstm.kiosk.session.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.staff.StaffSession;

/// The citizen's current step. Pages and items add no states: they are data in the fields.
public sealed interface SessionState {
    /// No session is active.
    record Idle() implements SessionState {}

    /// Choosing an item.
    ///
    /// @param person set when the card was read before an item was chosen
    record Choosing(SelectionPage shelf, Optional<IdentifiedPerson> person) implements SessionState {}

    /// Identification.
    record Identifying(ServiceApplication road, IdentificationStep proof) implements SessionState {}

    /// Filling in the form.
    ///
    /// @param page index of the page
    /// @param entry input on this page that is not confirmed yet
    /// @param choices options from central, empty while they are fetched
    /// @param trail region levels chosen so far
    /// @param code message code being typed, once one was sent
    /// @param backToCheck whether a change from the check page returns there
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

    /// Checking and then signing the answers.
    record Confirming(
            ServiceApplication road,
            boolean signing,
            boolean read,
            List<PenStroke> strokes,
            Optional<EntryVerdict.Wrong> wrong)
            implements SessionState {}

    /// @param txId empty while a query runs: it creates no case
    record Submitting(ServiceApplication road, String txId) implements SessionState {}

    /// Transferring the case to another channel.
    ///
    /// @param from state to return to if the transfer fails
    /// @param wrong why the transfer failed; empty while central is being asked
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

    /// Paying for an accepted case.
    record Paying(ServiceApplication road, CaseBill bill, PaymentStage till) implements SessionState {}

    record Delivering(ServiceApplication road, CaseOutcome outcome, DeliveryStage handing) implements SessionState {}

    /// @param taken papers that came out
    /// @param grade 0 until chosen, 1 (very dissatisfied) to 5
    /// @param reasons chosen reasons for a bad grade
    /// @param thanked whether the rating is being sent
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

        /// A bad grade was given and its reasons are asked.
        public boolean isAskingReasons() {
            return grade > 0 && !thanked;
        }
    }

    /// @param reason text key
    record OutOfService(String reason) implements SessionState {}

    /// Staff are logging in or logged in: no citizen is served.
    ///
    /// @param shut why the terminal was out of service before; empty if it was not
    record AtStaff(StaffSession shift, Optional<String> shut) implements SessionState {}

    /// Groups of items to choose from.
    sealed interface SelectionPage {
        /// @param page page of tiles; large type shows six on a page
        record ThemeList(int page) implements SelectionPage {}

        record ItemList(String theme) implements SelectionPage {}

        /// Searching for an item.
        ///
        /// @param entry letters, pinyin or characters; spaces separate words
        /// @param page page of results
        record ItemSearch(String entry, int page, KeyboardState keyboard) implements SelectionPage {
            /// The search text: letters that are not converted yet count as pinyin.
            public String searchText() {
                return entry + keyboard.letters();
            }
        }

        /// Short list of items for this person.
        record PersonalSuggestions() implements SelectionPage {}

        /// @param found the search or list to go back to
        record GuidePage(String item, Optional<SelectionPage> found) implements SelectionPage {
            public GuidePage(String item) {
                this(item, Optional.empty());
            }
        }

        /// The item is not available now; its guide can still be read.
        record ItemClosed(String item, String reason) implements SelectionPage {}

        /// Identification by card, to see one's own cases.
        ///
        /// @param half reference of the transferred case to resume, or empty
        record CardLogin(Instant since, Optional<EntryVerdict.Wrong> trouble, String half) implements SelectionPage {
            public CardLogin(Instant since, Optional<EntryVerdict.Wrong> trouble) {
                this(since, trouble, "");
            }

            @Override
            public String toString() {
                return "CardLogin";
            }
        }

        /// A transferred case is being fetched.
        record OpeningTransfer() implements SelectionPage {}

        /// The transferred case cannot be resumed here.
        ///
        /// @param text text key
        record TransferNotOpened(String text) implements SelectionPage {}

        /// Identification by phone code.
        ///
        /// @param since when the page took its current form
        /// @param trouble what is wrong with the code
        /// @param code last code shown, or empty; without trouble its owner is being asked
        /// @param cases whether the purpose is to see one's own cases
        /// @param half as above
        record PhoneLogin(Instant since, Optional<EntryVerdict.Wrong> trouble, String code, boolean cases, String half)
                implements SelectionPage {
            public boolean isAsking() {
                return !code.isEmpty() && trouble.isEmpty();
            }

            /// The scanned text was not a phone code.
            public PhoneLogin withoutCode() {
                return new PhoneLogin(since, trouble, "", cases, half);
            }

            /// Whether the reply belongs to the current request.
            public boolean isAskingFor(String other) {
                return isAsking() && code.equals(other);
            }

            @Override
            public String toString() {
                return "PhoneLogin";
            }
        }

        /// Identification by the slip's code or a card.
        record AskProgressCode() implements SelectionPage {}

        record FetchingCases() implements SelectionPage {}

        record CaseProgressList(List<CaseView> cases) implements SelectionPage {}

        /// @param text text key
        record NoCaseProgress(String text) implements SelectionPage {}
    }

    /// Steps of identification.
    sealed interface IdentificationStep {
        record PurposeNotice(boolean sensitiveTicked, boolean asked) implements IdentificationStep {}

        record LayCard(Instant since, Optional<EntryVerdict.Wrong> trouble, int failures)
                implements IdentificationStep {}

        /// Identification by phone code.
        ///
        /// @param since when the page took its current form
        /// @param trouble what is wrong with the code
        /// @param code last code shown, or empty; without trouble its owner is being asked
        record ShowPhoneCode(Instant since, Optional<EntryVerdict.Wrong> trouble, String code)
                implements IdentificationStep {
            public boolean isAsking() {
                return !code.isEmpty() && trouble.isEmpty();
            }

            /// Whether the reply belongs to the current request.
            public boolean isAskingFor(String other) {
                return isAsking() && code.equals(other);
            }

            @Override
            public String toString() {
                return "ShowPhoneCode";
            }
        }

        /// Choice of how the person is compared with the card.
        record PersonCheck(Optional<EntryVerdict.Wrong> wrong) implements IdentificationStep {}

        /// An officer of the branch confirms with number and one-use code, typed in one entry.
        ///
        /// @param asking whether the entry is being checked
        record StaffCodeEntry(String entry, Optional<EntryVerdict.Wrong> wrong, boolean asking)
                implements IdentificationStep {}

        record PersonMatching() implements IdentificationStep {}

        /// Choice of the organisation for which the person acts.
        ///
        /// @param entry credit code typed so far
        /// @param asking whether central is being asked
        /// @param mandate mandate found, to be confirmed
        record OrganisationEntry(
                String entry, Optional<EntryVerdict.Wrong> wrong, boolean asking, Optional<OrganisationMandate> mandate)
                implements IdentificationStep {}
    }

    record SmsCodeEntry(String challenge, String entry, Optional<EntryVerdict.Wrong> wrong, boolean asking) {}

    /// Points of one pen stroke in pixels of the pad, alternating x and y.
    record PenStroke(List<Integer> points) {
        public PenStroke {
            points = List.copyOf(points);
        }
    }

    /// Stage of the payment.
    sealed interface PaymentStage {
        record RequestingCode() implements PaymentStage {}

        /// @param qr text of the payment code
        record ShowingCode(String qr, Instant until) implements PaymentStage {}

        /// Paid; central is being informed.
        record ChargeSeen() implements PaymentStage {}

        /// It is certain that nothing was charged.
        ///
        /// @param why `EXPIRED`, `REFUSED`, `NO-CODE`
        record Unpaid(String why) implements PaymentStage {}

        /// The citizen refuses to pay; central is being informed.
        record WithdrawingPayment() implements PaymentStage {}
    }

    /// Stage of the delivery.
    sealed interface DeliveryStage {
        record ShowingOutcome() implements DeliveryStage {}

        /// The card still lies on the reader: the card comes before the papers.
        record TakeCard(List<CasePaper> papers, Instant since) implements DeliveryStage {}

        /// @param index index of the paper being printed
        /// @param page number of pages printed so far
        /// @param verified whether the document being printed was compared with the receipt and the person
        /// @param missing titles of papers that did not come out
        record Printing(List<CasePaper> papers, int index, int page, boolean verified, List<String> missing)
                implements DeliveryStage {}

        /// @param unknown whether the result of the print is unknown: staff check first
        /// @param ticket number of the call to staff, as on the help page
        record PrintTrouble(
                List<CasePaper> papers, int index, String fault, boolean unknown, List<String> missing, String ticket)
                implements DeliveryStage {
            public PrintTrouble withTicket(String told) {
                return new PrintTrouble(papers, index, fault, unknown, missing, told);
            }
        }
    }
}
