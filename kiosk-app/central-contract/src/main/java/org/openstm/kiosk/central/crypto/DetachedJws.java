package org.openstm.kiosk.central.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/// The only signature format of the contract: a JWS (RFC 7515, appendix F) with detached payload, ES256.
public final class DetachedJws {
    private static final int LONGEST = 2048;

    private DetachedJws() {}

    /// @param more further protected header members, such as `at` and `nonce`
    static String signPayload(byte[] payload, JWSSigner signer, String keyId, Map<String, Object> more) {
        try {
            var jws = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(keyId)
                            .customParams(more)
                            .build(),
                    new Payload(payload));
            jws.sign(signer);
            return jws.serialize(true);
        } catch (JOSEException broken) {
            throw new IllegalStateException("the signing key does not sign", broken);
        }
    }

    /// The key id that a signature names, unverified.
    public static Optional<String> findKeyId(String jws) {
        if (jws.length() > LONGEST) return Optional.empty();
        try {
            return Optional.ofNullable(
                    JWSObject.parse(jws, new Payload("")).getHeader().getKeyID());
        } catch (ParseException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /// A protected header member; to be trusted only after [#isSignatureValid].
    public static Optional<String> findHeaderValue(String jws, String name) {
        try {
            Object value = JWSObject.parse(jws, new Payload("")).getHeader().getCustomParam(name);
            return value instanceof String text ? Optional.of(text) : Optional.empty();
        } catch (ParseException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    public static boolean isSignatureValid(String jws, byte[] payload, ECKey key) {
        if (jws.length() > LONGEST || !isCanonicalBase64(jws)) return false;
        try {
            var parsed = JWSObject.parse(jws, new Payload(payload));
            return JWSAlgorithm.ES256.equals(parsed.getHeader().getAlgorithm())
                    && parsed.verify(new ECDSAVerifier(key));
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException broken) {
            return false;
        }
    }

    /// Base64 has several spellings of the same bytes: unused bits, ignored characters. Only one is accepted,
    /// so that no bit of a signature can be changed.
    private static boolean isCanonicalBase64(String jws) {
        for (String part : jws.split("\\.", -1))
            if (!Base64URL.encode(new Base64URL(part).decode()).toString().equals(part)) return false;
        return true;
    }
}
