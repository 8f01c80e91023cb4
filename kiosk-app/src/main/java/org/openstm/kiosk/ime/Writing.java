package org.openstm.kiosk.ime;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Makes characters of keys and strokes. Never blocks: the answer comes on another thread, and always
/// comes, empty when nothing is known. The order of answers is that of the questions.
public interface Writing {
    /// Candidates that one question brings at most.
    int MOST = 60;

    /// What letters may mean.
    ///
    /// @param shown the letters parted into syllables (`zhong guo`)
    /// @param candidates the likeliest first; empty when nothing is read so
    record Reading(String shown, List<String> candidates) {
        static final Reading NONE = new Reading("", List.of());

        public Reading {
            candidates = List.copyOf(candidates);
        }
    }

    /// What became of a candidate that was chosen.
    ///
    /// @param text its characters; empty when there is none at that place
    /// @param rest letters that it leaves over
    record Chosen(String text, String rest) {}

    /// @param letters `a` to `z`, and `'` between syllables; 40 at most
    void read(String letters, Consumer<Reading> told);

    /// @param candidate place in the list that the same letters bring, from 0
    void choose(String letters, int candidate, Consumer<Chosen> told);

    /// @param strokes points in turn, x and y, pixels from the left upper corner of the square
    /// @param edge of the square, pixels
    /// @param told of characters, the likeliest first
    void recognise(List<List<Integer>> strokes, int edge, Consumer<List<String>> told);

    /// A citizen has gone: nothing of what was written may stay.
    void forget();

    /// Ways of writing that do not work: `pinyin`, `handwriting`.
    Set<String> broken();
}
