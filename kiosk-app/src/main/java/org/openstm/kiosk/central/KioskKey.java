package org.openstm.kiosk.central;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Provider;
import java.security.interfaces.ECPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;

/// A signing key (ES256) in a file or in a token: the terminal's, whose id is the terminal's
/// number, or the reference central's.
public final class KioskKey {
    private final ECKey key;
    private final KeyPair pair;
    private final ECDSASigner signer;

    private KioskKey(ECKey key, KeyPair pair) throws JOSEException {
        this.key = key.toPublicJWK();
        this.pair = pair;
        this.signer = new ECDSASigner(pair.getPrivate(), Curve.P_256);
    }

    private static KioskKey of(ECKey key) {
        try {
            return new KioskKey(key, key.toKeyPair());
        } catch (JOSEException broken) {
            throw new IllegalStateException("the key of " + key.getKeyID() + " cannot be used", broken);
        }
    }

    /// Reads the key, or makes one at the first start (file mode 600).
    public static KioskKey at(Path file, String id) {
        return of(KeyFile.at(file, id, null));
    }

    /// Reads the key; never makes one.
    public static KioskKey of(Path file, String id) {
        return of(KeyFile.of(file, id));
    }

    /// A key that a token keeps and gives to nobody.
    ///
    /// @param provider of the token, which alone can sign with it
    public static KioskKey inToken(String id, KeyPair pair, Provider provider) {
        try {
            var jwk = new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                    .keyID(id)
                    .build();
            var kept = new KioskKey(jwk, pair);
            kept.signer.getJCAContext().setProvider(provider);
            return kept;
        } catch (JOSEException broken) {
            throw new IllegalStateException("the key of " + id + " in the token cannot be used", broken);
        }
    }

    public String id() {
        return key.getKeyID();
    }

    public String sign(byte[] payload, Map<String, Object> more) {
        return DetachedJws.sign(payload, signer, id(), more);
    }

    /// For certificates and TLS.
    public KeyPair pair() {
        return pair;
    }

    /// The public half as a JWK.
    public String publicJwk() {
        return key.toJSONString();
    }

    /// The members of an object with their signature among them, as the contract has it.
    public byte[] signed(Map<String, ?> unsigned) {
        var tree = new LinkedHashMap<String, Object>(unsigned);
        tree.remove("signature");
        tree.put("signature", sign(Json.canonical(tree), Map.of()));
        return Json.canonical(tree);
    }

    @Override
    public String toString() {
        return "KioskKey[" + id() + "]";
    }
}
