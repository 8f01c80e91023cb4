package org.openstm.kiosk.session.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Personalization;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;
import org.openstm.kiosk.session.model.SessionStep;

/// From the idle screen to a chosen item.
final class SelectionFlow {
    private SelectionFlow() {}

    static SessionStep stepIdle(Session session, SessionEvent.IdleEvent event, Instant now) {
        return switch (event) {
            case SessionEvent.StartSession _ ->
                SessionStep.of(
                        session.withState(anonymousSelection(new SelectionPage.ThemeList(0))),
                        new SessionEffect.StopCodeWatch());
            case SessionEvent.OpenStaffLogin _ -> StaffFlow.beginStaffSession(session, Optional.empty(), now);
            case SessionEvent.SeeProgress _ ->
                SessionStep.of(
                        session.withState(anonymousSelection(new SelectionPage.AskProgressCode())),
                        new SessionEffect.WatchCode());
            case SessionEvent.CardRead(var person)
            when person.expired().isEmpty() ->
                SessionStep.of(
                        session.withState(
                                new SessionState.Choosing(new SelectionPage.ThemeList(0), Optional.of(person))),
                        new SessionEffect.StopCodeWatch(),
                        new SessionEffect.WatchCardRemoval());
            case SessionEvent.CardRead _ ->
                SessionStep.of(
                        session.withState(anonymousSelection(new SelectionPage.ThemeList(0))),
                        new SessionEffect.StopCodeWatch(),
                        new SessionEffect.WatchCardRemoval());
            case SessionEvent.SlipScanned(var code)
            when !code.isEmpty() ->
                SessionStep.of(
                        session.withTouchTime(now).withState(anonymousSelection(new SelectionPage.FetchingCases())),
                        new SessionEffect.FetchProgress(code));
            case SessionEvent.SlipScanned _ -> SessionStep.of(session, new SessionEffect.WatchCode());
            case SessionEvent.PhoneCodeShown shown -> PhoneLoginFlow.acceptPhoneCode(session, shown, false, "", now);
            case SessionEvent.TransferCodeShown shown ->
                CaseTransferFlow.acceptTransferCode(session, shown, Optional.empty(), now);
        };
    }

    private static SessionState.Choosing anonymousSelection(SelectionPage shelf) {
        return new SessionState.Choosing(shelf, Optional.empty());
    }

    static SessionStep stepChoosing(
            Session session, SessionState.Choosing here, SessionEvent.ChoosingEvent event, Instant now) {
        return switch (event) {
            case SessionEvent.BrowsingEvent input -> stepBrowsing(session, here, input, now);
            case SessionEvent.ChannelEvent input -> stepPhoneLogin(session, here, input, now);
            case SessionEvent.ItemChoiceEvent input -> stepItemChoice(session, here, input);
            case SessionEvent.CaseListEvent input -> stepCardAndCases(session, here, input, now);
        };
    }

    private static SessionStep stepBrowsing(
            Session session, SessionState.Choosing here, SessionEvent.BrowsingEvent event, Instant now) {
        return switch (event) {
            case SessionEvent.SeeTheme(var theme)
            when session.catalog().findTheme(theme).isPresent() ->
                SessionStep.of(showPage(session, here, new SelectionPage.ItemList(theme)));
            case SessionEvent.SeeItem(var item)
            when session.catalog().findItem(item).isPresent() ->
                SessionStep.of(showPage(session, here, new SelectionPage.GuidePage(item, returnPage(here.shelf()))));
            case SessionEvent.TurnPage(var by)
            when here.shelf() instanceof SelectionPage.ThemeList(var page) ->
                SessionStep.of(showPage(session, here, new SelectionPage.ThemeList(clampedPage(session, page, by))));
            case SessionEvent.OpenSearch _ ->
                SessionStep.of(showPage(session, here, ItemSearchFlow.emptySearch(session)));
            case SessionEvent.SearchEvent input
            when here.shelf() instanceof SelectionPage.ItemSearch finding -> {
                var found = ItemSearchFlow.stepSearch(session, finding, input);
                yield new SessionStep(showPage(session, here, found.finding()), found.effects());
            }
            case SessionEvent.SeeProgress _
            when here.person().isPresent() ->
                SessionStep.of(
                        showPage(session, here, new SelectionPage.FetchingCases()),
                        new SessionEffect.FetchCases(here.person().get()));
            case SessionEvent.SeeProgress _ ->
                SessionStep.of(
                        showPage(session, here, new SelectionPage.AskProgressCode()), new SessionEffect.WatchCode());
            case SessionEvent.SeeMyCases _
            when here.person().isPresent() ->
                SessionStep.of(
                        showPage(session, here, new SelectionPage.FetchingCases()),
                        new SessionEffect.FetchCases(here.person().get()));
            case SessionEvent.SeeMyCases _ ->
                SessionStep.of(
                        showPage(session, here, new SelectionPage.CardLogin(now, Optional.empty())),
                        new SessionEffect.WatchCode(),
                        new SessionEffect.WatchCard());
            case SessionEvent.SeeTheme _, SessionEvent.SeeItem _, SessionEvent.SearchEvent _ -> SessionStep.of(session);
        };
    }

