package org.openstm.kiosk.office;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import org.openstm.kiosk.engine.PersonChecker;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.staff.Officer;

/// The officers of this terminal: who they are, and what their numbers and codes were tried for. One count
/// for the staff pages and for the check of a person, so that a code counts once and guessing at either
/// slows both.
public final class Officers {
    /// The finding that somebody types wrong numbers or codes again and again.
    static final String GUESSING = "staff-guessing";

    private final Roster roster;
    private final OfficerLockouts lockouts;
    private final BiConsumer<String, String> note;
    private final BiConsumer<String, String> alarm;
    private final InstantSource clock;

    private Officers(
            Roster roster,
            OfficerLockouts lockouts,
            BiConsumer<String, String> note,
            BiConsumer<String, String> alarm,
            InstantSource clock) {
        this.roster = roster;
        this.lockouts = lockouts;
        this.note = note;
        this.alarm = alarm;
        this.clock = clock;
    }

    /// @param data folder of the terminal's data, which keeps the counts
    public static Officers open(Roster roster, Path data, Journal journal, InstantSource clock) {
        return new Officers(roster, lockouts(data), journal::note, journal::alarm, clock);
    }

    /// Where no kiosk runs on the folder, and nobody writes its journal.
    public static Officers withoutKiosk(Roster roster, Path data, InstantSource clock) {
        return new Officers(roster, lockouts(data), (_, _) -> {}, (_, _) -> {}, clock);
    }

    private static OfficerLockouts lockouts(Path data) {
        return OfficerLockouts.open(data.resolve("officers.json"), System::nanoTime);
    }

    public PersonChecker personChecker() {
        return codes();
    }

    private OfficerCodes codes() {
        return new OfficerCodes(roster, lockouts, note, this::guessing, clock);
    }

    /// Whether this officer, by a fresh one-use code, may do something by the command line.
    ///
    /// @throws IllegalArgumentException in a sentence, if not
    public Officer authorise(String number, String code) {
        return switch (codes().check(number, code, _ -> true)) {
            case PersonChecker.Result.Confirmed(var who) ->
                roster.find(who).orElseThrow().officer();
            case PersonChecker.Result.Wrong _ ->
                throw new IllegalArgumentException("number or code is wrong, or the code was used");
            case PersonChecker.Result.Wait(var left) ->
                throw new IllegalArgumentException("wrong tries: wait " + (left.toSeconds() + 1) + " s");
            case PersonChecker.Result.Nobody _ ->
                throw new IllegalArgumentException(
                        "no officers are registered: put staff.yaml into the configuration (stm staff pin)");
        };
    }

    DoorBook door(AuditLog log) {
        return new DoorBook(roster, lockouts, log, this::guessing);
    }

    private void guessing() {
        alarm.accept(GUESSING, "wrong staff numbers or codes, " + OfficerCodes.TOLD_FROM + " or more in a row");
    }
}
