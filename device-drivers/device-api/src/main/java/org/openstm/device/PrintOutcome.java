package org.openstm.device;

/// The known state of the paper after a print. [Unknown] is never retried automatically: a person must check the
/// paper slot first.
public sealed interface PrintOutcome {
    /// @param proof kind of proof: `process-id`, `barrier`, `status` or `job-completed`
    /// @param evidence the device's answer, for the journal; no personal data
    record Printed(String proof, String evidence) implements PrintOutcome {}

    /// No usable paper came out.
    record NotPrinted(Fault fault) implements PrintOutcome {}

    record Unknown(Fault fault) implements PrintOutcome {}
}
