package org.openstm.device.contract;

import org.openstm.device.DocumentKey;

/// A reader of chip cards, and somebody who puts cards in.
public interface ChipCardRig extends Rig {
    /// Cards of which the reading is known.
    enum Kind {
        SOCIAL_SECURITY,
        /// One that gives its holder to a security module only.
        SOCIAL_SECURITY_PARTIAL,
        BANK
    }

    /// What is known of a card.
    ///
    /// @param name of its holder, or empty where it is not told
    /// @param number of its holder; of a bank card the whole number, which must not be seen
    record Inserted(Kind kind, String name, String number) {}

    Inserted insert(Kind kind);

    /// What is known of a travel document.
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
