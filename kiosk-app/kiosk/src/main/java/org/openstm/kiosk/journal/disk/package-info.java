/// File operations of the journal outside SQLite: reserved disk space ([DiskReserve]), renames that survive a
/// power failure ([DurableFiles]), and the last sequence number in the lock file ([LastSequenceFile]).
///
/// Arrows: sees the JDK only; `journal`, `journal.crypto`, `journal.store` and `journal.verify` see it.
/// Thread: the caller's. Why a reserve: when the disk is full, the released space lets open cases reach their
/// end.
@NullMarked
package org.openstm.kiosk.journal.disk;

import org.jspecify.annotations.NullMarked;
