package org.openstm.kiosk.central;

import java.time.LocalDate;
import java.util.Optional;

/// Authorisation of a person to act for an organisation.
///
/// @param name of the organisation, as registered
/// @param standing `legal-representative` or `handler`
/// @param until last day of a handler's authorisation; empty: until it is revoked
public record OrganisationAuthorisation(String name, String standing, Optional<LocalDate> until) {}
