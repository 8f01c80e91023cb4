/// Reads items and themes from YAML into records, and says what is wrong with a file, where, and what
/// to do. Whatever a file holds, there is a report; what is broken is not in the catalogue.
///
/// Arrows: `catalog`, `form`, the YAML and schema libraries. Thread: whoever calls, at the start and when
/// a branch changes its items. Why a schema and a reader: the schema catches slips of shape for any
/// editor, the reader what only the whole can tell (a related item that is not there, a condition on a
/// field that nobody asks).
@NullMarked
package org.openstm.kiosk.catalog.load;

import org.jspecify.annotations.NullMarked;
