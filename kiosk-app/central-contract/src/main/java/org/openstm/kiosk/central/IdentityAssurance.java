package org.openstm.kiosk.central;

import java.util.List;

/// How surely the kiosk has identified the person. Central trusts the evidence, not the level.
///
/// @param level `L0` to `L3`
/// @param factors `id-card`, `social-security-card`, `sms-code`, `staff-code`, `simulated-match`
/// @param evidence that central issued in this session; empty where it could not be asked
public record IdentityAssurance(String level, List<String> factors, String evidence) {
    public IdentityAssurance {
        factors = List.copyOf(factors);
    }

    /// Without evidence, as in contract 1.6 and before.
    public IdentityAssurance(String level, List<String> factors) {
        this(level, factors, "");
    }
}
