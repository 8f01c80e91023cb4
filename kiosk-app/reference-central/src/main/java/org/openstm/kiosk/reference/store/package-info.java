/// The database: connections, transactions, tables, attachments of cases, and the queries of reports.
///
/// Arrows: sees records, digests and JSON of the contract; the other packages of `reference` except `demo`
/// and `http` see it. Thread: the caller's; SQLite has one connection and so one transaction at a time,
/// PostgreSQL sixteen connections for each instance. Why [Transaction] holds the locks: on PostgreSQL all
/// instances see them, and they end with the transaction or with the process that held it.
@NullMarked
package org.openstm.kiosk.reference.store;

import org.jspecify.annotations.NullMarked;
