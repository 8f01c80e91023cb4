package org.openstm.kiosk.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.ItemPage;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.RegionCodes;
import org.openstm.kiosk.form.EntryChecks;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.Place.CodeEntry;
import org.openstm.kiosk.session.Place.Filling;

/// Question after question. Nothing moves on by itself after a pick; nothing is lost by going back.
final class Forms {
    /// Options on one page of a list.
    static final int PER_PAGE = 6;

    private static final int CODE = 6;

    private Forms() {}

    static Step begin(Session session, Road road) {
        if (road.brought().isPresent()) return HandingOver.goOn(session, road);
        var first = next(road, -1);
        var effects = new ArrayList<Effect>();
        if (!road.item().prefill().isEmpty() && session.world().lineUp()) effects.add(new Effect.FetchKnown(road));
        if (first < 0) {
            var step = Signing.begin(session, road);
            effects.addAll(step.effects());
            return new Step(step.next(), effects);
        }
        var step = open(session, road, first, false);
        effects.addAll(step.effects());
        return new Step(step.next(), effects);
    }

    /// Index of the next page whose condition holds, or -1.
    private static int next(Road road, int after) {
        var pages = road.item().pages();
        for (int i = after + 1; i < pages.size(); i++) if (asked(road, pages.get(i))) return i;
        return -1;
    }

    /// Whether a page comes on this road: what was told before is not asked again.
    static boolean asked(Road road, ItemPage page) {
        var name = page.fields().getFirst().name();
        boolean told =
                road.carried().contains(name) && road.answers().findAnswer(name).isPresent();
        return !told && page.when().isMet(road.answers());
    }

    private static int previous(Road road, int before) {
        var pages = road.item().pages();
        for (int i = before - 1; i >= 0; i--) if (asked(road, pages.get(i))) return i;
        return -1;
    }

    static Step open(Session session, Road road, int page, boolean backToCheck) {
        var field = field(road, page);
        var filling = filling(session, road, page, backToCheck);
        return fetching(field) ? Step.to(session.to(filling), fetch(field, road, "")) : Step.to(session.to(filling));
    }

