package org.openstm.kiosk.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemTheme;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.session.flow.ItemAvailability;
import org.openstm.kiosk.session.flow.PersonalizationFlow;
import org.openstm.kiosk.session.model.CaseView;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.Screens.Page;

/// From the sleeping screen to the guide of an item, and the progress of cases.
final class EntranceScreens {
    private final Session session;
    private final Texts texts;
    private final OrderScreens order;
    private final Shut shut;

    EntranceScreens(Session session, Signboard board, Texts texts) {
        this.session = session;
        this.texts = texts;
        this.order = new OrderScreens(session, texts);
        this.shut = new Shut(session, board, texts);
    }

    Page attract() {
        var catalog = session.catalog();
        long items = catalog.items().stream().filter(catalog::isOffered).count();
        return new Page(
                "attract",
                Optional.empty(),
                List.of(new Part.Hero(
                        texts.get("attract.title"),
                        texts.get("attract.lead", items),
                        new Control(
                                "start",
                                texts.get("attract.start"),
                                "hand",
                                Control.Look.PRIMARY,
                                new SessionEvent.StartSession()),
                        texts.get("attract.or"),
                        texts.get("attract.hints"))),
                List.of(),
                Screen.Ground.PICTURE);
    }

    Page choosing(SessionState.Choosing here) {
        return switch (here.shelf()) {
            case SelectionPage.ThemeList(var page) -> themes(here, page);
            case SelectionPage.ItemList(var id) ->
                items(session.catalog().findTheme(id).orElseThrow());
            case SelectionPage.PersonalSuggestions _ -> order.forMe();
            case SelectionPage.ItemSearch finding -> new FindingScreen(session, texts).page(finding);
            case SelectionPage.GuidePage(var id, var _) ->
                guide(session.catalog().findItem(id).orElseThrow());
            case SelectionPage.ItemClosed(var id, var reason) ->
                closed(session.catalog().findItem(id).orElseThrow(), reason);
            case SelectionPage.CardLogin card -> myCard(card);
            case SelectionPage.OpeningTransfer _ ->
                Page.of(
                        "opening",
                        List.of(
                                new Part.Title(texts.get("handover.opening"), texts.get("handover.opening-lead")),
                                new Part.Working("")),
                        back("back.page"));
            case SelectionPage.TransferNotOpened(var text) ->
                Page.of(
                        "not-opened",
                        List.of(new Part.Banner(
                                Part.Tone.AMBER, "info", texts.get("handover.not-opened"), texts.get(text))),
                        back("back.page"));
            case SelectionPage.PhoneLogin phone ->
                Page.of(
                        "my-phone",
                        IdentityScreens.phoneParts(texts, phone.trouble(), phone.isAsking()),
                        back("back.page"));
            case SelectionPage.AskProgressCode _ -> askCode();
            case SelectionPage.FetchingCases _ ->
                Page.of("progress-fetching", List.of(new Part.Working(texts.get("progress.fetching"))));
            case SelectionPage.CaseProgressList(var cases) -> progress(cases);
            case SelectionPage.NoCaseProgress(var text) ->
                Page.of(
                        "no-progress",
                        List.of(
                                new Part.Title(texts.get("progress.title"), ""),
                                new Part.Note(Part.Tone.AMBER, "warn", texts.get(text))),
                        back("back.page"),
                        new Control(
                                "home/progress",
                                texts.get("home.progress"),
                                "clock",
                                Control.Look.PRIMARY,
                                new SessionEvent.SeeProgress()));
        };
    }

    private Control back(String text) {
        return new Control("back", texts.get(text), "back", Control.Look.QUIET, new SessionEvent.GoBack());
    }

