/// What central knows of the terminals: the ends of their journals, commands, published catalogues, process
/// data, calls for help, and the public feed of what works where.
///
/// Arrows: sees `store`, `demo`, `http` and the contract; `pages` and the parent package see it. Thread: the
/// request's. Why [JournalHeads] countersigns an end only if the journal continues what was seen before: a
/// disk that was restored from an older copy is noticed. Why process data names nobody: it measures items,
/// not citizens.
@NullMarked
package org.openstm.kiosk.reference.terminals;

import org.jspecify.annotations.NullMarked;
