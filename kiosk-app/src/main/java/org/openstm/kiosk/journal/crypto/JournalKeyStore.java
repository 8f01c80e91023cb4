package org.openstm.kiosk.journal.crypto;

import java.util.List;

/// Keeps the keys that wrap the keys of the cases: a file in the demonstration; a TPM or a token in a branch.
/// There is one for each epoch. To forget for good what was destroyed in the journal, the living keys are wrapped
/// anew in the next epoch and the key of the one before is destroyed: no old copy of the file opens then.
public interface JournalKeyStore {
    /// The epoch in force, from 1.
    int epoch();

    /// Wraps by the key in force.
    byte[] wrapKey(byte[] key, byte[] context);

    /// @throws InvalidSealException if it was wrapped by another key, for another context, or was changed, or
    ///     the key of this epoch is destroyed
    byte[] unwrapKey(int epoch, byte[] wrapped, byte[] context);

    /// Begins the next epoch; it is durable when this returns. The keys of older ones stay.
    void beginEpoch();

    /// Destroys, for good, the keys of all epochs before the one in force.
    void destroyOlderKeys();

    /// What was found damaged and made good, for staff.
    default List<String> repairReports() {
        return List.of();
    }
}
