package org.openstm.device;

import java.time.Duration;

/// Reads contactless identity cards (GA 450).
public interface IdCardReader extends Device {
    @Override
    default DeviceClass deviceClass() {
        return DeviceClass.ID_CARD_READER;
    }

    /// Waits for a card and reads it once. A card that was read and still lies there is not read again:
    /// [Reading.NoCard] until it was removed.
    ///
    /// @param patience how long to wait for a card; a read that has begun may take 3 s longer
    Reading read(Duration patience) throws InterruptedException;

    /// Whether the card of the last good read still lies on the reader.
    Presence presence() throws InterruptedException;

    enum Presence {
        CARD,
        NO_CARD,
        UNKNOWN
    }

    sealed interface Reading {
        record Card(IdCard card) implements Reading {}

        record NoCard() implements Reading {}

        /// A card lies there and could not be read, or the reader failed; the fault says who acts.
        record Unreadable(Fault fault) implements Reading {}
    }
}
