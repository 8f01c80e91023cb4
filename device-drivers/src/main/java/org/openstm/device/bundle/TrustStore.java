package org.openstm.device.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/// Whom the bank trusts: a folder with one Ed25519 public key (PEM) for each issuer, `ISSUER.pem`. Looked at afresh
/// each time, so that a key that is taken out counts no longer from that moment on.
public record TrustStore(Path folder) {
    void check(String issuer, byte[] content, byte[] signature) throws BundleRefused {
        var pem = folder.resolve(issuer + ".pem");
        if (!Files.exists(pem))
            throw new BundleRefused(Reason.KEY_NOT_TRUSTED, "it was signed by " + issuer + ", and there is no " + pem);
        try {
            if (!Ed25519.verifies(Ed25519.publicKey(pem), content, signature))
                throw new BundleRefused(Reason.SIGNATURE_WRONG, "the key of " + issuer + " did not sign this");
        } catch (IOException | GeneralSecurityException _) {
            throw new BundleRefused(Reason.KEY_NOT_TRUSTED, pem + " cannot be read as an Ed25519 public key");
        }
    }
}
