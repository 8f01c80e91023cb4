package org.openstm.kiosk.staff.service;

import java.time.Instant;
import org.openstm.kiosk.staff.StaffEvent;

/// Staff login, and the waiting time of a number after wrong tries. It never reveals which of the three was
/// wrong, and treats an unknown number like any other, also in the time that it takes.
final class StaffLogin {
    static final String ADMITTED = "admitted";
    static final String REFUSED = "refused";

    private final StaffRoster roster;
    private final OfficerLockouts lockouts;
    private final AuditLog log;
    private final Runnable guessing;

    /// @param guessing raises the finding that codes are being guessed
    StaffLogin(StaffRoster roster, OfficerLockouts lockouts, AuditLog log, Runnable guessing) {
        this.roster = roster;
        this.lockouts = lockouts;
        this.log = log;
        this.guessing = guessing;
    }

    synchronized StaffEvent admitOfficer(String number, String pin, String code, Instant now) {
        if (roster.isEmpty()) return new StaffEvent.LoginRefused("staff.nobody", 0);
        var left = lockouts.remainingWait(number);
        if (left.isPositive()) {
            log.writeLine(now, number, REFUSED, "locked");
            return new StaffEvent.LoginRefused(
                    "staff.locked", Math.max(1, left.plusSeconds(59).toMinutes()));
        }
        var entry = roster.findEntry(number).orElseGet(roster::decoyEntry);
        boolean knows = entry.matchesPin(pin); // the same work for an unknown number
        var step = new TotpVerifier(entry.secret()).findTimeStep(code, now);
        boolean right = knows && roster.findEntry(number).isPresent() && step.isPresent();
        if (right && lockouts.takeCode(number, step.getAsLong())) {
            log.writeLine(now, number, ADMITTED, Long.toString(step.getAsLong()));
            return new StaffEvent.OfficerAdmitted(entry.officer());
        }
        log.writeLine(now, number, REFUSED, "wrong");
        if (lockouts.recordFailure(number) >= OfficerCodeChecker.TOLD_FROM) guessing.run();
        left = lockouts.remainingWait(number);
        return left.isPositive()
                ? new StaffEvent.LoginRefused(
                        "staff.locked", Math.max(1, left.plusSeconds(59).toMinutes()))
                : new StaffEvent.LoginRefused("staff.wrong", 0);
    }
}
