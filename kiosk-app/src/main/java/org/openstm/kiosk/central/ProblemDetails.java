package org.openstm.kiosk.central;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A refusal as RFC 9457 problem details.
///
/// @param code what a program goes by, such as `same-again` or `quota-gone`; an unknown one is judged by its status
/// @param message what the citizen reads, by language tag (`zh-CN`, `en`)
/// @param retryAfter when central wants to be asked again, at the earliest
/// @param taken what central knows of the case: `none` says for certain that nothing was taken in
/// @param facts further words for the screen, such as `caseNumber` of the earlier case or `next` free slot
public record ProblemDetails(
        String code,
        int status,
        boolean retryable,
        Map<String, String> message,
        String traceId,
        Optional<Duration> retryAfter,
        String taken,
        Map<String, String> facts) {
    public ProblemDetails {
        message = Map.copyOf(message);
        facts = Map.copyOf(facts);
    }

    public ProblemDetails(String code, int status, boolean retryable, Map<String, String> message, String traceId) {
        this(code, status, retryable, message, traceId, Optional.empty(), "", Map.of());
    }
}
