/// The ports to central ([CentralApi] with [CentralQueryApi], [CatalogueApi], [ChannelApi], [ProcessDataApi]) and the
/// records that
/// they carry. The contract is `central-api.yaml` beside this package; records and client express it in Java.
///
/// Arrows: sees its subpackages `crypto`, `terminal` and `payment`; `central` sees nothing else of the kiosk.
/// `dispatch`, `engine`, the catalogue store, the staff services and `app` use the ports and records;
/// `reference` shares the records. Thread: every call blocks its caller and may be interrupted. Why
/// [CentralReply] has three outcomes and not two: a request without an answer may still have been carried
/// out, and the caller must say what happens then. Why signatures although there is TLS: a signed request,
/// receipt or journal can be shown to somebody later, whatever stands between the two ends.
@NullMarked
package org.openstm.kiosk.central;

import org.jspecify.annotations.NullMarked;
