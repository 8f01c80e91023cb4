package org.openstm.kiosk.central;

/// A person who submits a case for another.
///
/// @param role `agent`, `guardian`, `helper`, or `organisation` where the subject is one
/// @param who as on their own card
public record CaseRepresentative(String role, CaseSubject who) {}
