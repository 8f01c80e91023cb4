package org.openstm.kiosk.reference;

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
import org.openstm.kiosk.central.CertificateFile;
import org.openstm.kiosk.central.DetachedJws;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.Problem;
import org.openstm.kiosk.central.Wire;
import org.openstm.kiosk.central.WireBroken;

/// Lets a request in if a registered terminal signed exactly it, once.
final class Gate {
    private static final String KEY = "SELECT jwk FROM terminal WHERE terminal = ?";

    private static final String REGISTER = """
            INSERT INTO terminal(terminal, jwk, since_ms) VALUES (?, ?, ?)
            ON CONFLICT(terminal) DO UPDATE SET jwk = excluded.jwk, since_ms = excluded.since_ms
            """;

    private static final String SEEN =
            "INSERT INTO nonce(terminal, nonce, at_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String FORGET = "DELETE FROM nonce WHERE at_ms < ?";

    /// A request counts for so long before and behind its own time; its nonce is kept for longer than that.
    private static final Duration COUNTS = Duration.ofMinutes(15);

    private static final int LONGEST_NONCE = 64;

    private static final Duration TIDIED = Duration.ofMinutes(1);

    sealed interface Pass {
        record In(String terminal) implements Pass {}

        record Stopped(Problem problem) implements Pass {}
    }

    private final Books books;
    private final Problems problems;
    private final AtomicLong tidiedMs = new AtomicLong();
    private final CentreKeys keys;

    Gate(Books books, Problems problems, CentreKeys keys) {
        this.books = books;
        this.keys = keys;
        this.problems = problems;
    }

    /// What can be said before the body is read: nobody sends us bytes whom we do not know. The signature
    /// itself covers the body and is judged behind it.
    Optional<Problem> refusalBeforeBody(Request head, Instant now) {
        String jws = head.header("Request-Signature");
        String terminal = DetachedJws.keyId(jws).orElse("");
        if (terminal.isEmpty()) return Optional.of(problems.of(401, "bad-signature"));
        if (books.together(b -> key(b, terminal)).isEmpty()) return Optional.of(problems.of(401, "unknown-terminal"));
        if (!needsCertificate(head)) return Optional.empty();
        return keys.authority()
                .flatMap(one -> one.refusal(head.certificate(), terminal, now))
                .map(code -> problems.of(401, code));
    }

    Pass check(Request request, Instant now) {
        String jws = request.header("Request-Signature");
        String terminal = DetachedJws.keyId(jws).orElse("");
        if (terminal.isEmpty()) return stopped("bad-signature");
        var key = books.together(b -> key(b, terminal));
        if (key.isEmpty()) return stopped("unknown-terminal");
        if (!DetachedJws.holds(jws, signedWords(request), key.get())) return stopped("bad-signature");
        var unsafe = needsCertificate(request)
                ? keys.authority().flatMap(one -> one.refusal(request.certificate(), terminal, now))
                : Optional.<String>empty();
        if (unsafe.isPresent()) return stopped(unsafe.get());
        if (!near(DetachedJws.word(jws, "at").orElse(""), now)) {
            return new Pass.Stopped(problems.of(401, "clock-wrong", Map.of("time", now.toString())));
        }
        if (!request.method().equals("GET")
                && !fresh(terminal, DetachedJws.word(jws, "nonce").orElse(""), now)) {
            return stopped("replayed");
        }
        return new Pass.In(terminal);
    }

