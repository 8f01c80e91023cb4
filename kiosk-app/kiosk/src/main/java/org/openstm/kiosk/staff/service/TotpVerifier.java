package org.openstm.kiosk.staff.service;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One-use codes of branch staff: time-based, six digits, 30 seconds (RFC 6238, HMAC-SHA-1, as
/// authenticator apps make them). The adjacent time steps are accepted too; the caller remembers which codes
/// were used.
public final class TotpVerifier {
    private static final int STEP = 30;
    private final byte[] secret;

    public TotpVerifier(byte[] secret) {
        this.secret = secret.clone();
    }

    /// The time step of a code; empty if it belongs to no accepted step.
    public OptionalLong findTimeStep(String code, Instant now) {
        long step = now.getEpochSecond() / STEP;
        return LongStream.rangeClosed(step - 1, step + 1)
                .filter(at -> codeOfStep(at).equals(code))
                .findFirst();
    }

    private String codeOfStep(long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xF;
            int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7FFFFFFF;
            return String.format(java.util.Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("HMAC-SHA-1 is part of every JDK", missing);
        }
    }

    /// The code of a moment, for a demonstration's staff phone and for tests.
    public String codeAt(Instant now) {
        return codeOfStep(now.getEpochSecond() / STEP);
    }
}
