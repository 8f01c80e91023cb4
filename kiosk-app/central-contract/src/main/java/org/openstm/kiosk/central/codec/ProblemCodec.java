package org.openstm.kiosk.central.codec;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.json.StrictJson;

/// Problem details, by which central refuses a request.
public final class ProblemCodec {
    private ProblemCodec() {}

    public static byte[] toBytes(ProblemDetails p) {
        var json = new LinkedHashMap<String, Object>();
        json.put("type", "urn:openstm:problem:" + p.code());
        json.put("title", p.message().getOrDefault("en", p.code()));
        json.put("status", p.status());
        json.put("code", p.code());
        json.put("retryable", p.retryable());
        json.put("message", p.message());
        json.put("traceId", p.traceId());
        json.put("txState", p.taken());
        json.put("facts", p.facts());
        p.retryAfter().ifPresent(after -> json.put("retryAfterMs", after.toMillis()));
        return StrictJson.toCanonicalBytes(json);
    }

    public static ProblemDetails parseProblem(byte[] bytes) {
        StrictJson json = StrictJson.parse(bytes);
        return new ProblemDetails(
                json.text("code"),
                json.integer("status"),
                json.booleanValue("retryable"),
                json.textMap("message"),
                json.text("traceId"),
                json.has("retryAfterMs")
                        ? Optional.of(Duration.ofMillis(Math.max(0, json.integer("retryAfterMs"))))
                        : Optional.empty(),
                json.optionalText("txState").orElse(""),
                json.has("facts") ? json.textMap("facts") : Map.of());
    }
}
