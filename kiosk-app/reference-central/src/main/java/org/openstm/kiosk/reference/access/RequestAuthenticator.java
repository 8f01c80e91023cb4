package org.openstm.kiosk.reference.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.security.PublicKey;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.codec.RequestSigning;
import org.openstm.kiosk.central.crypto.CertificateFile;
import org.openstm.kiosk.central.crypto.DetachedJws;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.Transaction;

/// Accepts a request if a registered terminal signed exactly it, and only once.
public final class RequestAuthenticator {
    private static final String KEY = "SELECT jwk FROM terminal WHERE terminal = ?";

    private static final String REGISTER = """
            INSERT INTO terminal(terminal, jwk, since_ms) VALUES (?, ?, ?)
            ON CONFLICT(terminal) DO UPDATE SET jwk = excluded.jwk, since_ms = excluded.since_ms
            """;

    private static final String SEEN =
            "INSERT INTO nonce(terminal, nonce, at_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String FORGET = "DELETE FROM nonce WHERE at_ms < ?";

    /// Tolerance for a request's time, before and after; its nonce is kept longer.
    private static final Duration COUNTS = Duration.ofMinutes(15);

    private static final int LONGEST_NONCE = 64;

    private static final Duration TIDIED = Duration.ofMinutes(1);

    public sealed interface AuthenticationResult {
        record Authenticated(String terminal) implements AuthenticationResult {}

        record Refused(ProblemDetails problem) implements AuthenticationResult {}
    }

    private final Database database;
    private final ProblemFactory problems;
    private final AtomicLong tidiedMs = new AtomicLong();
    private final CentralKeys keys;

    public RequestAuthenticator(Database database, ProblemFactory problems, CentralKeys keys) {
        this.database = database;
        this.keys = keys;
        this.problems = problems;
    }

    /// Checks that need no body: bytes from unknown senders are not read. The signature covers the body and is
    /// verified after reading it.
    public Optional<ProblemDetails> refusalBeforeBody(ServerRequest head, Instant now) {
        String jws = head.header("Request-Signature");
        String terminal = DetachedJws.findKeyId(jws).orElse("");
        if (terminal.isEmpty()) return Optional.of(problems.createProblem(401, "bad-signature"));
        if (database.inTransaction(b -> findRegisteredKey(b, terminal)).isEmpty())
            return Optional.of(problems.createProblem(401, "unknown-terminal"));
        if (!needsCertificate(head)) return Optional.empty();
        return keys.authority()
                .flatMap(one -> one.findRefusalCode(head.certificate(), terminal, now))
                .map(code -> problems.createProblem(401, code));
    }

    public AuthenticationResult authenticateRequest(ServerRequest request, Instant now) {
        String jws = request.header("Request-Signature");
        String terminal = DetachedJws.findKeyId(jws).orElse("");
        if (terminal.isEmpty()) return refuseRequest("bad-signature");
        var key = database.inTransaction(b -> findRegisteredKey(b, terminal));
        if (key.isEmpty()) return refuseRequest("unknown-terminal");
        if (!DetachedJws.isSignatureValid(jws, signingInput(request), key.get())) return refuseRequest("bad-signature");
        var unsafe = needsCertificate(request)
                ? keys.authority().flatMap(one -> one.findRefusalCode(request.certificate(), terminal, now))
                : Optional.<String>empty();
        if (unsafe.isPresent()) return refuseRequest(unsafe.get());
        if (!withinClockSkew(DetachedJws.findHeaderValue(jws, "at").orElse(""), now)) {
            return new AuthenticationResult.Refused(
                    problems.createProblem(401, "clock-wrong", Map.of("time", now.toString())));
        }
        if (!request.method().equals("GET")
                && !isNonceFresh(
                        terminal, DetachedJws.findHeaderValue(jws, "nonce").orElse(""), now)) {
            return refuseRequest("replayed");
        }
        return new AuthenticationResult.Authenticated(terminal);
    }

