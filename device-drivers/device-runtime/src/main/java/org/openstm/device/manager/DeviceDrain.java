package org.openstm.device.manager;

import java.time.Duration;

/// Asks the session side to release a device; as in XFS4IoT VendorMode, a swap begins only after the
/// acknowledgement.
public interface DeviceDrain {
    /// For a device manager without sessions: always acknowledges.
    DeviceDrain NOBODY = (_, _) -> true;

    /// From the call on, new sessions do not get the device; the running session may end.
    ///
    /// @param patience how long the running session may take
    /// @return true if no session needs the device any more
    boolean awaitAcknowledgement(DeviceEntry entry, Duration patience) throws InterruptedException;
}
