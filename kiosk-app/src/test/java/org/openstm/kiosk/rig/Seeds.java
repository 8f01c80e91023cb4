package org.openstm.kiosk.rig;

/// Chance that can be had again.
public final class Seeds {
    private Seeds() {}

    /// Another one each time, unless `-Drig.seed` names it.
    public static long next() {
        return Long.getLong("rig.seed", System.nanoTime());
    }

    /// What to say when it failed.
    static String again(long seed) {
        return "again with -Drig.seed=" + seed;
    }
}
