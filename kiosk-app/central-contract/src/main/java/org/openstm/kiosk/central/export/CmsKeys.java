package org.openstm.kiosk.central.export;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.security.GeneralSecurityException;
import java.security.Provider;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// What both directions of a CMS export need of keys.
final class CmsKeys {
    /// Unlike the JDK's it knows the key derivation of RFC 5753.
    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private CmsKeys() {}

    /// Key identifier by method 1 of RFC 5280, section 4.2.1.2, as `openssl` computes it. Its SHA-1 only finds the
    /// key: what counts is the signature, or the decryption, by the key itself.
    static byte[] keyIdentifier(ECKey key) {
        try {
            return new JcaX509ExtensionUtils()
                    .createSubjectKeyIdentifier(key.toECPublicKey())
                    .getKeyIdentifier();
        } catch (GeneralSecurityException | JOSEException broken) {
            throw new IllegalStateException("the key " + key.getKeyID() + " has no identifier", broken);
        }
    }
}
