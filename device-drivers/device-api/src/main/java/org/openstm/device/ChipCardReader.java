package org.openstm.device;

import java.time.Duration;

/// Reads cards with a chip: social security cards and bank cards; and, where the reader's `cards`
/// say `travel`, passports and travel permits.
public interface ChipCardReader extends Device {
    @Override
    default DeviceClass deviceClass() {
        return DeviceClass.CHIP_CARD_READER;
    }

    /// Waits for a card and reads it once. A card that was read, successfully or not, and is still in is not read
    /// again: [Reading.NoCard] until it was removed.
    ///
    /// @param patience how long to wait for a card; a read that has begun may take 8 s longer
    Reading read(Duration patience) throws InterruptedException;

    /// Waits for a passport or travel permit, opens it with the printed key and reads it once. A document that
    /// [#read] found closed (`card-needs-key`) and that is still in is opened now; after a wrong key it must be
    /// removed and laid down again, because a chip that is asked repeatedly takes longer each time, or locks for
    /// good.
    ///
    /// @param patience as for [#read]
    default Reading readDocument(DocumentKey key, Duration patience) throws InterruptedException {
        return new Reading.Unreadable(FaultCode.CARD_KIND_UNKNOWN.fault("this reader reads no travel documents"));
    }

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

        record Travel(TravelDocument document) implements Reading {}

        record NoCard() implements Reading {}

        /// The card was removed during reading.
        record CardPulled() implements Reading {}

        /// A card is in and could not be read, or the reader failed; the fault says who acts.
        record Unreadable(Fault fault) implements Reading {}
    }
}
