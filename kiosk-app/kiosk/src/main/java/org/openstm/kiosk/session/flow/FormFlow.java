package org.openstm.kiosk.session.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.ItemPage;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.RegionCodes;
import org.openstm.kiosk.form.EntryChecks;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentityFactor;
import org.openstm.kiosk.session.model.KeyboardState;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.Filling;
import org.openstm.kiosk.session.model.SessionState.SmsCodeEntry;
import org.openstm.kiosk.session.model.SessionStep;

/// Pages of the form. A selection does not change the page, and going back loses no answer.
final class FormFlow {
    /// Options on one page of a list.
    static final int PER_PAGE = 6;

    private static final int CODE = 6;

    private FormFlow() {}

    static SessionStep beginForm(Session session, ServiceApplication road) {
        if (road.brought().isPresent()) return CaseTransferFlow.continueForm(session, road);
        var first = nextPage(road, -1);
        var effects = new ArrayList<SessionEffect>();
        if (!road.item().prefill().isEmpty() && session.world().lineUp())
            effects.add(new SessionEffect.FetchKnownValues(road));
        if (first < 0) {
            var step = ConfirmationFlow.beginConfirmation(session, road);
            effects.addAll(step.effects());
            return new SessionStep(step.next(), effects);
        }
        var step = openPage(session, road, first, false);
        effects.addAll(step.effects());
        return new SessionStep(step.next(), effects);
    }

    /// Index of the next page whose condition holds, or -1.
    private static int nextPage(ServiceApplication road, int after) {
        var pages = road.item().pages();
        for (int i = after + 1; i < pages.size(); i++) if (isAsked(road, pages.get(i))) return i;
        return -1;
    }

    /// Whether this application has the page: answers given before are not asked again.
    static boolean isAsked(ServiceApplication road, ItemPage page) {
        var name = page.fields().getFirst().name();
        boolean told =
                road.carried().contains(name) && road.answers().findAnswer(name).isPresent();
        return !told && page.when().isMet(road.answers());
    }

    private static int previousPage(ServiceApplication road, int before) {
        var pages = road.item().pages();
        for (int i = before - 1; i >= 0; i--) if (isAsked(road, pages.get(i))) return i;
        return -1;
    }

    static SessionStep openPage(Session session, ServiceApplication road, int page, boolean backToCheck) {
        var field = pageField(road, page);
        var filling = newFilling(session, road, page, backToCheck);
        return hasCentralList(field)
                ? SessionStep.of(session.withState(filling), fetchChoices(field, road, ""))
                : SessionStep.of(session.withState(filling));
    }

    static Filling newFilling(Session session, ServiceApplication road, int page, boolean backToCheck) {
        var field = pageField(road, page);
        var answer = road.answers()
                .findAnswer(field.name())
                .or(() -> road.brought().flatMap(brought -> brought.findSuggestion(field.name())))
                .or(() -> session.told().findSuggestion(field));
        var entry = FieldEditor.initialEntry(field, answer, session.today());
        return new Filling(
                road,
                page,
                entry,
                Optional.empty(),
                Optional.empty(),
                0,
                List.of(),
                Optional.empty(),
                backToCheck,
                KeyboardState.initialKeyboard(session.comfort(), session.world()));
    }

    private static boolean hasCentralList(ItemField field) {
        return !field.list().isEmpty();
    }

    private static SessionEffect fetchChoices(ItemField field, ServiceApplication road, String parent) {
        return new SessionEffect.FetchChoices(field, field.list(), road.answers(), parent);
    }

    static ItemField pageField(ServiceApplication road, int page) {
        return road.item().pages().get(page).fields().getFirst();
    }

    static SessionStep changeAnswer(Session session, ServiceApplication road, String field) {
        var pages = road.item().pages();
        for (int i = 0; i < pages.size(); i++)
            if (pages.get(i).fields().stream().anyMatch(f -> f.name().equals(field)))
                return openPage(session, road, i, true);
        return SessionStep.of(session);
    }

