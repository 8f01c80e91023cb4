/// The encrypted and signed file that a person carries from a terminal to central: the exported journal and
/// the support bundle.
///
/// Arrows: sees `central.json` and `central.crypto`; `app` writes and opens such files, `reference` holds the
/// key and opens them too. Thread: the caller's. Why CMS: other programs open it, and nobody has to learn a format of
/// ours. Why a stream: a journal may be large, and some 64 KiB of it are in memory. Why encryption and signature:
/// nobody but central can read the file, and nobody can change it unnoticed on its way.
@NullMarked
package org.openstm.kiosk.central.export;

import org.jspecify.annotations.NullMarked;
