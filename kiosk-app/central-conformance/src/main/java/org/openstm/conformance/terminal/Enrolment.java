package org.openstm.conformance.terminal;

import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Registers a test terminal's key, with a pairing code or, at a demonstration, without.
public final class Enrolment {
    private final TestTerminal terminal;
    private final Optional<PairingDerivation> pairing;

    public Enrolment(TestTerminal terminal, Optional<String> code) {
        this.terminal = terminal;
        this.pairing = code.map(one -> new PairingDerivation(one, terminal.number()));
    }

    public boolean isPaired() {
        return pairing.isPresent();
    }

    /// Everything as it should be; from then on the terminal believes this central.
    ///
    /// @throws ContractBreach if central does not prove that it knows the code, or is not who ends the connection
    public JsonNode enrolTerminal() throws IOException, InterruptedException {
        var jwk = jwk(terminal.key());
        var seen = new TlsIdentity.FirstContact();
        if (terminal.usesTls()) terminal.useKey(TlsIdentity.firstContact(seen));
        var said = send(terminal.key(), pairing.map(secret -> secret.ofTerminal(jwk)))
                .expectAnswer(200)
                .json();
        if (pairing.isPresent()) {
            var expected = pairing.get().ofCentral(jwk, CanonicalJson.without(said, "proof"));
            if (!said.path("proof").asString("").equals(expected))
                throw new ContractBreach("no proof, or one that is not of this code, this key and this answer");
        }
        terminal.trustCentral(said.path("key").asString(""));
        if (terminal.usesTls()) useCertificate(said, seen);
        return said;
    }

    private void useCertificate(JsonNode said, TlsIdentity.FirstContact seen) {
        var authority = TlsIdentity.certificate(said.path("authority").asString(""));
        var own = TlsIdentity.certificate(said.path("certificate").asString(""));
        requireIssued(seen.chain().getFirst(), authority, "the certificate of this connection");
        requireIssued(own, authority, "the terminal's certificate");
        terminal.useKey(TlsIdentity.clientIdentified(authority, own, terminal.key()));
    }

    private static void requireIssued(X509Certificate one, X509Certificate by, String what) {
        try {
            one.verify(by.getPublicKey());
        } catch (GeneralSecurityException no) {
            throw new ContractBreach(what + " is not made by the authority that central names");
        }
    }

    /// With another proof than the right one, or none.
    public CentralAnswer send(ECKey key, Optional<String> proof) throws IOException, InterruptedException {
        var jwk = jwk(key);
        var asked = new LinkedHashMap<String, Object>(Map.of("key", jwk));
        proof.ifPresent(one -> asked.put("proof", one));
        if (terminal.usesTls()) asked.put("certificateRequest", TlsIdentity.certificateRequest(terminal.number(), key));
        var call = TerminalCall.put(terminal.place("enrolment"), "", asked);
        return terminal.send(call, terminal.signRequest(call, key, terminal.number(), Instant.now()));
    }

    /// That the terminal with this key knows the code; null where there is none.
    @Nullable
    public String proof(ECKey key) {
        return pairing.map(secret -> secret.ofTerminal(jwk(key))).orElse(null);
    }

    private static String jwk(ECKey key) {
        return key.toPublicJWK().toJSONString();
    }
}