    static SessionStep stepFilling(Session session, Filling here, SessionEvent.FillingEvent event) {
        var field = pageField(here.road(), here.page());
        // the department already knows that this person is not eligible: do not let them fill in the form
        if (event instanceof SessionEvent.OutcomeKnown(CaseOutcome.Rejected no)
                && no.txId().isEmpty()) return DeliveryFlow.showOutcome(session, here.road(), no);
        if (field.kind().isPicture())
            return event instanceof SessionEvent.PicturePageEvent input
                    ? ImageCaptureFlow.stepPicture(session, here, field, input)
                    : SessionStep.of(session);
        if (isFreeText(field) && event instanceof SessionEvent.TextEntryEvent typing)
            return typeText(session, here, field, typing);
        return event instanceof SessionEvent.FieldPageEvent input
                ? stepField(session, here, field, input)
                : SessionStep.of(session);
    }

    private static SessionStep stepField(
            Session session, Filling here, ItemField field, SessionEvent.FieldPageEvent event) {
        return switch (event) {
            case SessionEvent.ValuesKnown(var values, var _) ->
                SessionStep.of(session.withState(
                        FieldEditor.withApplication(here, here.road().withKnownValues(values))));
            case SessionEvent.ChoicesOffered(var name, var choices)
            when name.equals(field.name()) -> SessionStep.of(session.withState(FieldEditor.withChoices(here, choices)));
            case SessionEvent.ChoicesUnavailable(var name, var why)
            when name.equals(field.name()) ->
                SessionStep.of(session.withState(FieldEditor.withError(here, new EntryVerdict.Wrong(why, ""))));
            case SessionEvent.TurnPage(var by) ->
                SessionStep.of(session.withState(
                        FieldEditor.turnChoicePage(here, field, by, session.today(), session.comfort())));
            case SessionEvent.ReopenLevel(var level) -> reopenLevel(session, here, field, level);
            case SessionEvent.PickOption(var value) -> pickValue(session, here, field, value);
            case SessionEvent.PressKey(var key) ->
                SessionStep.of(session.withState(FieldEditor.pressKey(here, field, key, session.today())));
            case SessionEvent.Backspace _ -> SessionStep.of(session.withState(FieldEditor.eraseLast(here)));
            case SessionEvent.ClearEntry _ -> SessionStep.of(session.withState(FieldEditor.clearEntry(here)));
            case SessionEvent.GoOn _ ->
                here.code().isPresent() ? checkCode(session, here) : takeAnswer(session, here, field);
            case SessionEvent.CodeSent(var challenge)
            when here.code().isPresent() ->
                SessionStep.of(session.withState(FieldEditor.withCodeEntry(
                        here, new SmsCodeEntry(challenge, here.code().get().entry(), Optional.empty(), false))));
            case SessionEvent.CodeNotSent(var text) ->
                SessionStep.of(session.withState(
                        FieldEditor.withError(FieldEditor.withoutCodeEntry(here), new EntryVerdict.Wrong(text, ""))));
            case SessionEvent.CodeChecked(var right)
            when here.code().isPresent() ->
                right
                        ? acceptProvenNumber(session, here, field)
                        : SessionStep.of(session.withState(FieldEditor.withWrongCode(here)));
            case SessionEvent.ResendCode _ when here.code().isPresent() -> requestCode(session, here);
            case SessionEvent.GoBack _ -> goBack(session, here);
            case SessionEvent.ChoicesOffered _,
                    SessionEvent.ChoicesUnavailable _,
                    SessionEvent.CodeSent _,
                    SessionEvent.CodeChecked _,
                    SessionEvent.ResendCode _,
                    SessionEvent.OutcomeKnown _ -> SessionStep.of(session);
        };
    }

    /// Whether a field is answered in free text.
    static boolean isFreeText(ItemField field) {
        return field.kind() == ItemField.FieldKind.TEXT || field.kind() == ItemField.FieldKind.ADDRESS;
    }

