package org.openstm.kiosk.staff;

import java.time.Instant;

/// A case in a list for staff.
///
/// @param service id of the item
/// @param number central's number, or the terminal's own while there is none
/// @param who masked; `–` when the terminal has deleted the person's data
public record StaffCaseEntry(String txId, Instant at, String service, String number, String who, StaffCaseState state) {
    /// A journal entry of the case.
    ///
    /// @param what kind in kebab case: `intent`, `print-begun` ...
    /// @param hash first eight hex digits
    public record CaseHistoryEntry(Instant at, String what, String hash) {}
}
