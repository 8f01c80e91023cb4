package org.openstm.kiosk.session.model;

/// What the register says of a person and an organisation: that they may act for it (S34).
///
/// @param code unified social credit code (GB 32100)
/// @param name of the organisation, as registered
/// @param representative its legal representative or owner; else one who was authorised
/// @param until last day of the authorisation (ISO 8601), or empty
public record OrganisationMandate(String code, String name, boolean representative, String until) {}
