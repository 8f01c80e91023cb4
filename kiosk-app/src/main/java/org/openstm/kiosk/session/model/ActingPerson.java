package org.openstm.kiosk.session.model;

import java.util.Optional;
import org.openstm.kiosk.catalog.RepresentativeRole;

/// Somebody who hands in a case for another person.
///
/// @param who as their own card says; empty until it was laid
public record ActingPerson(RepresentativeRole role, Optional<IdentifiedPerson> who) {}
