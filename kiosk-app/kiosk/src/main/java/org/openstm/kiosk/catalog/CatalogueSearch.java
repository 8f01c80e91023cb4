package org.openstm.kiosk.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds items by what citizens type. There is no index: the few hundred items of a catalogue are scanned at
/// every key, in a few milliseconds.
public final class CatalogueSearch {
    private CatalogueSearch() {}

    /// Kind of match; a nearer one ranks higher.
    enum MatchPlace {
        TITLE_START(0),
        /// A complete saying was typed: the citizen's own name for the item.
        SAYING(1),
        TITLE(2),
        IN_SAYING(3),
        THEME(4);

        private final int distance;

        MatchPlace(int distance) {
            this.distance = distance;
        }
    }

    /// @param distance 0 is best: the title begins with the typed text
    /// @param also the saying that matched, if the title alone does not show why, or empty
    public record SearchHit(Item item, int distance, String also) {}

    /// The items in which every word was found, the best match first, otherwise in the order of the catalogue.
    /// An empty text finds nothing.
    public static List<SearchHit> findItems(ItemCatalogue catalog, SearchQuery typed) {
        if (typed.isEmpty()) return List.of();
        var hits = new ArrayList<SearchHit>();
        for (var item : catalog.items())
            matchItem(item, catalog.findTheme(item.theme()), typed).ifPresent(hits::add);
        hits.sort(Comparator.comparingInt(SearchHit::distance));
        return List.copyOf(hits);
    }

    private static Optional<SearchHit> matchItem(Item item, Optional<ItemTheme> theme, SearchQuery typed) {
        int distance = 0;
        var also = "";
        for (var word : typed.words()) {
            var where = findMatchPlace(item, theme, word);
            if (where.isEmpty()) return Optional.empty();
            distance += where.get().distance;
            if (also.isEmpty())
                also = switch (where.get()) {
                    case SAYING -> findSaying(item, word, true).orElseThrow();
                    case IN_SAYING -> findSaying(item, word, false).orElseThrow();
                    case TITLE_START, TITLE, THEME -> "";
                };
        }
        return Optional.of(new SearchHit(item, distance, also));
    }

    private static Optional<MatchPlace> findMatchPlace(Item item, Optional<ItemTheme> theme, String word) {
        if (item.title().texts().values().stream().anyMatch(title -> isAtStart(title, word)))
            return Optional.of(MatchPlace.TITLE_START);
        if (findSaying(item, word, true).isPresent()) return Optional.of(MatchPlace.SAYING);
        if (containsWord(item.title(), word)) return Optional.of(MatchPlace.TITLE);
        if (findSaying(item, word, false).isPresent()) return Optional.of(MatchPlace.IN_SAYING);
        boolean ofTheme = theme.isPresent()
                && (containsWord(theme.get().title(), word)
                        || containsWord(theme.get().examples(), word));
        return ofTheme ? Optional.of(MatchPlace.THEME) : Optional.empty();
    }

    private static boolean isAtStart(String title, String word) {
        return SearchQuery.findWord(word, title)
                .filter(span -> span.from() == 0)
                .isPresent();
    }

    private static Optional<String> findSaying(Item item, String word, boolean whole) {
        return item.also().stream()
                .filter(saying -> SearchQuery.findWord(word, saying)
                        .filter(span -> !whole || (span.from() == 0 && span.to() == saying.length()))
                        .isPresent())
                .findFirst();
    }

    private static boolean containsWord(LocalizedText words, String word) {
        return words.texts().values().stream()
                .anyMatch(text -> SearchQuery.findWord(word, text).isPresent());
    }
}
