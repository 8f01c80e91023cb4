package org.openstm.kiosk.central;

import java.time.Duration;
import java.time.Instant;

/// The centre's answer to a [Beat].
///
/// @param followed whether the journal follows what the centre has seen of it before
/// @param last the newest countersignature: for the end that was sent, or the one that it does not follow
/// @param time by the centre's clock
/// @param reconnectWindow over which terminals spread what has waited, when the line was down
public record Pulse(boolean followed, Countersign last, Instant time, Duration reconnectWindow) {}
