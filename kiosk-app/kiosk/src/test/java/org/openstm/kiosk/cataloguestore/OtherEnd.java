package org.openstm.kiosk.cataloguestore;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.CatalogueApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.terminal.CatalogueManifest;

/// A central with arbitrary answers and a key of its own.
final class OtherEnd implements CatalogueApi {
    static final Instant NOW = Instant.parse("2026-11-24T06:32:00Z");
    private static final String ITEM = "pension/life-proof.yaml";
    private static final Set<String> FEW =
            Set.of("themes.yaml", ITEM, "pension/paid-record.yaml", "tax/income-record.yaml", "id-card/progress.yaml");

    private final SigningKey key;
    private final CentralPublicKeys believed;
    private final Map<String, byte[]> blobs = new HashMap<>();

    /// The next answer.
    byte[] manifest = new byte[0];

    boolean lineUp = true;
    int parts;

    /// The connection is lost after so many parts.
    int breaksAfter = Integer.MAX_VALUE;

    OtherEnd(Path dir, String name) throws Exception {
        this.key = SigningKey.loadOrCreate(dir.resolve(name + ".json"), "central");
        var file = dir.resolve(name + "-public.json");
        java.nio.file.Files.writeString(file, "{\"keys\":[" + key.publicJwk() + "]}");
        this.believed = CentralPublicKeys.of(file);
    }

    /// A few of the shipped items as texts, one with another title.
    static Map<String, String> texts(String title) {
        var texts = new TreeMap<>(CatalogueFiles.shippedFiles());
        texts.keySet().removeIf(name -> !FEW.contains(name));
        texts.replaceAll((_, text) -> text.replaceFirst("(?m)^related: .*$", ""));
        texts.computeIfPresent(
                ITEM, (_, text) -> text.replaceFirst("(?m)^title: .*$", "title: {zh-CN: " + title + ", en: x}"));
        return texts;
    }

    static String titleIn(Optional<VerifiedCatalogue> held) {
        return held.map(set -> CatalogueFiles.loadFiles(set.files())
                        .catalog()
                        .findItem(ITEM.replace(".yaml", ""))
                        .orElseThrow()
                        .title()
                        .textIn(org.openstm.kiosk.catalog.DisplayLanguage.ZH_CN))
                .orElse("shipped");
    }

    CatalogueManifest offer(int number, Map<String, String> texts) {
        return offer(number, texts, NOW, NOW.plus(Duration.ofDays(30)), "0.1.0");
    }

    CatalogueManifest offer(int number, Map<String, String> texts, Instant from, Instant until, String program) {
        var files = new ArrayList<CatalogueManifest.ManifestFile>();
        texts.forEach((path, text) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            blobs.put(Sha256.digestHex(bytes), bytes);
            files.add(new CatalogueManifest.ManifestFile(path, Sha256.digestHex(bytes), bytes.length));
        });
        var made = new CatalogueManifest(number, from, until, program, files);
        manifest = key.toSignedBytes(made.toJsonTree());
        return made;
    }

    /// Anything that is not a valid manifest.
    void offerSigned(Map<String, Object> tree) {
        manifest = key.toSignedBytes(tree);
    }

    void swap(String sha256, byte[] other) {
        blobs.put(sha256, other);
    }

    void lose(String sha256) {
        blobs.remove(sha256);
    }

    @Override
    public CentralReply<Optional<byte[]>> fetchManifest(String known) {
        if (!lineUp) return new CentralReply.NoAnswer<>(NoAnswerReason.UNREACHABLE, "nobody listens", false);
        return new CentralReply.Done<>(
                Sha256.digestHex(manifest).equals(known) ? Optional.empty() : Optional.of(manifest));
    }

    @Override
    public CentralReply<byte[]> fetchFilePart(String sha256, int from, int until) {
        if (parts >= breaksAfter)
            return new CentralReply.NoAnswer<>(NoAnswerReason.CONNECTION_LOST, "the line broke", true);
        parts++;
        var bytes = blobs.get(sha256);
        if (bytes == null)
            return new CentralReply.Refused<>(new ProblemDetails("no-such-blob", 404, false, Map.of(), ""));
        return new CentralReply.Done<>(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, until)));
    }

    @Override
    public Optional<String> signerThumbprint() {
        return Optional.of(Sha256.digestHex(key.publicJwk().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public boolean isSignedByCentral(String jws, byte[] payload) {
        return believed.isSignedByCentral(jws, payload);
    }
}
