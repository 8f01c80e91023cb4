package org.openstm.device.manager;

import java.time.Duration;

/// Asks whoever serves citizens to let go of a device; as in XFS4IoT VendorMode, a swap begins only after the
/// answer.
public interface DeviceDrain {
    /// Nobody is served here: a desk that stands alone.
    DeviceDrain NOBODY = (_, _) -> true;

    /// New sessions do not get the device from the moment of the call on; the one that runs may end.
    ///
    /// @param patience how long the one that runs may take
    /// @return whether no session needs the device any more
    boolean awaitAcknowledgement(DeviceEntry entry, Duration patience) throws InterruptedException;
}
