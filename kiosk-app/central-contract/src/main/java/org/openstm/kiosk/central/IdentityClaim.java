package org.openstm.kiosk.central;

/// A terminal's claim that a person was identified there. Central judges it and issues evidence.
///
/// @param evidence of this session, to which the person or the factor is added; empty for the first claim of a
///     session
/// @param factor `id-card`, `social-security-card`, `app-code-L1` to `app-code-L3`, `staff-code`, `simulated-match`
/// @param officer number of the staff member who checked, for `staff-code`; otherwise empty
public record IdentityClaim(String evidence, CaseSubject subject, String factor, String officer) {
    @Override
    public String toString() {
        return "IdentityClaim[" + factor + "]";
    }
}
