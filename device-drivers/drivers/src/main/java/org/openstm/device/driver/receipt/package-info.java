/// Code shared by the drivers of receipt printers: the test receipt of a health check.
///
/// Arrows: sees ports and the print model only.
@NullMarked
package org.openstm.device.driver.receipt;

import org.jspecify.annotations.NullMarked;
