package org.openstm.device.contract;

import org.openstm.device.IdCard;

/// A reader, and a person who lays cards on it.
public interface IdCardRig extends Rig {
    /// The contents of a laid card.
    record Laid(IdCard.Layout layout, String name, String number) {}

    /// Lays a card of this layout.
    Laid lay(IdCard.Layout layout);

    void lift();
}
