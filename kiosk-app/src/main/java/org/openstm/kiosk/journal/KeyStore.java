package org.openstm.kiosk.journal;

/// Keeps the key that wraps the keys of the cases. A file in the demonstration; a TPM or a token in a branch.
public interface KeyStore {
    byte[] wrap(byte[] key, byte[] context);

    /// @throws SealBroken if it was wrapped by another key, for another context, or was changed
    byte[] unwrap(byte[] wrapped, byte[] context);
}
