package org.openstm.kiosk.reference;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.Problem;
import org.openstm.kiosk.central.Wire;

/// One HTTP answer.
///
/// @param silent the work is done, but the line is cut before a byte is said
record Answer(int status, String type, byte[] body, Map<String, String> headers, boolean silent) {
    static Answer json(int status, byte[] body) {
        return new Answer(status, "application/json", body, Map.of(), false);
    }

    static Answer json(Map<String, ?> body) {
        return json(200, Json.canonical(body));
    }

    static Answer problem(Problem problem) {
        var headers = problem.retryAfter()
                .map(after -> Map.of("Retry-After", Long.toString(Math.max(1, after.toSeconds()))))
                .orElse(Map.of());
        return new Answer(problem.status(), "application/problem+json", Wire.bytes(problem), headers, false);
    }

    static Answer page(String html) {
        return new Answer(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8), Map.of(), false);
    }

    Answer unsaid() {
        return new Answer(status, type, body, headers, true);
    }

    Answer with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Answer(status, type, body, all, silent);
    }
}
