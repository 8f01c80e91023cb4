package org.openstm.kiosk.reference.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.codec.ProblemCodec;
import org.openstm.kiosk.central.json.StrictJson;

/// One HTTP response.
///
/// @param silent whether the connection is closed without a response, although the work is done
public record ServerResponse(int status, String type, byte[] body, Map<String, String> headers, boolean silent) {
    public static ServerResponse ofJson(int status, byte[] body) {
        return new ServerResponse(status, "application/json", body, Map.of(), false);
    }

    public static ServerResponse ofJson(Map<String, ?> body) {
        return ofJson(200, StrictJson.toCanonicalBytes(body));
    }

    public static ServerResponse ofProblem(ProblemDetails problem) {
        var headers = problem.retryAfter()
                .map(after -> Map.of("Retry-After", Long.toString(Math.max(1, after.toSeconds()))))
                .orElse(Map.of());
        return new ServerResponse(
                problem.status(), "application/problem+json", ProblemCodec.toBytes(problem), headers, false);
    }

    public static ServerResponse ofPage(String html) {
        return new ServerResponse(
                200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8), Map.of(), false);
    }

    public ServerResponse withoutReply() {
        return new ServerResponse(status, type, body, headers, true);
    }

    public ServerResponse withHeader(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new ServerResponse(status, type, body, all, silent);
    }
}
