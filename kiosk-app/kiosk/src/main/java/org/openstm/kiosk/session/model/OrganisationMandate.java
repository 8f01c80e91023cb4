package org.openstm.kiosk.session.model;

/// The register's entry that a person may act for an organisation.
///
/// @param code unified social credit code (GB 32100)
/// @param name of the organisation, as registered
/// @param representative its legal representative or owner; else the authorised person
/// @param until last day of the authorisation (ISO 8601), or empty
public record OrganisationMandate(String code, String name, boolean representative, String until) {}
