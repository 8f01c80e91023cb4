/// Reads items and themes from YAML into records, and reports for each problem the file, the place and the
/// correction. Any file gives a report; invalid items are left out of the catalogue.
///
/// Arrows: `catalog`, `form`, `org.openstm.yaml`, the schema library. Thread: the caller's, at the start and when a
/// branch changes its items. Why a schema and a reader: the schema finds structural mistakes, in any editor
/// too; the reader finds what depends on other parts (a related item that does not exist, a condition on a
/// field that is not asked).
@NullMarked
package org.openstm.kiosk.catalog.load;

import org.jspecify.annotations.NullMarked;
