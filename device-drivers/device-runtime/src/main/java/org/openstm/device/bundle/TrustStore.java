package org.openstm.device.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/// Issuers that the bank trusts: a folder with one Ed25519 public key (PEM) for each issuer, `ISSUER.pem`. Read
/// anew each time, so that removing a key takes effect at once.
public record TrustStore(Path folder) {
    void verifySignature(String issuer, byte[] content, byte[] signature) throws BundleRefused {
        var pem = folder.resolve(issuer + ".pem");
        if (!Files.exists(pem))
            throw new BundleRefused(
                    BundleRefusalReason.KEY_NOT_TRUSTED, "it was signed by " + issuer + ", and there is no " + pem);
        try {
            if (!Ed25519Signatures.isValidSignature(Ed25519Signatures.readPublicKey(pem), content, signature))
                throw new BundleRefused(
                        BundleRefusalReason.SIGNATURE_WRONG, "the key of " + issuer + " did not sign this");
        } catch (IOException | GeneralSecurityException _) {
            throw new BundleRefused(
                    BundleRefusalReason.KEY_NOT_TRUSTED, pem + " cannot be read as an Ed25519 public key");
        }
    }
}
