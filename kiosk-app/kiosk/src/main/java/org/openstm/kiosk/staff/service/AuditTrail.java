package org.openstm.kiosk.staff.service;

/// Record of staff actions.
@FunctionalInterface
public interface AuditTrail {
    /// On the disk, and its head recorded in the journal, when this returns.
    ///
    /// @param who staff numbers
    /// @param what in kebab case
    /// @param about no personal data
    void recordAction(String who, String what, String about);
}
