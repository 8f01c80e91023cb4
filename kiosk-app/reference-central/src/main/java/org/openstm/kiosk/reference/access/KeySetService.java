package org.openstm.kiosk.reference.access;

import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.central.crypto.KeySet;
import org.openstm.kiosk.central.crypto.KeySet.Entry;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.DatabaseSchema;
import org.openstm.kiosk.reference.store.Transaction;

/// Changes central's signing key in three steps: the next key is announced, then signs while the one before
/// stays valid, then that one is retired. Each step publishes a [KeySet], which is sent with every heartbeat.
public final class KeySetService {
    private static final String NEWEST = "SELECT signer, document FROM key_set ORDER BY version DESC LIMIT 1";
    private static final String ADD = "INSERT INTO key_set(version, signer, document) VALUES (?, ?, ?)";
    private static final String NAME = "INSERT INTO signing_key(name, jwk) VALUES (?, ?)";
    private static final String TERMINALS = "SELECT COUNT(*) FROM terminal";
    private static final String TOLD = "SELECT COUNT(*) FROM key_set_taken WHERE version >= ?";

    private static final String TAKEN = """
            INSERT INTO key_set_taken(terminal, version) VALUES (?, ?)
            ON CONFLICT(terminal) DO UPDATE SET version = excluded.version
            WHERE key_set_taken.version <> excluded.version
            """;

    /// Tolerance for a terminal's clock that is behind central's.
    private static final Duration BACKDATED = Duration.ofDays(1);

    private record Newest(String signer, KeySet set) {}

    private final Database database;
    private final Path dataDir;

    public KeySetService(Database database, Path dataDir) {
        this.database = database;
        this.dataDir = dataDir;
    }

    /// Name of the signing key.
    public static String findSignerName(Transaction b) throws SQLException {
        return findNewest(b).map(Newest::signer).orElse(CentralKeys.FIRST);
    }

    /// The key set sent with heartbeats; empty if the first key was never changed.
    public static Optional<KeySet> findNewestKeySet(Database database) {
        return database.inTransaction(b -> findNewest(b).map(Newest::set));
    }

    /// Records which key set a terminal has.
    public static void recordTakenVersion(Database database, String terminal, int version) {
        database.inTransaction(b -> b.executeUpdate(TAKEN, terminal, version));
    }

    private static Optional<Newest> findNewest(Transaction b) throws SQLException {
        return b.queryFirst(NEWEST, row -> new Newest(row.getString(1), KeySet.of(StrictJson.parse(row.getBytes(2)))));
    }

    public SigningKeyStatus keyStatus() {
        return database.inTransaction(b -> {
            var newest = findNewest(b);
            var keys = new LinkedHashMap<String, String>();
            var signer = findSignerName(b);
            keys.put(signer, "signs");
            newest.ifPresent(now -> now.set().keys().stream()
                    .filter(one -> !one.key().getKeyID().equals(signer))
                    .forEach(one -> keys.put(
                            one.key().getKeyID(),
                            one.until().map(end -> "counts until " + end).orElse("announced"))));
            int version = newest.map(now -> now.set().version()).orElse(0);
            return new SigningKeyStatus(
                    version, signer, keys, countRows(b, TERMINALS), countInformedTerminals(b, version));
        });
    }

    private static int countInformedTerminals(Transaction b, int version) throws SQLException {
        return version == 0
                ? 0
                : b.queryFirst(TOLD, row -> row.getInt(1), version).orElseThrow();
    }

    private static int countRows(Transaction b, String sql) throws SQLException {
        return b.queryFirst(sql, row -> row.getInt(1)).orElseThrow();
    }