    /// Logins by phone, and cases that were begun elsewhere.
    private static SessionStep stepPhoneLogin(
            Session session, SessionState.Choosing here, SessionEvent.ChannelEvent event, Instant now) {
        return switch (event) {
            case SessionEvent.LoginByPhone _
            when here.shelf() instanceof SelectionPage.CardLogin card ->
                PhoneLoginFlow.askForPhone(session, card.half(), now);
            // a phone is held for seconds, and scanners read it repeatedly: one request at a time
            case SessionEvent.PhoneCodeShown _
            when here.shelf() instanceof SelectionPage.PhoneLogin phone && phone.isAsking() -> SessionStep.of(session);
            case SessionEvent.PhoneCodeShown shown
            when here.shelf() instanceof SelectionPage.PhoneLogin phone
                    && PhoneLoginFlow.wasJustRefused(phone, shown, now) ->
                SessionStep.of(session, new SessionEffect.WatchCode());
            case SessionEvent.PhoneCodeShown shown
            when here.person().isEmpty() ->
                PhoneLoginFlow.acceptPhoneCode(
                        session, shown, wantsOwnCases(here.shelf()), transferReference(here.shelf()), now);
            case SessionEvent.TransferCodeShown shown
            when !(here.shelf() instanceof SelectionPage.OpeningTransfer) ->
                CaseTransferFlow.acceptTransferCode(session, shown, here.person(), now);
            case SessionEvent.CaseResumed taken
            when here.shelf() instanceof SelectionPage.OpeningTransfer
                    && here.person().isPresent() ->
                CaseTransferFlow.resumeCase(session, taken, here.person().get());
            case SessionEvent.CaseNotResumed(var why)
            when here.shelf() instanceof SelectionPage.OpeningTransfer ->
                SessionStep.of(showPage(session, here, new SelectionPage.TransferNotOpened(why)));
            case SessionEvent.PhoneIdentified(var code, var person)
            when here.shelf() instanceof SelectionPage.PhoneLogin phone && phone.isAskingFor(code) ->
                PhoneLoginFlow.identifyByPhone(session, phone, person);
            case SessionEvent.PhoneRefused(var code, var why)
            when here.shelf() instanceof SelectionPage.PhoneLogin phone && phone.isAskingFor(code) ->
                PhoneLoginFlow.showLoginTrouble(session, why, phone, now);
            case SessionEvent.LoginByPhone _,
                    SessionEvent.PhoneCodeShown _,
                    SessionEvent.TransferCodeShown _,
                    SessionEvent.CaseResumed _,
                    SessionEvent.CaseNotResumed _,
                    SessionEvent.PhoneIdentified _,
                    SessionEvent.PhoneRefused _ -> SessionStep.of(session);
        };
    }

    /// The choice of an item, and what the citizen has chosen before.
    private static SessionStep stepItemChoice(
            Session session, SessionState.Choosing here, SessionEvent.ItemChoiceEvent event) {
        return switch (event) {
            case SessionEvent.SwitchPersonalization _ -> PersonalizationFlow.switchPersonalization(session, here);
            case SessionEvent.SeeForMe _
            when session.order() instanceof Personalization.PersonalOrder ->
                SessionStep.of(showPage(session, here, new SelectionPage.PersonalSuggestions()));
            case SessionEvent.BeginItem(var item) ->
                beginItem(
                        session,
                        here,
                        item,
                        i -> ServiceApplication.forItem(i, here.person()).withCarriedAnswers(session.told()));
            case SessionEvent.BeginItemFor(var item, var role) ->
                beginItem(
                        session,
                        here,
                        item,
                        i -> ServiceApplication.forItemInRole(
                                i, role, here.person().filter(p -> !p.isByPhone() && !p.isBySocialCard())));
            case SessionEvent.GoBack _ -> goBack(session, here);
            case SessionEvent.SeeForMe _ -> SessionStep.of(session);
        };
    }

