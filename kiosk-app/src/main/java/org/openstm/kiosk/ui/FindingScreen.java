package org.openstm.kiosk.ui;

import java.util.ArrayList;
import org.openstm.kiosk.catalog.CatalogueSearch;
import org.openstm.kiosk.catalog.SearchQuery;
import org.openstm.kiosk.session.flow.ItemAvailability;
import org.openstm.kiosk.session.flow.ItemSearchFlow;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;
import org.openstm.kiosk.ui.Screens.Page;

/// Finding an item by typing: the field, what it finds, and the keyboard.
final class FindingScreen {
    private final Session session;
    private final Texts texts;

    FindingScreen(Session session, Texts texts) {
        this.session = session;
        this.texts = texts;
    }

    Page page(SelectionPage.ItemSearch here) {
        var hits = ItemSearchFlow.findHits(session.catalog(), here);
        int each = ItemSearchFlow.hitsPerPage(session.comfort());
        int pages = Math.max(1, (hits.size() + each - 1) / each);
        // another size of type has other pages
        int page = Math.min(here.page(), pages - 1);
        var typed = SearchQuery.of(here.searchText());
        var parts = new ArrayList<Part>();
        if (!session.comfort().large()) parts.add(new Part.Title(texts.get("find.title"), ""));
        parts.add(
                new Part.Written("find", here.entry(), here.keyboard().shown(), texts.get("find.placeholder"), false));
        hits.stream().skip((long) page * each).limit(each).forEach(hit -> parts.add(found(hit, typed)));
        parts.add(said(typed, hits.size(), page, pages));
        parts.add(new Part.Space());
        parts.add(new Keys(session, texts).part(here.keyboard(), true));
        var actions = new ArrayList<Control>();
        actions.add(new Control("back", texts.get("find.back"), "back", Control.Look.QUIET, new SessionEvent.GoBack()));
        if (pages > 1) {
            actions.add(turn("page/back", "up", "find.earlier", -1, page > 0));
            actions.add(turn("page/next", "down", "find.more", 1, page < pages - 1));
        }
        return Page.of("search", parts, actions.toArray(Control[]::new));
    }

    private Control turn(String id, String icon, String text, int by, boolean goes) {
        var look = goes ? Control.Look.SECONDARY : Control.Look.OFF;
        return new Control(id, texts.get(text), icon, look, new SessionEvent.TurnPage(by));
    }

    private Part said(SearchQuery typed, int hits, int page, int pages) {
        var trouble = new Keys(session, texts).trouble();
        if (typed.isEmpty() && !trouble.isEmpty()) return new Part.Note(Part.Tone.AMBER, "warn", trouble);
        if (typed.isEmpty()) return new Part.Say(texts.get("find.lead"));
        if (hits == 0) return new Part.Note(Part.Tone.AMBER, "help", texts.get("find.none"));
        return new Part.Say(texts.get("find.count", hits, page + 1, pages));
    }

    private Part.Found found(CatalogueSearch.SearchHit hit, SearchQuery typed) {
        var item = hit.item();
        var title = item.title().textIn(texts.language());
        var theme = session.catalog().findTheme(item.theme());
        var closed = ItemAvailability.findClosedReason(item, session).isPresent();
        var sub = new ArrayList<String>();
        if (closed) sub.add(texts.get("closed.title"));
        if (!hit.also().isEmpty()) sub.add(texts.get("find.also", hit.also()));
        theme.ifPresent(t -> sub.add(EntranceScreens.plain(t.title().textIn(texts.language()))));
        return new Part.Found(
                new Control(
                        "item/" + item.id(),
                        title,
                        theme.map(t -> t.icon()).orElse("list"),
                        closed ? Control.Look.OFF : Control.Look.QUIET,
                        new SessionEvent.SeeItem(item.id())),
                typed.findSpans(title),
                String.join(" ・ ", sub),
                theme.map(t -> t.tint()).orElse("grey"));
    }
}
