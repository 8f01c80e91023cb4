package org.openstm.device.host;

import java.time.Duration;
import java.util.Optional;

/// A started host with all processes that it started, seen from the kiosk. Any thread may call it.
interface HostRun {
    /// How it ended, as the end of a sentence (`ended with code 3`); empty while it runs.
    Optional<String> exit();

    /// Kills the host without waiting for its end.
    void kill();

    /// Waits for the host to end, then kills it and all processes that it started. Keeps the caller's interrupt.
    void endWithin(Duration patience);
}
