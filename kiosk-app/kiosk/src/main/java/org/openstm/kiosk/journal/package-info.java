/// Durable record of one terminal in one SQLite file: what was promised, sent, answered and printed, with the
/// attachments of each case. [Journal] and its parts are the interface to the kiosk: [CaseJournal],
/// [PaymentJournal], [PrintJournal], [FindingJournal], [JournalNotes], [JournalOutbox], [ChainJournal],
/// [StopRecovery], [JournalMaintenance], [JournalDisk]. [JournalFiles] reads a file that is not in use.
/// [JournalBootstrap] opens, migrates or rebuilds the file.
///
/// Arrows: sees its own sub-packages and nothing else of the kiosk; requests and receipts are bytes to it.
/// `dispatch`, `engine`, `staff.service` and `app` see it. Thread: one platform thread owns the only writing
/// connection; callers wait until their change is on the disk. Why synchronous=FULL, a hash chain and a
/// replica: the first keeps rows through a power failure, the second finds a changed bit that SQLite does not
/// find, and the third shows at each start ([ReplicaReconciler]) that the log lost its end, which leaves a
/// valid chain.
@NullMarked
package org.openstm.kiosk.journal;

import org.jspecify.annotations.NullMarked;
