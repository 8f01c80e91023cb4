package org.openstm.device.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// Keys and signatures of RFC 8032, as `openssl` makes them: keys as PEM, a signature as its 64 bytes.
final class Ed25519Signatures {
    private static final String NAME = "Ed25519";

    private Ed25519Signatures() {}

    /// @throws GeneralSecurityException if the file holds no such key
    static PublicKey readPublicKey(Path pem) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(readPemBody(pem, "PUBLIC KEY")));
    }

    /// @throws GeneralSecurityException if the file holds no such key
    static PrivateKey readPrivateKey(Path pem) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(readPemBody(pem, "PRIVATE KEY")));
    }

    static boolean isValidSignature(PublicKey key, byte[] content, byte[] signature) {
        try {
            var check = Signature.getInstance(NAME);
            check.initVerify(key);
            check.update(content);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            // not a well-formed signature
            return false;
        }
    }

    static byte[] signContent(PrivateKey key, byte[] content) throws GeneralSecurityException {
        var signature = Signature.getInstance(NAME);
        signature.initSign(key);
        signature.update(content);
        return signature.sign();
    }

    private static byte[] readPemBody(Path pem, String kind) throws IOException, GeneralSecurityException {
        var text = Files.readString(pem).strip();
        var head = "-----BEGIN " + kind + "-----";
        var foot = "-----END " + kind + "-----";
        if (!text.startsWith(head) || !text.endsWith(foot))
            throw new GeneralSecurityException(pem + " is no PEM with one " + kind);
        try {
            return Base64.getMimeDecoder().decode(text.substring(head.length(), text.length() - foot.length()));
        } catch (IllegalArgumentException wrong) {
            throw new GeneralSecurityException(pem + " is no PEM with one " + kind, wrong);
        }
    }
}
