package org.openstm.kiosk.journal.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An open token behind PKCS#11 (a TPM, a smart card, a security module). Keys are generated in it and never
/// leave it.
///
/// @param provider the only way to use its keys
/// @param store its objects, by name
public record Pkcs11Token(Provider provider, KeyStore store) {
    /// RFC 5280's value for "no expiry".
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    /// Java's TLS finds a token by the name of its provider.
    private static final AtomicInteger OPENED = new AtomicInteger();

    /// @param library PKCS#11 library of the token's vendor
    /// @param slot id of the slot with the token
    /// @param pin of its user
    public static Pkcs11Token open(Path library, long slot, char[] pin) {
        try {
            var provider = Security.getProvider("SunPKCS11").configure(providerConfiguration(library, slot));
            var store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin);
            return new Pkcs11Token(provider, store);
        } catch (IOException broken) {
            throw new UncheckedIOException("the token behind " + library + " does not open: is the PIN right?", broken);
        } catch (GeneralSecurityException | RuntimeException broken) {
            throw new IllegalStateException("the token behind " + library + " cannot be used", broken);
        }
    }

    /// Attributes of keys that cannot be exported from the token.
    private static String providerConfiguration(Path library, long slot) {
        return """
            --name = OpenSTM%d
            library = %s
            slot = %d
            attributes(generate, CKO_SECRET_KEY, *) = {
              CKA_TOKEN = true
              CKA_PRIVATE = true
              CKA_SENSITIVE = true
              CKA_EXTRACTABLE = false
              CKA_ENCRYPT = true
              CKA_DECRYPT = true
            }
            attributes(generate, CKO_PRIVATE_KEY, *) = {
              CKA_TOKEN = true
              CKA_PRIVATE = true
              CKA_SENSITIVE = true
              CKA_EXTRACTABLE = false
              CKA_SIGN = true
            }
            """.formatted(OPENED.incrementAndGet(), library, slot);
    }

    /// A key pair on P-256 of this name; it is generated if there is none. Registers the token for Java's TLS
    /// as well.
    public KeyPair signingKey(String name) {
        try {
            var _ = Security.addProvider(provider);
            if (store.getCertificate(name) == null) makeSigningKey(name);
            if (!(store.getKey(name, null) instanceof PrivateKey key))
                throw new IllegalStateException("the token has no private key " + name);
            return new KeyPair(store.getCertificate(name).getPublicKey(), key);
        } catch (GeneralSecurityException | OperatorCreationException broken) {
            throw new IllegalStateException("the token does not generate or return the key " + name, broken);
        }
    }

    /// A private key is found by the certificate beside it: this one certifies nothing.
    private void makeSigningKey(String name) throws GeneralSecurityException, OperatorCreationException {
        var maker = KeyPairGenerator.getInstance("EC", provider);
        maker.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = maker.generateKeyPair();
        var says = new X500Name("CN=" + name);
        var builder = new JcaX509v3CertificateBuilder(
                says, BigInteger.ONE, Date.from(Instant.EPOCH), Date.from(NEVER), says, pair.getPublic());
        var signer = new JcaContentSignerBuilder("SHA256withECDSA")
                .setProvider(provider)
                .build(pair.getPrivate());
        var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        store.setKeyEntry(name, pair.getPrivate(), null, new Certificate[] {certificate});
    }
}
