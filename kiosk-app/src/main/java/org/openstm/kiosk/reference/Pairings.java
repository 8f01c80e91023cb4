package org.openstm.kiosk.reference;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.openstm.kiosk.central.Pairing;

/// The pairing codes that were given out: one a terminal, once, for a quarter of an hour and a few tries.
final class Pairings {
    static final Duration VALID = Duration.ofMinutes(15);

    private static final String GIVE = """
            INSERT INTO pairing(terminal, secret, until_ms, tries, used) VALUES (?, ?, ?, 0, 0)
            ON CONFLICT(terminal) DO UPDATE SET secret = excluded.secret, until_ms = excluded.until_ms,
              tries = 0, used = 0
            """;
    private static final String GIVEN = "SELECT secret, until_ms, tries, used FROM pairing WHERE terminal = ?";
    private static final String TRY = "UPDATE pairing SET tries = tries + 1 WHERE terminal = ?";
    private static final String USE = "UPDATE pairing SET used = 1 WHERE terminal = ?";
    private static final String KEY = "SELECT jwk FROM terminal WHERE terminal = ?";

    sealed interface Verdict {
        record Good(Pairing pairing) implements Verdict {}

        record Bad(int status, String code) implements Verdict {}
    }

    private record Given(Pairing pairing, long untilMs, int tries, boolean used) {}

    private Pairings() {}

    /// A new code for this terminal; an earlier one counts no more.
    static String give(Books books, String terminal, Instant now) {
        String code = Pairing.code(new SecureRandom());
        String kept = Pairing.of(code, terminal).orElseThrow().kept();
        books.together(b -> b.change(GIVE, terminal, kept, now.plus(VALID).toEpochMilli()));
        return code;
    }

    /// @param proof as the terminal sent it, or empty
    static Verdict judge(Turn b, String terminal, String terminalKey, String proof, Instant now) throws SQLException {
        b.lock(terminal, "pairing"); // or many tries at once would count as few
        var found = b.one(
                GIVEN,
                row -> new Given(Pairing.again(row.getString(1)), row.getLong(2), row.getInt(3), row.getInt(4) == 1),
                terminal);
        if (found.isEmpty() || proof.isEmpty()) return new Verdict.Bad(401, "pairing-needed");
        var given = found.get();
        if (now.toEpochMilli() > given.untilMs) return new Verdict.Bad(401, "pairing-expired");
        // counted for whoever looks, and no lock: a stranger must not spend the code of somebody else. Guessing 40
        // bits at the pace of EnrolmentLimits takes ten thousand years.
        if (!Pairing.same(proof, given.pairing.ofTerminal(terminalKey))) {
            b.change(TRY, terminal);
            return new Verdict.Bad(401, "pairing-wrong");
        }
        // the same key again: only the answer was lost on the way
        boolean same = b.one(KEY, row -> row.getString(1), terminal).equals(Optional.of(terminalKey));
        if (given.used && !same) return new Verdict.Bad(401, "pairing-used");
        b.change(USE, terminal);
        return new Verdict.Good(given.pairing);
    }
}
