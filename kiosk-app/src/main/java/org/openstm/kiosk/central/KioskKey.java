package org.openstm.kiosk.central;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;

/// A signing key (ES256) in a file: the terminal's, whose id is the terminal's number, or the reference central's.
public final class KioskKey {
    private final ECKey key;

    private KioskKey(ECKey key) {
        this.key = key;
    }

    /// Reads the key, or makes one at the first start (file mode 600).
    public static KioskKey at(Path file, String id) {
        return new KioskKey(KeyFile.at(file, id, null));
    }

    /// Reads the key; never makes one.
    public static KioskKey of(Path file, String id) {
        return new KioskKey(KeyFile.of(file, id));
    }

    public String id() {
        return key.getKeyID();
    }

    public String sign(byte[] payload, Map<String, Object> more) {
        return DetachedJws.sign(payload, key, more);
    }

    /// For certificates and TLS.
    public KeyPair pair() {
        try {
            return key.toKeyPair();
        } catch (JOSEException broken) {
            throw new IllegalStateException("the key of " + id() + " cannot be used", broken);
        }
    }

    /// The public half as a JWK.
    public String publicJwk() {
        return key.toPublicJWK().toJSONString();
    }

    @Override
    public String toString() {
        return "KioskKey[" + id() + "]";
    }
}
