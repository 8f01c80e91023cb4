package org.openstm.device.link;

/// A slot for one chip card; it transmits APDUs. Every call honours its deadline and an interrupt within 250 ms,
/// even while the card is still working: an abandoned command continues in the background, and the card is released
/// when it ends.
public interface CardSlot extends AutoCloseable {
    /// State of the slot.
    enum Look {
        EMPTY,
        CARD,
        /// An abandoned command still runs.
        BUSY,
        /// An abandoned command has run for so long that it will not end.
        HUNG
    }

    Look look() throws LinkLost, InterruptedException;

    /// The reader's name in the system.
    String reader();

    /// Powers the inserted card.
    void power(Deadline until) throws LinkLost, CardTrouble, InterruptedException;

    /// @param command an APDU
    /// @return the answer, its two status bytes last
    byte[] transmit(byte[] command, Deadline until) throws LinkLost, CardTrouble, InterruptedException;

    /// Whether the card that was powered last has been in without interruption; false for another card and for a
    /// reinserted one.
    boolean sameCard() throws LinkLost, InterruptedException;

    /// Releases the card. Never blocks.
    void release();

    /// Marks the following data as personal: a trace keeps only their length.
    default void secret(boolean on) {}

    @Override
    void close();
}
