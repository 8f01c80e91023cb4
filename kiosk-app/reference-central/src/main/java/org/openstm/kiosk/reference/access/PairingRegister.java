package org.openstm.kiosk.reference.access;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.openstm.kiosk.central.crypto.PairingSecret;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.Transaction;

/// The issued pairing codes: one per terminal, valid once, for a quarter of an hour and a few tries.
public final class PairingRegister {
    public static final Duration VALID = Duration.ofMinutes(15);

    private static final String GIVE = """
            INSERT INTO pairing(terminal, secret, until_ms, tries, used) VALUES (?, ?, ?, 0, 0)
            ON CONFLICT(terminal) DO UPDATE SET secret = excluded.secret, until_ms = excluded.until_ms,
              tries = 0, used = 0
            """;
    private static final String GIVEN = "SELECT secret, until_ms, tries, used FROM pairing WHERE terminal = ?";
    private static final String TRY = "UPDATE pairing SET tries = tries + 1 WHERE terminal = ?";
    private static final String USE = "UPDATE pairing SET used = 1 WHERE terminal = ?";
    private static final String KEY = "SELECT jwk FROM terminal WHERE terminal = ?";

    sealed interface PairingVerdict {
        record Accepted(PairingSecret pairing) implements PairingVerdict {}

        record Refused(int status, String code) implements PairingVerdict {}
    }

    private record IssuedCode(PairingSecret pairing, long untilMs, int tries, boolean used) {}

    private PairingRegister() {}

    /// Issues a new code for this terminal, which replaces an earlier one.
    public static String issueCode(Database database, String terminal, Instant now) {
        String code = PairingSecret.generateCode(new SecureRandom());
        String kept = PairingSecret.fromCode(code, terminal).orElseThrow().toStored();
        database.inTransaction(
                b -> b.executeUpdate(GIVE, terminal, kept, now.plus(VALID).toEpochMilli()));
        return code;
    }

    /// @param proof as the terminal sent it, or empty
    static PairingVerdict verifyProof(Transaction b, String terminal, String terminalKey, String proof, Instant now)
            throws SQLException {
        b.acquireLock(terminal, "pairing"); // serialised, or many tries at once would count as few
        var found = b.queryFirst(
                GIVEN,
                row -> new IssuedCode(
                        PairingSecret.fromStored(row.getString(1)), row.getLong(2), row.getInt(3), row.getInt(4) == 1),
                terminal);
        if (found.isEmpty() || proof.isEmpty()) return new PairingVerdict.Refused(401, "pairing-needed");
        var given = found.get();
        if (now.toEpochMilli() > given.untilMs) return new PairingVerdict.Refused(401, "pairing-expired");
        // Counted for information only, not as a lock: a stranger must not use up another's code. Guessing 40
        // bits at the pace of EnrolmentRateLimit takes ten thousand years.
        if (!PairingSecret.isSameProof(proof, given.pairing.terminalProof(terminalKey))) {
            b.executeUpdate(TRY, terminal);
            return new PairingVerdict.Refused(401, "pairing-wrong");
        }
        // the same key again: only the answer was lost on the way
        boolean same = b.queryFirst(KEY, row -> row.getString(1), terminal).equals(Optional.of(terminalKey));
        if (given.used && !same) return new PairingVerdict.Refused(401, "pairing-used");
        b.executeUpdate(USE, terminal);
        return new PairingVerdict.Accepted(given.pairing);
    }
}
