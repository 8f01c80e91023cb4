/// The port to the central API, the records that travel, and the HTTP client.
///
/// The contract is `central-api.yaml` beside this package; records and client only say it in Java. Arrows: knows
/// nothing
/// else of the kiosk; `dispatch` calls the port, `reference` shares the records. Thread: every call blocks its caller
/// and may be interrupted. Why three answers and not two: a request that got no answer may still have been carried out,
/// and whoever calls must be made to say what then.
@NullMarked
package org.openstm.kiosk.central;

import org.jspecify.annotations.NullMarked;
