package org.openstm.kiosk.central.http;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.central.crypto.CertificateFile;

/// Trusts one certificate authority, central's own; none of the operating system or of Java. The JDK's TLS
/// behind it compares the host name.
///
/// Before the first contact no authority is known. Then the one that answers is remembered, and it counts only
/// if central's answer to the enrolment names the same.
final class PinnedTrustManager implements X509TrustManager {
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";

    private final Optional<X509Certificate> pinned;
    private final Optional<String> fingerprint;
    private final InstantSource clock;
    private volatile @Nullable X509Certificate seen;

    /// @param fingerprint required of the authority; empty for any
    PinnedTrustManager(Optional<X509Certificate> pinned, Optional<String> fingerprint, InstantSource clock) {
        this.pinned = pinned;
        this.fingerprint = fingerprint;
        this.clock = clock;
    }

    /// The authority of the last connection.
    Optional<X509Certificate> lastSeenAuthority() {
        return Optional.ofNullable(seen);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String how) throws CertificateException {
        var authority = pinned.orElse(chain[chain.length - 1]);
        boolean named = fingerprint
                .map(CertificateFile.sha256Fingerprint(authority)::equalsIgnoreCase)
                .orElse(true);
        if (!named) throw foreignCentral("its authority does not have the fingerprint in terminal.yaml", null);
        try {
            var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(chain[0]));
            var parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
            parameters.setRevocationEnabled(false); // short validity replaces revocation
            parameters.setDate(Date.from(clock.instant()));
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
        } catch (CertPathValidatorException broken) {
            throw describePathFailure(chain[0], broken);
        } catch (GeneralSecurityException broken) {
            throw foreignCentral("it cannot be checked", broken);
        }
        var uses = chain[0].getExtendedKeyUsage();
        if (uses == null || !uses.contains(SERVER)) throw foreignCentral("its certificate is not a server's", null);
        seen = authority;
    }

    private CertificateException describePathFailure(X509Certificate leaf, CertPathValidatorException broken) {
        boolean time = broken.getReason() == BasicReason.EXPIRED || broken.getReason() == BasicReason.NOT_YET_VALID;
        if (!time) return foreignCentral("another authority than this terminal's made its certificate", broken);
        return new CertificateException(
                "central's certificate is valid from " + leaf.getNotBefore().toInstant() + " to "
                        + leaf.getNotAfter().toInstant() + ", and this terminal's clock says " + clock.instant()
                        + ": an engineer sets the clock; if it is right, central's operators restart central",
                broken);
    }

    private static CertificateException foreignCentral(String why, @Nullable Exception cause) {
        return new CertificateException(
                "the server is not this terminal's central: " + why
                        + "; if central was set up anew an engineer pairs again, else the line is intercepted",
                cause);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String how) throws CertificateException {
        throw new CertificateException("a terminal is no TLS server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pinned.map(one -> new X509Certificate[] {one}).orElse(new X509Certificate[0]);
    }
}
