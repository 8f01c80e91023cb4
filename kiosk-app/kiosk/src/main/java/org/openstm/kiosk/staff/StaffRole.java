package org.openstm.kiosk.staff;

/// Role of a member of staff. Each role may do what its pages offer, and no
/// more.
public enum StaffRole {
    /// Branch staff: self-test, paper, citizens.
    BRANCH,
    /// Field engineers: devices and drivers.
    ENGINEER,
    /// Security auditors: read the audit log, and change nothing.
    AUDITOR;

    /// Whether this role has the permission.
    public boolean isPermitted(StaffPermission right) {
        return switch (right) {
            case LOOK -> true;
            case CHECK -> this != AUDITOR;
            case RESET, EXCHANGE -> this == ENGINEER;
            case CASES -> this == BRANCH;
            case READ_AUDIT -> this == AUDITOR;
        };
    }

    /// Whether this role may mark a finding as resolved that is assigned to that
    /// person.
    public boolean canSettle(TerminalStatus.TaskOwner who) {
        return switch (this) {
            case BRANCH -> who == TerminalStatus.TaskOwner.STAFF;
            case ENGINEER -> who != TerminalStatus.TaskOwner.AUDITOR;
            case AUDITOR -> who == TerminalStatus.TaskOwner.AUDITOR;
        };
    }

    /// Permissions.
    public enum StaffPermission {
        LOOK,
        CHECK,
        RESET,
        /// Replace a device or its driver.
        EXCHANGE,
        READ_AUDIT,
        /// Look for a case, reprint its slip, close the day; persons are masked.
        CASES
    }
}
