package org.openstm.device.driver.chipcard.travel;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.Security;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Random numbers of a worked example, for this thread only; all others get real ones.
final class ScriptedRandom implements AutoCloseable {
    private static final String NAME = "scripted-random";
    private static final ThreadLocal<@Nullable ByteBuffer> SCRIPT = new ThreadLocal<>();

    ScriptedRandom(String hex) {
        SCRIPT.set(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
        Security.insertProviderAt(new Scripted(), 1);
    }

    boolean used() {
        var script = SCRIPT.get();
        return script != null && !script.hasRemaining();
    }

    @Override
    public void close() {
        Security.removeProvider(NAME);
        SCRIPT.remove();
    }

    private static final class Scripted extends Provider {
        Scripted() {
            super(NAME, "1", "");
            putService(new Service(this, "SecureRandom", "Scripted", Numbers.class.getName(), List.of(), Map.of()) {
                @Override
                public Object newInstance(@Nullable Object parameter) {
                    return new Numbers();
                }
            });
        }
    }

    private static final class Numbers extends SecureRandomSpi {
        private static final SecureRandom REAL = real();

        private static SecureRandom real() {
            try {
                return SecureRandom.getInstance("NativePRNGNonBlocking");
            } catch (NoSuchAlgorithmException none) {
                throw new IllegalStateException(none);
            }
        }

        @Override
        protected void engineSetSeed(byte[] seed) {}

        @Override
        protected void engineNextBytes(byte[] bytes) {
            var script = SCRIPT.get();
            if (script != null && !blinding()) script.get(bytes);
            else REAL.nextBytes(bytes);
        }

        /// Blinding against side channels; the result does not depend on it.
        private static boolean blinding() {
            return StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getMethodName().startsWith("randomFieldElement")));
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            return REAL.generateSeed(count);
        }
    }
}
