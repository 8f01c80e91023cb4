package org.openstm.kiosk.ime;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Makes characters of keys and strokes. Never blocks: the answer comes on another thread, and always
/// comes, empty when nothing is known. The order of answers is that of the questions.
public interface ChineseInput {
    /// Candidates that one question brings at most.
    int MOST = 60;

    /// What letters may mean.
    ///
    /// @param shown the letters parted into syllables (`zhong guo`)
    /// @param candidates the likeliest first; empty when nothing is read so
    record PinyinReading(String shown, List<String> candidates) {
        static final PinyinReading NONE = new PinyinReading("", List.of());

        public PinyinReading {
            candidates = List.copyOf(candidates);
        }
    }

    /// What became of a candidate that was chosen.
    ///
    /// @param text its characters; empty when there is none at that place
    /// @param rest letters that it leaves over
    record ChosenCandidate(String text, String rest) {}

    /// @param letters `a` to `z`, and `'` between syllables; 40 at most
    void readPinyin(String letters, Consumer<PinyinReading> told);

    /// @param candidate place in the list that the same letters bring, from 0
    void chooseCandidate(String letters, int candidate, Consumer<ChosenCandidate> told);

    /// @param strokes points in turn, x and y, pixels from the left upper corner of the square
    /// @param edge of the square, pixels
    /// @param told of characters, the likeliest first
    void recogniseStrokes(List<List<Integer>> strokes, int edge, Consumer<List<String>> told);

    /// A citizen has gone: nothing of what was written may stay.
    void forgetInput();

    /// Ways of writing that do not work: `pinyin`, `handwriting`.
    Set<String> unavailableMethods();
}