    /// @param most maximum number of characters
    private record TextLimit(int most) implements TextEntry.EntryLimit {
        @Override
        public boolean hasRoomFor(String entry) {
            return EntryChecks.isAllowedPrefix(entry, most);
        }

        /// Pinyin letters that are not converted yet count as one character.
        @Override
        public boolean hasRoomFor(String entry, String letters) {
            return EntryChecks.isAllowedPrefix(entry + "字", most);
        }
    }

    private static SessionStep typeText(
            Session session, Filling here, ItemField field, SessionEvent.TextEntryEvent event) {
        var typed = new TextEntry(session, new TextLimit(field.most())).stepEntry(here.keyboard(), here.entry(), event);
        var next = FieldEditor.withTypedEntry(here, typed);
        if (typed.full())
            next = FieldEditor.withError(next, new EntryVerdict.Wrong("error.text-full", "" + field.most()));
        return new SessionStep(session.withState(next), typed.effects());
    }

    static SessionStep goBack(Session session, Filling here) {
        if (here.code().isPresent()) return SessionStep.of(session.withState(FieldEditor.withoutCodeEntry(here)));
        if (here.backToCheck() && findMissingPage(here.road()) < 0)
            return ConfirmationFlow.beginConfirmation(session, here.road());
        int page = previousPage(here.road(), here.page());
        if (page >= 0) return openPage(session, here.road(), page, false);
        return SessionStep.of(session.withState(new SessionState.Choosing(
                new SessionState.SelectionPage.GuidePage(here.road().item().id()),
                here.road().visitor())));
    }

    private static SessionStep reopenLevel(Session session, Filling here, ItemField field, int level) {
        if (level < 0 || level > here.trail().size()) return SessionStep.of(session);
        var trail = here.trail().subList(0, level);
        var parent = trail.isEmpty() ? "" : trail.getLast().value();
        return SessionStep.of(
                session.withState(FieldEditor.withTrail(here, trail)), fetchChoices(field, here.road(), parent));
    }

    private static SessionStep pickValue(Session session, Filling here, ItemField field, String value) {
        if (field.kind() != ItemField.FieldKind.REGION)
            return SessionStep.of(session.withState(FieldEditor.pickValue(here, field, value, session.today())));
        var chosen = here.choices().orElse(List.of()).stream()
                .filter(c -> c.value().equals(value))
                .findFirst();
        if (chosen.isEmpty()) return SessionStep.of(session);
        if (regionLevel(here, value) >= field.depth())
            return SessionStep.of(session.withState(FieldEditor.pickValue(here, field, value, session.today())));
        var trail = new ArrayList<>(here.trail());
        trail.add(chosen.get());
        return SessionStep.of(
                session.withState(FieldEditor.withTrail(here, trail)), fetchChoices(field, here.road(), value));
    }

    /// Level of a region; a municipality has no cities, and not every list begins with the province.
    private static int regionLevel(Filling here, String value) {
        int level = RegionCodes.levelOf(value);
        return level > 0 ? level : here.trail().size() + 1;
    }

    static SessionStep takeAnswer(Session session, Filling here, ItemField field) {
        // a suggestion counts once the list has offered it
        if (hasCentralList(field)
                && here.choices().isEmpty()
                && !here.road().answers().hasAnswer(field.name(), here.entry()))
            return SessionStep.of(
                    session.withState(FieldEditor.withError(here, new EntryVerdict.Wrong("error.choose-one", ""))));
        var verdict = FieldEditor.checkEntry(here, field, session.today());
        if (verdict instanceof EntryVerdict.Wrong wrong)
            return SessionStep.of(session.withState(FieldEditor.withError(here, wrong)));
        boolean open = field.checkCode() && !isNumberProven(here, field);
        if (open && session.world().lineUp()) return requestCode(session, here);
        // an unverified number must not pass for the verified one before it
        return storeAnswer(
                session, here, field, open ? here.road().withoutFactor(IdentityFactor.SMS_CODE) : here.road());
    }

