package org.openstm.kiosk.reference;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openstm.kiosk.central.Beat;
import org.openstm.kiosk.central.Countersign;
import org.openstm.kiosk.central.DetachedJws;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.KioskKey;
import org.openstm.kiosk.central.Pulse;

/// The ends of the terminals' journals, as the centre has seen them. An end is countersigned only if the
/// journal follows what was seen before: a terminal whose disk was laid back cannot get past that
/// unnoticed.
final class Heads {
    /// So long for each terminal that is known to be there: the whole fleet then comes back at 50 a second.
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

    private record Last(long seq, String hash, byte[] note) {}

    private final Books books;
    private final KioskKey key;

    Heads(Books books, KioskKey key) {
        this.books = books;
        this.key = key;
    }

    /// What was countersigned last for a terminal; empty if nothing was.
    static Optional<Countersign> last(Turn b, String terminal) throws SQLException {
        return b.one(LAST, row -> Countersign.of(Json.parse(row.getBytes(3))), terminal);
    }

    /// @return empty for a terminal that cannot read its journal and that never showed one
    Optional<Pulse> beat(String terminal, Beat beat, Instant now) {
        return books.together(b -> {
            b.lock(terminal, "head"); // of two copies of one terminal only one follows
            var last = b.one(LAST, row -> new Last(row.getLong(1), row.getString(2), row.getBytes(3)), terminal);
            if (beat.journal().isEmpty()) {
                hear(b, terminal, beat, true, now);
                return last.isEmpty() ? Optional.empty() : Optional.of(pulse(b, true, current(last.get().note), now));
            }
            var end = beat.journal().get();
            boolean same = last.filter(l -> l.seq == end.seq() && l.hash.equals(end.hash()))
                    .isPresent();
            // a journal that begins behind all that was seen says itself that the one before is lost
            boolean anew = last.isPresent() && end.seen().isEmpty() && end.begin() > last.get().seq;
            boolean followed = last.isEmpty() || same || anew || follows(end, last.get());
            byte[] note =
                    followed && !same ? countersign(b, terminal, end, anew, now) : current(last.orElseThrow().note);
            hear(b, terminal, beat, followed, now);
            return Optional.of(pulse(b, followed, note, now));
        });
    }

    /// The same words by the key that signs now: the one of then may be retired.
    private byte[] current(byte[] note) {
        var said = Countersign.of(Json.parse(note));
        if (DetachedJws.keyId(said.signature()).equals(Optional.of(key.id()))) return note;
        return key.signed(said.tree());
    }

    private static void hear(Turn b, String terminal, Beat beat, boolean followed, Instant now) throws SQLException {
        b.change(BEAT, terminal, now.toEpochMilli(), beat.queued(), beat.findings(), beat.version(), followed ? 1 : 0);
        devices(b, terminal, beat);
        offer(b, terminal, beat);
    }

    private static Pulse pulse(Turn b, boolean followed, byte[] note, Instant now) throws SQLException {
        int terminals = b.one(COUNT, row -> row.getInt(1)).orElseThrow();
        return new Pulse(followed, Countersign.of(Json.parse(note)), now, WINDOW_EACH.multipliedBy(terminals));
    }

    private static void devices(Turn b, String terminal, Beat beat) throws SQLException {
        b.change(FORGET_DEVICES, terminal);
        for (var device : beat.devices())
            b.change(
                    ADD_DEVICE,
                    terminal,
                    device.id(),
                    device.deviceClass(),
                    device.state(),
                    device.serves() ? 1 : 0,
                    String.join(" ", device.faults()));
    }

    private static void offer(Turn b, String terminal, Beat beat) throws SQLException {
        b.change(FORGET_OFFER, terminal);
        if (beat.offer().isEmpty()) return;
        var offer = beat.offer().get();
        var closed =
                offer.closed().stream().map(one -> one.item() + "=" + one.why()).collect(Collectors.joining(" "));
        String all = offer.why().isEmpty() ? closed : ("=" + offer.why() + " " + closed).strip();
        b.change(ADD_OFFER, terminal, offer.open() ? 1 : 0, offer.offered(), all);
    }

    private static boolean follows(Beat.JournalEnd end, Last last) {
        boolean seen = end.seen().equals(Optional.of(new Beat.Seen(last.seq, last.hash)));
        return seen && end.seq() > last.seq;
    }

    private byte[] countersign(Turn b, String terminal, Beat.JournalEnd end, boolean anew, Instant now)
            throws SQLException {
        var plain = new Countersign(terminal, end.seq(), end.hash(), now, "").tree();
        plain.remove("signature");
        String signature = key.sign(Json.canonical(plain), Map.of());
        byte[] note = Json.canonical(new Countersign(terminal, end.seq(), end.hash(), now, signature).tree());
        b.change(SET, terminal, end.seq(), end.hash(), note, anew ? 1 : 0);
        return note;
    }
}
