package org.openstm.kiosk.central.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// A pairing code that a person carries from central to a terminal, and what both derive from it. Each proves
/// to the other that it knows the code, and for which key, so that a man in the middle cannot insert a key. The
/// code itself is never transmitted.
public final class PairingSecret {
    /// As in [VerificationCode]: no characters that people confuse.
    private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int LENGTH = 8;
    private static final int ROUNDS = 100_000;

    private final byte[] secret;

    private PairingSecret(byte[] secret) {
        this.secret = secret;
    }

    /// A new code as it is read out, `ABCD-EFGH`.
    public static String generateCode(RandomGenerator random) {
        var code = new StringBuilder();
        for (int n = 0; n < LENGTH; n++) {
            if (n == LENGTH / 2) code.append('-');
            code.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return code.toString();
    }

    /// Empty if it is not a code. Letter case, spaces and hyphens do not matter.
    public static Optional<PairingSecret> fromCode(String typed, String terminal) {
        String code = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        boolean sound = code.length() == LENGTH && code.chars().allMatch(c -> SIGNS.indexOf(c) >= 0);
        return sound ? Optional.of(new PairingSecret(deriveSecret(code, terminal))) : Optional.empty();
    }

    /// Reads the result of [#toStored].
    public static PairingSecret fromStored(String kept) {
        return new PairingSecret(HexFormat.of().parseHex(kept));
    }

    /// What central stores instead of the code.
    public String toStored() {
        return HexFormat.of().formatHex(secret);
    }

    /// Proof that the terminal with this key (JWK) knows the code.
    public String terminalProof(String terminalKey) {
        return computeProof("terminal", terminalKey);
    }

    /// Proof that central knows it, and sends exactly this to the terminal with that key.
    ///
    /// @param answer the canonical answer to the enrolment, without the proof
    public String centralProof(String terminalKey, byte[] answer) {
        return computeProof("central", terminalKey + "\n" + Sha256.digestHex(answer));
    }

    public static boolean isSameProof(String proof, String expected) {
        return MessageDigest.isEqual(proof.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private String computeProof(String who, String of) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((who + "\n" + of).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] deriveSecret(String code, String terminal) {
        var words = new PBEKeySpec(
                code.toCharArray(), ("openstm/pairing/" + terminal).getBytes(StandardCharsets.UTF_8), ROUNDS, 256);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(words)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            words.clearPassword();
        }
    }

    @Override
    public String toString() {
        return "PairingSecret";
    }
}