    private static boolean isNumberProven(Filling here, ItemField field) {
        return here.road().factors().contains(IdentityFactor.SMS_CODE)
                && here.road().answers().hasAnswer(field.name(), here.entry());
    }

    /// The page whose number still has to be verified by a message code, or -1.
    static int findUnprovenPage(ServiceApplication road) {
        if (road.factors().contains(IdentityFactor.SMS_CODE)) return -1;
        for (int i = nextPage(road, -1); i >= 0; i = nextPage(road, i))
            if (pageField(road, i).checkCode()) return i;
        return -1;
    }

    private static SessionStep requestCode(Session session, Filling here) {
        return SessionStep.of(
                session.withState(FieldEditor.withCodeEntry(here, new SmsCodeEntry("", "", Optional.empty(), true))),
                new SessionEffect.SendCode(here.entry(), here.road()));
    }

    private static SessionStep checkCode(Session session, Filling here) {
        var code = here.code().orElseThrow();
        if (code.asking()) return SessionStep.of(session);
        if (code.entry().length() < CODE)
            return SessionStep.of(session.withState(FieldEditor.withCodeEntry(
                    here,
                    new SmsCodeEntry(
                            code.challenge(),
                            code.entry(),
                            Optional.of(new EntryVerdict.Wrong(
                                    "error.code-short",
                                    "" + (CODE - code.entry().length()))),
                            false))));
        return SessionStep.of(
                session.withState(FieldEditor.withCodeEntry(
                        here, new SmsCodeEntry(code.challenge(), code.entry(), Optional.empty(), true))),
                new SessionEffect.CheckCode(code.challenge(), code.entry()));
    }

    private static SessionStep acceptProvenNumber(Session session, Filling here, ItemField field) {
        return storeAnswer(session, here, field, here.road().withFactor(IdentityFactor.SMS_CODE));
    }

    /// The entry becomes the answer; answers that depended on the old one are removed.
    private static SessionStep storeAnswer(Session session, Filling here, ItemField field, ServiceApplication before) {
        var answer = FieldEditor.toAnswer(here, field);
        boolean same = before.answers().hasAnswer(field.name(), answer);
        var label = FieldEditor.answerLabel(here, field);
        var road = label.isEmpty()
                ? before.withAnswer(field.name(), answer)
                : before.withAnswer(field.name(), answer, label.orElse(LocalizedText.NONE));
        if (!same)
            for (ItemPage page : road.item().pages())
                for (ItemField other : page.fields())
                    if (other.given().contains(field.name())) road = road.withoutAnswer(other.name());
        road = withoutIrrelevantAnswers(road);
        int missing = findMissingPage(road);
        if (here.backToCheck() && missing < 0) return ConfirmationFlow.beginConfirmation(session, road);
        int next = here.backToCheck() ? missing : nextPage(road, here.page());
        return next < 0
                ? ConfirmationFlow.beginConfirmation(session, road)
                : openPage(session, road, next, here.backToCheck());
    }

    /// Removes answers to questions that are no longer asked: they would be sent although nobody sees them.
    private static ServiceApplication withoutIrrelevantAnswers(ServiceApplication road) {
        for (boolean changed = true; changed; ) {
            changed = false;
            for (ItemPage page : road.item().pages())
                for (ItemField field : page.fields())
                    if (road.answers().findAnswer(field.name()).isPresent()
                            && !page.when().isMet(road.answers())) {
                        road = road.withoutAnswer(field.name());
                        changed = true;
                    }
        }
        return road;
    }

    /// The first page that applies and has no answer, or -1.
    static int findMissingPage(ServiceApplication road) {
        for (int i = nextPage(road, -1); i >= 0; i = nextPage(road, i))
            if (road.answers().findAnswer(pageField(road, i).name()).isEmpty()) return i;
        return -1;
    }
}
