package org.openstm.kiosk.session.model;

import java.util.Optional;
import org.openstm.kiosk.catalog.RepresentativeRole;

/// The person who submits a case for another person.
///
/// @param who identity from their own card; empty until the card was read
public record ActingPerson(RepresentativeRole role, Optional<IdentifiedPerson> who) {}
