package org.openstm.device.driver.chipcard.travel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// The country signing authorities (CSCA) known to this terminal: the certificates in one folder.
public final class CountrySigningAuthorities {
    private static final Set<String> ENDINGS = Set.of("cer", "crt", "der", "pem");

    private final List<X509CertificateHolder> all;

    private CountrySigningAuthorities(List<X509CertificateHolder> all) {
        this.all = all;
    }

    /// @param folder with `.cer`, `.crt`, `.der` or `.pem` files; empty for none
    /// @throws IllegalArgumentException if the folder cannot be read or a file in it is no
    ///     certificate
    public static CountrySigningAuthorities readFolder(String folder) {
        if (folder.isEmpty()) return new CountrySigningAuthorities(List.of());
        var all = new ArrayList<X509CertificateHolder>();
        try (var files = Files.list(Path.of(folder))) {
            for (var file : files.filter(CountrySigningAuthorities::isCertificateFile)
                    .sorted()
                    .toList()) all.addAll(readCertificates(file));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("csca names no folder that can be read: " + folder, unreadable);
        }
        return new CountrySigningAuthorities(all);
    }

    private static boolean isCertificateFile(Path file) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /// Only Bouncy Castle supports the older curves of some countries.
    private static List<X509CertificateHolder> readCertificates(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var all = new ArrayList<X509CertificateHolder>();
            for (var each : CertificateFactory.getInstance("X.509", new BouncyCastleProvider())
                    .generateCertificates(in))
                all.add(new X509CertificateHolder(((X509Certificate) each).getEncoded()));
            if (all.isEmpty()) throw new IllegalArgumentException("no certificate of an authority: " + file);
            return all;
        } catch (CertificateException none) {
            throw new IllegalArgumentException("no certificate of an authority: " + file, none);
        }
    }

    List<X509CertificateHolder> findBySubject(X500Name name) {
        return all.stream().filter(each -> each.getSubject().equals(name)).toList();
    }

    public int count() {
        return all.size();
    }
}
