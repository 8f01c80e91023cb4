package org.openstm.kiosk.ui.screen;

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
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.BranchInfo;
import org.openstm.kiosk.ui.text.ClosedReason;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Pages from the idle screen to the guide of an item, and the progress of cases.
final class SelectionScreens {
    private final Session session;
    private final ScreenTexts texts;
    private final PersonalizationScreens order;
    private final ClosedReason shut;

    SelectionScreens(Session session, BranchInfo board, ScreenTexts texts) {
        this.session = session;
        this.texts = texts;
        this.order = new PersonalizationScreens(session, texts);
        this.shut = new ClosedReason(session, board, texts);
    }

    PageContent attractPage() {
        var catalog = session.catalog();
        long items = catalog.items().stream().filter(catalog::isOffered).count();
        return new PageContent(
                "attract",
                Optional.empty(),
                List.of(new ScreenPart.AttractHero(
                        texts.get("attract.title"),
                        texts.get("attract.lead", items),
                        new Control(
                                "start",
                                texts.get("attract.start"),
                                "hand",
                                Control.ButtonLook.PRIMARY,
                                new SessionEvent.StartSession()),
                        texts.get("attract.or"),
                        texts.get("attract.hints"))),
                List.of(),
                Screen.Background.PICTURE);
    }

    PageContent selectionPage(SessionState.Choosing here) {
        return switch (here.shelf()) {
            case SelectionPage.ThemeList(var page) -> themesPage(here, page);
            case SelectionPage.ItemList(var id) ->
                itemsPage(session.catalog().findTheme(id).orElseThrow());
            case SelectionPage.PersonalSuggestions _ -> order.suggestionsPage();
            case SelectionPage.ItemSearch finding -> new ItemSearchScreen(session, texts).searchPage(finding);
            case SelectionPage.GuidePage(var id, var _) ->
                guidePage(session.catalog().findItem(id).orElseThrow());
            case SelectionPage.ItemClosed(var id, var reason) ->
                closedItemPage(session.catalog().findItem(id).orElseThrow(), reason);
            case SelectionPage.CardLogin card -> myCardPage(card);
            case SelectionPage.OpeningTransfer _ ->
                PageContent.of(
                        "opening",
                        List.of(
                                new ScreenPart.Title(texts.get("handover.opening"), texts.get("handover.opening-lead")),
                                new ScreenPart.BusyIndicator("")),
                        backButton("back.page"));
            case SelectionPage.TransferNotOpened(var text) ->
                PageContent.of(
                        "not-opened",
                        List.of(new ScreenPart.Banner(
                                ScreenPart.Tone.AMBER, "info", texts.get("handover.not-opened"), texts.get(text))),
                        backButton("back.page"));
            case SelectionPage.PhoneLogin phone ->
                PageContent.of(
                        "my-phone",
                        IdentificationScreens.phoneCodeParts(texts, phone.trouble(), phone.isAsking()),
                        backButton("back.page"));
            case SelectionPage.AskProgressCode _ -> caseCodePage();
            case SelectionPage.FetchingCases _ ->
                PageContent.of(
                        "progress-fetching", List.of(new ScreenPart.BusyIndicator(texts.get("progress.fetching"))));
            case SelectionPage.CaseProgressList(var cases) -> caseProgress(cases);
            case SelectionPage.NoCaseProgress(var text) ->
                PageContent.of(
                        "no-progress",
                        List.of(
                                new ScreenPart.Title(texts.get("progress.title"), ""),
                                new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "warn", texts.get(text))),
                        backButton("back.page"),
                        new Control(
                                "home/progress",
                                texts.get("home.progress"),
                                "clock",
                                Control.ButtonLook.PRIMARY,
                                new SessionEvent.SeeProgress()));
        };
    }

    private Control backButton(String text) {
        return new Control("back", texts.get(text), "back", Control.ButtonLook.QUIET, new SessionEvent.GoBack());
    }

    private PageContent themesPage(SessionState.Choosing here, int page) {
        boolean large = session.comfort().large();
        var themes = PersonalizationFlow.orderedThemes(session, theme -> large ? theme.elders() : 0);
        int each = PersonalizationFlow.themesPerPage(session);
        int pages = (themes.size() + each - 1) / each;
        int now = Math.min(page, pages - 1); // the page number may come from large type
        var shown = themes.subList(now * each, Math.min(themes.size(), (now + 1) * each));
        var title = new ScreenPart.Title(texts.get("home.title") + (large ? " " + (now + 1) + "/" + pages : ""), "");
        var ordered = order.orderSwitch(session.catalog().items());
        var find = new Control(
                "home/find",
                texts.get(large || ordered.isPresent() ? "home.find-short" : "home.find"),
                "search",
                Control.ButtonLook.SECONDARY,
                new SessionEvent.OpenSearch());
        var progress = new Control(
                "home/progress",
                texts.get("home.progress"),
                "clock",
                Control.ButtonLook.QUIET,
                new SessionEvent.SeeProgress());
        var mine = new Control(
                "home/mine",
                texts.get(here.person().isPresent() ? "home.mine-known" : "home.mine"),
                "id",
                Control.ButtonLook.SECONDARY,
                new SessionEvent.SeeMyCases());
        var forMe = order.shortListButton().orElse(mine);
        var parts = new ArrayList<ScreenPart>();
        parts.add(title);
        if (!large) parts.add(new ScreenPart.SearchField(find, ordered));
        parts.add(new ScreenPart.ThemeTiles(shown.stream().map(this::themeTile).toList()));
        if (large)
            parts.add(new ScreenPart.QuickAnswers(List.of(
                    new Control(
                            "page/back",
                            texts.get("page.back"),
                            "",
                            now > 0 ? Control.ButtonLook.QUIET : Control.ButtonLook.OFF,
                            new SessionEvent.TurnPage(-1)),
                    find,
                    new Control(
                            "page/next",
                            texts.get("home.next"),
                            "",
                            now < pages - 1 ? Control.ButtonLook.PRIMARY : Control.ButtonLook.OFF,
                            new SessionEvent.TurnPage(1)))));
        return PageContent.of("home", parts, progress, forMe);
    }

    private ScreenPart.ThemeTile themeTile(ItemTheme theme) {
        boolean empty = session.catalog().itemsOfTheme(theme).isEmpty();
        var sub = empty ? texts.get("home.empty") : theme.examples().textIn(texts.language());
        return new ScreenPart.ThemeTile(
                new Control(
                        "theme/" + theme.id(),
                        theme.title().textIn(texts.language()),
                        theme.icon(),
                        Control.ButtonLook.QUIET,
                        new SessionEvent.SeeTheme(theme.id())),
                session.comfort().large() ? "" : sub,
                theme.tint());
    }

    private PageContent itemsPage(ItemTheme theme) {
        var items = PersonalizationFlow.orderedItems(session, theme);
        long open = items.stream()
                .filter(i -> ItemAvailability.findClosedReason(i, session).isEmpty())
                .count();
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.ThemeHeading(
                theme.icon(),
                theme.tint(),
                plainTitle(theme.title().textIn(texts.language())),
                items.isEmpty() ? "" : texts.get("items.lead", items.size(), open) + reorderNote(theme, items)));
        if (items.isEmpty()) parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "info", texts.get("items.none")));
        for (var item : items) parts.add(itemCard(item));
        return PageContent.of("items", parts, backButton("back.page"));
    }

    /// Why the items are not in the usual order.
    private String reorderNote(ItemTheme theme, List<Item> items) {
        return items.equals(session.catalog().itemsOfTheme(theme)) ? "" : "\n" + order.orderReason(items);
    }

    static String plainTitle(String title) {
        return title.replace("|", "");
    }

    private ScreenPart.ItemCard itemCard(Item item) {
        var guide = item.guide();
        var language = texts.language();
        var line = texts.get(
                "items.line",
                guide.bring().textIn(language),
                guide.fee().isEmpty() ? texts.get("guide.free") : guide.fee().textIn(language),
                guide.promised().textIn(language));
        var why = ItemAvailability.findClosedReason(item, session)
                .map(reason -> "__" + texts.get("closed.title") + "__　" + shut.reasonText(item, reason)
                        + shut.alternativeText(item, reason)
                                .map(where -> "\n" + where)
                                .orElse(""))
                .orElse("");
        return new ScreenPart.ItemCard(
                new Control(
                        "item/" + item.id(),
                        item.title().textIn(language),
                        "chev",
                        why.isEmpty() ? Control.ButtonLook.QUIET : Control.ButtonLook.OFF,
                        new SessionEvent.SeeItem(item.id())),
                itemBadges(item),
                line,
                why);
    }

    private List<ScreenPart.Badge> itemBadges(Item item) {
        var badges = new ArrayList<ScreenPart.Badge>();
        switch (item.visits()) {
            case NONE -> badges.add(new ScreenPart.Badge(texts.get("badge.none"), "check", "green"));
            case ONE -> badges.add(new ScreenPart.Badge(texts.get("badge.one"), "pin", "amber"));
            case NOT_COUNTED -> {}
        }
        switch (item.release().state()) {
            case DRAFT -> badges.add(new ScreenPart.Badge(texts.get("badge.draft"), "", "amber"));
            case PILOT -> badges.add(new ScreenPart.Badge(texts.get("badge.pilot"), "", "amber"));
            case LIVE, WITHDRAWN -> {}
        }
        badges.add(
                new ScreenPart.Badge(texts.get(item.provinceWide() ? "badge.province" : "badge.county"), "", "blue"));
        badges.add(new ScreenPart.Badge(
                texts.get("badge." + item.kind().name().toLowerCase(java.util.Locale.ROOT)), "", "grey"));
        return badges;
    }

    /// The items of a chain, by name.
    private String chainItemsText(Item item) {
        var language = texts.language();
        if (item.parts().isEmpty()) return "";
        var names = item.parts().stream()
                .map(part -> part.title().textIn(language))
                .collect(Collectors.joining(language == DisplayLanguage.EN ? ", " : "、"));
        return texts.get("guide.parts", names);
    }

    /// Contents of the guide.
    List<ScreenPart> guideParts(Item item) {
        var language = texts.language();
        var guide = item.guide();
        int questions = item.pages().size();
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Badges(itemBadges(item)));
        parts.add(new ScreenPart.Title(item.title().textIn(language), chainItemsText(item)));
        parts.add(new ScreenPart.LabelledRows(List.of(
                guideRow("guide.who", guide.who().textIn(language), ""),
                guideRow("guide.bring", guide.bring().textIn(language), ""),
                guideRow(
                        "guide.fee",
                        guide.fee().isEmpty()
                                ? texts.get("guide.free")
                                : guide.fee().textIn(language),
                        ""),
                guideRow(
                        "guide.time",
                        texts.get("guide.promised", guide.promised().textIn(language)),
                        texts.get("guide.legal", guide.legal().textIn(language))),
                guideRow("guide.result", guide.result().textIn(language), ""),
                guideRow(
                        "guide.questions",
                        questions == 0
                                ? texts.get("guide.questions-0")
                                : texts.get("guide.questions-n", questions, 1 + questions / 2),
                        ""),
                guideRow("guide.phone", guide.phone(), texts.get("guide.complaint")))));
        parts.add(new ScreenPart.Sentence(texts.get("guide.basis", guide.basis().textIn(language))));
        parts.add(new ScreenPart.Sentence(texts.get(
                "guide.owner", item.owner().textIn(language), ValueFormatter.formatDate(guide.dated(), language))));
        return parts;
    }

    private PageContent guidePage(Item item) {
        var parts = new ArrayList<ScreenPart>();
        boolean cut = !session.world().lineUp()
                || item.backSystems().stream().anyMatch(session.world().down()::contains);
        if (cut
                && item.isStorable()
                && ItemAvailability.findClosedReason(item, session).isEmpty())
            parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "wait", texts.get("guide.stored")));
        parts.addAll(guideParts(item));
        for (var role : item.by()) {
            if (role == RepresentativeRole.ORGANISATION && !item.self()) continue; // the next step does
            var name = role.name().toLowerCase(java.util.Locale.ROOT);
            parts.add(new ScreenPart.LinkCard(
                    new Control(
                            "begin-for/" + name,
                            texts.get("guide.for-" + name),
                            "hand",
                            Control.ButtonLook.QUIET,
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
        return PageContent.of(
                "guide",
                parts,
                backButton("back.page"),
                new Control(
                        "begin",
                        start,
                        "",
                        Control.ButtonLook.PRIMARY,
                        item.self()
                                ? new SessionEvent.BeginItem(item.id())
                                : new SessionEvent.BeginItemFor(item.id(), RepresentativeRole.ORGANISATION)));
    }

    private ScreenPart.LabelledRow guideRow(String label, String value, String note) {
        return new ScreenPart.LabelledRow(texts.get(label), value, note, Optional.empty());
    }

    private PageContent closedItemPage(Item item, String reason) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Banner(
                ScreenPart.Tone.AMBER, "warn", texts.get("closed.title"), shut.reasonText(item, reason)));
        parts.add(new ScreenPart.Title(item.title().textIn(texts.language()), ""));
        var icon = reason.equals(ItemAvailability.HOURS) ? "clock" : "pin";
        shut.alternativeText(item, reason)
                .ifPresent(where -> parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.BLUE, icon, where)));
        parts.add(new ScreenPart.Sentence(texts.get("closed.guide")));
        return PageContent.of(
                "closed",
                parts,
                backButton("back.page"),
                new Control(
                        "see-guide",
                        texts.get("closed.see-guide"),
                        "",
                        Control.ButtonLook.PRIMARY,
                        new SessionEvent.SeeItem(item.id())));
    }

    private PageContent myCardPage(SelectionPage.CardLogin card) {
        var title = texts.get(card.half().isEmpty() ? "mine.title" : "handover.card");
        return PageContent.of(
                "my-card",
                IdentificationScreens.cardParts(
                        texts, title, session.world().readsChips(), card.trouble(), card.since(), session.seconds()),
                session.world().takesPhones()
                        ? new Control[] {backButton("back.page"), IdentificationScreens.phoneButton(texts)}
                        : new Control[] {backButton("back.page")});
    }

    private PageContent caseCodePage() {
        return PageContent.of(
                "ask-code",
                List.of(
                        new ScreenPart.Title(texts.get("progress.title"), texts.get("progress.lead")),
                        new ScreenPart.TerminalFront(
                                texts.get("card.area"), texts.get("card.scanner"), texts.get("card.slot"), true)),
                backButton("back.page"),
                new Control(
                        "home/mine",
                        texts.get("home.mine"),
                        "id",
                        Control.ButtonLook.SECONDARY,
                        new SessionEvent.SeeMyCases()));
    }

    private PageContent caseProgress(List<CaseView> cases) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("progress.result"), ""));
        for (var one : cases) parts.addAll(caseProgress(one));
        return PageContent.of("progress", parts, backButton("back.page"));
    }

    private List<ScreenPart> caseProgress(CaseView one) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.CaseNumber(
                one.title().textIn(texts.language()),
                ValueFormatter.groupCode(one.caseNumber()),
                one.stateText().textIn(texts.language())));
        if (!one.parts().isEmpty()) {
            parts.add(new ScreenPart.Timeline(
                    one.parts().stream().map(this::chainItemStage).toList()));
            one.parts().stream()
                    .filter(CaseView::overdue)
                    .forEach(late -> promiseNote(late).ifPresent(parts::add));
            return parts;
        }
        parts.add(new ScreenPart.Timeline(one.stages().stream()
                .map(s -> new ScreenPart.TimelineStage(
                        s.done() ? ScreenPart.StageMark.DONE : ScreenPart.StageMark.AHEAD,
                        s.done() ? "check" : "",
                        s.label().textIn(texts.language()),
                        s.at()))
                .toList()));
        promiseNote(one).ifPresent(parts::add);
        parts.add(new ScreenPart.Sentence(texts.get("progress.owner", one.owner(), one.phone())));
        return parts;
    }

    /// One item of a chain: its state, its number, the department to ask.
    private ScreenPart.TimelineStage chainItemStage(CaseView part) {
        var language = texts.language();
        boolean open = part.state().equals("in-work");
        boolean refused = part.state().equals("rejected");
        var sub = new ArrayList<String>();
        sub.add(ValueFormatter.groupCode(part.caseNumber()));
        part.promisedBy()
                .ifPresent(day -> sub.add(texts.get("progress.promised", ValueFormatter.formatDay(day, language))));
        sub.add(texts.get("progress.owner", part.owner(), part.phone()));
        return new ScreenPart.TimelineStage(
                open ? ScreenPart.StageMark.NOW : refused ? ScreenPart.StageMark.AHEAD : ScreenPart.StageMark.DONE,
                open ? "clock" : refused ? "" : "check",
                part.title().textIn(language) + "　" + part.stateText().textIn(language),
                String.join("\n", sub));
    }

    /// The department's promised date, and the contact for complaints after that day.
    private Optional<ScreenPart> promiseNote(CaseView one) {
        return one.promisedBy().map(day -> {
            var until = ValueFormatter.formatDay(day, texts.language());
            return one.overdue()
                    ? new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "warn", texts.get("progress.overdue", until))
                    : new ScreenPart.NoteBox(ScreenPart.Tone.BLUE, "clock", texts.get("progress.promised", until));
        });
    }
}
