package org.openstm.kiosk.session.model;

import org.openstm.kiosk.catalog.LocalizedText;

/// An option that central offers.
///
/// @param open whether it can be chosen; if not, the note gives the reason
public record OfferedChoice(String value, LocalizedText label, boolean open, LocalizedText note) {}
