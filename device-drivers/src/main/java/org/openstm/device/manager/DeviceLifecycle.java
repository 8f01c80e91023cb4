package org.openstm.device.manager;

/// Where a device stands in its life on the desk; the words of UnifiedPOS (open, claim, enable), with what can go
/// wrong beside them. How the device itself feels is its XFS4IoT state.
public enum DeviceLifecycle {
    /// Not reached yet, or the desk is closed.
    CLOSED,
    /// Reached, but taken out of service: sessions are not served.
    OPENED,
    /// Held by one owner; sessions are not served.
    CLAIMED,
    /// Serves sessions.
    ENABLED,
    /// A command runs.
    BUSY,
    /// Reached, and cannot work; the fault says who must act.
    ERROR,
    /// Gone; it is tried again by itself.
    LOST
}
