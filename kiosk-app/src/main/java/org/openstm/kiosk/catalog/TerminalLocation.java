package org.openstm.kiosk.catalog;

/// Where a terminal stands.
///
/// @param terminal `ST-0412-03`
/// @param region GB/T 2260 or statistical code of the place; empty if nobody wrote it down, then nothing
///     that is rolled out by region is on offer
/// @param drafts a demonstration, which also shows what is still being written
public record TerminalLocation(String terminal, String region, boolean drafts) {
    /// What the ids of all terminals of this branch begin with: `ST-0412`.
    public String branchId() {
        int dash = terminal.lastIndexOf('-');
        return dash < 0 ? terminal : terminal.substring(0, dash);
    }
}