    /// Cards and slips, and the cases to which they lead.
    private static SessionStep stepCardAndCases(
            Session session, SessionState.Choosing here, SessionEvent.CaseListEvent event, Instant now) {
        return switch (event) {
            case SessionEvent.CardRead read -> applyCard(session, here, read);
            case SessionEvent.CardUnreadable(var fault)
            when here.shelf() instanceof SelectionPage.CardLogin ->
                SessionStep.of(showPage(
                        session,
                        here,
                        new SelectionPage.CardLogin(
                                now,
                                Optional.of(new EntryVerdict.Wrong("card." + fault, "")),
                                transferReference(here.shelf()))));
            case SessionEvent.SlipScanned(var code)
            when here.shelf() instanceof SelectionPage.PhoneLogin phone && !phone.isAsking() && code.isEmpty() ->
                PhoneLoginFlow.showLoginTrouble(session, "phone.strange", phone.withoutCode(), now);
            case SessionEvent.SlipScanned(var code)
            when here.shelf() instanceof SelectionPage.AskProgressCode && code.isEmpty() ->
                SessionStep.of(
                        showPage(session, here, new SelectionPage.NoCaseProgress("progress.not-ours")),
                        new SessionEffect.StopCodeWatch());
            case SessionEvent.SlipScanned(var code)
            when !code.isEmpty() && acceptsSlips(here.shelf()) ->
                SessionStep.of(
                        showPage(session, here, new SelectionPage.FetchingCases()),
                        new SessionEffect.FetchProgress(code));
            case SessionEvent.SlipScanned _
            when here.shelf() instanceof SelectionPage.CardLogin ->
                SessionStep.of(session, new SessionEffect.WatchCode());
            case SessionEvent.CasesFetched(var cases)
            when here.shelf() instanceof SelectionPage.FetchingCases ->
                SessionStep.of(showPage(
                        session,
                        here,
                        cases.isEmpty()
                                ? new SelectionPage.NoCaseProgress("progress.none")
                                : new SelectionPage.CaseProgressList(cases)));
            case SessionEvent.CasesNotFetched(var text)
            when here.shelf() instanceof SelectionPage.FetchingCases ->
                SessionStep.of(showPage(session, here, new SelectionPage.NoCaseProgress(text)));
            case SessionEvent.CardUnreadable _,
                    SessionEvent.SlipScanned _,
                    SessionEvent.CasesFetched _,
                    SessionEvent.CasesNotFetched _ -> SessionStep.of(session);
        };
    }

    private static int clampedPage(Session session, int page, int by) {
        int last = (session.catalog().themes().size() - 1) / PersonalizationFlow.themesPerPage(session);
        return Math.clamp((long) page + by, 0, last);
    }

    /// Whether the slip of a case may be shown in this state.
    private static boolean acceptsSlips(SelectionPage shelf) {
        return shelf instanceof SelectionPage.AskProgressCode
                || shelf instanceof SelectionPage.CardLogin
                || shelf instanceof SelectionPage.PhoneLogin;
    }

    /// Reference of the transferred case to resume.
    private static String transferReference(SelectionPage shelf) {
        return switch (shelf) {
            case SelectionPage.CardLogin card -> card.half();
            case SelectionPage.PhoneLogin phone -> phone.half();
            default -> "";
        };
    }

    /// Whether the purpose is to see one's own cases.
    private static boolean wantsOwnCases(SelectionPage shelf) {
        return shelf instanceof SelectionPage.PhoneLogin phone ? phone.cases() : acceptsSlips(shelf);
    }

    private static Session showPage(Session session, SessionState.Choosing here, SelectionPage shelf) {
        return session.withState(new SessionState.Choosing(shelf, here.person()));
    }

    private static SessionStep goBack(Session session, SessionState.Choosing here) {
        return switch (here.shelf()) {
            case SelectionPage.GuidePage(var item, var found) ->
                SessionStep.of(showPage(session, here, found.orElseGet(() -> themePage(session, item))));
            case SelectionPage.ItemClosed(var item, var _) ->
                SessionStep.of(showPage(session, here, themePage(session, item)));
            case SelectionPage.ItemList _,
                    SelectionPage.PersonalSuggestions _,
                    SelectionPage.ItemSearch _,
                    SelectionPage.CaseProgressList _,
                    SelectionPage.NoCaseProgress _,
                    SelectionPage.AskProgressCode _,
                    SelectionPage.CardLogin _,
                    SelectionPage.PhoneLogin _,
                    SelectionPage.FetchingCases _,
                    SelectionPage.OpeningTransfer _,
                    SelectionPage.TransferNotOpened _,
                    SelectionPage.ThemeList _ ->
                SessionStep.of(
                        showPage(session, here, new SelectionPage.ThemeList(0)),
                        new SessionEffect.StopCodeWatch(),
                        new SessionEffect.StopCardWatch());
        };
    }

