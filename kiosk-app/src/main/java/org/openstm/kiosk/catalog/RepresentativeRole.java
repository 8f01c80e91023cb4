package org.openstm.kiosk.catalog;

/// As whom somebody else may hand in an item for the person whose case it is (S34).
public enum RepresentativeRole {
    /// Asked to by the person; both cards are laid.
    AGENT,
    /// Of a child, or of somebody who cannot act; the department's record says so.
    GUARDIAN,
    /// Works the machine for somebody who stands beside; the person check is of that person.
    HELPER,
    /// For a legal person or another organisation, whose case it is; only their own card is laid, and the centre
    /// says whether they may.
    ORGANISATION
}
