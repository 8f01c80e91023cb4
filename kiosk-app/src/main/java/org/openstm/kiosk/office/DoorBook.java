package org.openstm.kiosk.office;

import java.time.Instant;
import org.openstm.kiosk.engine.OneUseCodes;
import org.openstm.kiosk.staff.News;

/// Who is let in, and how long a number waits after wrong tries. Which of the three was wrong is never
/// said, and a number that nobody has is treated like any other, also in the time that it takes.
final class DoorBook {
    static final String ADMITTED = "admitted";
    static final String REFUSED = "refused";

    private final Roster roster;
    private final OfficerLockouts lockouts;
    private final AuditLog log;
    private final Runnable guessing;

    /// @param guessing raises the finding that codes are being guessed
    DoorBook(Roster roster, OfficerLockouts lockouts, AuditLog log, Runnable guessing) {
        this.roster = roster;
        this.lockouts = lockouts;
        this.log = log;
        this.guessing = guessing;
    }

    synchronized News admit(String number, String pin, String code, Instant now) {
        if (roster.isEmpty()) return new News.Refused("staff.nobody", 0);
        var left = lockouts.left(number);
        if (left.isPositive()) {
            log.write(now, number, REFUSED, "locked");
            return new News.Refused(
                    "staff.locked", Math.max(1, left.plusSeconds(59).toMinutes()));
        }
        var entry = roster.find(number).orElseGet(roster::nobody);
        boolean knows = entry.knows(pin); // the same work for a number that nobody has
        var step = new OneUseCodes(entry.secret()).step(code, now);
        boolean right = knows && roster.find(number).isPresent() && step.isPresent();
        if (right && lockouts.take(number, step.getAsLong())) {
            log.write(now, number, ADMITTED, Long.toString(step.getAsLong()));
            return new News.Admitted(entry.officer());
        }
        log.write(now, number, REFUSED, "wrong");
        if (lockouts.failed(number) >= OfficerCodes.TOLD_FROM) guessing.run();
        left = lockouts.left(number);
        return left.isPositive()
                ? new News.Refused(
                        "staff.locked", Math.max(1, left.plusSeconds(59).toMinutes()))
                : new News.Refused("staff.wrong", 0);
    }
}
