package org.openstm.conformance.terminal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/// TLS 1.3 as a terminal speaks it: anybody at the enrolment, then central's authority and no other.
public final class TlsIdentity {
    private static final String PROTOCOL = "TLSv1.3";

    private TlsIdentity() {}

    /// PKCS#10 in base64.
    public static String certificateRequest(String terminal, ECKey key) {
        try {
            var name = new X500NameBuilder().addRDN(BCStyle.CN, terminal).build();
            return Base64.getEncoder()
                    .encodeToString(new JcaPKCS10CertificationRequestBuilder(name, key.toECPublicKey())
                            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.toECPrivateKey()))
                            .getEncoded());
        } catch (OperatorCreationException | IOException | JOSEException broken) {
            throw new IllegalStateException("no certificate request can be made", broken);
        }
    }

    public static X509Certificate certificate(String base64) {
        try {
            var bytes = new ByteArrayInputStream(Base64.getDecoder().decode(base64));
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        } catch (CertificateException | IllegalArgumentException no) {
            throw new ContractBreach("what is to be a certificate is none: " + no.getMessage());
        }
    }

    /// Believes whoever answers and keeps what it showed.
    public static SSLContext firstContact(FirstContact seen) {
        return context(new KeyManager[0], new TrustManager[] {seen});
    }

    /// Believes this authority only.
    static SSLContext clientTrusting(X509Certificate authority) {
        return context(new KeyManager[0], trustAuthority(authority));
    }

    /// As above, and shows the terminal's certificate.
    static SSLContext clientIdentified(X509Certificate authority, X509Certificate own, ECKey key) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("terminal", key.toECPrivateKey(), new char[0], new X509Certificate[] {own, authority});
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            return context(keys.getKeyManagers(), trustAuthority(authority));
        } catch (GeneralSecurityException | IOException | JOSEException no) {
            throw new ContractBreach("a certificate that cannot be used: " + no.getMessage());
        }
    }

    private static TrustManager[] trustAuthority(X509Certificate authority) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", authority);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust.getTrustManagers();
        } catch (GeneralSecurityException | IOException no) {
            throw new ContractBreach("an authority that cannot be used: " + no.getMessage());
        }
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trust) {
        try {
            var context = SSLContext.getInstance(PROTOCOL);
            context.init(keys, trust, new SecureRandom());
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java has no TLS 1.3", broken);
        }
    }

    /// Who answered at the first contact.
    public static final class FirstContact extends X509ExtendedTrustManager {
        private volatile List<X509Certificate> chain = List.of();

        List<X509Certificate> chain() {
            return chain;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String by) {
            chain = List.of(shown);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String by, Socket socket) {
            checkServerTrusted(shown, by);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String by, SSLEngine engine) {
            checkServerTrusted(shown, by);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String by) throws CertificateException {
            throw new CertificateException("a terminal is nobody's server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String by, Socket socket) throws CertificateException {
            checkClientTrusted(shown, by);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String by, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(shown, by);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
