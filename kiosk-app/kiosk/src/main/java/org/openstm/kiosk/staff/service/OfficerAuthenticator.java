package org.openstm.kiosk.staff.service;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import org.openstm.kiosk.engine.PersonChecker;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.staff.Officer;

/// The officers of this terminal, with the wrong tries and used codes of each. One count
/// for the staff pages and for the check of a person, so that a code counts once and guessing at either
/// slows both.
public final class OfficerAuthenticator {
    /// The finding that somebody types wrong numbers or codes again and again.
    static final FindingKind GUESSING = FindingKind.STAFF_GUESSING;

    private final StaffRoster roster;
    private final OfficerLockouts lockouts;
    private final BiConsumer<String, String> note;
    private final BiConsumer<FindingKind, String> alarm;
    private final InstantSource clock;

    private OfficerAuthenticator(
            StaffRoster roster,
            OfficerLockouts lockouts,
            BiConsumer<String, String> note,
            BiConsumer<FindingKind, String> alarm,
            InstantSource clock) {
        this.roster = roster;
        this.lockouts = lockouts;
        this.note = note;
        this.alarm = alarm;
        this.clock = clock;
    }

    /// @param data the terminal's data folder, which keeps the counts
    public static OfficerAuthenticator open(StaffRoster roster, Path data, Journal journal, InstantSource clock) {
        return new OfficerAuthenticator(
                roster, openLockouts(data), journal.notes()::addNote, journal.findings()::raiseFinding, clock);
    }

    /// For a data folder on which no kiosk runs, and whose journal nobody writes.
    public static OfficerAuthenticator withoutKiosk(StaffRoster roster, Path data, InstantSource clock) {
        return new OfficerAuthenticator(roster, openLockouts(data), (_, _) -> {}, (_, _) -> {}, clock);
    }

    private static OfficerLockouts openLockouts(Path data) {
        return OfficerLockouts.open(data.resolve("officers.json"), System::nanoTime);
    }

    public PersonChecker personChecker() {
        return codeChecker();
    }

    private OfficerCodeChecker codeChecker() {
        return new OfficerCodeChecker(roster, lockouts, note, this::raiseGuessingAlarm, clock);
    }

    /// Whether this officer, with an unused one-use code, may perform a command-line action.
    ///
    /// @throws IllegalArgumentException with a sentence, if not
    public Officer authoriseOfficer(String number, String code) {
        return switch (codeChecker().checkCode(number, code, _ -> true)) {
            case PersonChecker.PersonCheckResult.Confirmed(var who) ->
                roster.findEntry(who).orElseThrow().officer();
            case PersonChecker.PersonCheckResult.WrongCode _ ->
                throw new IllegalArgumentException("number or code is wrong, or the code was used");
            case PersonChecker.PersonCheckResult.MustWait(var left) ->
                throw new IllegalArgumentException("wrong tries: wait " + (left.toSeconds() + 1) + " s");
            case PersonChecker.PersonCheckResult.NoOfficer _ ->
                throw new IllegalArgumentException(
                        "no officers are registered: put staff.yaml into the configuration (stm staff pin)");
        };
    }

    StaffLogin staffLogin(AuditLog log) {
        return new StaffLogin(roster, lockouts, log, this::raiseGuessingAlarm);
    }

    private void raiseGuessingAlarm() {
        alarm.accept(GUESSING, "wrong staff numbers or codes, " + OfficerCodeChecker.TOLD_FROM + " or more in a row");
    }
}
