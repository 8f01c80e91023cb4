package org.openstm.device.link;

import java.io.IOException;

/// The card has failed, not the link to its reader.
public final class CardTrouble extends IOException {
    public enum Kind {
        /// The card was removed.
        PULLED,
        /// The card is in and does not respond: inserted the wrong way round, or broken.
        MUTE,
        /// The card did not answer in time.
        LATE
    }

    private final Kind kind;

    public CardTrouble(Kind kind, String why) {
        super(why);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
