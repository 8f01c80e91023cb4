package org.openstm.device.link;

/// A place for one chip card; what passes is APDUs. Every call honours its deadline and an
/// interrupt within 250 ms,
/// also
/// while the card takes its time: what was given up goes on behind the scene, and the card is
/// let go when it ends.
public interface CardSlot extends AutoCloseable {
    /// What is in the slot.
    enum Look {
        EMPTY,
        CARD,
        /// A command that was given up still runs.
        BUSY,
        /// It runs for so long that it will not end.
        HUNG
    }

    Look look() throws LinkLost, InterruptedException;

    /// The name by which the system knows the reader.
    String reader();

    /// Powers the card that is in.
    void power(Deadline until) throws LinkLost, CardTrouble, InterruptedException;

    /// @param command an APDU
    /// @return the answer, its two status bytes last
    byte[] transmit(byte[] command, Deadline until) throws LinkLost, CardTrouble, InterruptedException;

    /// Whether the card that was powered last has been in ever since; another card, or the same
    /// one again, is not it.
    boolean sameCard() throws LinkLost, InterruptedException;

    /// Lets go of the card. Never waits.
    void release();

    /// What passes from now on belongs to a person: a trace keeps only how much it was.
    default void secret(boolean on) {}

    @Override
    void close();
}
