package org.openstm.device;

/// What is known about paper after a print. [Unknown] is never retried by a program: someone looks into the slot
/// first.
public sealed interface PrintOutcome {
    /// @param proof how it is known: `process-id`, `barrier`, `status` or `job-completed`
    /// @param evidence the device's words, for the journal; no personal data
    record Printed(String proof, String evidence) implements PrintOutcome {}

    /// No usable paper came out.
    record NotPrinted(Fault fault) implements PrintOutcome {}

    record Unknown(Fault fault) implements PrintOutcome {}
}
