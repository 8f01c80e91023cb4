package org.openstm.kiosk.central.http;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Presents the terminal's only certificate to central. The private key may be a token's, which no key store of
/// Java can import.
final class TerminalKeyManager extends X509ExtendedKeyManager {
    private static final String NAME = "terminal";

    private final PrivateKey key;
    private final Optional<X509Certificate> certificate;

    TerminalKeyManager(PrivateKey key, Optional<X509Certificate> certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    private @Nullable String certificateAlias() {
        return certificate.isPresent() ? NAME : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return certificateAlias();
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return certificateAlias();
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return certificate.isPresent() ? new String[] {NAME} : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return certificate.map(one -> new X509Certificate[] {one}).orElse(null);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
