package org.openstm.kiosk.staff.service;

import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.openstm.kiosk.engine.PersonChecker;
import org.openstm.kiosk.staff.StaffRole;

/// The check of a person by an officer of the branch: the officer's number and own one-use code, from the
/// roster. Each check is recorded in the journal and names the officer.
public final class OfficerCodeChecker implements PersonChecker {
    /// Number of successive wrong tries that raises a finding.
    static final int TOLD_FROM = 5;

    private final StaffRoster roster;
    private final OfficerLockouts lockouts;
    private final BiConsumer<String, String> note;
    private final Runnable guessing;
    private final InstantSource clock;

    /// @param note journal record: kind and words
    /// @param guessing raises the finding that codes are being guessed
    OfficerCodeChecker(
            StaffRoster roster,
            OfficerLockouts lockouts,
            BiConsumer<String, String> note,
            Runnable guessing,
            InstantSource clock) {
        this.roster = roster;
        this.lockouts = lockouts;
        this.note = note;
        this.guessing = guessing;
        this.clock = clock;
    }

    @Override
    public PersonCheckResult checkPerson(String officer, String code) {
        var result = checkCode(officer, code, duty -> duty == StaffRole.BRANCH);
        switch (result) {
            case PersonCheckResult.Confirmed _ -> note.accept("person-check", "confirmed by officer " + officer);
            case PersonCheckResult.WrongCode _ -> note.accept("person-check", "wrong number or code");
            case PersonCheckResult.MustWait _, PersonCheckResult.NoOfficer _ -> {}
        }
        return result;
    }

    /// Whether this is an unused code of an officer whose role allows it.
    PersonCheckResult checkCode(String officer, String code, Predicate<StaffRole> allowed) {
        if (roster.isEmpty()) return new PersonCheckResult.NoOfficer();
        var left = lockouts.remainingWait(officer);
        if (left.isPositive()) return new PersonCheckResult.MustWait(left);
        var entry = roster.findEntry(officer)
                .filter(one -> allowed.test(one.officer().duty()));
        var secret = entry.map(StaffRoster.RosterEntry::secret).orElseGet(() -> new byte[20]);
        var step = new TotpVerifier(secret).findTimeStep(code, clock.instant());
        if (entry.isPresent() && step.isPresent() && lockouts.takeCode(officer, step.getAsLong()))
            return new PersonCheckResult.Confirmed(officer);
        if (lockouts.recordFailure(officer) >= TOLD_FROM) guessing.run();
        return new PersonCheckResult.WrongCode();
    }
}
