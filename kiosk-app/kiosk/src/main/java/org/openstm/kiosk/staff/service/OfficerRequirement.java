package org.openstm.kiosk.staff.service;

import java.util.Collection;
import java.util.stream.Collectors;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffRole;

/// The officers that a command-line action needs: one role, and for an action that exports data
/// or rewrites the record of staff actions, a second officer.
///
/// @param duty role that one of them must have
/// @param officers how many different ones
public record OfficerRequirement(StaffRole duty, int officers) {
    /// Devices, drivers, catalogue, support bundles.
    public static final OfficerRequirement ENGINEER = new OfficerRequirement(StaffRole.ENGINEER, 1);

    /// Exporting the journal, or returning to an older driver.
    public static final OfficerRequirement ENGINEER_AND_SECOND = new OfficerRequirement(StaffRole.ENGINEER, 2);

    /// Accepting a changed audit log; nobody may do so alone, since they may have changed it themselves.
    public static final OfficerRequirement AUDITOR_AND_SECOND = new OfficerRequirement(StaffRole.AUDITOR, 2);

    /// @return the officers, for the records
    /// @throws IllegalArgumentException with a sentence, if it is not enough
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
