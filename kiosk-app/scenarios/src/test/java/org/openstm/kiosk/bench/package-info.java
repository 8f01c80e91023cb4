/// The benches behind `scripts/bench`: every number stands beside a baseline that was measured in the same run.
@NullMarked
package org.openstm.kiosk.bench;

import org.jspecify.annotations.NullMarked;
