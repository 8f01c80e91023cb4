package org.openstm.kiosk.staff;

/// What a member of staff is there for. Each may do what the page in front of them offers, and no
/// more.
public enum StaffRole {
    /// Branch staff: the morning's check, paper, people.
    BRANCH,
    /// Field engineers: devices and drivers.
    ENGINEER,
    /// Security auditors: read who did what, and touch nothing.
    AUDITOR;

    /// Whether someone with this duty may do that.
    public boolean isPermitted(StaffPermission right) {
        return switch (right) {
            case LOOK -> true;
            case CHECK -> this != AUDITOR;
            case RESET, EXCHANGE -> this == ENGINEER;
            case CASES -> this == BRANCH;
            case READ_AUDIT -> this == AUDITOR;
        };
    }

    /// Whether someone with this duty may say that a thing is dealt with which that person must act
    /// on.
    public boolean canSettle(TerminalStatus.TaskOwner who) {
        return switch (this) {
            case BRANCH -> who == TerminalStatus.TaskOwner.STAFF;
            case ENGINEER -> who != TerminalStatus.TaskOwner.AUDITOR;
            case AUDITOR -> who == TerminalStatus.TaskOwner.AUDITOR;
        };
    }

    /// What there is to be allowed.
    public enum StaffPermission {
        LOOK,
        CHECK,
        RESET,
        /// Put another device, or another driver, in the place of one.
        EXCHANGE,
        READ_AUDIT,
        /// Look for a case, hand out its slip once more, close the day; people are masked.
        CASES
    }
}
