package org.openstm.kiosk.catalog;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What somebody types to find something: Chinese characters, pinyin, initials, or English, in any mixture.
///
/// A letter stands for itself, or for a character whose pinyin it begins; a syllable may be typed
/// whole or as its initial, the last one as far as it goes. Blanks and signs of the text need not
/// be typed.
///
/// @param words all of them must be found, each at a place of its own or not
public record Typed(List<String> words) {
    /// A stretch of a text.
    ///
    /// @param from first character, `to` the one behind the last
    public record Span(int from, int to) {}

    public Typed {
        words = List.copyOf(words);
    }

    /// A blank parts words, and so does a change between Chinese and Latin.
    public static Typed of(String text) {
        var words = new ArrayList<String>();
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var word = new StringBuilder();
        for (int at = 0; at < plain.length(); at++) {
            char sign = plain.charAt(at);
            boolean turns = !word.isEmpty() && chinese(word.charAt(word.length() - 1)) != chinese(sign);
            if ((turns || gap(sign)) && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (!gap(sign)) word.append(sign);
        }
        if (!word.isEmpty()) words.add(word.toString());
        return new Typed(words);
    }

    public boolean isEmpty() {
        return words.isEmpty();
    }

    /// The stretches of a text in which a word was found, from left to right, none over another.
    public List<Span> in(String text) {
        var spans = new ArrayList<Span>();
        words.stream()
                .flatMap(word -> find(word, text).stream())
                .sorted(Comparator.comparingInt(Span::from))
                .forEach(span -> {
                    boolean apart = spans.isEmpty() || spans.getLast().to() <= span.from();
                    if (apart) spans.add(span);
                    else if (span.to() > spans.getLast().to())
                        spans.add(new Span(spans.removeLast().from(), span.to()));
                });
        return spans;
    }

    /// The first place where a word stands.
    static Optional<Span> find(String word, String text) {
        for (int from = 0; from < text.length(); from++) {
            if (!begins(text, from)) continue;
            int to = end(text, from, word, 0);
            if (to >= 0) return Optional.of(new Span(from, to));
        }
        return Optional.empty();
    }

    /// A Latin word is found by its beginning, a Chinese one anywhere.
    private static boolean begins(String text, int at) {
        char sign = text.charAt(at);
        return !gap(sign) && (at == 0 || chinese(sign) || gap(text.charAt(at - 1)) || chinese(text.charAt(at - 1)));
    }

    /// @return the place behind the word when what is left of it from `typed` on stands in the text
    ///     from `at` on, else -1
    private static int end(String text, int at, String word, int typed) {
        if (typed == word.length()) return at;
        if (at == text.length()) return -1;
        char sign = Character.toLowerCase(text.charAt(at));
        if (sign == word.charAt(typed)) {
            int end = end(text, at + 1, word, typed + 1);
            if (end >= 0) return end;
        }
        if (gap(sign)) return end(text, at + 1, word, typed);
        for (var syllable : Pinyin.of(sign)) {
            int end = spelt(text, at, word, typed, syllable);
            if (end >= 0) return end;
        }
        return -1;
    }

    /// Goes on behind a character that is read as a syllable: typed whole, as far as it goes, or by
    /// its initial.
    private static int spelt(String text, int at, String word, int typed, String syllable) {
        int common = common(syllable, word, typed);
        boolean enough = common == syllable.length() || typed + common == word.length();
        for (int taken = common; taken > 0; taken--) {
            boolean initial = taken == 1 || (taken == 2 && syllable.charAt(1) == 'h');
            if (!initial && !(enough && taken == common)) continue;
            int end = end(text, at + 1, word, typed + taken);
            if (end >= 0) return end;
        }
        return -1;
    }

    private static int common(String syllable, String word, int typed) {
        int common = 0;
        while (common < syllable.length()
                && typed + common < word.length()
                && syllable.charAt(common) == word.charAt(typed + common)) common++;
        return common;
    }

    private static boolean gap(char sign) {
        return !Character.isLetterOrDigit(sign);
    }

    private static boolean chinese(char sign) {
        return UnicodeScript.of(sign) == UnicodeScript.HAN;
    }
}
