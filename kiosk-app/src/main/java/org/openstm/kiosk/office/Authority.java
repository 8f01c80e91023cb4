package org.openstm.kiosk.office;

import java.util.Collection;
import java.util.stream.Collectors;
import org.openstm.kiosk.staff.Duty;
import org.openstm.kiosk.staff.Officer;

/// What an act by the command line needs of those who want it: one duty, and for what leaves the terminal
/// or rewrites who did what, a second officer.
///
/// @param duty that one of them must have
/// @param officers how many different ones
public record Authority(Duty duty, int officers) {
    /// Devices, drivers, catalogue, support bundles.
    public static final Authority ENGINEER = new Authority(Duty.ENGINEER, 1);

    /// The journal leaves the terminal, or an older driver comes back.
    public static final Authority ENGINEER_AND_SECOND = new Authority(Duty.ENGINEER, 2);

    /// A changed audit log is believed again; nobody says so alone of what they may have changed.
    public static final Authority AUDITOR_AND_SECOND = new Authority(Duty.AUDITOR, 2);

    /// @return who wants it, for the records
    /// @throws IllegalArgumentException in a sentence, if it is not enough
    public String require(Collection<Officer> present) {
        var numbers = present.stream().map(Officer::number).distinct().toList();
        boolean dutied = present.stream().anyMatch(officer -> officer.duty() == duty);
        if (numbers.size() < officers || !dutied) throw new IllegalArgumentException(wanted());
        return numbers.stream().collect(Collectors.joining("+"));
    }

    private String wanted() {
        String who = duty == Duty.AUDITOR ? "a security auditor" : "an engineer";
        return "this needs " + who + (officers > 1 ? " and a second officer" : "")
                + ": --officer NUMBER" + (officers > 1 ? " --officer NUMBER" : "")
                + ", with the one-use code of each on standard input";
    }
}
