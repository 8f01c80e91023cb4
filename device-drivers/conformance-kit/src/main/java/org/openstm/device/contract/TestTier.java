package org.openstm.device.contract;

import java.util.List;
import java.util.stream.IntStream;

/// The short run and the full one.
///
/// `scripts/test` is the short run and sets `tests.short`; without it everything is run in its full form. The short
/// run takes the omitted parts in turns: the turn comes from the seed, so that `-Drig.seed` repeats it.
public final class TestTier {
    private static final long TURN = Long.getLong("rig.seed", System.nanoTime() / 1_000_000);

    private TestTier() {}

    public static boolean isFull() {
        return !Boolean.getBoolean("tests.short");
    }

    /// The amount for this run.
    public static int pick(int shortForm, int fullForm) {
        return isFull() ? fullForm : shortForm;
    }

    /// All of them in the full run, one of them in turn in the short one.
    public static <T> List<T> turns(List<T> all) {
        return isFull() ? all : List.of(all.get(Math.floorMod(TURN, all.size())));
    }

    /// All of them in the full run, every so many-th in the short one, in turn: never more than that share, rounded up.
    public static <T> List<T> share(List<T> all, int oneIn) {
        if (isFull()) return all;
        int first = Math.floorMod(TURN, oneIn);
        return IntStream.range(0, all.size())
                .filter(n -> n % oneIn == first)
                .mapToObj(all::get)
                .toList();
    }

    /// Whether it is this one's turn: always in the full run, otherwise in one of this many short ones.
    ///
    /// @param oneIn 0 for "in the full run only"
    public static boolean isTurn(String name, int oneIn) {
        return isFull() || oneIn > 0 && Math.floorMod(name.hashCode() + TURN, oneIn) == 0;
    }
}
