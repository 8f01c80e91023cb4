/// Lays the blocks of a sheet out on pages: line breaking, columns, page breaks. Pure: same input, same pages.
///
/// Arrows: sees `org.openstm.print` values and the JDK only; [TextMetrics] measures text. Thread: the caller's.
/// Why positions are values: painter, PDF writer and tests read the same list.
@NullMarked
package org.openstm.print.typeset;

import org.jspecify.annotations.NullMarked;
