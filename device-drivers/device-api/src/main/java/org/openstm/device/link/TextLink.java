package org.openstm.device.link;

import java.util.Optional;

/// An open link for whole text messages. Every call honours its deadline and an interrupt within 250 ms.
public interface TextLink extends AutoCloseable {
    /// Receives the next message; waits for it.
    ///
    /// @return empty when the deadline passed without one
    Optional<String> receive(Deadline until) throws LinkLost, InterruptedException;

    /// Sends a message; the deadline also bounds a peer that stopped reading.
    ///
    /// @return false when the deadline passed first; the message may still arrive, complete or not
    boolean send(String text, Deadline until) throws LinkLost, InterruptedException;

    /// Marks the following data as personal: a trace keeps only their length.
    default void secret(boolean on) {}

    /// Adds a remark to the trace, without personal data.
    default void remark(String text) {}

    @Override
    void close();
}
