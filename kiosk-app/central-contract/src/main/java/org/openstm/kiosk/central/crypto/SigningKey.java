package org.openstm.kiosk.central.crypto;

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
import java.util.Optional;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.openstm.kiosk.central.json.StrictJson;

/// A signing key (ES256) in a file or in a token: a terminal's, whose key id is the terminal's number, or the
/// reference central's.
public final class SigningKey {
    private final ECKey key;
    private final KeyPair pair;
    private final Optional<Provider> token;
    private final ECDSASigner signer;

    private SigningKey(ECKey key, KeyPair pair, Optional<Provider> token) throws JOSEException {
        this.key = key.toPublicJWK();
        this.pair = pair;
        this.token = token;
        this.signer = new ECDSASigner(pair.getPrivate(), Curve.P_256);
        token.ifPresent(signer.getJCAContext()::setProvider);
    }

    private static SigningKey of(ECKey key) {
        try {
            return new SigningKey(key, key.toKeyPair(), Optional.empty());
        } catch (JOSEException broken) {
            throw new IllegalStateException("the key of " + key.getKeyID() + " cannot be used", broken);
        }
    }

    /// Reads the key, or generates one at the first start (file mode 600).
    public static SigningKey loadOrCreate(Path file, String id) {
        return of(KeyFile.loadOrCreate(file, id, null));
    }

    /// Reads the key; never generates one.
    public static SigningKey loadExisting(Path file, String id) {
        return of(KeyFile.loadExisting(file, id));
    }

    /// A key in a token that cannot be exported.
    ///
    /// @param provider of the token, the only way to sign with the key
    public static SigningKey inToken(String id, KeyPair pair, Provider provider) {
        try {
            var jwk = new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                    .keyID(id)
                    .build();
            return new SigningKey(jwk, pair, Optional.of(provider));
        } catch (JOSEException broken) {
            throw new IllegalStateException("the key of " + id + " in the token cannot be used", broken);
        }
    }

    public String id() {
        return key.getKeyID();
    }

    public String signPayload(byte[] payload, Map<String, Object> more) {
        return DetachedJws.signPayload(payload, signer, id(), more);
    }

    /// For signatures in CMS.
    public ContentSigner contentSigner() {
        var builder = new JcaContentSignerBuilder("SHA256withECDSA");
        token.ifPresent(builder::setProvider);
        try {
            return builder.build(pair.getPrivate());
        } catch (OperatorCreationException broken) {
            throw new IllegalStateException("the key of " + id() + " cannot be used", broken);
        }
    }

    /// For certificates and TLS.
    public KeyPair keyPair() {
        return pair;
    }

    /// The public key as a JWK.
    public String publicJwk() {
        return key.toJSONString();
    }

    /// The members of an object including their signature, as in the contract.
    public byte[] toSignedBytes(Map<String, ?> unsigned) {
        var tree = new LinkedHashMap<String, Object>(unsigned);
        tree.remove("signature");
        tree.put("signature", signPayload(StrictJson.toCanonicalBytes(tree), Map.of()));
        return StrictJson.toCanonicalBytes(tree);
    }

    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
