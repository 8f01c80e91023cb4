package org.openstm.kiosk.central.crypto;

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
import org.openstm.kiosk.central.json.ContractViolationException;

/// Certificates (X.509): in files as PEM, in the contract as base64 of the DER bytes.
public final class CertificateFile {
    private CertificateFile() {}

    /// Empty if the file does not exist.
    public static Optional<X509Certificate> readCertificate(Path file) {
        try {
            return Files.exists(file) ? Optional.of(parseDer(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException("the certificate " + file + " cannot be read", broken);
        } catch (CertificateException broken) {
            throw new IllegalStateException("the certificate " + file + " is damaged", broken);
        }
    }

    /// Complete and on the disk when this returns.
    public static void writeCertificate(Path file, X509Certificate certificate) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(toDer(certificate));
        try {
            AtomicFile.writeAtomically(
                    file, "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n", "rw-r--r--");
        } catch (IOException broken) {
            throw new UncheckedIOException("the certificate " + file + " cannot be kept", broken);
        }
    }

    /// As in the contract.
    public static String toBase64(X509Certificate certificate) {
        return Base64.getEncoder().encodeToString(toDer(certificate));
    }

    /// SHA-256 of the DER bytes, hex.
    public static String sha256Fingerprint(X509Certificate certificate) {
        return Sha256.digestHex(toDer(certificate));
    }

    public static X509Certificate parseBase64(String text) {
        try {
            return parseDer(Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException | IllegalArgumentException broken) {
            throw new ContractViolationException("not a certificate");
        }
    }

    private static X509Certificate parseDer(byte[] bytes) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
    }

    private static byte[] toDer(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
