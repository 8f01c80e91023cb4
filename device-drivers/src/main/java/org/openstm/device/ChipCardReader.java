package org.openstm.device;

import java.time.Duration;

/// Reads cards with a chip: social security cards and bank cards.
public interface ChipCardReader extends Device {
    @Override
    default DeviceClass deviceClass() {
        return DeviceClass.CHIP_CARD_READER;
    }

    /// Waits for a card and reads it once. A card that was read, well or not, and is still in is not
    /// read again: [Reading.NoCard] until it was pulled.
    ///
    /// @param patience how long to wait for a card; a read that has begun may take 8 s longer
    Reading read(Duration patience) throws InterruptedException;

    /// Whether the card of the last read is still in.
    Presence presence() throws InterruptedException;

    enum Presence {
        CARD,
        NO_CARD,
        UNKNOWN
    }

    sealed interface Reading {
        record SocialSecurity(SocialSecurityCard card) implements Reading {}

        record Bank(BankCard card) implements Reading {}

        record NoCard() implements Reading {}

        /// The card was taken out while it was read.
        record CardPulled() implements Reading {}

        /// A card is in and could not be read, or the reader failed; the fault says who acts.
        record Unreadable(Fault fault) implements Reading {}
    }
}
