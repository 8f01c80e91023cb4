package org.openstm.kiosk.central;

/// Who hands in a case for somebody else.
///
/// @param role `agent`, `guardian`, `helper`, or `organisation` where the subject is one
/// @param who as their own card says
public record CaseRepresentative(String role, CaseSubject who) {}
