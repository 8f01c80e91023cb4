/// Puts the blocks of a sheet on pages: line breaking, columns, page breaks. Pure: same input, same
/// pages.
///
/// Arrows: `org.openstm.print` values and the JDK only; how wide a text is comes in as [TextMetrics].
/// Thread: whoever calls. Why positions as values: painter, PDF writer and tests read the same
/// list.
@NullMarked
package org.openstm.print.typeset;

import org.jspecify.annotations.NullMarked;
