package org.openstm.kiosk.catalog;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A search text: Chinese characters, pinyin, initials, or English, in any mixture.
///
/// A letter matches itself, or a character whose pinyin it begins; a syllable may be typed completely or as its
/// initial, and the last one partially. Blanks and punctuation of the text need not be typed.
///
/// @param words all of them must be found; their matches may overlap
public record SearchQuery(List<String> words) {
    /// A range of a text.
    ///
    /// @param from first character, `to` the one behind the last
    public record TextSpan(int from, int to) {}

    public SearchQuery {
        words = List.copyOf(words);
    }

    /// Words are separated by blanks, and by a change between Chinese and Latin.
    public static SearchQuery of(String text) {
        var words = new ArrayList<String>();
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var word = new StringBuilder();
        for (int at = 0; at < plain.length(); at++) {
            char sign = plain.charAt(at);
            boolean turns = !word.isEmpty() && isChinese(word.charAt(word.length() - 1)) != isChinese(sign);
            if ((turns || isGap(sign)) && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (!isGap(sign)) word.append(sign);
        }
        if (!word.isEmpty()) words.add(word.toString());
        return new SearchQuery(words);
    }

    public boolean isEmpty() {
        return words.isEmpty();
    }

    /// The matched ranges of a text, from left to right, without overlaps.
    public List<TextSpan> findSpans(String text) {
        var spans = new ArrayList<TextSpan>();
        words.stream()
                .flatMap(word -> findWord(word, text).stream())
                .sorted(Comparator.comparingInt(TextSpan::from))
                .forEach(span -> {
                    boolean apart = spans.isEmpty() || spans.getLast().to() <= span.from();
                    if (apart) spans.add(span);
                    else if (span.to() > spans.getLast().to())
                        spans.add(new TextSpan(spans.removeLast().from(), span.to()));
                });
        return spans;
    }

    /// The first match of a word.
    static Optional<TextSpan> findWord(String word, String text) {
        for (int from = 0; from < text.length(); from++) {
            if (!isWordStart(text, from)) continue;
            int to = matchEnd(text, from, word, 0);
            if (to >= 0) return Optional.of(new TextSpan(from, to));
        }
        return Optional.empty();
    }

    /// A Latin word matches at the beginning of a word, a Chinese one anywhere.
    private static boolean isWordStart(String text, int at) {
        char sign = text.charAt(at);
        return !isGap(sign)
                && (at == 0 || isChinese(sign) || isGap(text.charAt(at - 1)) || isChinese(text.charAt(at - 1)));
    }

    /// @return the end of the match when the rest of the word, from `typed` on, matches the text from `at` on,
    ///     else -1
    private static int matchEnd(String text, int at, String word, int typed) {
        if (typed == word.length()) return at;
        if (at == text.length()) return -1;
        char sign = Character.toLowerCase(text.charAt(at));
        if (sign == word.charAt(typed)) {
            int end = matchEnd(text, at + 1, word, typed + 1);
            if (end >= 0) return end;
        }
        if (isGap(sign)) return matchEnd(text, at + 1, word, typed);
        for (var syllable : PinyinTable.findReadings(sign)) {
            int end = matchSyllable(text, at, word, typed, syllable);
            if (end >= 0) return end;
        }
        return -1;
    }

    /// Continues behind a character whose syllable is typed: completely, partially, or by its initial.
    private static int matchSyllable(String text, int at, String word, int typed, String syllable) {
        int common = commonLength(syllable, word, typed);
        boolean enough = common == syllable.length() || typed + common == word.length();
        for (int taken = common; taken > 0; taken--) {
            boolean initial = taken == 1 || (taken == 2 && syllable.charAt(1) == 'h');
            if (!initial && !(enough && taken == common)) continue;
            int end = matchEnd(text, at + 1, word, typed + taken);
            if (end >= 0) return end;
        }
        return -1;
    }

    private static int commonLength(String syllable, String word, int typed) {
        int common = 0;
        while (common < syllable.length()
                && typed + common < word.length()
                && syllable.charAt(common) == word.charAt(typed + common)) common++;
        return common;
    }

    private static boolean isGap(char sign) {
        return !Character.isLetterOrDigit(sign);
    }

    private static boolean isChinese(char sign) {
        return UnicodeScript.of(sign) == UnicodeScript.HAN;
    }
}