    private Page themes(SessionState.Choosing here, int page) {
        boolean large = session.comfort().large();
        var themes = PersonalizationFlow.orderedThemes(session, theme -> large ? theme.elders() : 0);
        int each = PersonalizationFlow.themesPerPage(session);
        int pages = (themes.size() + each - 1) / each;
        int now = Math.min(page, pages - 1); // it may have been turned to in large type
        var shown = themes.subList(now * each, Math.min(themes.size(), (now + 1) * each));
        var title = new Part.Title(texts.get("home.title") + (large ? " " + (now + 1) + "/" + pages : ""), "");
        var ordered = order.order(session.catalog().items());
        var find = new Control(
                "home/find",
                texts.get(large || ordered.isPresent() ? "home.find-short" : "home.find"),
                "search",
                Control.Look.SECONDARY,
                new SessionEvent.OpenSearch());
        var progress = new Control(
                "home/progress",
                texts.get("home.progress"),
                "clock",
                Control.Look.QUIET,
                new SessionEvent.SeeProgress());
        var mine = new Control(
                "home/mine",
                texts.get(here.person().isPresent() ? "home.mine-known" : "home.mine"),
                "id",
                Control.Look.SECONDARY,
                new SessionEvent.SeeMyCases());
        var forMe = order.way().orElse(mine);
        var parts = new ArrayList<Part>();
        parts.add(title);
        if (!large) parts.add(new Part.Finder(find, ordered));
        parts.add(new Part.Tiles(shown.stream().map(this::tile).toList()));
        if (large)
            parts.add(new Part.Quick(List.of(
                    new Control(
                            "page/back",
                            texts.get("page.back"),
                            "",
                            now > 0 ? Control.Look.QUIET : Control.Look.OFF,
                            new SessionEvent.TurnPage(-1)),
                    find,
                    new Control(
                            "page/next",
                            texts.get("home.next"),
                            "",
                            now < pages - 1 ? Control.Look.PRIMARY : Control.Look.OFF,
                            new SessionEvent.TurnPage(1)))));
        return Page.of("home", parts, progress, forMe);
    }

    private Part.Tile tile(ItemTheme theme) {
        boolean empty = session.catalog().itemsOfTheme(theme).isEmpty();
        var sub = empty ? texts.get("home.empty") : theme.examples().textIn(texts.language());
        return new Part.Tile(
                new Control(
                        "theme/" + theme.id(),
                        theme.title().textIn(texts.language()),
                        theme.icon(),
                        Control.Look.QUIET,
                        new SessionEvent.SeeTheme(theme.id())),
                session.comfort().large() ? "" : sub,
                theme.tint());
    }

    private Page items(ItemTheme theme) {
        var items = PersonalizationFlow.orderedItems(session, theme);
        long open = items.stream()
                .filter(i -> ItemAvailability.findClosedReason(i, session).isEmpty())
                .count();
        var parts = new ArrayList<Part>();
        parts.add(new Part.ThemeHead(
                theme.icon(),
                theme.tint(),
                plain(theme.title().textIn(texts.language())),
                items.isEmpty() ? "" : texts.get("items.lead", items.size(), open) + moved(theme, items)));
        if (items.isEmpty()) parts.add(new Part.Note(Part.Tone.AMBER, "info", texts.get("items.none")));
        for (var item : items) parts.add(card(item));
        return Page.of("items", parts, back("back.page"));
    }

    /// Why they do not stand as for everybody.
    private String moved(ItemTheme theme, List<Item> items) {
        return items.equals(session.catalog().itemsOfTheme(theme)) ? "" : "\n" + order.reason(items);
    }

    static String plain(String title) {
        return title.replace("|", "");
    }

    private Part.Card card(Item item) {
        var guide = item.guide();
        var language = texts.language();
        var line = texts.get(
                "items.line",
                guide.bring().textIn(language),
                guide.fee().isEmpty() ? texts.get("guide.free") : guide.fee().textIn(language),
                guide.promised().textIn(language));
        var why = ItemAvailability.findClosedReason(item, session)
                .map(reason -> "__" + texts.get("closed.title") + "__　" + shut.why(item, reason)
                        + shut.instead(item, reason).map(where -> "\n" + where).orElse(""))
                .orElse("");
        return new Part.Card(
                new Control(
                        "item/" + item.id(),
                        item.title().textIn(language),
                        "chev",
                        why.isEmpty() ? Control.Look.QUIET : Control.Look.OFF,
                        new SessionEvent.SeeItem(item.id())),
                badges(item),
                line,
                why);
    }

