package org.openstm.device.contract;

import org.openstm.device.IdCard;

/// A reader, and somebody who lays cards on it.
public interface IdCardRig extends Rig {
    /// What stands on a card that was laid.
    record Laid(IdCard.Layout layout, String name, String number) {}

    /// Lays a card of this layout.
    Laid lay(IdCard.Layout layout);

    void lift();
}
