package org.openstm.kiosk.staff;

import java.time.Instant;

/// A case in a list for staff.
///
/// @param service id of the item
/// @param number of the centre, or the terminal's own while there is none
/// @param who masked; `–` when the terminal has forgotten them
/// @param state `stored`, `sending`, `unknown`, `accepted`, `rejected`, `cancelled`, `dead-letter` ...
public record StaffCaseEntry(String txId, Instant at, String service, String number, String who, String state) {
    /// An entry of the journal about it.
    ///
    /// @param what in kebab case: `intent`, `print-begun` ...
    /// @param hash first eight hex digits
    public record CaseHistoryEntry(Instant at, String what, String hash) {}
}
