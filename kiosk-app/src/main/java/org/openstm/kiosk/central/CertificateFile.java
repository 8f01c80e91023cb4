package org.openstm.kiosk.central;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;

/// Certificates (X.509): in files as PEM, in the contract as base64 of the DER bytes.
public final class CertificateFile {
    private CertificateFile() {}

    /// Empty if there is no such file.
    public static Optional<X509Certificate> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(parse(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException("the certificate " + file + " cannot be read", broken);
        } catch (CertificateException broken) {
            throw new IllegalStateException("the certificate " + file + " is damaged", broken);
        }
    }

    /// On the disk, whole, when this returns.
    public static void write(Path file, X509Certificate certificate) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(certificate));
        try {
            KeptFile.write(
                    file, "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n", "rw-r--r--");
        } catch (IOException broken) {
            throw new UncheckedIOException("the certificate " + file + " cannot be kept", broken);
        }
    }

    /// As in the contract.
    public static String text(X509Certificate certificate) {
        return Base64.getEncoder().encodeToString(der(certificate));
    }

    /// SHA-256 of the DER bytes, hex.
    public static String fingerprint(X509Certificate certificate) {
        return Sha256.digestHex(der(certificate));
    }

    static X509Certificate ofText(String text) {
        try {
            return parse(Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException | IllegalArgumentException broken) {
            throw new WireBroken("not a certificate");
        }
    }

    private static X509Certificate parse(byte[] bytes) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
