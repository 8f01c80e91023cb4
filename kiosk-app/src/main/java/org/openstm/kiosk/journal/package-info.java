/// The terminal's memory: what was promised, sent, answered and printed, in one SQLite file that
/// outlives any crash, the files of a case among it (`Enclosures`), with the stored cases, and those
/// that are being paid, a second time beside it (`SecondCopy`), and a copy of all for whoever
/// carries it away (`Copy`).
///
/// Arrows: knows nothing else of the kiosk; requests and receipts are bytes to it. Thread: one
/// platform thread owns the one writing connection; callers wait until their change is on the disk.
/// Why SQLite with synchronous=FULL and a hash chain over every entry: the first keeps acknowledged
/// rows through a power cut, the second finds the flipped bit that SQLite's own check does not look
/// for. A log that lost its end leaves a whole, shorter chain: that is found by the second copy, which
/// `CopyReconciler` holds against the journal at each start.
@NullMarked
package org.openstm.kiosk.journal;

import org.jspecify.annotations.NullMarked;
