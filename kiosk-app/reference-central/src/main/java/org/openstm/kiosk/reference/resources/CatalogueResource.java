package org.openstm.kiosk.reference.resources;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.reference.http.RefusalResponses;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.terminals.PublishedCatalogues;

/// The published catalogue: its manifest and its files.
public final class CatalogueResource {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,9})-(\\d{0,9})");
    private static final String BYTES = "application/octet-stream";

    private final PublishedCatalogues catalogues;
    private final RefusalResponses refusals;
    private final InstantSource clock;

    public CatalogueResource(PublishedCatalogues catalogues, RefusalResponses refusals, InstantSource clock) {
        this.catalogues = catalogues;
        this.refusals = refusals;
        this.clock = clock;
    }

    public ServerResponse serveManifest(ServerRequest request) {
        var newest = catalogues.findNewestManifest(clock.instant());
        if (newest.isEmpty()) return refusals.refuse(404, "no-catalogue");
        String tag = '"' + Sha256.digestHex(newest.get()) + '"';
        if (request.header("If-None-Match").equals(tag))
            return new ServerResponse(304, "application/json", new byte[0], Map.of("ETag", tag), false);
        return ServerResponse.ofJson(200, newest.get()).withHeader("ETag", tag);
    }

    public ServerResponse serveBlob(ServerRequest request, String sha256) {
        var blob = catalogues.findBlob(sha256);
        if (blob.isEmpty()) return refusals.refuse(404, "no-such-blob");
        byte[] whole = blob.get();
        var range = RANGE.matcher(request.header("Range"));
        if (!range.matches()) return new ServerResponse(200, BYTES, whole, Map.of("Accept-Ranges", "bytes"), false);
        long from = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? whole.length - 1 : Long.parseLong(range.group(2));
        if (from >= whole.length || last < from) return refusals.refuse(416, "no-such-range");
        int until = (int) Math.min(whole.length, last + 1);
        return new ServerResponse(206, BYTES, Arrays.copyOfRange(whole, (int) from, until), Map.of(), false)
                .withHeader("Content-Range", "bytes " + from + "-" + (until - 1) + "/" + whole.length);
    }
}
