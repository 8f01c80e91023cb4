package org.openstm.kiosk.session;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.staff.Shift;

/// Where the citizen stands. Pages and items add no places: they are data in the fields.
public sealed interface Place {
    /// Nobody is there.
    record Idle() implements Place {}

    /// Looking for what to do.
    ///
    /// @param person set when the card was read before an item was chosen
    record Choosing(Shelf shelf, Optional<Person> person) implements Place {}

    /// Saying who one is.
    record Identifying(Road road, Proof proof) implements Place {}

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
            Road road,
            int page,
            String entry,
            Optional<EntryVerdict.Wrong> wrong,
            Optional<List<Choice>> choices,
            int choicePage,
            List<Choice> trail,
            Optional<CodeEntry> code,
            boolean backToCheck,
            Keyboard keyboard)
            implements Place {}

    /// Checking what will be sent, then signing it.
    record Confirming(
            Road road, boolean signing, boolean read, List<Stroke> strokes, Optional<EntryVerdict.Wrong> wrong)
            implements Place {}

    /// @param txId empty while a query runs: it makes no case
    record Submitting(Road road, String txId) implements Place {}

    /// Giving the half-done case to another channel.
    ///
    /// @param from where the citizen goes on here if it cannot be given
    /// @param wrong why it was not given; empty while the centre is asked
    record Passing(Road road, String txId, Event.HandOver.To to, Place from, Optional<EntryVerdict.Wrong> wrong)
            implements Place {
        Passing failed(EntryVerdict.Wrong why) {
            return new Passing(road, txId, to, from, Optional.of(why));
        }
    }

    /// Paying what an accepted case costs.
    record Paying(Road road, Bill bill, Till till) implements Place {}

    record Delivering(Road road, Outcome outcome, Handing handing) implements Place {}

    /// @param taken the papers that came out
    /// @param grade 0 until chosen, 1 (very dissatisfied) to 5
    /// @param reasons of a bad grade, as many as the citizen likes
    /// @param thanked the rating is on its way
    record Farewell(
            Road road,
            Outcome outcome,
            List<Paper> taken,
            int grade,
            Set<String> reasons,
            boolean thanked,
            Instant since)
            implements Place {
        public Farewell {
            reasons = Collections.unmodifiableSet(new TreeSet<>(reasons));
        }

        Farewell rated(int given, Set<String> why, boolean sent, Instant now) {
            return new Farewell(road, outcome, taken, given, why, sent, now);
        }

        /// A bad grade was given, and its reasons are being asked.
        public boolean asksWhy() {
            return grade > 0 && !thanked;
        }
    }

    /// @param reason key of the sentence
    record OutOfService(String reason) implements Place {}

    /// Staff are at work: no citizen is served meanwhile.
    ///
    /// @param shut why the terminal was out of service when they came; empty if it was not
    record AtStaff(Shift shift, Optional<String> shut) implements Place {}

    /// What is laid out to choose from.
    sealed interface Shelf {
        /// @param page of the tiles; large type shows six a page
        record Themes(int page) implements Shelf {}

        record Items(String theme) implements Shelf {}

        /// Finding an item by typing.
        ///
        /// @param entry letters, pinyin or characters; blanks part words
        /// @param page of the results
        record Finding(String entry, int page, Keyboard keyboard) implements Shelf {
            /// What is looked for: letters that are no characters yet count as pinyin.
            public String typed() {
                return entry + keyboard.letters();
            }
        }

        /// What the person may have come for.
        record ForMe() implements Shelf {}

        /// @param found the search, or what else led here, to go back to
        record Guide(String item, Optional<Shelf> found) implements Shelf {
            Guide(String item) {
                this(item, Optional.empty());
            }
        }

        /// The item cannot be done now; the guide still can be read.
        record Closed(String item, String reason) implements Shelf {}

        /// Lay the card, to see one's own cases.
        ///
        /// @param half reference of the half-done case that is to be opened, or empty
        record MyCard(Instant since, Optional<EntryVerdict.Wrong> trouble, String half) implements Shelf {
            public MyCard(Instant since, Optional<EntryVerdict.Wrong> trouble) {
                this(since, trouble, "");
            }

            @Override
            public String toString() {
                return "MyCard";
            }
        }

        /// A half-done case is being fetched.
        record Opening() implements Shelf {}

        /// It cannot be opened here.
        ///
        /// @param text key of the sentence
        record NotOpened(String text) implements Shelf {}

        /// Show a code on one's phone.
        ///
        /// @param since the page is as it is
        /// @param trouble what became of the code
        /// @param code that was shown last, or empty; without trouble it is being asked whose it is
        /// @param cases to see one's own cases
        /// @param half as above
        record MyPhone(Instant since, Optional<EntryVerdict.Wrong> trouble, String code, boolean cases, String half)
                implements Shelf {
            public boolean asking() {
                return !code.isEmpty() && trouble.isEmpty();
            }

            /// Something else was shown, that is no code of a phone.
            MyPhone without() {
                return new MyPhone(since, trouble, "", cases, half);
            }

            /// Whether it is the answer to what is asked now.
            boolean asks(String other) {
                return asking() && code.equals(other);
            }

            @Override
            public String toString() {
                return "MyPhone";
            }
        }

        /// Show the slip's code, or lay the card.
        record AskCode() implements Shelf {}

        record Fetching() implements Shelf {}

        record Progress(List<CaseView> cases) implements Shelf {}

        /// @param text key of the sentence
        record NoProgress(String text) implements Shelf {}
    }

    /// Steps of proving who one is.
    sealed interface Proof {
        record Notice(boolean sensitiveTicked, boolean asked) implements Proof {}

        record LayCard(Instant since, Optional<EntryVerdict.Wrong> trouble, int failures) implements Proof {}

        /// Show a code on one's phone.
        ///
        /// @param since the page is as it is
        /// @param trouble what became of the code
        /// @param code that was shown last, or empty; without trouble it is being asked whose it is
        record ShowCode(Instant since, Optional<EntryVerdict.Wrong> trouble, String code) implements Proof {
            public boolean asking() {
                return !code.isEmpty() && trouble.isEmpty();
            }

            /// Whether it is the answer to what is asked now.
            boolean asks(String other) {
                return asking() && code.equals(other);
            }

            @Override
            public String toString() {
                return "ShowCode";
            }
        }

        /// Choose how the person is checked against the card.
        record PersonCheck(Optional<EntryVerdict.Wrong> wrong) implements Proof {}

        /// An officer of the branch confirms with number and one-use code, typed in one go.
        ///
        /// @param asking whether it is being checked
        record StaffCode(String entry, Optional<EntryVerdict.Wrong> wrong, boolean asking) implements Proof {}

        record Matching() implements Proof {}

        /// For which organisation the person acts.
        ///
        /// @param entry its credit code, as far as it is typed
        /// @param asking the centre is being asked
        /// @param mandate that they may, to be confirmed
        record Organisation(String entry, Optional<EntryVerdict.Wrong> wrong, boolean asking, Optional<Mandate> mandate)
                implements Proof {}
    }

    record CodeEntry(String challenge, String entry, Optional<EntryVerdict.Wrong> wrong, boolean asking) {}

    /// Points of one pen stroke in pixels of the pad, x and y in turn.
    record Stroke(List<Integer> points) {
        public Stroke {
            points = List.copyOf(points);
        }
    }

    /// How far the money is.
    sealed interface Till {
        record Asking() implements Till {}

        /// @param qr text of the code that the phone scans
        record Code(String qr, Instant until) implements Till {}

        /// Paid; the centre is told.
        record Charged() implements Till {}

        /// Certainly nothing was charged.
        ///
        /// @param why `EXPIRED`, `REFUSED`, `NO-CODE`
        record Unpaid(String why) implements Till {}

        /// The citizen does not want to pay; the centre is told.
        record Undoing() implements Till {}
    }

    /// How far the papers are.
    sealed interface Handing {
        record Told() implements Handing {}

        /// The card still lies there: card first, paper after.
        record TakeCard(List<Paper> papers, Instant since) implements Handing {}

        /// @param index of the paper that prints now
        /// @param page pages out so far
        /// @param verified whether the document that prints now was held against the receipt and the person
        /// @param missing titles that did not come out
        record Printing(List<Paper> papers, int index, int page, boolean verified, List<String> missing)
                implements Handing {}

        /// @param unknown nobody knows whether it came out: staff looks first
        /// @param ticket of the call to staff, as on the help page
        record Trouble(
                List<Paper> papers, int index, String fault, boolean unknown, List<String> missing, String ticket)
                implements Handing {
            Trouble called(String told) {
                return new Trouble(papers, index, fault, unknown, missing, told);
            }
        }
    }
}
