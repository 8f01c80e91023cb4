package org.openstm.kiosk.central;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.text.ParseException;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;

/// A public key by which codes of a phone are signed, with the one algorithm that counts with it:
/// what a code says of its algorithm is compared, and never followed.
public final class AppKey {
    /// ECDSA over P-256 with SHA-256 (RFC 7518).
    public static final String ES256 = "ES256";

    /// SM2 with SM3, as GM/T 0125 names it: r and s raw, 64 bytes, the signer's id as in GM/T 0009.
    public static final String SM2 = "SGD_SM3_SM2";

    /// GM/T 0009: the id of a signer that has no other.
    public static final byte[] SIGNER = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

    private static final int SIGNATURE = 64;

    private interface Proof {
        boolean holds(byte[] signed, byte[] signature) throws GeneralSecurityException;
    }

    private final String id;
    private final String algorithm;
    private final Proof proof;

    private AppKey(String id, String algorithm, Proof proof) {
        this.id = id;
        this.algorithm = algorithm;
        this.proof = proof;
    }

    /// Reads a JWK with `kid`, `alg`, `crv`, `x` and `y`.
    ///
    /// @throws WireBroken if it is none of the two kinds that are known
    public static AppKey of(Json jwk) {
        String id = jwk.text("kid");
        return switch (jwk.text("alg")) {
            case ES256 -> new AppKey(id, ES256, ecdsa(jwk));
            case SM2 -> new AppKey(id, SM2, sm2(jwk));
            default -> throw new WireBroken("'alg' is none of those known");
        };
    }

    public String id() {
        return id;
    }

    public String algorithm() {
        return algorithm;
    }

    boolean holds(byte[] signed, byte[] signature) {
        try {
            return signature.length == SIGNATURE && proof.holds(signed, signature);
        } catch (GeneralSecurityException broken) {
            return false;
        }
    }

    private static Proof ecdsa(Json jwk) {
        try {
            var key = ECKey.parse(new String(jwk.canonicalWithout(""), StandardCharsets.UTF_8))
                    .toECPublicKey();
            return (signed, signature) -> {
                var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
                verifier.initVerify(key);
                verifier.update(signed);
                return verifier.verify(signature);
            };
        } catch (ParseException | JOSEException | IllegalArgumentException broken) {
            throw new WireBroken("a key that is no key");
        }
    }

    private static Proof sm2(Json jwk) {
        try {
            var curve = CustomNamedCurves.getByName("sm2p256v1");
            var point = curve.getCurve().validatePoint(number(jwk.text("x")), number(jwk.text("y")));
            var key = new ECPublicKeyParameters(
                    point, new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH()));
            return (signed, signature) -> {
                var verifier = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
                verifier.init(false, new ParametersWithID(key, SIGNER));
                verifier.update(signed, 0, signed.length);
                return verifier.verifySignature(signature);
            };
        } catch (IllegalArgumentException broken) {
            throw new WireBroken("a key that is no key");
        }
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }

    @Override
    public String toString() {
        return "AppKey[" + id + "]";
    }
}
