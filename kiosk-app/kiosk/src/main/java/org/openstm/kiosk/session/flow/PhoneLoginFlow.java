package org.openstm.kiosk.session.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;
import org.openstm.kiosk.session.model.SessionStep;

/// Identification by phone code instead of a card. A person who acts for another reads both cards: a
/// phone code identifies only the owner of the phone.
public final class PhoneLoginFlow {
    private PhoneLoginFlow() {}

    public static boolean isPhoneLoginOffered(Session session, ServiceApplication road) {
        return session.world().takesPhones() && road.acting().isEmpty();
    }

    /// During the identification step of an item.
    static SessionStep askForPhone(Session session, SessionState.Identifying here, Instant now) {
        return SessionStep.of(
                showStep(session, here, new IdentificationStep.ShowPhoneCode(now, Optional.empty(), "")),
                new SessionEffect.WatchCard(),
                new SessionEffect.WatchCode());
    }

    /// Failures that may pass within a moment.
    private static final Set<String> PASSING = Set.of("phone.no-answer", "phone.no-line");

    private static final Duration IN_A_MOMENT = Duration.ofSeconds(3);

    /// A phone still held at the scanner after its code was refused: the page already says so, nothing changes.
    private static boolean wasJustRefused(
            String last,
            Optional<EntryVerdict.Wrong> trouble,
            Instant since,
            SessionEvent.PhoneCodeShown shown,
            Instant now) {
        return last.equals(shown.code())
                && trouble.filter(wrong -> !PASSING.contains(wrong.text()) || now.isBefore(since.plus(IN_A_MOMENT)))
                        .isPresent();
    }

    /// A phone left at the scanner keeps no session alive.
    private static Session touchUnlessRepeated(Session session, SessionEvent.PhoneCodeShown shown, Instant now) {
        return lastShownCode(session.at()).equals(shown.code()) ? session : session.withTouchTime(now);
    }

    /// The last code shown.
    private static String lastShownCode(SessionState place) {
        if (place instanceof SessionState.Choosing(SelectionPage.PhoneLogin phone, var _)) return phone.code();
        return place instanceof SessionState.Identifying(var _, IdentificationStep.ShowPhoneCode show)
                ? show.code()
                : "";
    }

    static SessionStep acceptPhoneCode(
            Session session, SessionState.Identifying here, SessionEvent.PhoneCodeShown shown, Instant now) {
        if (here.road().acting().isPresent()) return SessionStep.of(session, new SessionEffect.WatchCode());
        if (!session.world().knowsPhones())
            return showCodeTrouble(touchUnlessRepeated(session, shown, now), here, "phone.no-line", shown.code(), now);
        return SessionStep.of(
                showStep(
                        touchUnlessRepeated(session, shown, now),
                        here,
                        new IdentificationStep.ShowPhoneCode(now, Optional.empty(), shown.code())),
                new SessionEffect.RedeemPhoneCode(shown.code()));
    }

    static SessionStep stepPhoneCode(
            Session session,
            SessionState.Identifying here,
            IdentificationStep.ShowPhoneCode show,
            SessionEvent.PhoneStepEvent event,
            Instant now) {
        return switch (event) {
            case SessionEvent.PhoneCodeShown shown
            when wasJustRefused(show.code(), show.trouble(), show.since(), shown, now) ->
                SessionStep.of(session, new SessionEffect.WatchCode());
            case SessionEvent.PhoneCodeShown shown when !show.isAsking() -> acceptPhoneCode(session, here, shown, now);
            // a phone is held for seconds, and scanners read it repeatedly: one request at a time
            case SessionEvent.PhoneCodeShown _ -> SessionStep.of(session);
            case SessionEvent.PhoneIdentified(var code, var person)
            when show.isAskingFor(code) -> identifyByPhone(session, here, person);
            case SessionEvent.PhoneRefused(var code, var why)
            when show.isAskingFor(code) -> showCodeTrouble(session, here, why, code, now);
            case SessionEvent.SlipScanned _
            when !show.isAsking() -> showCodeTrouble(session, here, "phone.strange", "", now);
            case SessionEvent.GoBack _
            when session.world().readsCards() ->
                SessionStep.of(
                        showStep(session, here, new IdentificationStep.LayCard(now, Optional.empty(), 0)),
                        new SessionEffect.WatchCode(),
                        new SessionEffect.WatchCard());
            case SessionEvent.CardRead read -> layCard(session, here, read, now);
            case SessionEvent.CardUnreadable unread -> layCard(session, here, unread, now);
            case SessionEvent.GoBack back -> layCard(session, here, back, now);
            case SessionEvent.PhoneIdentified _, SessionEvent.PhoneRefused _, SessionEvent.SlipScanned _ ->
                SessionStep.of(session);
        };
    }

