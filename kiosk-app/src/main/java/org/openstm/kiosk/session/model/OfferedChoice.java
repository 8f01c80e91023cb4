package org.openstm.kiosk.session.model;

import org.openstm.kiosk.catalog.LocalizedText;

/// An option that the centre offers.
///
/// @param open whether it can be taken; if not, the note says why
public record OfferedChoice(String value, LocalizedText label, boolean open, LocalizedText note) {}
