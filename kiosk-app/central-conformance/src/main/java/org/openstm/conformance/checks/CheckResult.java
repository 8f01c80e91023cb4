package org.openstm.conformance.checks;

/// What became of one check.
///
/// @param id such as `submit/replay`
/// @param section of the contract
/// @param expected what the contract says
/// @param came what came instead, or why the check was not made; empty if it passed
public record CheckResult(String id, String section, String expected, Outcome outcome, String came) {
    public enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    /// One line for people.
    public String line() {
        return switch (outcome) {
            case PASSED -> "passed   " + id;
            case SKIPPED -> "skipped  " + id + ": " + came;
            case FAILED -> "FAILED   " + id + ": the contract (" + section + ") says: " + expected + "; came: " + came;
        };
    }
}
