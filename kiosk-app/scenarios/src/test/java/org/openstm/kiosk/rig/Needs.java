package org.openstm.kiosk.rig;

import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// What a rig cannot do without.
final class Needs {
    private Needs() {}

    /// Skips the test on a machine that lacks it, and says what; where `CI` is set that is a failure, since a rig
    /// that never runs proves nothing.
    static void orSkip(Optional<String> missing) {
        if (missing.isEmpty()) return;
        String words = "this rig needs " + missing.get();
        if (System.getenv("CI") != null) Assertions.fail(words);
        Assumptions.abort(words);
    }
}
