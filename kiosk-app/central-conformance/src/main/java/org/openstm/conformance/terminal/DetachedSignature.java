package org.openstm.conformance.terminal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/// JWS (RFC 7515, ES256) with detached payload.
public final class DetachedSignature {
    private DetachedSignature() {}

    public static String signDetached(byte[] payload, ECKey key, String kid, Map<String, Object> header) {
        try {
            var jws = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(kid)
                            .customParams(header)
                            .build(),
                    new Payload(payload));
            jws.sign(new ECDSASigner(key));
            return jws.serialize(true);
        } catch (JOSEException broken) {
            throw new IllegalStateException("the test terminal's key does not sign", broken);
        }
    }

    /// Why a signature does not hold; empty if it does.
    static Optional<String> findFault(String jws, byte[] payload, ECKey key) {
        if (!jws.matches("[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]+")) return Optional.of("no detached JWS: '" + jws + "'");
        try {
            var parsed = JWSObject.parse(jws, new Payload(payload));
            if (!JWSAlgorithm.ES256.equals(parsed.getHeader().getAlgorithm()))
                return Optional.of("a signature by " + parsed.getHeader().getAlgorithm());
            if (!key.getKeyID().equals(parsed.getHeader().getKeyID()))
                return Optional.of("a signature with the kid '"
                        + parsed.getHeader().getKeyID() + "', while central's key has '" + key.getKeyID() + "'");
            return parsed.verify(new ECDSAVerifier(key))
                    ? Optional.empty()
                    : Optional.of("a signature that does not hold");
        } catch (ParseException | JOSEException | IllegalArgumentException broken) {
            return Optional.of("a signature that cannot be read: " + broken.getMessage());
        }
    }
}
