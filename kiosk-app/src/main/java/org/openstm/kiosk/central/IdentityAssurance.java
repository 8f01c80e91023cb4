package org.openstm.kiosk.central;

import java.util.List;

/// How surely the kiosk knows who stands before it. Central believes the evidence, not the level.
///
/// @param level `L0` to `L3`
/// @param factors `id-card`, `social-security-card`, `sms-code`, `staff-code`, `simulated-match`
/// @param evidence that central gave out in this visit; empty where it could not be asked
public record IdentityAssurance(String level, List<String> factors, String evidence) {
    public IdentityAssurance {
        factors = List.copyOf(factors);
    }

    /// Without evidence, as in contract 1.6 and before.
    public IdentityAssurance(String level, List<String> factors) {
        this(level, factors, "");
    }
}
