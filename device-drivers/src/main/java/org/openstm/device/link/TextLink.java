package org.openstm.device.link;

import java.util.Optional;

/// An open line on which whole text messages pass. Every call honours its deadline and an interrupt
/// within 250 ms.
public interface TextLink extends AutoCloseable {
    /// The next message, waiting for it.
    ///
    /// @return empty when the deadline passed without one
    Optional<String> receive(Deadline until) throws LinkLost, InterruptedException;

    /// Hands over a message; the deadline also bounds a peer that stopped reading.
    ///
    /// @return false when the deadline passed first; the message may still arrive, whole or not
    boolean send(String text, Deadline until) throws LinkLost, InterruptedException;

    /// What passes from now on belongs to a person: a trace keeps only how much it was.
    default void secret(boolean on) {}

    /// A line for the trace, without anything of a person.
    default void remark(String text) {}

    @Override
    void close();
}
