package org.openstm.kiosk.office;

import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.openstm.kiosk.engine.OneUseCodes;
import org.openstm.kiosk.engine.PersonChecker;
import org.openstm.kiosk.staff.Duty;

/// The check of a person by an officer of the branch: the officer's number and own one-use code, by the
/// roster. Each check is a note of the journal that names the officer.
public final class OfficerCodes implements PersonChecker {
    /// Wrong tries in a row that somebody should know of.
    static final int TOLD_FROM = 5;

    private final Roster roster;
    private final OfficerLockouts lockouts;
    private final BiConsumer<String, String> note;
    private final Runnable guessing;
    private final InstantSource clock;

    /// @param note of the journal: kind and words
    /// @param guessing raises the finding that codes are being guessed
    OfficerCodes(
            Roster roster,
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
    public Result check(String officer, String code) {
        var result = check(officer, code, duty -> duty == Duty.BRANCH);
        switch (result) {
            case Result.Confirmed _ -> note.accept("person-check", "confirmed by officer " + officer);
            case Result.Wrong _ -> note.accept("person-check", "wrong number or code");
            case Result.Wait _, Result.Nobody _ -> {}
        }
        return result;
    }

    /// Whether this is a fresh code of an officer whose duty allows it.
    Result check(String officer, String code, Predicate<Duty> allowed) {
        if (roster.isEmpty()) return new Result.Nobody();
        var left = lockouts.left(officer);
        if (left.isPositive()) return new Result.Wait(left);
        var entry =
                roster.find(officer).filter(one -> allowed.test(one.officer().duty()));
        var secret = entry.map(Roster.Entry::secret).orElseGet(() -> new byte[20]);
        var step = new OneUseCodes(secret).step(code, clock.instant());
        if (entry.isPresent() && step.isPresent() && lockouts.take(officer, step.getAsLong()))
            return new Result.Confirmed(officer);
        if (lockouts.failed(officer) >= TOLD_FROM) guessing.run();
        return new Result.Wrong();
    }
}
