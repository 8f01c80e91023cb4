package org.openstm.kiosk.central;

import java.time.Instant;

/// The person to whom a phone code belongs.
///
/// @param level of assurance: `L1`, `L2` or `L3`
public record AppLogin(CaseSubject subject, String level, Instant at) {
    @Override
    public String toString() {
        return "AppLogin[" + level + "]";
    }
}
