package org.openstm.kiosk.reference.http;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.reference.demo.DemoProvince;

/// Creates refusals with the codes and messages of the contract.
public final class ProblemFactory {
    private final DemoProvince demo;
    private final SecureRandom random = new SecureRandom();

    public ProblemFactory(DemoProvince demo) {
        this.demo = demo;
    }

    public ProblemDetails createProblem(int status, String code) {
        return createProblem(status, code, Map.of());
    }

    public ProblemDetails createProblem(int status, String code, Map<String, String> facts) {
        return new ProblemDetails(
                code,
                status,
                false,
                demo.sentences().sentenceFor(code, facts),
                newTraceId(),
                Optional.empty(),
                takenState(status, code),
                facts);
    }

    public ProblemDetails createRetryable(int status, String code, Map<String, String> facts, Duration after) {
        return new ProblemDetails(
                code,
                status,
                true,
                demo.sentences().sentenceFor(code, facts),
                newTraceId(),
                Optional.of(after),
                takenState(status, code),
                facts);
    }

    /// What is known of the case: nothing yet while it is in flight; every other refusal means that nothing was
    /// accepted.
    private static String takenState(int status, String code) {
        if (code.equals("files-missing")) return "none";
        return status == 409 || status == 500 ? "unknown" : "none";
    }

    private String newTraceId() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
