package org.openstm.kiosk.ime;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Converts keys and strokes to characters. Never blocks: the answer comes on another thread, and always comes,
/// empty when nothing is found. Answers come in the order of the queries.
public interface ChineseInput {
    /// Maximum number of candidates per query.
    int MOST = 60;

    /// Candidates for typed letters.
    ///
    /// @param shown the letters separated into syllables (`zhong guo`)
    /// @param candidates the most likely first; empty when the letters have no reading
    record PinyinReading(String shown, List<String> candidates) {
        static final PinyinReading NONE = new PinyinReading("", List.of());

        public PinyinReading {
            candidates = List.copyOf(candidates);
        }
    }

    /// Result of choosing a candidate.
    ///
    /// @param text its characters; empty when there is none at that position
    /// @param rest remaining letters
    record ChosenCandidate(String text, String rest) {}

    /// @param letters `a` to `z`, and `'` between syllables; 40 at most
    void readPinyin(String letters, Consumer<PinyinReading> told);

    /// @param candidate position in the list for the same letters, from 0
    void chooseCandidate(String letters, int candidate, Consumer<ChosenCandidate> told);

    /// @param strokes points in sequence, x and y, pixels from the upper left corner of the square
    /// @param edge of the square, pixels
    /// @param told receives characters, the most likely first
    void recogniseStrokes(List<List<Integer>> strokes, int edge, Consumer<List<String>> told);

    /// The citizen's session ended: nothing written may remain.
    void forgetInput();

    /// Ways of writing that are unavailable: `pinyin`, `handwriting`.
    Set<String> unavailableMethods();
}
