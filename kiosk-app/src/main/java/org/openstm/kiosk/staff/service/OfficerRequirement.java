package org.openstm.kiosk.staff.service;

import java.util.Collection;
import java.util.stream.Collectors;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffRole;

/// What an act by the command line needs of those who want it: one duty, and for what leaves the terminal
/// or rewrites who did what, a second officer.
///
/// @param duty that one of them must have
/// @param officers how many different ones
public record OfficerRequirement(StaffRole duty, int officers) {
    /// Devices, drivers, catalogue, support bundles.
    public static final OfficerRequirement ENGINEER = new OfficerRequirement(StaffRole.ENGINEER, 1);

    /// The journal leaves the terminal, or an older driver comes back.
    public static final OfficerRequirement ENGINEER_AND_SECOND = new OfficerRequirement(StaffRole.ENGINEER, 2);

    /// A changed audit log is believed again; nobody says so alone of what they may have changed.
    public static final OfficerRequirement AUDITOR_AND_SECOND = new OfficerRequirement(StaffRole.AUDITOR, 2);

    /// @return who wants it, for the records
    /// @throws IllegalArgumentException in a sentence, if it is not enough
    public String requireOfficers(Collection<Officer> present) {
        var numbers = present.stream().map(Officer::number).distinct().toList();
        boolean dutied = present.stream().anyMatch(officer -> officer.duty() == duty);
        if (numbers.size() < officers || !dutied) throw new IllegalArgumentException(requirementText());
        return numbers.stream().collect(Collectors.joining("+"));
    }

    private String requirementText() {
        String who = duty == StaffRole.AUDITOR ? "a security auditor" : "an engineer";
        return "this needs " + who + (officers > 1 ? " and a second officer" : "")
                + ": --officer NUMBER" + (officers > 1 ? " --officer NUMBER" : "")
                + ", with the one-use code of each on standard input";
    }
}
