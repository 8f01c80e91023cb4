package org.openstm.kiosk.session;

import org.openstm.kiosk.catalog.Words;

/// An option that the centre offers.
///
/// @param open whether it can be taken; if not, the note says why
public record Choice(String value, Words label, boolean open, Words note) {}
