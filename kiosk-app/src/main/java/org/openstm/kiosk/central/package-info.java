/// The port to the central API, the records that travel, the HTTP client, and what a person carries
/// between a terminal and its centre: the pairing code, the exported journal.
///
/// The contract is `central-api.yaml` beside this package; records and client only say it in Java.
/// Arrows: knows nothing else of the kiosk; `dispatch` calls the port, `reference` shares the
/// records. Thread: every call blocks its caller and may be interrupted. Why three answers and not
/// two: a request that got no answer may still have been carried out, and whoever calls must be
/// made to say what then. Why signatures when there is TLS: a signed request, receipt or journal
/// can be shown to somebody later, and does not care what stands between the two ends.
@NullMarked
package org.openstm.kiosk.central;

import org.jspecify.annotations.NullMarked;