    /// Creates the next key, and announces it with a signature of the current one.
    public void announceKey(Instant now) {
        database.inTransaction(b -> {
            b.acquireLock(DatabaseSchema.NO_TERMINAL, "key-set");
            var newest = findNewest(b);
            if (newest.map(one -> one.set().keys().size()).orElse(1) > 1)
                throw new IllegalStateException(
                        "a change of key is under way: change it, or retire the one before, first");
            var signer = findSignerName(b);
            int version = versionOf(newest) + 1;
            var current = newest.map(one -> one.set().keys().getFirst())
                    .orElseGet(() -> newEntry(SigningKey.loadExisting(CentralKeys.file(dataDir, signer), signer), now));
            var next = CentralKeys.FIRST + "-" + (version + 1);
            var made = SigningKey.loadOrCreate(CentralKeys.file(dataDir, next), next);
            b.executeUpdate(NAME, next, made.publicJwk());
            return publishKeySet(b, version, signer, List.of(current, newEntry(made, now)), now);
        });
    }

    /// The announced key signs from now on; the one before stays valid.
    public void changeKey(Duration overlap, Instant now) {
        database.inTransaction(b -> {
            b.acquireLock(DatabaseSchema.NO_TERMINAL, "key-set");
            var newest = findNewest(b).orElseThrow(KeySetService::notAnnounced);
            var before = entryOf(newest.set(), newest.signer());
            var next = newest.set().keys().stream()
                    .filter(one -> !one.equals(before) && one.until().isEmpty())
                    .findFirst()
                    .orElseThrow(KeySetService::notAnnounced);
            var until = now.plus(overlap).truncatedTo(ChronoUnit.SECONDS);
            var ending = new Entry(before.key(), before.from(), Optional.of(until));
            return publishKeySet(
                    b, versionOf(Optional.of(newest)) + 1, next.key().getKeyID(), List.of(next, ending), now);
        });
    }

    private static IllegalStateException notAnnounced() {
        return new IllegalStateException("no key is announced: stm central key announce does that");
    }

    /// Only the current signing key is valid from now on.
    public void retireKey(Instant now) {
        database.inTransaction(b -> {
            b.acquireLock(DatabaseSchema.NO_TERMINAL, "key-set");
            var newest = findNewest(b)
                    .filter(one -> one.set().keys().stream()
                            .anyMatch(key -> key.until().isPresent()))
                    .orElseThrow(() -> new IllegalStateException("there is no key to retire: none was changed"));
            var signing = entryOf(newest.set(), newest.signer());
            return publishKeySet(b, versionOf(Optional.of(newest)) + 1, newest.signer(), List.of(signing), now);
        });
    }

    private static int versionOf(Optional<Newest> newest) {
        return newest.map(one -> one.set().version()).orElse(0);
    }

    private static Entry entryOf(KeySet set, String kid) {
        return set.keys().stream()
                .filter(one -> kid.equals(one.key().getKeyID()))
                .findFirst()
                .orElseThrow();
    }

    private static Entry newEntry(SigningKey key, Instant now) {
        try {
            var from = now.minus(BACKDATED).truncatedTo(ChronoUnit.SECONDS);
            return new Entry(ECKey.parse(key.publicJwk()), from, Optional.empty());
        } catch (ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Signed by the current key, and by the one before while that is valid: a terminal may know only that one.
    private int publishKeySet(Transaction b, int version, String signer, List<Entry> keys, Instant now)
            throws SQLException {
        var signers = new ArrayList<SigningKey>();
        for (var one : keys) {
            var kid = one.key().getKeyID();
            boolean counts = kid.equals(signer) || one.until().isPresent() && one.isInForce(now);
            if (!counts) continue;
            if (!Files.exists(CentralKeys.file(dataDir, kid)))
                throw new IllegalStateException("the private key " + CentralKeys.file(dataDir, kid) + " is not here");
            signers.add(SigningKey.loadExisting(CentralKeys.file(dataDir, kid), kid));
        }
        var set = new KeySet(version, keys, List.of()).signedBy(signers);
        return b.executeUpdate(ADD, version, signer, StrictJson.toCanonicalBytes(set.toJsonTree()));
    }
}
