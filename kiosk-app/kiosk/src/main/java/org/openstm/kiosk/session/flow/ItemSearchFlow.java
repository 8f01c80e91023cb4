package org.openstm.kiosk.session.flow;

import java.util.List;
import org.openstm.kiosk.catalog.CatalogueSearch;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.SearchQuery;
import org.openstm.kiosk.session.model.AccessibilityOptions;
import org.openstm.kiosk.session.model.KeyboardState;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState.SelectionPage.ItemSearch;

/// Item search: applies keys to the entry and computes the results.
public final class ItemSearchFlow {
    /// Maximum length of an entry; more would not fit the field.
    private static final int LONGEST = 14;

    private ItemSearchFlow() {}

    public static List<CatalogueSearch.SearchHit> findHits(ItemCatalogue catalog, ItemSearch finding) {
        return CatalogueSearch.findItems(catalog, SearchQuery.of(finding.searchText()));
    }

    static ItemSearch emptySearch(Session session) {
        return new ItemSearch("", 0, KeyboardState.initialKeyboard(session.comfort(), session.world()));
    }

    /// Results on one page; fewer in large type.
    public static int hitsPerPage(AccessibilityOptions comfort) {
        return comfort.large() ? 2 : 4;
    }

    /// @param finding current state of the page; pending requests are returned beside it
    record SearchStep(ItemSearch finding, List<SessionEffect> effects) {}

    static SearchStep stepSearch(Session session, ItemSearch here, SessionEvent.SearchEvent event) {
        return switch (event) {
            case SessionEvent.TurnPage(var by) -> new SearchStep(turnPage(session, here, by), List.of());
            case SessionEvent.TextEntryEvent typing -> typeText(session, here, typing);
        };
    }

    private static SearchStep typeText(Session session, ItemSearch here, SessionEvent.TextEntryEvent event) {
        var typed = new TextEntry(session, new SearchLimit()).stepEntry(here.keyboard(), here.entry(), event);
        var next = new ItemSearch(typed.entry(), here.page(), typed.keyboard());
        boolean same = next.searchText().equals(here.searchText());
        return new SearchStep(same ? next : new ItemSearch(next.entry(), 0, next.keyboard()), typed.effects());
    }

    /// Letters, digits and characters, each followed by at most one space; pinyin is searched as typed.
    private static final class SearchLimit implements TextEntry.EntryLimit {
        @Override
        public boolean hasRoomFor(String entry) {
            return fitsEntry(entry);
        }

        @Override
        public boolean hasRoomFor(String entry, String letters) {
            return fitsEntry(entry + letters.replace("'", ""));
        }
    }

    private static boolean fitsEntry(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                && !text.startsWith(" ")
                && !text.contains("  ")
                && text.codePoints().allMatch(sign -> sign == ' ' || Character.isLetterOrDigit(sign));
    }

    private static ItemSearch turnPage(Session session, ItemSearch here, int by) {
        int each = hitsPerPage(session.comfort());
        int last = Math.max(0, (findHits(session.catalog(), here).size() - 1) / each);
        return new ItemSearch(here.entry(), Math.clamp(here.page() + (long) by, 0, last), here.keyboard());
    }
}
