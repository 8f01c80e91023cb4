package org.openstm.kiosk.reference.http;

import java.time.Duration;
import java.util.Map;

/// The refusals that every resource may answer.
public final class RefusalResponses {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final ProblemFactory problems;

    public RefusalResponses(ProblemFactory problems) {
        this.problems = problems;
    }

    public ServerResponse refuse(int status, String code) {
        return ServerResponse.ofProblem(problems.createProblem(status, code));
    }

    public ServerResponse notFound() {
        return refuse(404, "no-such-place");
    }

    public ServerResponse malformedRequest() {
        return refuse(400, "malformed");
    }

    public ServerResponse internalError() {
        return refuse(500, "internal");
    }

    /// To be tried again: the database or the memory is busy.
    public ServerResponse busy() {
        return ServerResponse.ofProblem(problems.createRetryable(503, "busy", Map.of(), RETRY));
    }

    /// The same request is being decided.
    public ServerResponse inFlight() {
        return ServerResponse.ofProblem(problems.createRetryable(409, "in-flight", Map.of(), Duration.ofSeconds(1)));
    }
}
