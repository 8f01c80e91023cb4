package org.openstm.kiosk.reference;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.openstm.kiosk.central.DetachedJws;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.KioskKey;
import org.openstm.kiosk.central.Manifest;
import org.openstm.kiosk.central.Sha256;
import org.openstm.kiosk.central.Submission;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The catalogues that the centre has published, all of them: a case may come under an older one.
final class Catalogues {
    private static final String ADD =
            "INSERT INTO catalogue(number, from_ms, until_ms, counts_ms, manifest) VALUES (?, ?, ?, ?, ?)";
    private static final String NEWEST =
            "SELECT number, from_ms, until_ms, counts_ms, manifest FROM catalogue ORDER BY number DESC LIMIT 1";
    private static final String OF =
            "SELECT number, from_ms, until_ms, counts_ms, manifest FROM catalogue WHERE number = ?";
    private static final String EXTEND =
            "UPDATE catalogue SET until_ms = ?, manifest = ? WHERE number = ? AND until_ms = ?";
    private static final String KEEP = "INSERT INTO blob(sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String BLOB = "SELECT bytes FROM blob WHERE sha256 = ?";

    /// A terminal whose line is down goes on with the catalogue that it has, and a case waits on it
    /// for three days.
    private static final Duration GRACE = Duration.ofDays(3);

    private static final YAMLMapper YAML = new YAMLMapper();

    private record Published(int number, Instant from, Instant until, Duration counts, byte[] manifest) {
        Json said() {
            return Json.parse(manifest);
        }
    }

    private record Place(int number, String id) {}

    private final Books books;
    private final KioskKey key;
    /// What was published never changes.
    private final Map<Place, JsonNode> items = new ConcurrentHashMap<>();

    Catalogues(Books books, KioskKey key) {
        this.books = books;
        this.key = key;
    }

    /// Publishes a catalogue, which terminals take from then on.
    ///
    /// @param files by path
    /// @param counts for how long it is taken; it is extended by itself while the centre runs
    /// @return its number, or nothing if these are the files of the last one
    Optional<Integer> publish(Map<String, byte[]> files, Instant from, Duration counts, String program) {
        var list = new ArrayList<Manifest.File>();
        new TreeMap<>(files)
                .forEach((path, bytes) -> list.add(new Manifest.File(path, Sha256.digestHex(bytes), bytes.length)));
        return books.together(b -> {
            b.lock(Tables.NO_TERMINAL, "catalogue");
            var last = newest(b);
            if (last.isPresent() && same(last.get(), list)) return Optional.empty();
            int number = last.map(Published::number).orElse(0) + 1;
            var until = from.plus(counts);
            var manifest = signed(new Manifest(number, from, until, program, list));
            for (byte[] bytes : files.values()) b.change(KEEP, Sha256.digestHex(bytes), bytes);
            b.change(ADD, number, from.toEpochMilli(), until.toEpochMilli(), counts.toMillis(), manifest);
            return Optional.of(number);
        });
    }

    private byte[] signed(Manifest manifest) {
        byte[] bytes = key.signed(manifest.tree());
        if (bytes.length > Json.LARGEST) throw new IllegalArgumentException("too many files for one catalogue");
        return bytes;
    }

    private static boolean same(Published last, List<Manifest.File> files) {
        var before = Manifest.proven(last.manifest, (_, _) -> true);
        return before.files().equals(files);
    }

    /// The newest manifest as it is signed. Past the middle of its time, and by another key, it is signed anew.
    Optional<byte[]> newest(Instant now) {
        return books.together(b -> {
            var last = newest(b);
            if (last.isEmpty()) return Optional.empty();
            var left = Duration.between(now, last.get().until);
            boolean fresh = left.compareTo(last.get().counts.dividedBy(2)) > 0 && isSignedNow(last.get());
            return Optional.of(fresh ? last.get().manifest : extended(b, last.get(), now));
        });
    }

    /// By the key that signs now, not by one before it.
    private boolean isSignedNow(Published one) {
        return DetachedJws.keyId(one.said().text("signature")).equals(Optional.of(key.id()));
    }

    private byte[] extended(Turn b, Published last, Instant now) throws SQLException {
        var old = Manifest.proven(last.manifest, (_, _) -> true);
        var until = now.plus(last.counts);
        byte[] manifest = signed(new Manifest(old.number(), old.from(), until, old.program(), old.files()));
        b.change(EXTEND, until.toEpochMilli(), manifest, last.number, last.until.toEpochMilli());
        return newest(b).orElseThrow().manifest;
    }

    Optional<byte[]> blob(String sha256) {
        return books.together(b -> b.one(BLOB, row -> row.getBytes(1), sha256));
    }

    /// Why a case cannot be taken that says under which catalogue it was made; empty if it can.
    Optional<String> refusal(Submission s) {
        if (s.catalogue() == 0) return Optional.empty();
        return books.together(b -> {
            if (b.one(OF, Catalogues::read, s.catalogue()).isEmpty()) return Optional.of("catalogue-unknown");
            var last = newest(b).orElseThrow();
            if (last.number == s.catalogue() || !withdrawn(b, last.number, s.service())) return Optional.empty();
            boolean late = s.occurredAt().isAfter(last.from.plus(GRACE));
            return late ? Optional.of("catalogue-overtaken") : Optional.empty();
        });
    }

    private boolean withdrawn(Turn b, int number, String id) throws SQLException {
        var item = item(b, number, id);
        return item.isMissingNode() || item.path("release").asString("").equals("withdrawn");
    }

    /// An item as it stands in one catalogue.
    Optional<JsonNode> item(int number, String id) {
        return books.together(b -> Optional.of(item(b, number, id)).filter(item -> !item.isMissingNode()));
    }

    /// An item as it stands in the newest catalogue that has it.
    Optional<JsonNode> newestOf(String id) {
        return books.together(b -> {
            int number = newest(b).map(Published::number).orElse(0);
            for (; number > 0; number--) {
                var item = item(b, number, id);
                if (!item.isMissingNode()) return Optional.of(item);
            }
            return Optional.empty();
        });
    }

    private JsonNode item(Turn b, int number, String id) throws SQLException {
        var known = items.get(new Place(number, id));
        if (known != null) return known;
        var published = b.one(OF, Catalogues::read, number);
        if (published.isEmpty()) return MissingNode.getInstance();
        JsonNode item = MissingNode.getInstance();
        for (var file : published.get().said().objects("files")) {
            if (!file.text("path").equals(id + ".yaml")) continue;
            var bytes = b.one(BLOB, row -> row.getBytes(1), file.text("sha256"));
            if (bytes.isPresent()) item = parsed(bytes.get());
        }
        items.put(new Place(number, id), item);
        return item;
    }

    private static JsonNode parsed(byte[] yaml) {
        try {
            return YAML.readTree(new String(yaml, StandardCharsets.UTF_8));
        } catch (JacksonException notYaml) {
            return MissingNode.getInstance(); // whoever published it was told
        }
    }

    private static Optional<Published> newest(Turn b) throws SQLException {
        return b.one(NEWEST, Catalogues::read);
    }

    private static Published read(java.sql.ResultSet row) throws SQLException {
        return new Published(
                row.getInt(1),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                Duration.ofMillis(row.getLong(4)),
                row.getBytes(5));
    }
}
