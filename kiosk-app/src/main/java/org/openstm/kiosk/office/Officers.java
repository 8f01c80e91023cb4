package org.openstm.kiosk.office;

import java.nio.file.Path;
import java.time.InstantSource;
import org.openstm.kiosk.engine.PersonChecker;
import org.openstm.kiosk.journal.Journal;

/// The officers of this terminal: who they are, and what their numbers and codes were tried for. One count
/// for the staff pages and for the check of a person, so that a code counts once and guessing at either
/// slows both.
public final class Officers {
    /// The finding that somebody types wrong numbers or codes again and again.
    static final String GUESSING = "staff-guessing";

    private final Roster roster;
    private final OfficerLockouts lockouts;
    private final Journal journal;
    private final InstantSource clock;

    private Officers(Roster roster, OfficerLockouts lockouts, Journal journal, InstantSource clock) {
        this.roster = roster;
        this.lockouts = lockouts;
        this.journal = journal;
        this.clock = clock;
    }

    /// @param data folder of the terminal's data, which keeps the counts
    public static Officers open(Roster roster, Path data, Journal journal, InstantSource clock) {
        var lockouts = OfficerLockouts.open(data.resolve("officers.json"), System::nanoTime);
        return new Officers(roster, lockouts, journal, clock);
    }

    public PersonChecker personChecker() {
        return new OfficerCodes(roster, lockouts, journal::note, this::guessing, clock);
    }

    DoorBook door(AuditLog log) {
        return new DoorBook(roster, lockouts, log, this::guessing);
    }

    private void guessing() {
        journal.alarm(GUESSING, "wrong staff numbers or codes, " + OfficerCodes.TOLD_FROM + " or more in a row");
    }
}
