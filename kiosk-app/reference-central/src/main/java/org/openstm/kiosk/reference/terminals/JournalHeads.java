package org.openstm.kiosk.reference.terminals;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openstm.kiosk.central.crypto.DetachedJws;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.JournalCountersignature;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.Transaction;

/// The ends of the terminals' journals, as central has seen them. An end is countersigned only if the journal
/// continues what was seen before: a terminal whose disk was restored from an older copy cannot hide it.
public final class JournalHeads {
    /// Reconnect window per known terminal: the whole fleet then comes back at 50 a second.
    private static final Duration WINDOW_EACH = Duration.ofMillis(30);

    private static final String COUNT = "SELECT COUNT(*) FROM beat";

    private static final String LAST = "SELECT seq, hash, note FROM chain_head WHERE terminal = ?";

    private static final String SET = """
            INSERT INTO chain_head(terminal, seq, hash, note, begun_anew) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT(terminal) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, note = excluded.note,
              begun_anew = chain_head.begun_anew + excluded.begun_anew
            """;

    private static final String BEAT = """
            INSERT INTO beat(terminal, at_ms, queued, findings, version, followed) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT(terminal) DO UPDATE SET at_ms = excluded.at_ms, queued = excluded.queued,
              findings = excluded.findings, version = excluded.version, followed = excluded.followed
            """;

    private static final String FORGET_DEVICES = "DELETE FROM beat_device WHERE terminal = ?";

    private static final String ADD_DEVICE =
            "INSERT INTO beat_device(terminal, id, class, state, serves, faults) VALUES (?, ?, ?, ?, ?, ?)";

    private static final String FORGET_OFFER = "DELETE FROM beat_offer WHERE terminal = ?";

    private static final String ADD_OFFER =
            "INSERT INTO beat_offer(terminal, open, offered, closed) VALUES (?, ?, ?, ?)";

    private record LastHead(long seq, String hash, byte[] note) {}

    private final Database database;
    private final SigningKey key;

    public JournalHeads(Database database, SigningKey key) {
        this.database = database;
        this.key = key;
    }

    /// The last countersignature for a terminal; empty if there is none.
    public static Optional<JournalCountersignature> findLastCountersignature(Transaction b, String terminal)
            throws SQLException {
        return b.queryFirst(LAST, row -> JournalCountersignature.of(StrictJson.parse(row.getBytes(3))), terminal);
    }

    /// @return empty for a terminal that cannot read its journal and that never showed one
    public Optional<HeartbeatResponse> acceptHeartbeat(String terminal, HeartbeatRequest beat, Instant now) {
        return database.inTransaction(b -> {
            b.acquireLock(terminal, "head"); // of two copies of one terminal only one continues the journal
            var last = b.queryFirst(
                    LAST, row -> new LastHead(row.getLong(1), row.getString(2), row.getBytes(3)), terminal);
            if (beat.journal().isEmpty()) {
                recordHeartbeat(b, terminal, beat, true, now);
                return last.isEmpty()
                        ? Optional.empty()
                        : Optional.of(createResponse(b, true, current(last.get().note), now));
            }
            var end = beat.journal().get();
            boolean same = last.filter(l -> l.seq == end.seq() && l.hash.equals(end.hash()))
                    .isPresent();
            // a journal that begins behind everything seen reports itself that the one before is lost
            boolean anew = last.isPresent() && end.seen().isEmpty() && end.begin() > last.get().seq;
            boolean followed = last.isEmpty() || same || anew || isContinuation(end, last.get());
            byte[] note =
                    followed && !same ? countersignEnd(b, terminal, end, anew, now) : current(last.orElseThrow().note);
            recordHeartbeat(b, terminal, beat, followed, now);
            return Optional.of(createResponse(b, followed, note, now));
        });
    }

    /// The same statement signed by the current key: the earlier one may be retired.
    private byte[] current(byte[] note) {
        var said = JournalCountersignature.of(StrictJson.parse(note));
        if (DetachedJws.findKeyId(said.signature()).equals(Optional.of(key.id()))) return note;
        return key.toSignedBytes(said.toJsonTree());
    }

    private static void recordHeartbeat(
            Transaction b, String terminal, HeartbeatRequest beat, boolean followed, Instant now) throws SQLException {
        b.executeUpdate(
                BEAT, terminal, now.toEpochMilli(), beat.queued(), beat.findings(), beat.version(), followed ? 1 : 0);
        recordDevices(b, terminal, beat);
        recordOffer(b, terminal, beat);
    }

    private static HeartbeatResponse createResponse(Transaction b, boolean followed, byte[] note, Instant now)
            throws SQLException {
        int terminals = b.queryFirst(COUNT, row -> row.getInt(1)).orElseThrow();
        return new HeartbeatResponse(
                followed, JournalCountersignature.of(StrictJson.parse(note)), now, WINDOW_EACH.multipliedBy(terminals));
    }

    private static void recordDevices(Transaction b, String terminal, HeartbeatRequest beat) throws SQLException {
        b.executeUpdate(FORGET_DEVICES, terminal);
        for (var device : beat.devices())
            b.executeUpdate(
                    ADD_DEVICE,
                    terminal,
                    device.id(),
                    device.deviceClass(),
                    device.state(),
                    device.serves() ? 1 : 0,
                    String.join(" ", device.faults()));
    }

    private static void recordOffer(Transaction b, String terminal, HeartbeatRequest beat) throws SQLException {
        b.executeUpdate(FORGET_OFFER, terminal);
        if (beat.offer().isEmpty()) return;
        var offer = beat.offer().get();
        var closed =
                offer.closed().stream().map(one -> one.item() + "=" + one.why()).collect(Collectors.joining(" "));
        String all = offer.why().isEmpty() ? closed : ("=" + offer.why() + " " + closed).strip();
        b.executeUpdate(ADD_OFFER, terminal, offer.open() ? 1 : 0, offer.offered(), all);
    }

    private static boolean isContinuation(HeartbeatRequest.JournalEnd end, LastHead last) {
        boolean seen = end.seen().equals(Optional.of(new HeartbeatRequest.CountersignedEntry(last.seq, last.hash)));
        return seen && end.seq() > last.seq;
    }

    private byte[] countersignEnd(
            Transaction b, String terminal, HeartbeatRequest.JournalEnd end, boolean anew, Instant now)
            throws SQLException {
        var plain = new JournalCountersignature(terminal, end.seq(), end.hash(), now, "").toJsonTree();
        plain.remove("signature");
        String signature = key.signPayload(StrictJson.toCanonicalBytes(plain), Map.of());
        byte[] note = StrictJson.toCanonicalBytes(
                new JournalCountersignature(terminal, end.seq(), end.hash(), now, signature).toJsonTree());
        b.executeUpdate(SET, terminal, end.seq(), end.hash(), note, anew ? 1 : 0);
        return note;
    }
}