    /// Registers the key that this request contains and is signed with. The demonstration accepts the first and
    /// any later key of a terminal; otherwise the terminal proves that it knows the pairing code.
    public ServerResponse registerTerminal(ServerRequest request, String terminal, boolean demo, Instant now) {
        try {
            StrictJson asked = StrictJson.parse(request.body());
            var key = ECKey.parse(asked.text("key")).toPublicJWK();
            String proof = asked.optionalText("proof").orElse("");
            String jws = request.header("Request-Signature");
            if (!terminal.equals(key.getKeyID()) || !DetachedJws.isSignatureValid(jws, signingInput(request), key)) {
                return ServerResponse.ofProblem(problems.createProblem(401, "bad-signature"));
            }
            String jwk = key.toJSONString();
            return database.inTransaction(b -> {
                if (demo && proof.isEmpty()) {
                    b.executeUpdate(REGISTER, terminal, jwk, now.toEpochMilli());
                    return ServerResponse.ofJson(enrolmentAnswer(asked, terminal, toPublicKey(key), now));
                }
                return switch (PairingRegister.verifyProof(b, terminal, jwk, proof, now)) {
                    case PairingRegister.PairingVerdict.Refused(var status, var code) ->
                        ServerResponse.ofProblem(problems.createProblem(status, code));
                    case PairingRegister.PairingVerdict.Accepted(var pairing) -> {
                        b.executeUpdate(REGISTER, terminal, jwk, now.toEpochMilli());
                        var welcome = enrolmentAnswer(asked, terminal, toPublicKey(key), now);
                        var answer = new LinkedHashMap<>(welcome);
                        answer.put("proof", pairing.centralProof(jwk, StrictJson.toCanonicalBytes(welcome)));
                        yield ServerResponse.ofJson(answer);
                    }
                };
            });
        } catch (ParseException | ContractViolationException broken) {
            return ServerResponse.ofProblem(problems.createProblem(400, "malformed"));
        }
    }

    /// The answer to an enrolled terminal.
    private Map<String, Object> enrolmentAnswer(StrictJson asked, String terminal, PublicKey key, Instant now) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("key", keys.signing().publicJwk());
        answer.put("exports", keys.exports().publicJwk());
        keys.authority().ifPresent(one -> {
            answer.put("authority", CertificateFile.toBase64(one.rootCertificate()));
            answer.put("certificate", issueCertificate(one, asked, terminal, key, now));
        });
        return answer;
    }

    private static String issueCertificate(
            CertificateAuthority authority, StrictJson asked, String terminal, PublicKey key, Instant now) {
        return CertificateFile.toBase64(
                authority.issueTerminalCertificate(asked.text("certificateRequest"), terminal, key, now));
    }

    /// A new certificate for the terminal's registered key; empty without an authority.
    public Optional<ServerResponse> renewCertificate(ServerRequest request, String terminal, Instant now) {
        return keys.authority().map(one -> {
            var key =
                    database.inTransaction(b -> findRegisteredKey(b, terminal)).orElseThrow();
            var asked = StrictJson.parse(request.body());
            return ServerResponse.ofJson(
                    Map.of("certificate", issueCertificate(one, asked, terminal, toPublicKey(key), now)));
        });
    }

    private static PublicKey toPublicKey(ECKey key) {
        try {
            return key.toPublicKey();
        } catch (JOSEException broken) {
            throw new IllegalStateException("a registered key is damaged", broken);
        }
    }

    /// A health check is allowed with an expired certificate.
    private static boolean needsCertificate(ServerRequest request) {
        return !(request.method().equals("GET") && request.path().equals("/v1/health"));
    }

    private static byte[] signingInput(ServerRequest request) {
        return RequestSigning.requestSigningInput(
                request.method(), request.path(), request.header("Idempotency-Key"), request.body());
    }

    /// The registered key of a terminal.
    public static Optional<String> findRegisteredJwk(Transaction b, String terminal) throws SQLException {
        return b.queryFirst(KEY, row -> row.getString(1), terminal);
    }

    private static Optional<ECKey> findRegisteredKey(Transaction b, String terminal) throws SQLException {
        var jwk = findRegisteredJwk(b, terminal);
        try {
            return jwk.isEmpty() ? Optional.empty() : Optional.of(ECKey.parse(jwk.get()));
        } catch (ParseException broken) {
            throw new IllegalStateException("the registered key of " + terminal + " is damaged", broken);
        }
    }

    private static boolean withinClockSkew(String at, Instant now) {
        try {
            return Duration.between(Instant.parse(at), now).abs().compareTo(COUNTS) <= 0;
        } catch (DateTimeException | ArithmeticException broken) {
            return false;
        }
    }

    private boolean isNonceFresh(String terminal, String nonce, Instant now) {
        if (nonce.isEmpty() || nonce.length() > LONGEST_NONCE) return false;
        long ms = now.toEpochMilli();
        long last = tidiedMs.get();
        boolean tidy = ms - last > TIDIED.toMillis() && tidiedMs.compareAndSet(last, ms);
        return database.inTransaction(b -> {
            b.relaxDurability();
            if (tidy) b.executeUpdate(FORGET, ms - 3 * COUNTS.toMillis());
            return b.executeUpdate(SEEN, terminal, nonce, ms) == 1;
        });
    }

    private AuthenticationResult refuseRequest(String code) {
        return new AuthenticationResult.Refused(problems.createProblem(401, code));
    }
}
