package org.openstm.kiosk.reference.terminals;

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
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.crypto.DetachedJws;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.CatalogueManifest;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.DatabaseSchema;
import org.openstm.kiosk.reference.store.Transaction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// All catalogues that central has published: a case may come under an older one.
public final class PublishedCatalogues {
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

    /// A terminal without a connection continues with its catalogue, and a case may wait on it for three days.
    private static final Duration GRACE = Duration.ofDays(3);

    private static final YAMLMapper YAML = new YAMLMapper();

    private record PublishedCatalogue(int number, Instant from, Instant until, Duration counts, byte[] manifest) {
        StrictJson manifestJson() {
            return StrictJson.parse(manifest);
        }
    }

    private record ItemKey(int number, String id) {}

    private final Database database;
    private final SigningKey key;
    /// A published catalogue never changes.
    private final Map<ItemKey, JsonNode> items = new ConcurrentHashMap<>();

    public PublishedCatalogues(Database database, SigningKey key) {
        this.database = database;
        this.key = key;
    }

    /// Publishes a catalogue, which terminals take from then on.
    ///
    /// @param files by path
    /// @param counts validity; extended automatically while central runs
    /// @return its number, or empty if these are the files of the last one
    public Optional<Integer> publishCatalogue(
            Map<String, byte[]> files, Instant from, Duration counts, String program) {
        var list = new ArrayList<CatalogueManifest.ManifestFile>();
        new TreeMap<>(files)
                .forEach((path, bytes) ->
                        list.add(new CatalogueManifest.ManifestFile(path, Sha256.digestHex(bytes), bytes.length)));
        return database.inTransaction(b -> {
            b.acquireLock(DatabaseSchema.NO_TERMINAL, "catalogue");
            var last = findNewestPublished(b);
            if (last.isPresent() && hasSameFiles(last.get(), list)) return Optional.empty();
            int number = last.map(PublishedCatalogue::number).orElse(0) + 1;
            var until = from.plus(counts);
            var manifest = signManifest(new CatalogueManifest(number, from, until, program, list));
            for (byte[] bytes : files.values()) b.executeUpdate(KEEP, Sha256.digestHex(bytes), bytes);
            b.executeUpdate(ADD, number, from.toEpochMilli(), until.toEpochMilli(), counts.toMillis(), manifest);
            return Optional.of(number);
        });
    }

    private byte[] signManifest(CatalogueManifest manifest) {
        byte[] bytes = key.toSignedBytes(manifest.toJsonTree());
        if (bytes.length > StrictJson.LARGEST) throw new IllegalArgumentException("too many files for one catalogue");
        return bytes;
    }

    private static boolean hasSameFiles(PublishedCatalogue last, List<CatalogueManifest.ManifestFile> files) {
        var before = CatalogueManifest.parseSigned(last.manifest, (_, _) -> true);
        return before.files().equals(files);
    }

    /// The newest manifest with its signature. It is signed again past the middle of its validity, and after a
    /// change of the key.
    public Optional<byte[]> findNewestManifest(Instant now) {
        return database.inTransaction(b -> {
            var last = findNewestPublished(b);
            if (last.isEmpty()) return Optional.empty();
            var left = Duration.between(now, last.get().until);
            boolean fresh = left.compareTo(last.get().counts.dividedBy(2)) > 0 && isSignedNow(last.get());
            return Optional.of(fresh ? last.get().manifest : extendValidity(b, last.get(), now));
        });
    }

    /// By the current signing key, not by an earlier one.
    private boolean isSignedNow(PublishedCatalogue one) {
        return DetachedJws.findKeyId(one.manifestJson().text("signature")).equals(Optional.of(key.id()));
    }

    private byte[] extendValidity(Transaction b, PublishedCatalogue last, Instant now) throws SQLException {
        var old = CatalogueManifest.parseSigned(last.manifest, (_, _) -> true);
        var until = now.plus(last.counts);
        byte[] manifest =
                signManifest(new CatalogueManifest(old.number(), old.from(), until, old.program(), old.files()));
        b.executeUpdate(EXTEND, until.toEpochMilli(), manifest, last.number, last.until.toEpochMilli());
        return findNewestPublished(b).orElseThrow().manifest;
    }

    public Optional<byte[]> findBlob(String sha256) {
        return database.inTransaction(b -> b.queryFirst(BLOB, row -> row.getBytes(1), sha256));
    }

    /// Why the catalogue that a case names is not acceptable; empty if it is.
    public Optional<String> findRefusal(CaseSubmission s) {
        if (s.catalogue() == 0) return Optional.empty();
        return database.inTransaction(b -> {
            if (b.queryFirst(OF, PublishedCatalogues::readRow, s.catalogue()).isEmpty())
                return Optional.of("catalogue-unknown");
            var last = findNewestPublished(b).orElseThrow();
            if (last.number == s.catalogue() || !isWithdrawn(b, last.number, s.service())) return Optional.empty();
            boolean late = s.occurredAt().isAfter(last.from.plus(GRACE));
            return late ? Optional.of("catalogue-overtaken") : Optional.empty();
        });
    }

    private boolean isWithdrawn(Transaction b, int number, String id) throws SQLException {
        var item = findItem(b, number, id);
        return item.isMissingNode() || item.path("release").asString("").equals("withdrawn");
    }

    /// An item in one catalogue.
    public Optional<JsonNode> findItem(int number, String id) {
        return database.inTransaction(b -> Optional.of(findItem(b, number, id)).filter(item -> !item.isMissingNode()));
    }

    /// An item in the newest catalogue that contains it.
    public Optional<JsonNode> findNewestItem(String id) {
        return database.inTransaction(b -> {
            int number = findNewestPublished(b).map(PublishedCatalogue::number).orElse(0);
            for (; number > 0; number--) {
                var item = findItem(b, number, id);
                if (!item.isMissingNode()) return Optional.of(item);
            }
            return Optional.empty();
        });
    }

    private JsonNode findItem(Transaction b, int number, String id) throws SQLException {
        var known = items.get(new ItemKey(number, id));
        if (known != null) return known;
        var published = b.queryFirst(OF, PublishedCatalogues::readRow, number);
        if (published.isEmpty()) return MissingNode.getInstance();
        JsonNode item = MissingNode.getInstance();
        for (var file : published.get().manifestJson().objectList("files")) {
            if (!file.text("path").equals(id + ".yaml")) continue;
            var bytes = b.queryFirst(BLOB, row -> row.getBytes(1), file.text("sha256"));
            if (bytes.isPresent()) item = parseYaml(bytes.get());
        }
        items.put(new ItemKey(number, id), item);
        return item;
    }

    private static JsonNode parseYaml(byte[] yaml) {
        try {
            return YAML.readTree(new String(yaml, StandardCharsets.UTF_8));
        } catch (JacksonException notYaml) {
            return MissingNode.getInstance(); // it was reported at publication
        }
    }

    private static Optional<PublishedCatalogue> findNewestPublished(Transaction b) throws SQLException {
        return b.queryFirst(NEWEST, PublishedCatalogues::readRow);
    }

    private static PublishedCatalogue readRow(java.sql.ResultSet row) throws SQLException {
        return new PublishedCatalogue(
                row.getInt(1),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                Duration.ofMillis(row.getLong(4)),
                row.getBytes(5));
    }
}
