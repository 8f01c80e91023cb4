package org.openstm.kiosk.session;

import java.util.List;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.form.FormAnswers;
import org.openstm.kiosk.staff.Order;

/// What a step wants done, as a value. The engine does it; the answer comes back as an [Event].
public sealed interface Effect {
    /// Read cards until told otherwise.
    record WatchCard() implements Effect {}

    record ForgetCard() implements Effect {}

    /// Look again and again whether the card of the last read still lies there, until it is gone.
    record WatchPresence() implements Effect {}

    record WatchCode() implements Effect {}

    record ForgetCode() implements Effect {}

    /// Prove the code of a phone, and ask the centre whose it is.
    record Redeem(String code) implements Effect {
        @Override
        public String toString() {
            return "Redeem";
        }
    }

    /// Give a half-done case to another channel.
    record HandOver(String txId, Road road, Event.HandOver.To to) implements Effect {}

    /// Take up a half-done case.
    record TakeOver(String reference, Person person) implements Effect {
        @Override
        public String toString() {
            return "TakeOver";
        }
    }

    /// Ask what letters may mean.
    record Suggest(String letters) implements Effect {}

    /// Take a candidate of those that the same letters bring.
    record Choose(String letters, int candidate) implements Effect {}

    /// Ask what strokes may mean.
    record Recognise(List<Place.Stroke> ink) implements Effect {}

    /// Let a camera take what this field asks for.
    record TakePicture(ItemField field) implements Effect {}

    record FetchKnown(Road road) implements Effect {}

    /// Have central judge who stands there while the citizen reads the answers over: nothing may be asked
    /// between their confirmation and the journal.
    record ProveIdentity(Road road) implements Effect {}

    record FetchChoices(ItemField field, String list, FormAnswers given, String parent) implements Effect {}

    /// Send a message code for the case that is being filled in on this road.
    record SendCode(String mobile, Road road) implements Effect {}

    record CheckCode(String challenge, String code) implements Effect {}

    /// Ask whether this officer confirms the person.
    record CheckStaff(String officer, String code) implements Effect {
        @Override
        public String toString() {
            return "CheckStaff[" + officer + "]";
        }
    }

    record Match() implements Effect {}

    /// Write the request to the journal, with the signature and the pictures that the road brings along.
    /// Always before [Submit].
    record Store(String txId, Road road) implements Effect {}

    record Submit(String txId) implements Effect {}

    /// Wait for the answer to a case whose outcome is not known.
    record Await(String txId) implements Effect {}

    /// Ask for the hold, and look on until it is paid or not.
    record Pay(Bill bill) implements Effect {}

    /// As above, with another code.
    record PayAgain(Bill bill) implements Effect {}

    /// Undo it; what was paid before counts.
    record Withdraw(Bill bill) implements Effect {}

    /// The citizen goes on without waiting for the money of this case.
    record LeaveTill(String txId) implements Effect {}

    record Query(Road road) implements Effect {}

    /// Write that a paper will be printed. Always before [Print].
    record BeginPrint(Paper paper) implements Effect {}

    record Print(Paper paper, Event.Mark mark, Road road, Outcome outcome) implements Effect {}

    record FetchProgress(String verificationCode) implements Effect {}

    record FetchCases(Person person) implements Effect {}

    /// Ask whether a person may act for an organisation.
    ///
    /// @param code its credit code
    record FetchMandate(Person person, String code) implements Effect {}

    /// Ask what the person did lately, and whether things are to be laid out by it.
    record FetchLately(Person person) implements Effect {}

    /// Have the centre keep whether the person wants an order of their own.
    record KeepOrder(Person person, boolean wanted) implements Effect {}

    record Rate(String txId, int grade, List<String> reasons) implements Effect {}

    record CallStaff(String where) implements Effect {}

    /// Something that staff want done.
    record Staff(Order order) implements Effect {}

    /// The session is over: let go of its devices, threads and data.
    record Wipe() implements Effect {}
}