    private List<Part.Badge> badges(Item item) {
        var badges = new ArrayList<Part.Badge>();
        switch (item.visits()) {
            case NONE -> badges.add(new Part.Badge(texts.get("badge.none"), "check", "green"));
            case ONE -> badges.add(new Part.Badge(texts.get("badge.one"), "pin", "amber"));
            case NOT_COUNTED -> {}
        }
        switch (item.release().state()) {
            case DRAFT -> badges.add(new Part.Badge(texts.get("badge.draft"), "", "amber"));
            case PILOT -> badges.add(new Part.Badge(texts.get("badge.pilot"), "", "amber"));
            case LIVE, WITHDRAWN -> {}
        }
        badges.add(new Part.Badge(texts.get(item.provinceWide() ? "badge.province" : "badge.county"), "", "blue"));
        badges.add(new Part.Badge(
                texts.get("badge." + item.kind().name().toLowerCase(java.util.Locale.ROOT)), "", "grey"));
        return badges;
    }

    /// The items of a chain, by name.
    private String within(Item item) {
        var language = texts.language();
        if (item.parts().isEmpty()) return "";
        var names = item.parts().stream()
                .map(part -> part.title().textIn(language))
                .collect(Collectors.joining(language == DisplayLanguage.EN ? ", " : "、"));
        return texts.get("guide.parts", names);
    }

    /// What the guide tells.
    List<Part> about(Item item) {
        var language = texts.language();
        var guide = item.guide();
        int questions = item.pages().size();
        var parts = new ArrayList<Part>();
        parts.add(new Part.Badges(badges(item)));
        parts.add(new Part.Title(item.title().textIn(language), within(item)));
        parts.add(new Part.Rows(List.of(
                row("guide.who", guide.who().textIn(language), ""),
                row("guide.bring", guide.bring().textIn(language), ""),
                row(
                        "guide.fee",
                        guide.fee().isEmpty()
                                ? texts.get("guide.free")
                                : guide.fee().textIn(language),
                        ""),
                row(
                        "guide.time",
                        texts.get("guide.promised", guide.promised().textIn(language)),
                        texts.get("guide.legal", guide.legal().textIn(language))),
                row("guide.result", guide.result().textIn(language), ""),
                row(
                        "guide.questions",
                        questions == 0
                                ? texts.get("guide.questions-0")
                                : texts.get("guide.questions-n", questions, 1 + questions / 2),
                        ""),
                row("guide.phone", guide.phone(), texts.get("guide.complaint")))));
        parts.add(new Part.Say(texts.get("guide.basis", guide.basis().textIn(language))));
        parts.add(new Part.Say(texts.get(
                "guide.owner", item.owner().textIn(language), ValueFormatter.formatDate(guide.dated(), language))));
        return parts;
    }

    private Page guide(Item item) {
        var parts = new ArrayList<Part>();
        boolean cut = !session.world().lineUp()
                || item.backSystems().stream().anyMatch(session.world().down()::contains);
        if (cut
                && item.isStorable()
                && ItemAvailability.findClosedReason(item, session).isEmpty())
            parts.add(new Part.Note(Part.Tone.AMBER, "wait", texts.get("guide.stored")));
        parts.addAll(about(item));
        for (var role : item.by()) {
            if (role == RepresentativeRole.ORGANISATION && !item.self()) continue; // the next step does
            var name = role.name().toLowerCase(java.util.Locale.ROOT);
            parts.add(new Part.Link(
                    new Control(
                            "begin-for/" + name,
                            texts.get("guide.for-" + name),
                            "hand",
                            Control.Look.QUIET,
                            new SessionEvent.BeginItemFor(item.id(), role)),
                    texts.get("guide.for-" + name + "-sub"),
                    "amber"));
        }
        var start = texts.get(
                switch (item.kind()) {
                    case HANDLE -> "guide.start";
                    case QUERY -> "guide.start-query";
                    case PRINT -> "guide.start-print";
                    case BOOK -> "guide.start-book";
                });
        return Page.of(
                "guide",
                parts,
                back("back.page"),
                new Control(
                        "begin",
                        start,
                        "",
                        Control.Look.PRIMARY,
                        item.self()
                                ? new SessionEvent.BeginItem(item.id())
                                : new SessionEvent.BeginItemFor(item.id(), RepresentativeRole.ORGANISATION)));
    }

    private Part.Row row(String label, String value, String note) {
        return new Part.Row(texts.get(label), value, note, Optional.empty());
    }

