package org.openstm.device.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Trusted certificate authorities of a TLS link: those in a file of the bank, and no others.
public final class Authority {
    private Authority() {}

    /// @param pem certificates of authorities
    /// @throws LinkLost if the file cannot be read or contains no certificate
    public static SSLContext trusting(Path pem) throws LinkLost {
        try (var file = Files.newInputStream(pem)) {
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(file))
                trusted.setCertificateEntry("authority-" + trusted.size(), each);
            if (trusted.size() == 0) throw new LinkLost(pem + " names no authority");
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (LinkLost none) {
            throw none;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new LinkLost(pem + " cannot be read as certificates: " + unreadable.getMessage(), unreadable);
        }
    }
}
