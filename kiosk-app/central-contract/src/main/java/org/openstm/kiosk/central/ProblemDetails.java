package org.openstm.kiosk.central;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A refusal as RFC 9457 problem details.
///
/// @param code for programs, such as `same-again` or `quota-gone`; an unknown one is treated by its status
/// @param message what the citizen reads, by language tag (`zh-CN`, `en`)
/// @param retryAfter earliest time for a retry
/// @param taken what central knows of the case: `none` says for certain that nothing was accepted
/// @param facts further values for the screen, such as `caseNumber` of the earlier case or `next` free slot
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
