/// The tables of the journal's file and the replica of stored cases: schema, hash chain, case keys, writer,
/// retention, the snapshot for an export ([JournalSnapshot]), and the reader with the queries of each subject
/// ([CaseQueries], [PaymentQueries], [PrintQueries], [FindingQueries], [NoteQueries], [OutboxQueries],
/// [ChainQueries]; of the replica: [StoredCaseQueries]).
///
/// Arrows: sees `journal.model`, `journal.crypto`, `journal.disk` and SQLite; `journal` and `journal.verify`
/// see it, nothing else. Threads: [JournalThread] is the platform thread `journal`, of [JournalWriter]; [JournalReader]
/// has a
/// connection that cannot write and serves one caller at a time. Why the replica ([StoredCaseReplica]) is not
/// a second SQLite file: a record is added to space reserved in advance and needs one flush. It is written
/// before the journal, so a promised case is never in one place only.
@NullMarked
package org.openstm.kiosk.journal.store;

import org.jspecify.annotations.NullMarked;
