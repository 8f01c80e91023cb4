package org.openstm.device.contract;

import java.util.ArrayList;
import java.util.List;

/// Reproducible randomness: each randomised test takes its seed here.
///
/// The seed is printed when it is drawn, so that it is known whatever ends the test, and [SeedReport] adds it to
/// the failure.
public final class Seeds {
    private static final ThreadLocal<List<Long>> DRAWN = ThreadLocal.withInitial(ArrayList::new);

    private Seeds() {}

    /// A new seed each time, unless `-Drig.seed` sets it.
    public static long next() {
        long seed = Long.getLong("rig.seed", System.nanoTime());
        var drawer = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .getCallerClass()
                .getSimpleName();
        System.out.println(drawer + ": " + again(seed));
        DRAWN.get().add(seed);
        return seed;
    }

    /// How to repeat a run.
    public static String again(long seed) {
        return "again with -Drig.seed=" + seed;
    }

    /// Seeds drawn by this thread since the last call.
    static List<Long> takeDrawn() {
        var drawn = List.copyOf(DRAWN.get());
        DRAWN.remove();
        return drawn;
    }
}
