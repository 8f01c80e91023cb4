package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import org.openstm.kiosk.catalog.CatalogueSearch;
import org.openstm.kiosk.catalog.SearchQuery;
import org.openstm.kiosk.session.flow.ItemAvailability;
import org.openstm.kiosk.session.flow.ItemSearchFlow;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Item search: the field, the results, and the keyboard.
final class ItemSearchScreen {
    private final Session session;
    private final ScreenTexts texts;

    ItemSearchScreen(Session session, ScreenTexts texts) {
        this.session = session;
        this.texts = texts;
    }

    PageContent searchPage(SelectionPage.ItemSearch here) {
        var hits = ItemSearchFlow.findHits(session.catalog(), here);
        int each = ItemSearchFlow.hitsPerPage(session.comfort());
        int pages = Math.max(1, (hits.size() + each - 1) / each);
        // another type size has other pages
        int page = Math.min(here.page(), pages - 1);
        var typed = SearchQuery.of(here.searchText());
        var parts = new ArrayList<ScreenPart>();
        if (!session.comfort().large()) parts.add(new ScreenPart.Title(texts.get("find.title"), ""));
        parts.add(new ScreenPart.TextInput(
                "find", here.entry(), here.keyboard().shown(), texts.get("find.placeholder"), false));
        hits.stream().skip((long) page * each).limit(each).forEach(hit -> parts.add(foundItem(hit, typed)));
        parts.add(searchResultPart(typed, hits.size(), page, pages));
        parts.add(new ScreenPart.FlexibleSpace());
        parts.add(new KeyboardBuilder(session, texts).keyboardPart(here.keyboard(), true));
        var actions = new ArrayList<Control>();
        actions.add(new Control(
                "back", texts.get("find.back"), "back", Control.ButtonLook.QUIET, new SessionEvent.GoBack()));
        if (pages > 1) {
            actions.add(turnPageControl("page/back", "up", "find.earlier", -1, page > 0));
            actions.add(turnPageControl("page/next", "down", "find.more", 1, page < pages - 1));
        }
        return PageContent.of("search", parts, actions.toArray(Control[]::new));
    }

    private Control turnPageControl(String id, String icon, String text, int by, boolean goes) {
        var look = goes ? Control.ButtonLook.SECONDARY : Control.ButtonLook.OFF;
        return new Control(id, texts.get(text), icon, look, new SessionEvent.TurnPage(by));
    }

    private ScreenPart searchResultPart(SearchQuery typed, int hits, int page, int pages) {
        var trouble = new KeyboardBuilder(session, texts).troubleText();
        if (typed.isEmpty() && !trouble.isEmpty())
            return new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "warn", trouble);
        if (typed.isEmpty()) return new ScreenPart.Sentence(texts.get("find.lead"));
        if (hits == 0) return new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "help", texts.get("find.none"));
        return new ScreenPart.Sentence(texts.get("find.count", hits, page + 1, pages));
    }

    private ScreenPart.FoundItem foundItem(CatalogueSearch.SearchHit hit, SearchQuery typed) {
        var item = hit.item();
        var title = item.title().textIn(texts.language());
        var theme = session.catalog().findTheme(item.theme());
        var closed = ItemAvailability.findClosedReason(item, session).isPresent();
        var sub = new ArrayList<String>();
        if (closed) sub.add(texts.get("closed.title"));
        if (!hit.also().isEmpty()) sub.add(texts.get("find.also", hit.also()));
        theme.ifPresent(t -> sub.add(SelectionScreens.plainTitle(t.title().textIn(texts.language()))));
        return new ScreenPart.FoundItem(
                new Control(
                        "item/" + item.id(),
                        title,
                        theme.map(t -> t.icon()).orElse("list"),
                        closed ? Control.ButtonLook.OFF : Control.ButtonLook.QUIET,
                        new SessionEvent.SeeItem(item.id())),
                typed.findSpans(title),
                String.join(" ・ ", sub),
                theme.map(t -> t.tint()).orElse("grey"));
    }
}
