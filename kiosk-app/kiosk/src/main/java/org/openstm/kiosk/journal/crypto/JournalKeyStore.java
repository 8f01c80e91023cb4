package org.openstm.kiosk.journal.crypto;

import java.util.List;

/// Holds the keys that wrap the keys of the cases: a file in the demonstration; a TPM or a token in a branch.
/// There is one for each epoch. To delete permanently, the living keys are wrapped again in the next epoch and
/// the key of the one before is destroyed: then no old copy of the file can be opened.
public interface JournalKeyStore {
    /// The active epoch, from 1.
    int epoch();

    /// Wraps by the active key.
    byte[] wrapKey(byte[] key, byte[] context);

    /// @throws InvalidSealException if it was wrapped by another key, for another context, or was changed, or
    ///     the key of this epoch is destroyed
    byte[] unwrapKey(int epoch, byte[] wrapped, byte[] context);

    /// Begins the next epoch; durable when this returns. The keys of older epochs stay.
    void beginEpoch();

    /// Destroys the keys of all epochs before the active one.
    void destroyOlderKeys();

    /// Damage that was found and repaired, for staff.
    default List<String> repairReports() {
        return List.of();
    }
}
