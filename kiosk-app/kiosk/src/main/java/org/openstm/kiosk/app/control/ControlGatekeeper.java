package org.openstm.kiosk.app.control;

import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.service.AuditTrail;
import org.openstm.kiosk.staff.service.OfficerAuthenticator;
import org.openstm.kiosk.staff.service.OfficerRequirement;

/// Decides what a caller of the control socket may do. Reading the status needs no officer;
/// touching the screen is possible only in a demonstration; changes and exports need officers
/// with their codes, and a line in the audit log.
///
/// @param demo whether officers are not asked, and the screen may be touched
public record ControlGatekeeper(OfficerAuthenticator officers, AuditTrail audit, boolean demo) {
    /// One caller, for as long as it stays connected.
    final class ControlCaller {
        private final String peer;
        private final List<Officer> present = new ArrayList<>();

        private ControlCaller(String peer) {
            this.peer = peer;
        }

        /// `NUMBER CODE`, for the next action of this caller.
        void presentOfficer(String words) {
            var parts = words.split(" ", 2);
            if (parts.length < 2) throw new IllegalArgumentException("an officer needs number and code");
            present.add(officers.authoriseOfficer(parts[0], parts[1].strip()));
        }

        /// Permits one action and uses up the codes.
        ///
        /// @param by the caller's own statement, which counts only in a demonstration
        /// @return the officers, for the records
        String authoriseAct(OfficerRequirement authority, String what, String by) {
            if (demo) return by;
            try {
                String who = authority.requireOfficers(present);
                audit.recordAction(who, what, "by the command line, " + peer);
                return who;
            } finally {
                present.clear();
            }
        }

        /// Commands that touch, read or draw the screen.
        void requireDemonstration(String word) {
            if (!demo) throw new IllegalArgumentException("'" + word + "' exists only in a demonstration");
        }
    }

    /// @param peer the caller, as the kernel reports it
    ControlCaller openCaller(String peer) {
        return new ControlCaller(peer);
    }
}
