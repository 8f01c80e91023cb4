package org.openstm.kiosk.reference;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.Problem;

/// Refusals in the contract's words.
final class Problems {
    private final Demo demo;
    private final SecureRandom random = new SecureRandom();

    Problems(Demo demo) {
        this.demo = demo;
    }

    Problem of(int status, String code) {
        return of(status, code, Map.of());
    }

    Problem of(int status, String code, Map<String, String> facts) {
        return new Problem(
                code, status, false, demo.say(code, facts), trace(), Optional.empty(), taken(status, code), facts);
    }

    Problem later(int status, String code, Map<String, String> facts, Duration after) {
        return new Problem(
                code, status, true, demo.say(code, facts), trace(), Optional.of(after), taken(status, code), facts);
    }

    /// What is said of the case: in flight nobody can say yet; every other refusal takes nothing in.
    private static String taken(int status, String code) {
        if (code.equals("files-missing")) return "none";
        return status == 409 || status == 500 ? "unknown" : "none";
    }

    private String trace() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
