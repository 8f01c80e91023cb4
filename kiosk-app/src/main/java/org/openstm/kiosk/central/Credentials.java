package org.openstm.kiosk.central;

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

/// What a terminal shows and believes on a line with TLS: the certificate that the centre made for
/// the terminal's key, and the centre's certificate authority. Both are learned at the enrolment
/// and kept in the data folder, `terminal.pem` and `central-ca.pem`. The private key is the
/// terminal's [KioskKey].
public final class Credentials {
    private final Path authorityFile;
    private final Path certificateFile;
    private final KioskKey key;
    private final Optional<String> fingerprint;
    private final InstantSource clock;
    private volatile Optional<X509Certificate> authority;
    private volatile Optional<X509Certificate> certificate;

    private Credentials(Path folder, KioskKey key, Optional<String> fingerprint, InstantSource clock) {
        this.authorityFile = folder.resolve("central-ca.pem");
        this.certificateFile = folder.resolve("terminal.pem");
        this.key = key;
        this.fingerprint = fingerprint;
        this.clock = clock;
        this.authority = CertificateFile.read(authorityFile);
        this.certificate = CertificateFile.read(certificateFile).filter(this::ofThisKey);
    }

    /// @param folder the terminal's data folder
    /// @param fingerprint of the centre's authority (SHA-256, hex), where somebody wrote it into
    ///     the configuration
    public static Credentials at(Path folder, KioskKey key, Optional<String> fingerprint, InstantSource clock) {
        return new Credentials(folder, key, fingerprint, clock);
    }

    /// Whether a centre has let this terminal's key in.
    public boolean complete() {
        return authority.isPresent() && certificate.isPresent();
    }

    /// Until when the terminal's certificate counts.
    public Optional<Instant> until() {
        return certificate.map(one -> one.getNotAfter().toInstant());
    }

    /// Whether two thirds of the certificate's life are over.
    boolean due() {
        return certificate.map(this::due).orElse(false);
    }

    private boolean due(X509Certificate one) {
        var from = one.getNotBefore().toInstant();
        var life = Duration.between(from, one.getNotAfter().toInstant());
        return clock.instant().isAfter(from.plus(life.multipliedBy(2).dividedBy(3)));
    }

    private boolean ofThisKey(X509Certificate one) {
        return Arrays.equals(
                one.getPublicKey().getEncoded(), key.pair().getPublic().getEncoded());
    }

    /// A request for a certificate (PKCS#10, base64), signed by the key that it is for.
    public String request() {
        try {
            var name = new X500NameBuilder().addRDN(BCStyle.CN, key.id()).build();
            var pair = key.pair();
            return Base64.getEncoder()
                    .encodeToString(new JcaPKCS10CertificationRequestBuilder(name, pair.getPublic())
                            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                            .getEncoded());
        } catch (OperatorCreationException | IOException broken) {
            throw new IllegalStateException("the terminal's key does not sign", broken);
        }
    }

    /// @param authority whom this terminal believes from now on
    void keep(X509Certificate authority, String text) {
        var fresh = own(authority, text);
        CertificateFile.write(authorityFile, authority);
        this.authority = Optional.of(authority);
        keep(fresh);
    }

    /// A later certificate of the same authority.
    void renew(String text) {
        keep(own(authority.orElseThrow(), text));
    }

    private void keep(X509Certificate fresh) {
        CertificateFile.write(certificateFile, fresh);
        certificate = Optional.of(fresh);
    }

    /// A certificate that is not for this key would lock the terminal out.
    private X509Certificate own(X509Certificate authority, String text) {
        var fresh = CertificateFile.ofText(text);
        try {
            fresh.verify(authority.getPublicKey());
        } catch (GeneralSecurityException broken) {
            throw new WireBroken("the terminal's certificate is not of the centre's authority");
        }
        if (!ofThisKey(fresh)) throw new WireBroken("the terminal's certificate is for another key");
        return fresh;
    }

    /// Believes the kept authority, and shows the terminal's certificate.
    PinnedAuthority kept() {
        return new PinnedAuthority(authority, fingerprint, clock);
    }

    /// For the enrolment: believes whom the fingerprint names, or, without one, whoever answers,
    /// for that one question.
    PinnedAuthority firstContact() {
        return new PinnedAuthority(Optional.empty(), fingerprint, clock);
    }

    SSLContext context(PinnedAuthority believed) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            KeyManager[] own = {new OwnCertificate(key.pair().getPrivate(), certificate)};
            context.init(own, new TrustManager[] {believed}, null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("TLS cannot be set up", broken);
        }
    }

    @Override
    public String toString() {
        return "Credentials[" + key.id() + "]";
    }
}
