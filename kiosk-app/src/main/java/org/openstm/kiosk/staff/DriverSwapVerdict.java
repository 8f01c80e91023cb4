package org.openstm.kiosk.staff;

/// How an exchange ended, and where that stands written.
///
/// @param serving driver that serves now
/// @param printed `printed`, `not-printed`, `unknown`
/// @param printer device class of the printer that was tried for the report, or empty
/// @param evidence under which the journal has the report
public record DriverSwapVerdict(SwapResult how, String serving, String printed, String printer, String evidence) {
    /// How it ended.
    public enum SwapResult {
        KEPT,
        ROLLED_BACK,
        /// The way back did not pass its check: what was kept serves on.
        NO_WAY_BACK
    }
}
