package org.openstm.kiosk.central.http;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.openstm.kiosk.central.crypto.CertificateFile;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.json.ContractViolationException;

/// A terminal's TLS credentials: the certificate that central issued for its key, and central's certificate
/// authority, which it trusts. Both are learned at the enrolment and stored in the data folder, as
/// `terminal.pem` and `central-ca.pem`. The private key is the terminal's [SigningKey].
public final class TlsCredentials {
    private final Path authorityFile;
    private final Path certificateFile;
    private final SigningKey key;
    private final Optional<String> fingerprint;
    private final InstantSource clock;
    private volatile Optional<X509Certificate> authority;
    private volatile Optional<X509Certificate> certificate;

    private TlsCredentials(Path folder, SigningKey key, Optional<String> fingerprint, InstantSource clock) {
        this.authorityFile = folder.resolve("central-ca.pem");
        this.certificateFile = folder.resolve("terminal.pem");
        this.key = key;
        this.fingerprint = fingerprint;
        this.clock = clock;
        this.authority = CertificateFile.readCertificate(authorityFile);
        this.certificate = CertificateFile.readCertificate(certificateFile).filter(this::isForThisKey);
    }

    /// @param folder the terminal's data folder
    /// @param fingerprint of central's authority (SHA-256, hex), where the configuration has one
    public static TlsCredentials loadFrom(
            Path folder, SigningKey key, Optional<String> fingerprint, InstantSource clock) {
        return new TlsCredentials(folder, key, fingerprint, clock);
    }

    /// Whether a central has admitted this terminal's key.
    public boolean isComplete() {
        return authority.isPresent() && certificate.isPresent();
    }

    /// End of the certificate's validity.
    public Optional<Instant> certificateExpiry() {
        return certificate.map(one -> one.getNotAfter().toInstant());
    }

    /// Whether two thirds of the certificate's validity are over.
    boolean isRenewalDue() {
        return certificate.map(this::isRenewalDue).orElse(false);
    }

    private boolean isRenewalDue(X509Certificate one) {
        var from = one.getNotBefore().toInstant();
        var life = Duration.between(from, one.getNotAfter().toInstant());
        return clock.instant().isAfter(from.plus(life.multipliedBy(2).dividedBy(3)));
    }

    private boolean isForThisKey(X509Certificate one) {
        return Arrays.equals(
                one.getPublicKey().getEncoded(), key.keyPair().getPublic().getEncoded());
    }

    /// A certificate request (PKCS#10, base64), signed by its own key.
    public String certificateRequest() {
        try {
            var name = new X500NameBuilder().addRDN(BCStyle.CN, key.id()).build();
            var pair = key.keyPair();
            return Base64.getEncoder()
                    .encodeToString(new JcaPKCS10CertificationRequestBuilder(name, pair.getPublic())
                            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                            .getEncoded());
        } catch (OperatorCreationException | IOException broken) {
            throw new IllegalStateException("the terminal's key does not sign", broken);
        }
    }

    /// @param authority the one that this terminal trusts from now on
    void storeEnrolment(X509Certificate authority, String text) {
        var fresh = requireOwnCertificate(authority, text);
        CertificateFile.writeCertificate(authorityFile, authority);
        this.authority = Optional.of(authority);
        storeCertificate(fresh);
    }

    /// Stores a renewed certificate of the same authority.
    void replaceCertificate(String text) {
        storeCertificate(requireOwnCertificate(authority.orElseThrow(), text));
    }

    private void storeCertificate(X509Certificate fresh) {
        CertificateFile.writeCertificate(certificateFile, fresh);
        certificate = Optional.of(fresh);
    }

    /// A certificate for another key would lock the terminal out.
    private X509Certificate requireOwnCertificate(X509Certificate authority, String text) {
        var fresh = CertificateFile.parseBase64(text);
        try {
            fresh.verify(authority.getPublicKey());
        } catch (GeneralSecurityException broken) {
            throw new ContractViolationException("the terminal's certificate is not from central's authority");
        }
        if (!isForThisKey(fresh)) throw new ContractViolationException("the terminal's certificate is for another key");
        return fresh;
    }

    /// Trusts the stored authority, and presents the terminal's certificate.
    PinnedTrustManager storedTrust() {
        return new PinnedTrustManager(authority, fingerprint, clock);
    }

    /// For the enrolment: trusts the authority with the fingerprint, or, without one, any authority, for that
    /// one request.
    PinnedTrustManager firstContactTrust() {
        return new PinnedTrustManager(Optional.empty(), fingerprint, clock);
    }

    SSLContext sslContext(PinnedTrustManager believed) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            KeyManager[] own = {new TerminalKeyManager(key.keyPair().getPrivate(), certificate)};
            context.init(own, new TrustManager[] {believed}, null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("TLS cannot be set up", broken);
        }
    }

    @Override
    public String toString() {
        return "TlsCredentials[" + key.id() + "]";
    }
}