    /// The step of the card takes its events here too.
    private static SessionStep layCard(
            Session session, SessionState.Identifying here, SessionEvent.CardStepEvent event, Instant now) {
        return IdentificationFlow.stepLayCard(
                session, here, new IdentificationStep.LayCard(now, Optional.empty(), 0), event, now);
    }

    private static SessionStep identifyByPhone(
            Session session, SessionState.Identifying here, IdentifiedPerson person) {
        var next = IdentificationFlow.continueIdentified(session, here.road().withPerson(person));
        var effects = new ArrayList<SessionEffect>(
                List.of(new SessionEffect.StopCardWatch(), new SessionEffect.StopCodeWatch()));
        effects.addAll(next.effects());
        return new SessionStep(next.next(), effects);
    }

    private static SessionStep showCodeTrouble(
            Session session, SessionState.Identifying here, String why, String code, Instant now) {
        var trouble = Optional.of(new EntryVerdict.Wrong(why, ""));
        return SessionStep.of(
                showStep(session, here, new IdentificationStep.ShowPhoneCode(now, trouble, code)),
                new SessionEffect.WatchCode());
    }

    private static Session showStep(Session session, SessionState.Identifying here, IdentificationStep proof) {
        return session.withState(new SessionState.Identifying(here.road(), proof));
    }

    /// Whether this person's level of assurance is sufficient for the item.
    static boolean isFullyAssured(IdentifiedPerson person) {
        return person.assuranceLevel() == Item.AssuranceLevel.L3;
    }

    /// Before an item is chosen.
    ///
    /// @param half reference of the transferred case to resume, or empty
    static SessionStep askForPhone(Session session, String half, Instant now) {
        return SessionStep.of(
                session.withState(anonymousSelection(
                        new SelectionPage.PhoneLogin(now, Optional.empty(), "", half.isEmpty(), half))),
                new SessionEffect.WatchCard(),
                new SessionEffect.WatchCode());
    }

    /// @param cases whether the purpose is to see one's own cases
    static SessionStep acceptPhoneCode(
            Session session, SessionEvent.PhoneCodeShown shown, boolean cases, String half, Instant now) {
        var phone = new SelectionPage.PhoneLogin(now, Optional.empty(), shown.code(), cases, half);
        if (!session.world().knowsPhones())
            return showLoginTrouble(touchUnlessRepeated(session, shown, now), "phone.no-line", phone, now);
        return SessionStep.of(
                touchUnlessRepeated(session, shown, now).withState(anonymousSelection(phone)),
                new SessionEffect.RedeemPhoneCode(shown.code()));
    }

    static SessionStep identifyByPhone(Session session, SelectionPage.PhoneLogin here, IdentifiedPerson person) {
        var effects = new ArrayList<SessionEffect>(
                List.of(new SessionEffect.StopCardWatch(), new SessionEffect.StopCodeWatch()));
        if (!here.half().isEmpty()) {
            var next = CaseTransferFlow.openTransferredCase(session, here.half(), person);
            effects.addAll(next.effects());
            return new SessionStep(next.next(), effects);
        }
        SelectionPage shelf = here.cases() ? new SelectionPage.FetchingCases() : new SelectionPage.ThemeList(0);
        if (here.cases()) effects.add(new SessionEffect.FetchCases(person));
        return new SessionStep(session.withState(new SessionState.Choosing(shelf, Optional.of(person))), effects);
    }

    static boolean wasJustRefused(SelectionPage.PhoneLogin phone, SessionEvent.PhoneCodeShown shown, Instant now) {
        return wasJustRefused(phone.code(), phone.trouble(), phone.since(), shown, now);
    }

    /// @param phone state with the code that is in trouble
    static SessionStep showLoginTrouble(Session session, String why, SelectionPage.PhoneLogin phone, Instant now) {
        var wrong = Optional.of(new EntryVerdict.Wrong(why, ""));
        var shelf = new SelectionPage.PhoneLogin(now, wrong, phone.code(), phone.cases(), phone.half());
        return SessionStep.of(session.withState(anonymousSelection(shelf)), new SessionEffect.WatchCode());
    }

    private static SessionState.Choosing anonymousSelection(SelectionPage shelf) {
        return new SessionState.Choosing(shelf, Optional.empty());
    }
}
