package org.openstm.kiosk.central.crypto;

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
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;

/// A public key for phone codes, with the only algorithm allowed for it: the algorithm that a code names is
/// compared, and never followed.
public final class AppVerificationKey {
    /// ECDSA over P-256 with SHA-256 (RFC 7518).
    public static final String ES256 = "ES256";

    /// SM2 with SM3, as GM/T 0125 names it: r and s raw, 64 bytes, the signer's id as in GM/T 0009.
    public static final String SM2 = "SGD_SM3_SM2";

    /// GM/T 0009: the default signer id.
    public static final byte[] SIGNER = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

    private static final int SIGNATURE = 64;

    private interface SignatureVerifier {
        boolean verifySignature(byte[] signed, byte[] signature) throws GeneralSecurityException;
    }

    private final String id;
    private final String algorithm;
    private final SignatureVerifier proof;

    private AppVerificationKey(String id, String algorithm, SignatureVerifier proof) {
        this.id = id;
        this.algorithm = algorithm;
        this.proof = proof;
    }

    /// Reads a JWK with `kid`, `alg`, `crv`, `x` and `y`.
    ///
    /// @throws ContractViolationException if it is none of the two supported kinds
    public static AppVerificationKey of(StrictJson jwk) {
        String id = jwk.text("kid");
        return switch (jwk.text("alg")) {
            case ES256 -> new AppVerificationKey(id, ES256, ecdsaVerifier(jwk));
            case SM2 -> new AppVerificationKey(id, SM2, sm2Verifier(jwk));
            default -> throw new ContractViolationException("'alg' is not a supported value");
        };
    }

    public String id() {
        return id;
    }

    public String algorithm() {
        return algorithm;
    }

    boolean isSignatureValid(byte[] signed, byte[] signature) {
        try {
            return signature.length == SIGNATURE && proof.verifySignature(signed, signature);
        } catch (GeneralSecurityException broken) {
            return false;
        }
    }

    private static SignatureVerifier ecdsaVerifier(StrictJson jwk) {
        try {
            var key = ECKey.parse(new String(jwk.canonicalBytesWithout(""), StandardCharsets.UTF_8))
                    .toECPublicKey();
            return (signed, signature) -> {
                var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
                verifier.initVerify(key);
                verifier.update(signed);
                return verifier.verify(signature);
            };
        } catch (ParseException | JOSEException | IllegalArgumentException broken) {
            throw new ContractViolationException("not a valid key");
        }
    }

    private static SignatureVerifier sm2Verifier(StrictJson jwk) {
        try {
            var curve = CustomNamedCurves.getByName("sm2p256v1");
            var point = curve.getCurve().validatePoint(decodeNumber(jwk.text("x")), decodeNumber(jwk.text("y")));
            var key = new ECPublicKeyParameters(
                    point, new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH()));
            return (signed, signature) -> {
                var verifier = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
                verifier.init(false, new ParametersWithID(key, SIGNER));
                verifier.update(signed, 0, signed.length);
                return verifier.verifySignature(signature);
            };
        } catch (IllegalArgumentException broken) {
            throw new ContractViolationException("not a valid key");
        }
    }

    private static BigInteger decodeNumber(String base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }

    @Override
    public String toString() {
        return "AppVerificationKey[" + id + "]";
    }
}
