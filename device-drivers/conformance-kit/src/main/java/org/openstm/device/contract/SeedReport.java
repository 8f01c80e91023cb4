package org.openstm.device.contract;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Adds the seeds of a test to its failure, including unexpected exceptions. JUnit finds it by itself: each module
/// with random tests names it under `META-INF/services`.
public final class SeedReport implements AfterTestExecutionCallback {
    @Override
    public void afterTestExecution(ExtensionContext test) {
        var drawn = Seeds.takeDrawn();
        test.getExecutionException().ifPresent(failure -> drawn.forEach(seed -> failure.addSuppressed(new Seed(seed))));
    }

    /// Not a separate failure: it is attached to the original one.
    private static final class Seed extends Exception {
        private static final long serialVersionUID = 1L;

        private Seed(long seed) {
            super(Seeds.again(seed), null, false, false);
        }
    }
}
