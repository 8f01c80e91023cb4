package org.openstm.kiosk.staff.service;

/// Where it is kept who of the staff did what.
@FunctionalInterface
public interface AuditTrail {
    /// On the disk, and witnessed by the journal, when this returns.
    ///
    /// @param who staff numbers
    /// @param what in kebab case
    /// @param about no personal data
    void recordAction(String who, String what, String about);
}
