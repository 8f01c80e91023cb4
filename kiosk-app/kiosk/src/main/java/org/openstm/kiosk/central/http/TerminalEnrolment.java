package org.openstm.kiosk.central.http;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.CertificateFile;
import org.openstm.kiosk.central.crypto.PairingSecret;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpTransport.OutgoingRequest;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;

/// Enrols the terminal at central: registers its key, and learns and pins central's.
final class TerminalEnrolment {
    private final SignedTransport transport;
    private final String terminal;
    private final SigningKey signer;
    private final CentralPublicKeys trusted;
    private final Optional<PairingSecret> pairing;
    private final Optional<TlsCredentials> credentials;
    private final Duration wait;

    /// @param wait for central's answer
    TerminalEnrolment(
            SignedTransport transport,
            String terminal,
            SigningKey signer,
            CentralPublicKeys trusted,
            Optional<PairingSecret> pairing,
            Optional<TlsCredentials> credentials,
            Duration wait) {
        this.transport = transport;
        this.terminal = terminal;
        this.signer = signer;
        this.trusted = trusted;
        this.pairing = pairing;
        this.credentials = credentials;
        this.wait = wait;
    }

    /// Whether no request is possible before an enrolment.
    boolean isMissing() {
        return trusted.isEmpty() || credentials.map(own -> !own.isComplete()).orElse(false);
    }

    /// Registers this terminal's key at central and learns central's keys; runs automatically at the first
    /// contact. With TLS the learned authority counts only if it is the one of this very connection.
    CentralReply<Boolean> enrolTerminal() {
        var asked = new LinkedHashMap<String, String>(Map.of("key", signer.publicJwk()));
        pairing.ifPresent(p -> asked.put("proof", p.terminalProof(signer.publicJwk())));
        credentials.ifPresent(own -> asked.put("certificateRequest", own.certificateRequest()));
        byte[] body = StrictJson.toCanonicalBytes(asked);
        String path = CentralCaller.terminalPath(terminal) + "/enrolment";
        var believed = credentials.map(
                own -> own.isComplete() && pairing.isEmpty() ? own.storedTrust() : own.firstContactTrust());
        try (var first = transport.openTransport(believed)) {
            var letter = OutgoingRequest.ofJson("PUT", path, "", body);
            var reply = transport.exchangeRequest(first, letter, wait, StrictJson.LARGEST, response -> {
                acceptEnrolment(
                        StrictJson.parse(response.body()), believed.flatMap(PinnedTrustManager::lastSeenAuthority));
                return true;
            });
            if (reply instanceof CentralReply.Done && credentials.isPresent()) transport.adoptCertificates();
            return reply;
        }
    }

    private void acceptEnrolment(StrictJson said, Optional<X509Certificate> seen) {
        boolean proved = pairing.isPresent()
                && PairingSecret.isSameProof(
                        said.optionalText("proof").orElse(""),
                        pairing.get().centralProof(signer.publicJwk(), said.canonicalBytesWithout("proof")));
        boolean believed = pairing.isPresent() ? proved : trusted.isFirstKeyTrusted();
        if (!believed) throw new ContractViolationException("central does not prove that it knows the pairing code");
        credentials.ifPresent(own -> {
            var authority = CertificateFile.parseBase64(said.text("authority"));
            if (!seen.equals(Optional.of(authority)))
                throw new ContractViolationException("the line does not end at central: somebody sits on it");
            own.storeEnrolment(authority, said.text("certificate"));
        });
        trusted.pinKeys(said.text("key"), said.optionalText("exports"), proved);
    }
}
