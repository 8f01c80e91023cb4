package org.openstm.device.link;

import java.io.IOException;

/// The card, not the line to its reader, is what is wrong.
public final class CardTrouble extends IOException {
    public enum Kind {
        /// It was taken out.
        PULLED,
        /// It is in and cannot be talked to: the wrong way round, or broken.
        MUTE,
        /// It did not answer in time.
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
