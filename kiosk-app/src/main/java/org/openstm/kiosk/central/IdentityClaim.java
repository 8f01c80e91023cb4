package org.openstm.kiosk.central;

/// What a terminal says of a person who was identified there. Central judges it and gives out evidence.
///
/// @param evidence of this visit, to which the person or the factor is added; empty for the first of a visit
/// @param factor `id-card`, `social-security-card`, `app-code-L1` to `app-code-L3`, `staff-code`, `simulated-match`
/// @param officer number of who checked, for `staff-code`; empty else
public record IdentityClaim(String evidence, CaseSubject subject, String factor, String officer) {
    @Override
    public String toString() {
        return "IdentityClaim[" + factor + "]";
    }
}
