/// Encryption at rest: the algorithms of a journal ([CipherSuite]), the format of an encrypted column
/// ([SealedValue]), and the key stores that wrap the case keys ([FileKeyStore] for demonstrations,
/// [TokenKeyStore] for a PKCS#11 token in a branch).
///
/// Arrows: sees `journal.model` and `journal.disk`; the other packages of `journal` and `app` see it. Thread:
/// any; a key store serves one caller at a time. Why epochs: retention wraps the living keys again under the
/// next epoch and destroys the old key, so that an old copy of the file cannot reveal what was deleted.
@NullMarked
package org.openstm.kiosk.journal.crypto;

import org.jspecify.annotations.NullMarked;
