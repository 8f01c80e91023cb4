package org.openstm.kiosk.central;

import java.time.Instant;

/// Whose code it was.
///
/// @param level how sure that is: `L1`, `L2` or `L3`
public record AppLogin(CaseSubject subject, String level, Instant at) {
    @Override
    public String toString() {
        return "AppLogin[" + level + "]";
    }
}