    private Page closed(Item item, String reason) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Banner(Part.Tone.AMBER, "warn", texts.get("closed.title"), shut.why(item, reason)));
        parts.add(new Part.Title(item.title().textIn(texts.language()), ""));
        var icon = reason.equals(ItemAvailability.HOURS) ? "clock" : "pin";
        shut.instead(item, reason).ifPresent(where -> parts.add(new Part.Note(Part.Tone.BLUE, icon, where)));
        parts.add(new Part.Say(texts.get("closed.guide")));
        return Page.of(
                "closed",
                parts,
                back("back.page"),
                new Control(
                        "see-guide",
                        texts.get("closed.see-guide"),
                        "",
                        Control.Look.PRIMARY,
                        new SessionEvent.SeeItem(item.id())));
    }

    private Page myCard(SelectionPage.CardLogin card) {
        var title = texts.get(card.half().isEmpty() ? "mine.title" : "handover.card");
        return Page.of(
                "my-card",
                IdentityScreens.cardParts(
                        texts, title, session.world().readsChips(), card.trouble(), card.since(), session.seconds()),
                session.world().takesPhones()
                        ? new Control[] {back("back.page"), IdentityScreens.phone(texts)}
                        : new Control[] {back("back.page")});
    }

    private Page askCode() {
        return Page.of(
                "ask-code",
                List.of(
                        new Part.Title(texts.get("progress.title"), texts.get("progress.lead")),
                        new Part.Front(
                                texts.get("card.area"), texts.get("card.scanner"), texts.get("card.slot"), true)),
                back("back.page"),
                new Control(
                        "home/mine",
                        texts.get("home.mine"),
                        "id",
                        Control.Look.SECONDARY,
                        new SessionEvent.SeeMyCases()));
    }

    private Page progress(List<CaseView> cases) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("progress.result"), ""));
        for (var one : cases) parts.addAll(progress(one));
        return Page.of("progress", parts, back("back.page"));
    }

    private List<Part> progress(CaseView one) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.CaseNumber(
                one.title().textIn(texts.language()),
                ValueFormatter.groupCode(one.caseNumber()),
                one.stateText().textIn(texts.language())));
        if (!one.parts().isEmpty()) {
            parts.add(new Part.Timeline(one.parts().stream().map(this::branch).toList()));
            one.parts().stream()
                    .filter(CaseView::overdue)
                    .forEach(late -> promise(late).ifPresent(parts::add));
            return parts;
        }
        parts.add(new Part.Timeline(one.stages().stream()
                .map(s -> new Part.Stage(
                        s.done() ? Part.Mark.DONE : Part.Mark.AHEAD,
                        s.done() ? "check" : "",
                        s.label().textIn(texts.language()),
                        s.at()))
                .toList()));
        promise(one).ifPresent(parts::add);
        parts.add(new Part.Say(texts.get("progress.owner", one.owner(), one.phone())));
        return parts;
    }

    /// One item of a chain: where it stands, its number, whom to ask.
    private Part.Stage branch(CaseView part) {
        var language = texts.language();
        boolean open = part.state().equals("in-work");
        boolean refused = part.state().equals("rejected");
        var sub = new ArrayList<String>();
        sub.add(ValueFormatter.groupCode(part.caseNumber()));
        part.promisedBy()
                .ifPresent(day -> sub.add(texts.get("progress.promised", ValueFormatter.formatDay(day, language))));
        sub.add(texts.get("progress.owner", part.owner(), part.phone()));
        return new Part.Stage(
                open ? Part.Mark.NOW : refused ? Part.Mark.AHEAD : Part.Mark.DONE,
                open ? "clock" : refused ? "" : "check",
                part.title().textIn(language) + "　" + part.stateText().textIn(language),
                String.join("\n", sub));
    }

    /// Until when the department has promised it, and where to complain once that day has passed (S44).
    private Optional<Part> promise(CaseView one) {
        return one.promisedBy().map(day -> {
            var until = ValueFormatter.formatDay(day, texts.language());
            return one.overdue()
                    ? new Part.Note(Part.Tone.AMBER, "warn", texts.get("progress.overdue", until))
                    : new Part.Note(Part.Tone.BLUE, "clock", texts.get("progress.promised", until));
        });
    }
}
