package org.openstm.kiosk.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All offered items, in the order in which they are shown.
///
/// @param elsewhere items, by id, that are live, but not at this terminal
/// @param number of central's catalogue; 0 for the one that came with the program
public record ItemCatalogue(List<ItemTheme> themes, List<Item> items, Set<String> elsewhere, int number) {
    public ItemCatalogue {
        themes = List.copyOf(themes);
        items = List.copyOf(items);
        elsewhere = Set.copyOf(elsewhere);
    }

    public ItemCatalogue(List<ItemTheme> themes, List<Item> items) {
        this(themes, items, Set.of(), 0);
    }

    /// The part that applies to one terminal: drafts only in a demonstration, and no pilots of other terminals.
    public ItemCatalogue viewFor(TerminalLocation spot) {
        var elsewhere = new HashSet<String>();
        for (var item : items) if (!item.release().rollout().isRolledOutAt(spot)) elsewhere.add(item.id());
        var known = items.stream().filter(item -> isKnownAt(item, spot)).toList();
        elsewhere.retainAll(known.stream().map(Item::id).toList());
        return new ItemCatalogue(themes, known, elsewhere, number);
    }

    /// The same with central's number.
    public ItemCatalogue withNumber(int other) {
        return new ItemCatalogue(themes, items, elsewhere, other);
    }

    private static boolean isKnownAt(Item item, TerminalLocation spot) {
        return switch (item.release().state()) {
            case DRAFT -> spot.drafts();
            case PILOT -> item.release().rollout().isRolledOutAt(spot);
            case LIVE, WITHDRAWN -> true;
        };
    }

    /// Whether the item is offered here, apart from outages.
    public boolean isOffered(Item item) {
        return item.release().state() != ItemRelease.ReleaseState.WITHDRAWN && !elsewhere.contains(item.id());
    }

    public Optional<Item> findItem(String id) {
        return items.stream().filter(i -> i.id().equals(id)).findFirst();
    }

    public Optional<ItemTheme> findTheme(String id) {
        return themes.stream().filter(t -> t.id().equals(id)).findFirst();
    }

    public List<Item> itemsOfTheme(ItemTheme theme) {
        return items.stream().filter(i -> i.theme().equals(theme.id())).toList();
    }
}
