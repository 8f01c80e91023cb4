/// Keys, certificates, signatures and digests of the contract: detached JWS (ES256), document seals, pairing
/// secrets, verification codes, and the codes that citizens' phones show. [AtomicFile] writes the small files
/// in which keys are kept.
///
/// Arrows: sees `central.json`; `central`, its `codec`, `export` and `http`, the kiosk and `reference` use
/// it. Thread: any; what is kept in a file is changed by one caller at a time. Why one kind of signature:
/// receipts, requests, journals and documents are verified by the same code. Why it stands below the records:
/// some ports carry its types, such as [AppIssuer] and [AppCode].
@NullMarked
package org.openstm.kiosk.central.crypto;

import org.jspecify.annotations.NullMarked;
