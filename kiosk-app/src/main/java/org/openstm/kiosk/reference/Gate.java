package org.openstm.kiosk.reference;

import com.nimbusds.jose.jwk.ECKey;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
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

    private static final int REMEMBERED = 20_000;

    sealed interface Pass {
        record In(String terminal) implements Pass {}

        record Stopped(Problem problem) implements Pass {}
    }

    private final Books books;
    private final Problems problems;
    private final Set<String> seen = new LinkedHashSet<>();

    Gate(Books books, Problems problems) {
        this.books = books;
        this.problems = problems;
    }

    Pass check(Request request) {
        String jws = request.header("Request-Signature");
        String terminal = DetachedJws.keyId(jws).orElse("");
        if (terminal.isEmpty()) return stopped("bad-signature");
        var key = books.together(b -> key(b, terminal));
        if (key.isEmpty()) return stopped("unknown-terminal");
        if (!DetachedJws.holds(jws, signedWords(request), key.get())) return stopped("bad-signature");
        if (!request.method().equals("GET")
                && !fresh(terminal, DetachedJws.word(jws, "nonce").orElse(""))) {
            return stopped("replayed");
        }
        return new Pass.In(terminal);
    }

    /// The demonstration believes the first and any later key of a terminal that proves to hold it; a real centre wants
    /// a pairing code here.
    Optional<Problem> register(Request request, String terminal, long nowMs) {
        try {
            var key = ECKey.parse(Json.parse(request.body()).text("key")).toPublicJWK();
            String jws = request.header("Request-Signature");
            if (!terminal.equals(key.getKeyID()) || !DetachedJws.holds(jws, signedWords(request), key)) {
                return Optional.of(problems.of(401, "bad-signature"));
            }
            books.together(b -> b.change(REGISTER, terminal, key.toJSONString(), nowMs));
            return Optional.empty();
        } catch (ParseException | WireBroken broken) {
            return Optional.of(problems.of(400, "malformed"));
        }
    }

    private static byte[] signedWords(Request request) {
        return Wire.signedWords(request.method(), request.path(), request.header("Idempotency-Key"), request.body());
    }

    private static Optional<ECKey> key(Books books, String terminal) throws SQLException {
        var jwk = books.one(KEY, row -> row.getString(1), terminal);
        try {
            return jwk.isEmpty() ? Optional.empty() : Optional.of(ECKey.parse(jwk.get()));
        } catch (ParseException broken) {
            throw new IllegalStateException("the registered key of " + terminal + " is damaged", broken);
        }
    }

    private boolean fresh(String terminal, String nonce) {
        if (nonce.isEmpty()) return false;
        synchronized (seen) {
            if (!seen.add(terminal + "/" + nonce)) return false;
            if (seen.size() > REMEMBERED) seen.remove(seen.iterator().next());
            return true;
        }
    }

    private Pass stopped(String code) {
        return new Pass.Stopped(problems.of(401, code));
    }
}
