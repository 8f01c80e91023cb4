package org.openstm.kiosk.staff;

/// Outcome of a swap, and its report.
///
/// @param serving driver that serves now
/// @param printed `printed`, `not-printed`, `unknown`
/// @param printer device class of the printer used for the report, or empty
/// @param evidence reference of the report in the journal
public record DriverSwapVerdict(SwapResult how, String serving, String printed, String printer, String evidence) {
    /// Outcome.
    public enum SwapResult {
        KEPT,
        ROLLED_BACK,
        /// The rollback did not pass its check: the confirmed driver stays in service.
        NO_WAY_BACK
    }
}
