package org.openstm.conformance.terminal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// What a terminal and central derive from a pairing code, and prove to each other.
final class PairingDerivation {
    private static final int ROUNDS = 100_000;
    private static final int BITS = 256;

    private final byte[] secret;

    PairingDerivation(String code, String terminal) {
        var plain = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        var salt = ("openstm/pairing/" + terminal).getBytes(StandardCharsets.UTF_8);
        try {
            this.secret = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(plain.toCharArray(), salt, ROUNDS, BITS))
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String ofTerminal(String key) {
        return proof("terminal\n" + key);
    }

    /// @param answer canonical answer to the enrolment, without `proof`
    String ofCentral(String key, byte[] answer) {
        return proof("central\n" + key + "\n" + ContractDigest.hex(answer));
    }

    private String proof(String words) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(words.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
