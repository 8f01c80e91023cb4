package org.openstm.kiosk.catalog;

/// Location of a terminal.
///
/// @param terminal `ST-0412-03`
/// @param region GB/T 2260 or statistical code of the place; empty if it is not configured, then items rolled
///     out by region are not offered
/// @param drafts whether this is a demonstration, which also shows drafts
public record TerminalLocation(String terminal, String region, boolean drafts) {
    /// The common prefix of all terminal ids of this branch: `ST-0412`.
    public String branchId() {
        int dash = terminal.lastIndexOf('-');
        return dash < 0 ? terminal : terminal.substring(0, dash);
    }
}
