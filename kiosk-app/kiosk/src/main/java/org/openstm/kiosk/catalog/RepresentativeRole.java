package org.openstm.kiosk.catalog;

/// Role in which a representative may submit an item for another person.
public enum RepresentativeRole {
    /// Agent, asked by the person; both cards are read.
    AGENT,
    /// Guardian of a child, or of a person who cannot act; the department's record says so.
    GUARDIAN,
    /// Helper who operates the terminal for a person beside them; the person check is of that person.
    HELPER,
    /// Acts for a legal person or another organisation, whose case it is; only their own card is read, and
    /// central decides whether they may.
    ORGANISATION
}
