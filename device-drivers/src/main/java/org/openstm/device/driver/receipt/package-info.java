/// What the drivers of receipt printers share: the slip of a health check.
///
/// Arrows: ports and the print model only.
@NullMarked
package org.openstm.device.driver.receipt;

import org.jspecify.annotations.NullMarked;
