package org.openstm.device.contract;

import org.openstm.device.DocumentKey;

/// A chip card reader, and a person who inserts cards.
public interface ChipCardRig extends Rig {
    /// Cards with known contents.
    enum Kind {
        SOCIAL_SECURITY,
        /// A card that gives its holder only to a security module.
        SOCIAL_SECURITY_PARTIAL,
        BANK
    }

    /// The contents of a card.
    ///
    /// @param name name of its holder, or empty where the card does not give it
    /// @param number of its holder; of a bank card the whole number, which must not be seen
    record Inserted(Kind kind, String name, String number) {}

    Inserted insert(Kind kind);

    /// The contents of a travel document.
    ///
    /// @param wrong a key that does not open it
    record Document(DocumentKey key, DocumentKey wrong, String number) {}

    /// For a reader that has `travel` among its `cards`.
    default Document insertDocument() {
        throw new UnsupportedOperationException("this bench has no travel document");
    }

    void pull();

    /// The card of this kind is pulled in the middle of its next commands.
    void insertAndPull(Kind kind);

    /// One answer of the card of this kind takes so long.
    void insertSlow(Kind kind, int seconds);
}
