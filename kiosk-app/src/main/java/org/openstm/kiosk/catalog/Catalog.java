package org.openstm.kiosk.catalog;

import java.util.List;
import java.util.Optional;

/// Everything on offer, in the order in which it is shown.
public record Catalog(List<Theme> themes, List<Item> items) {
    public Catalog {
        themes = List.copyOf(themes);
        items = List.copyOf(items);
    }

    public Optional<Item> item(String id) {
        return items.stream().filter(i -> i.id().equals(id)).findFirst();
    }

    public Optional<Theme> theme(String id) {
        return themes.stream().filter(t -> t.id().equals(id)).findFirst();
    }

    public List<Item> of(Theme theme) {
        return items.stream().filter(i -> i.theme().equals(theme.id())).toList();
    }
}