    static Filling filling(Session session, Road road, int page, boolean backToCheck) {
        var field = field(road, page);
        var answer = road.answers()
                .findAnswer(field.name())
                .or(() -> road.brought().flatMap(brought -> brought.suggested(field.name())))
                .or(() -> session.told().suggested(field));
        var entry = Entries.first(field, answer, session.today());
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
                Keyboard.first(session.comfort(), session.world()));
    }

    private static boolean fetching(ItemField field) {
        return !field.list().isEmpty();
    }

    private static Effect fetch(ItemField field, Road road, String parent) {
        return new Effect.FetchChoices(field, field.list(), road.answers(), parent);
    }

    static ItemField field(Road road, int page) {
        return road.item().pages().get(page).fields().getFirst();
    }

    static Step change(Session session, Road road, String field) {
        var pages = road.item().pages();
        for (int i = 0; i < pages.size(); i++)
            if (pages.get(i).fields().stream().anyMatch(f -> f.name().equals(field)))
                return open(session, road, i, true);
        return Step.to(session);
    }

    static Step filling(Session session, Filling here, Event event) {
        var field = field(here.road(), here.page());
        // the department knows already that it is not for this person: nobody fills in a form for nothing
        if (event instanceof Event.Told(Outcome.Refused no) && no.txId().isEmpty())
            return Handout.told(session, here.road(), no);
        if (field.kind().isPicture()) return Pictures.step(session, here, field, event);
        if (writes(field) && Typewriter.takes(event)) return typed(session, here, field, event);
        return switch (event) {
            case Event.Known(var values, var _) ->
                Step.to(session.to(Entries.with(here, here.road().knowing(values))));
            case Event.Offered(var name, var choices)
            when name.equals(field.name()) -> Step.to(session.to(Entries.offered(here, choices)));
            case Event.NotOffered(var name, var why)
            when name.equals(field.name()) -> Step.to(session.to(Entries.wrong(here, new EntryVerdict.Wrong(why, ""))));
            case Event.TurnPage(var by) ->
                Step.to(session.to(Entries.turned(here, field, by, session.today(), session.comfort())));
            case Event.Reopen(var level) -> reopen(session, here, field, level);
            case Event.Pick(var value) -> pick(session, here, field, value);
            case Event.Key(var key) -> Step.to(session.to(Entries.key(here, field, key, session.today())));
            case Event.Rub _ -> Step.to(session.to(Entries.rubbed(here)));
            case Event.ClearEntry _ -> Step.to(session.to(Entries.cleared(here)));
            case Event.Next _ -> here.code().isPresent() ? sendCheck(session, here) : take(session, here, field);
            case Event.CodeSent(var challenge)
            when here.code().isPresent() ->
                Step.to(session.to(Entries.coded(
                        here, new CodeEntry(challenge, here.code().get().entry(), Optional.empty(), false))));
            case Event.CodeNotSent(var text) ->
                Step.to(session.to(Entries.wrong(Entries.uncoded(here), new EntryVerdict.Wrong(text, ""))));
            case Event.CodeChecked(var right)
            when here.code().isPresent() ->
                right ? proved(session, here, field) : Step.to(session.to(Entries.wrongCode(here)));
            case Event.ResendCode _ when here.code().isPresent() -> askCode(session, here);
            case Event.Back _ -> back(session, here);
            default -> Step.to(session);
        };
    }

    /// Whether a field is answered in one's own words.
    static boolean writes(ItemField field) {
        return field.kind() == ItemField.FieldKind.TEXT || field.kind() == ItemField.FieldKind.ADDRESS;
    }

    /// @param most characters
    private record Lines(int most) implements Typewriter.Room {
        @Override
        public boolean holds(String entry) {
            return EntryChecks.isAllowedPrefix(entry, most);
        }

        /// They will be one character at least.
        @Override
        public boolean holds(String entry, String letters) {
            return EntryChecks.isAllowedPrefix(entry + "字", most);
        }
    }

    private static Step typed(Session session, Filling here, ItemField field, Event event) {
        var typed = new Typewriter(session, new Lines(field.most())).step(here.keyboard(), here.entry(), event);
        var next = Entries.typed(here, typed);
        if (typed.full()) next = Entries.wrong(next, new EntryVerdict.Wrong("error.text-full", "" + field.most()));
        return new Step(session.to(next), typed.effects());
    }

    static Step back(Session session, Filling here) {
        if (here.code().isPresent()) return Step.to(session.to(Entries.uncoded(here)));
        if (here.backToCheck() && missing(here.road()) < 0) return Signing.begin(session, here.road());
        int page = previous(here.road(), here.page());
        if (page >= 0) return open(session, here.road(), page, false);
        return Step.to(session.to(new Place.Choosing(
                new Place.Shelf.Guide(here.road().item().id()), here.road().visitor())));
    }

    private static Step reopen(Session session, Filling here, ItemField field, int level) {
        if (level < 0 || level > here.trail().size()) return Step.to(session);
        var trail = here.trail().subList(0, level);
        var parent = trail.isEmpty() ? "" : trail.getLast().value();
        return Step.to(session.to(Entries.trailed(here, trail)), fetch(field, here.road(), parent));
    }

    private static Step pick(Session session, Filling here, ItemField field, String value) {
        if (field.kind() != ItemField.FieldKind.REGION)
            return Step.to(session.to(Entries.picked(here, field, value, session.today())));
        var chosen = here.choices().orElse(List.of()).stream()
                .filter(c -> c.value().equals(value))
                .findFirst();
        if (chosen.isEmpty()) return Step.to(session);
        if (deep(here, value) >= field.depth())
            return Step.to(session.to(Entries.picked(here, field, value, session.today())));
        var trail = new ArrayList<>(here.trail());
        trail.add(chosen.get());
        return Step.to(session.to(Entries.trailed(here, trail)), fetch(field, here.road(), value));
    }

    /// Which level a place is of; a municipality has no cities, and not every list begins with the province.
    private static int deep(Filling here, String value) {
        int level = RegionCodes.levelOf(value);
        return level > 0 ? level : here.trail().size() + 1;
    }

    static Step take(Session session, Filling here, ItemField field) {
        // a suggestion counts once the list has offered it
        if (fetching(field)
                && here.choices().isEmpty()
                && !here.road().answers().hasAnswer(field.name(), here.entry()))
            return Step.to(session.to(Entries.wrong(here, new EntryVerdict.Wrong("error.choose-one", ""))));
        var verdict = Entries.check(here, field, session.today());
        if (verdict instanceof EntryVerdict.Wrong wrong) return Step.to(session.to(Entries.wrong(here, wrong)));
        boolean open = field.checkCode() && !proven(here, field);
        if (open && session.world().lineUp()) return askCode(session, here);
        // a number that nobody proved must not pass for the one before it
        return taken(session, here, field, open ? here.road().unproven("sms-code") : here.road());
    }

    private static boolean proven(Filling here, ItemField field) {
        return here.road().factors().contains("sms-code")
                && here.road().answers().hasAnswer(field.name(), here.entry());
    }

    /// The page whose number still has to be proved by a message code, or -1.
    static int unproven(Road road) {
        if (road.factors().contains("sms-code")) return -1;
        for (int i = next(road, -1); i >= 0; i = next(road, i))
            if (field(road, i).checkCode()) return i;
        return -1;
    }

    private static Step askCode(Session session, Filling here) {
        return Step.to(
                session.to(Entries.coded(here, new CodeEntry("", "", Optional.empty(), true))),
                new Effect.SendCode(here.entry(), here.road()));
    }

    private static Step sendCheck(Session session, Filling here) {
        var code = here.code().orElseThrow();
        if (code.asking()) return Step.to(session);
        if (code.entry().length() < CODE)
            return Step.to(session.to(Entries.coded(
                    here,
                    new CodeEntry(
                            code.challenge(),
                            code.entry(),
                            Optional.of(new EntryVerdict.Wrong(
                                    "error.code-short",
                                    "" + (CODE - code.entry().length()))),
                            false))));
        return Step.to(
                session.to(Entries.coded(here, new CodeEntry(code.challenge(), code.entry(), Optional.empty(), true))),
                new Effect.CheckCode(code.challenge(), code.entry()));
    }

    private static Step proved(Session session, Filling here, ItemField field) {
        return taken(session, here, field, here.road().proving("sms-code"));
    }

    /// The entry becomes the answer; answers that hung on the old one are forgotten.
    private static Step taken(Session session, Filling here, ItemField field, Road before) {
        var answer = Entries.answer(here, field);
        boolean same = before.answers().hasAnswer(field.name(), answer);
        var label = Entries.label(here, field);
        var road = label.isEmpty()
                ? before.answering(field.name(), answer)
                : before.answering(field.name(), answer, label.orElse(LocalizedText.NONE));
        if (!same)
            for (ItemPage page : road.item().pages())
                for (ItemField other : page.fields())
                    if (other.given().contains(field.name())) road = road.forgetting(other.name());
        road = relevant(road);
        int missing = missing(road);
        if (here.backToCheck() && missing < 0) return Signing.begin(session, road);
        int next = here.backToCheck() ? missing : next(road, here.page());
        return next < 0 ? Signing.begin(session, road) : open(session, road, next, here.backToCheck());
    }

    /// What is no longer asked is no longer answered: it would leave the terminal without anybody seeing it.
    private static Road relevant(Road road) {
        for (boolean changed = true; changed; ) {
            changed = false;
            for (ItemPage page : road.item().pages())
                for (ItemField field : page.fields())
                    if (road.answers().findAnswer(field.name()).isPresent()
                            && !page.when().isMet(road.answers())) {
                        road = road.forgetting(field.name());
                        changed = true;
                    }
        }
        return road;
    }

    /// The first page that holds and has no answer, or -1.
    static int missing(Road road) {
        for (int i = next(road, -1); i >= 0; i = next(road, i))
            if (road.answers().findAnswer(field(road, i).name()).isEmpty()) return i;
        return -1;
    }
}
