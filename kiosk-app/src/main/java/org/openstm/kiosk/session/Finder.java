package org.openstm.kiosk.session;

import java.util.List;
import org.openstm.kiosk.catalog.Catalog;
import org.openstm.kiosk.catalog.Search;
import org.openstm.kiosk.catalog.Typed;
import org.openstm.kiosk.session.Place.Shelf.Finding;

/// Finding an item: what keys make of the entry, and what it finds.
public final class Finder {
    /// Signs of an entry; more would not fit the field, and nothing needs them.
    private static final int LONGEST = 14;

    private Finder() {}

    public static List<Search.Hit> hits(Catalog catalog, Finding finding) {
        return Search.in(catalog, Typed.of(finding.entry()));
    }

    /// Results of one page; fewer in large type.
    public static int perPage(Comfort comfort) {
        return comfort.large() ? 2 : 4;
    }

    static boolean takes(Event.Touch touch) {
        return touch instanceof Event.Key
                || touch instanceof Event.Rub
                || touch instanceof Event.ClearEntry
                || touch instanceof Event.TurnPage;
    }

    static Finding step(Session session, Finding here, Event.Touch touch) {
        return switch (touch) {
            case Event.Key(var key) -> key(here, key);
            case Event.Rub _ -> rubbed(here.entry());
            case Event.ClearEntry _ -> new Finding("", 0);
            case Event.TurnPage(var by) -> turned(session, here, by);
            default -> here;
        };
    }

    /// A letter, a character, or a blank behind one.
    private static Finding key(Finding here, String key) {
        var entry = here.entry();
        boolean one = key.length() == 1 && entry.length() < LONGEST;
        boolean blank = key.equals(" ") && !entry.isEmpty() && !entry.endsWith(" ");
        return one && (blank || Character.isLetterOrDigit(key.charAt(0))) ? new Finding(entry + key, 0) : here;
    }

    private static Finding rubbed(String entry) {
        return new Finding(entry.isEmpty() ? "" : entry.substring(0, entry.length() - 1), 0);
    }

    private static Finding turned(Session session, Finding here, int by) {
        int each = perPage(session.comfort());
        int last = Math.max(0, (hits(session.catalog(), here).size() - 1) / each);
        return new Finding(here.entry(), Math.clamp(here.page() + (long) by, 0, last));
    }
}
