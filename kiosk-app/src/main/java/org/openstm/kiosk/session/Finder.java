package org.openstm.kiosk.session;

import java.util.List;
import org.openstm.kiosk.catalog.CatalogueSearch;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.SearchQuery;
import org.openstm.kiosk.session.Place.Shelf.Finding;

/// Finding an item: what keys make of the entry, and what it finds.
public final class Finder {
    /// Signs of an entry; more would not fit the field, and nothing needs them.
    private static final int LONGEST = 14;

    private Finder() {}

    public static List<CatalogueSearch.SearchHit> hits(ItemCatalogue catalog, Finding finding) {
        return CatalogueSearch.findItems(catalog, SearchQuery.of(finding.typed()));
    }

    static Finding first(Session session) {
        return new Finding("", 0, Keyboard.first(session.comfort(), session.world()));
    }

    /// Results of one page; fewer in large type.
    public static int perPage(Comfort comfort) {
        return comfort.large() ? 2 : 4;
    }

    static boolean takes(Event event) {
        return event instanceof Event.TurnPage || Typewriter.takes(event);
    }

    /// @param finding the page now; what is asked meanwhile stands beside it
    record Found(Finding finding, List<Effect> effects) {}

    static Found step(Session session, Finding here, Event event) {
        if (event instanceof Event.TurnPage(var by)) return new Found(turned(session, here, by), List.of());
        var typed = new Typewriter(session, new Field()).step(here.keyboard(), here.entry(), event);
        var next = new Finding(typed.entry(), here.page(), typed.keyboard());
        boolean same = next.typed().equals(here.typed());
        return new Found(same ? next : new Finding(next.entry(), 0, next.keyboard()), typed.effects());
    }

    /// Letters, digits and characters, and a blank behind one; pinyin is looked for as it stands.
    private static final class Field implements Typewriter.Room {
        @Override
        public boolean holds(String entry) {
            return fits(entry);
        }

        @Override
        public boolean holds(String entry, String letters) {
            return fits(entry + letters.replace("'", ""));
        }
    }

    private static boolean fits(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                && !text.startsWith(" ")
                && !text.contains("  ")
                && text.codePoints().allMatch(sign -> sign == ' ' || Character.isLetterOrDigit(sign));
    }

    private static Finding turned(Session session, Finding here, int by) {
        int each = perPage(session.comfort());
        int last = Math.max(0, (hits(session.catalog(), here).size() - 1) / each);
        return new Finding(here.entry(), Math.clamp(here.page() + (long) by, 0, last), here.keyboard());
    }
}
