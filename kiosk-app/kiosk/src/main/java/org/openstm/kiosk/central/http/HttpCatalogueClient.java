package org.openstm.kiosk.central.http;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.http.HttpTransport.OutgoingRequest;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.CatalogueManifest;

/// The published catalogue.
final class HttpCatalogueClient {
    private static final int NOT_MODIFIED = 304;
    private static final int PARTIAL = 206;

    private final CentralCaller caller;
    private final HttpCentralClient.CallTimeouts timeouts;

    HttpCatalogueClient(CentralCaller caller, HttpCentralClient.CallTimeouts timeouts) {
        this.caller = caller;
        this.timeouts = timeouts;
    }

    CentralReply<Optional<byte[]>> fetchManifest(String known) {
        Map<String, String> unless = known.isEmpty() ? Map.of() : Map.of("If-None-Match", '"' + known + '"');
        var letter = new OutgoingRequest("GET", "/v1/catalogue", "", "", CentralCaller.NOTHING, unless);
        return caller.callEnrolled(() -> caller.exchangeRequest(
                letter,
                timeouts.ask(),
                StrictJson.LARGEST,
                response -> response.statusCode() == NOT_MODIFIED ? Optional.empty() : Optional.of(response.body())));
    }

    CentralReply<byte[]> fetchFilePart(String sha256, int from, int until) {
        var part = Map.of("Range", "bytes=" + from + "-" + (until - 1));
        var letter = new OutgoingRequest(
                "GET", "/v1/blobs/" + CentralCaller.encodePathPart(sha256), "", "", CentralCaller.NOTHING, part);
        return caller.callEnrolled(() ->
                caller.exchangeRequest(letter, timeouts.ask(), CatalogueManifest.LARGEST, response -> {
                    byte[] body = response.body();
                    int start =
                            response.statusCode() == PARTIAL ? 0 : from; // without range support the whole file comes
                    if (body.length < start + until - from)
                        throw new ContractViolationException("a part that is too short");
                    return Arrays.copyOfRange(body, start, start + until - from);
                }));
    }
}