    /// After several guides in a row, the citizen returns to the list where the first was found.
    private static Optional<SelectionPage> returnPage(SelectionPage shelf) {
        return switch (shelf) {
            case SelectionPage.ItemSearch _, SelectionPage.PersonalSuggestions _ -> Optional.of(shelf);
            case SelectionPage.GuidePage(var _, var found) -> found;
            default -> Optional.empty();
        };
    }

    private static SelectionPage themePage(Session session, String item) {
        return session.catalog()
                .findItem(item)
                .<SelectionPage>map(i -> new SelectionPage.ItemList(i.theme()))
                .orElse(new SelectionPage.ThemeList(0));
    }

    /// A card read while choosing identifies the person; on the page that asks for it, their own cases follow.
    private static SessionStep applyCard(Session session, SessionState.Choosing here, SessionEvent.CardRead read) {
        var person = read.person();
        boolean asked = here.shelf() instanceof SelectionPage.CardLogin;
        if (!person.expired().isEmpty())
            return asked
                    ? SessionStep.of(
                            showPage(
                                    session,
                                    here,
                                    new SelectionPage.CardLogin(
                                            session.seconds(),
                                            Optional.of(expiryError(person)),
                                            transferReference(here.shelf()))),
                            new SessionEffect.WatchCardRemoval(),
                            new SessionEffect.WatchCard())
                    : SessionStep.of(session, new SessionEffect.WatchCardRemoval());
        if (here.person().isPresent()) return SessionStep.of(session, new SessionEffect.WatchCardRemoval());
        if (!transferReference(here.shelf()).isEmpty()) {
            var next = CaseTransferFlow.openTransferredCase(session, transferReference(here.shelf()), person);
            var effects = new ArrayList<>(next.effects());
            effects.add(new SessionEffect.WatchCardRemoval());
            return new SessionStep(next.next(), effects);
        }
        if (wantsOwnCases(here.shelf()))
            return SessionStep.of(
                    session.withState(
                            new SessionState.Choosing(new SelectionPage.FetchingCases(), Optional.of(person))),
                    new SessionEffect.StopCodeWatch(),
                    new SessionEffect.WatchCardRemoval(),
                    new SessionEffect.FetchCases(person));
        // the card takes precedence over a code whose owner is still being asked
        if (here.shelf() instanceof SelectionPage.PhoneLogin)
            return SessionStep.of(
                    session.withState(new SessionState.Choosing(new SelectionPage.ThemeList(0), Optional.of(person))),
                    new SessionEffect.StopCodeWatch(),
                    new SessionEffect.WatchCardRemoval());
        return SessionStep.of(
                session.withState(new SessionState.Choosing(here.shelf(), Optional.of(person))),
                new SessionEffect.WatchCardRemoval());
    }

    static EntryVerdict.Wrong expiryError(IdentifiedPerson person) {
        return new EntryVerdict.Wrong(
                person.isBySocialCard() ? "card.social-expired" : "card.expired", person.expired());
    }

    private static SessionStep beginItem(
            Session session, SessionState.Choosing here, String id, Function<Item, ServiceApplication> way) {
        var item = session.catalog().findItem(id).orElse(null);
        if (item == null) return SessionStep.of(session);
        var closed = ItemAvailability.findClosedReason(item, session);
        if (closed.isPresent())
            return SessionStep.of(showPage(session, here, new SelectionPage.ItemClosed(id, closed.get())));
        var road = way.apply(item);
        if (road.acting().isEmpty() && !item.self()) return SessionStep.of(session);
        // a representative reads both cards
        if (road.acting().isPresent() && !session.world().readsCards())
            return SessionStep.of(showPage(session, here, new SelectionPage.ItemClosed(id, "closed.reader")));
        if (road.acting().filter(a -> !item.by().contains(a.role())).isPresent()) return SessionStep.of(session);
        return SessionStep.of(
                session.withState(
                        new SessionState.Identifying(road, new IdentificationStep.PurposeNotice(false, false))),
                new SessionEffect.StopCodeWatch(),
                new SessionEffect.StopCardWatch());
    }
}
