package org.openstm.kiosk.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds items by what citizens type. Nothing is prepared: the few hundred items of a catalogue are
/// gone through at every key, in a few milliseconds.
public final class Search {
    private Search() {}

    /// Where a word was found; the nearer the better.
    enum Where {
        TITLE_START(0),
        /// A whole saying was typed: that is what this citizen calls it.
        SAYING(1),
        TITLE(2),
        IN_SAYING(3),
        THEME(4);

        private final int distance;

        Where(int distance) {
            this.distance = distance;
        }
    }

    /// @param distance 0 is best: the title begins with what was typed
    /// @param also the saying by which it was found when its title alone does not tell, or empty
    public record Hit(Item item, int distance, String also) {}

    /// The items in which every word was found, the nearest first, else in the order of the
    /// catalogue. Nothing typed finds nothing.
    public static List<Hit> in(Catalog catalog, Typed typed) {
        if (typed.isEmpty()) return List.of();
        var hits = new ArrayList<Hit>();
        for (var item : catalog.items())
            hit(item, catalog.theme(item.theme()), typed).ifPresent(hits::add);
        hits.sort(Comparator.comparingInt(Hit::distance));
        return List.copyOf(hits);
    }

    private static Optional<Hit> hit(Item item, Optional<Theme> theme, Typed typed) {
        int distance = 0;
        var also = "";
        for (var word : typed.words()) {
            var where = where(item, theme, word);
            if (where.isEmpty()) return Optional.empty();
            distance += where.get().distance;
            if (also.isEmpty())
                also = switch (where.get()) {
                    case SAYING -> saying(item, word, true).orElseThrow();
                    case IN_SAYING -> saying(item, word, false).orElseThrow();
                    case TITLE_START, TITLE, THEME -> "";
                };
        }
        return Optional.of(new Hit(item, distance, also));
    }

    private static Optional<Where> where(Item item, Optional<Theme> theme, String word) {
        if (item.title().texts().values().stream().anyMatch(title -> begins(title, word)))
            return Optional.of(Where.TITLE_START);
        if (saying(item, word, true).isPresent()) return Optional.of(Where.SAYING);
        if (stands(item.title(), word)) return Optional.of(Where.TITLE);
        if (saying(item, word, false).isPresent()) return Optional.of(Where.IN_SAYING);
        boolean ofTheme = theme.isPresent()
                && (stands(theme.get().title(), word) || stands(theme.get().examples(), word));
        return ofTheme ? Optional.of(Where.THEME) : Optional.empty();
    }

    private static boolean begins(String title, String word) {
        return Typed.find(word, title).filter(span -> span.from() == 0).isPresent();
    }

    private static Optional<String> saying(Item item, String word, boolean whole) {
        return item.also().stream()
                .filter(saying -> Typed.find(word, saying)
                        .filter(span -> !whole || (span.from() == 0 && span.to() == saying.length()))
                        .isPresent())
                .findFirst();
    }

    private static boolean stands(Words words, String word) {
        return words.texts().values().stream()
                .anyMatch(text -> Typed.find(word, text).isPresent());
    }
}
