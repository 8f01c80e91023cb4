/// Checks of a journal file: the complete verification with or without the key ([JournalVerifier]), the check
/// before use that puts a damaged file aside ([FileQuarantine]), and the listing for people with masked
/// numbers ([JournalViewer]).
///
/// Arrows: sees `journal.model`, `journal.crypto`, `journal.disk`, `journal.store` and SQLite; only `journal`
/// sees it. Thread: the caller's; [FileQuarantine] runs only while no connection to the file is open. Why
/// without the key: an auditor can verify the chain without being able to read a single case.
@NullMarked
package org.openstm.kiosk.journal.verify;

import org.jspecify.annotations.NullMarked;
