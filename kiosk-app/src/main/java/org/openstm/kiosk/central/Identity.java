package org.openstm.kiosk.central;

import java.util.List;

/// How surely the kiosk knows who stands before it.
///
/// @param level `L0` to `L3`
/// @param factors `id-card`, `social-security-card`, `sms-code`, `staff-code`, `simulated-match`
public record Identity(String level, List<String> factors) {
    public Identity {
        factors = List.copyOf(factors);
    }
}
