package org.openstm.device.sim.chipcard.passport;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.CollectionStore;

/// An invented country that signs travel documents: the keys of its authority and its signer exist for one run
/// only.
final class SigningCountry {
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final Duration YEAR = Duration.ofDays(365);

    private final String code;
    private final X500Name name;
    private final KeyPair authority;
    private final X509CertificateHolder certificate;

    /// @param code two-letter code
    SigningCountry(String code, String name) {
        this.code = code;
        this.name = new X500Name("C=" + code + ", O=" + name + ", CN=Country Signer");
        try {
            this.authority = generatePair();
            this.certificate = issueCertificate(this.name, authority, authority.getPrivate(), validityYears(-5, 10));
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record ValidityPeriod(Instant from, Instant to) {}

    private static ValidityPeriod validityYears(int from, int to) {
        return new ValidityPeriod(
                Instant.now().plus(YEAR.multipliedBy(from)), Instant.now().plus(YEAR.multipliedBy(to)));
    }

    private static KeyPair generatePair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /// @param by signing key; the certificate names the authority in any case
    private X509CertificateHolder issueCertificate(X500Name subject, KeyPair owner, PrivateKey by, ValidityPeriod span)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        var extensions = new JcaX509ExtensionUtils();
        return new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(span.from()),
                        Date.from(span.to()),
                        subject,
                        owner.getPublic())
                .addExtension(
                        Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(owner.getPublic()))
                .addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        extensions.createAuthorityKeyIdentifier(authority.getPublic()))
                .build(new JcaContentSignerBuilder(SIGNATURE).build(by));
    }

    /// Writes the authority's certificate to a terminal's folder.
    void publishCertificate(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(code.toLowerCase(Locale.ROOT) + ".cer"), certificate.getEncoded());
    }

    /// Signs a list of hashes.
    ///
    /// @param expired whether the signer's certificate has expired
    /// @param stranger whether the signer was not appointed by the authority
    byte[] signHashes(byte[] list, boolean expired, boolean stranger) {
        try {
            var signer = generatePair();
            var by = stranger ? generatePair().getPrivate() : authority.getPrivate();
            var subject = new X500Name("C=" + code + ", CN=Document Signer");
            var appointed =
                    issueCertificate(subject, signer, by, expired ? validityYears(-4, -1) : validityYears(-1, 9));
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .build(new JcaContentSignerBuilder(SIGNATURE).build(signer.getPrivate()), appointed));
            generator.addCertificates(new CollectionStore<>(List.of(appointed)));
            var content = new CMSProcessableByteArray(new ASN1ObjectIdentifier("2.23.136.1.1.1"), list);
            return generator.generate(content, true).getEncoded("DER");
        } catch (GeneralSecurityException | OperatorCreationException | IOException | CMSException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
