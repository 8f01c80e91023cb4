package org.openstm.kiosk.catalog.load;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/// Suggests corrections for an unknown word.
final class SpellingHints {
    private static final int MOST_SHOWN = 12;

    private SpellingHints() {}

    /// End of a sentence: the similar known word, if there is one, and the allowed ones.
    static String hintFor(String word, Collection<String> known) {
        var near = findNearest(word, known)
                .map(one -> ": did you mean " + one + "?")
                .orElse("");
        return near + allowedWords(known);
    }

    private static String allowedWords(Collection<String> known) {
        if (known.isEmpty()) return "";
        var sorted = new TreeSet<>(known);
        var shown = sorted.stream().limit(MOST_SHOWN).toList();
        return " (allowed: " + String.join(", ", shown) + (sorted.size() > MOST_SHOWN ? ", ..." : "") + ")";
    }

    static Optional<String> findNearest(String word, Collection<String> known) {
        int most = Math.max(1, Math.min(3, (word.length() + 2) / 3));
        return known.stream()
                .filter(one -> editDistance(word, one) <= most)
                .min(Comparator.<String>comparingInt(one -> editDistance(word, one))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /// Edit distance: letters to change, add, leave out or exchange with the next one.
    private static int editDistance(String from, String to) {
        var costs = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++)
            for (int j = 0; j <= to.length(); j++)
                costs[i][j] = i == 0 || j == 0 ? i + j : editCost(costs, from, to, i, j);
        return costs[from.length()][to.length()];
    }

    private static int editCost(int[][] costs, String from, String to, int i, int j) {
        int change = costs[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int least = Math.min(change, Math.min(costs[i - 1][j], costs[i][j - 1]) + 1);
        boolean exchanged =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return exchanged ? Math.min(least, costs[i - 2][j - 2] + 1) : least;
    }
}
