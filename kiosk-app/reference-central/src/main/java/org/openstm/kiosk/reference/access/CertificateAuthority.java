package org.openstm.kiosk.reference.access;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.openstm.kiosk.central.crypto.CertificateFile;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.json.ContractViolationException;

/// Central's own certificate authority (ECDSA on P-256): it issues central's certificate at each start and
/// those of the terminals at their enrolment. Neither side trusts any other. A terminal's certificate is not
/// revoked: its validity is short, and a terminal whose key is no longer registered is refused by its
/// signature.
public final class CertificateAuthority {
    static final String KEY = "central-ca-key.json";
    static final String CERTIFICATE = "central-ca.pem";

    static final Duration TERMINAL_LIFE = Duration.ofDays(90);
    private static final Duration CENTRE_LIFE = Duration.ofDays(825);
    private static final Duration OWN_LIFE = Duration.ofDays(7300);

    /// Clocks differ; a new certificate is backdated by a day.
    private static final Duration EARLIER = Duration.ofDays(1);

    private static final char[] NO_PASSWORD = new char[0];

    private final KeyPair pair;
    private final X509Certificate certificate;
    private final SecureRandom random = new SecureRandom();

    private CertificateAuthority(KeyPair pair, X509Certificate certificate) {
        this.pair = pair;
        this.certificate = certificate;
    }

    /// Reads key (a file of mode 600) and certificate, or generates them at the first start.
    static CertificateAuthority loadOrCreate(Path dataDir, Instant now) {
        var pair = SigningKey.loadOrCreate(dataDir.resolve(KEY), "central-ca").keyPair();
        var file = dataDir.resolve(CERTIFICATE);
        var kept = CertificateFile.readCertificate(file);
        if (kept.isEmpty()) {
            var made = createRootCertificate(pair, now);
            CertificateFile.writeCertificate(file, made);
            return new CertificateAuthority(pair, made);
        }
        if (!isSameKey(kept.get().getPublicKey(), pair.getPublic()))
            throw new IllegalStateException(file + " and " + KEY + " beside it do not belong together");
        return new CertificateAuthority(pair, kept.get());
    }

    private static X509Certificate createRootCertificate(KeyPair pair, Instant now) {
        try {
            var name = new X500Name("CN=OpenSTM centre");
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(127, new SecureRandom()),
                    Date.from(now.minus(EARLIER)),
                    Date.from(now.plus(OWN_LIFE)),
                    name,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            return signCertificate(builder, pair);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static X509Certificate signCertificate(X509v3CertificateBuilder builder, KeyPair by) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
        } catch (OperatorCreationException | CertificateException broken) {
            throw new IllegalStateException("the authority's key does not sign", broken);
        }
    }

    private X509v3CertificateBuilder certificateBuilder(X500Name name, PublicKey key, Duration life, Instant now) {
        return new JcaX509v3CertificateBuilder(
                certificate,
                new BigInteger(127, random),
                Date.from(now.minus(EARLIER)),
                Date.from(now.plus(life)),
                name,
                key);
    }

    public X509Certificate rootCertificate() {
        return certificate;
    }

    /// Issues a terminal's certificate, for the key that the request proves.
    ///
    /// @param request PKCS#10, base64
    /// @param registered the terminal's key
    /// @throws ContractViolationException if the request is for another name or key, or not signed by that key
    X509Certificate issueTerminalCertificate(String request, String terminal, PublicKey registered, Instant now) {
        var name = new X500NameBuilder().addRDN(BCStyle.CN, terminal).build();
        try {
            var asked = new JcaPKCS10CertificationRequest(Base64.getDecoder().decode(request));
            boolean sound = asked.getSubject().equals(name)
                    && isSameKey(asked.getPublicKey(), registered)
                    && asked.isSignatureValid(new JcaContentVerifierProviderBuilder().build(registered));
            if (!sound) throw new ContractViolationException("the certificate request is for another name or key");
            var builder = certificateBuilder(name, registered, TERMINAL_LIFE, now);
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            // by which an export names the key that signed it
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(registered));
            return signCertificate(builder, pair);
        } catch (IOException
                | PKCSException
                | OperatorCreationException
                | GeneralSecurityException
                | IllegalArgumentException broken) {
            throw new ContractViolationException("not a request for a certificate");
        }
    }

    /// Why this certificate does not fit the signing terminal, as a code of the contract.
    Optional<String> findRefusalCode(Optional<X509Certificate> shown, String terminal, Instant now) {
        if (shown.isEmpty()) return Optional.of("certificate-needed");
        var one = shown.get();
        try {
            one.verify(pair.getPublic());
            var uses = one.getExtendedKeyUsage();
            if (uses == null || !uses.contains(KeyPurposeId.id_kp_clientAuth.getId()))
                return Optional.of("certificate-foreign");
        } catch (GeneralSecurityException foreign) {
            return Optional.of("certificate-foreign");
        }
        if (now.isAfter(one.getNotAfter().toInstant())
                || now.isBefore(one.getNotBefore().toInstant())) return Optional.of("certificate-expired");
        var name = new X500NameBuilder().addRDN(BCStyle.CN, terminal).build();
        boolean ours =
                X500Name.getInstance(one.getSubjectX500Principal().getEncoded()).equals(name);
        return ours ? Optional.empty() : Optional.of("certificate-other");
    }

    private static boolean isSameKey(PublicKey one, PublicKey other) {
        return Arrays.equals(one.getEncoded(), other.getEncoded());
    }

    /// TLS context of central's port, with a certificate and a key that are new at each start.
    ///
    /// @param names host names in the certificate, in addition to this machine's own
    public SSLContext serverTlsContext(List<String> names, Instant now) {
        try {
            var maker = KeyPairGenerator.getInstance("EC");
            maker.initialize(new ECGenParameterSpec("secp256r1"));
            var own = maker.generateKeyPair();
            var builder = certificateBuilder(new X500Name("CN=OpenSTM central"), own.getPublic(), CENTRE_LIFE, now);
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, subjectNames(names));
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("central", own.getPrivate(), NO_PASSWORD, new Certificate[] {
                signCertificate(builder, pair), certificate
            });
            var factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, NO_PASSWORD);
            KeyManager[] keys = factory.getKeyManagers();
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(keys, new TrustManager[] {new DeferredTrustManager(certificate)}, random);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("TLS cannot be set up", broken);
        }
    }

    private static GeneralNames subjectNames(List<String> more) {
        var all = new java.util.ArrayList<GeneralName>();
        all.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        all.add(new GeneralName(GeneralName.dNSName, "localhost"));
        all.add(new GeneralName(
                GeneralName.iPAddress, InetAddress.getLoopbackAddress().getHostAddress()));
        for (String name : more)
            all.add(new GeneralName(name.matches("[0-9.]+|.*:.*") ? GeneralName.iPAddress : GeneralName.dNSName, name));
        return new GeneralNames(all.toArray(GeneralName[]::new));
    }

    /// TLS proves that the caller has the certificate's key. The certificate itself is checked with the
    /// request, by [#findRefusalCode]: there the refusal can name the terminal and the reason, and the
    /// enrolment, which needs no certificate, uses the same port.
    private record DeferredTrustManager(X509Certificate authority) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String how) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String how) throws CertificateException {
            throw new CertificateException("central is no TLS client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[] {authority};
        }
    }
}