    /// Registers the key that this request brings and is signed with. The demonstration believes
    /// the first and any later key of a terminal; else the terminal proves the code that a person
    /// carried to it.
    Answer register(Request request, String terminal, boolean demo, Instant now) {
        try {
            Json asked = Json.parse(request.body());
            var key = ECKey.parse(asked.text("key")).toPublicJWK();
            String proof = asked.maybeText("proof").orElse("");
            String jws = request.header("Request-Signature");
            if (!terminal.equals(key.getKeyID()) || !DetachedJws.holds(jws, signedWords(request), key)) {
                return Answer.problem(problems.of(401, "bad-signature"));
            }
            String jwk = key.toJSONString();
            return books.together(b -> {
                if (demo && proof.isEmpty()) {
                    b.change(REGISTER, terminal, jwk, now.toEpochMilli());
                    return Answer.json(welcome(asked, terminal, publicKey(key), now));
                }
                return switch (Pairings.judge(b, terminal, jwk, proof, now)) {
                    case Pairings.Verdict.Bad(var status, var code) -> Answer.problem(problems.of(status, code));
                    case Pairings.Verdict.Good(var pairing) -> {
                        b.change(REGISTER, terminal, jwk, now.toEpochMilli());
                        var welcome = welcome(asked, terminal, publicKey(key), now);
                        var answer = new LinkedHashMap<>(welcome);
                        answer.put("proof", pairing.ofCentral(jwk, Json.canonical(welcome)));
                        yield Answer.json(answer);
                    }
                };
            });
        } catch (ParseException | WireBroken broken) {
            return Answer.problem(problems.of(400, "malformed"));
        }
    }

    /// What a terminal is told that is let in.
    private Map<String, Object> welcome(Json asked, String terminal, PublicKey key, Instant now) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("key", keys.signing().publicJwk());
        answer.put("exports", keys.exports().publicJwk());
        keys.authority().ifPresent(one -> {
            answer.put("authority", CertificateFile.text(one.certificate()));
            answer.put("certificate", certificate(one, asked, terminal, key, now));
        });
        return answer;
    }

    private static String certificate(
            CertificateAuthority authority, Json asked, String terminal, PublicKey key, Instant now) {
        return CertificateFile.text(authority.terminal(asked.text("certificateRequest"), terminal, key, now));
    }

    /// A new certificate for the terminal's registered key; empty where there is no authority.
    Optional<Answer> renew(Request request, String terminal, Instant now) {
        return keys.authority().map(one -> {
            var key = books.together(b -> key(b, terminal)).orElseThrow();
            var asked = Json.parse(request.body());
            return Answer.json(Map.of("certificate", certificate(one, asked, terminal, publicKey(key), now)));
        });
    }

    private static PublicKey publicKey(ECKey key) {
        try {
            return key.toPublicKey();
        } catch (JOSEException broken) {
            throw new IllegalStateException("a registered key is damaged", broken);
        }
    }

    /// Who only asks whether the centre is there may be one whose certificate is over.
    private static boolean needsCertificate(Request request) {
        return !(request.method().equals("GET") && request.path().equals("/v1/health"));
    }

    private static byte[] signedWords(Request request) {
        return Wire.signedWords(request.method(), request.path(), request.header("Idempotency-Key"), request.body());
    }

    /// The registered key of a terminal.
    static Optional<String> jwk(Turn b, String terminal) throws SQLException {
        return b.one(KEY, row -> row.getString(1), terminal);
    }

    private static Optional<ECKey> key(Turn b, String terminal) throws SQLException {
        var jwk = jwk(b, terminal);
        try {
            return jwk.isEmpty() ? Optional.empty() : Optional.of(ECKey.parse(jwk.get()));
        } catch (ParseException broken) {
            throw new IllegalStateException("the registered key of " + terminal + " is damaged", broken);
        }
    }

    private static boolean near(String at, Instant now) {
        try {
            return Duration.between(Instant.parse(at), now).abs().compareTo(COUNTS) <= 0;
        } catch (DateTimeException | ArithmeticException broken) {
            return false;
        }
    }

    private boolean fresh(String terminal, String nonce, Instant now) {
        if (nonce.isEmpty() || nonce.length() > LONGEST_NONCE) return false;
        long ms = now.toEpochMilli();
        long last = tidiedMs.get();
        boolean tidy = ms - last > TIDIED.toMillis() && tidiedMs.compareAndSet(last, ms);
        return books.together(b -> {
            b.lightly();
            if (tidy) b.change(FORGET, ms - 3 * COUNTS.toMillis());
            return b.change(SEEN, terminal, nonce, ms) == 1;
        });
    }

    private Pass stopped(String code) {
        return new Pass.Stopped(problems.of(401, code));
    }
}
