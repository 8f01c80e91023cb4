package org.openstm.device.manager;

/// Lifecycle state of a device in the device manager, in the terms of UnifiedPOS (open, claim, enable) plus the
/// failure states. The condition of the device itself is its XFS4IoT state.
public enum DeviceLifecycle {
    /// Not reached yet, or the device manager is closed.
    CLOSED,
    /// Reached, but taken out of service: sessions are not served.
    OPENED,
    /// Held by one owner; sessions are not served.
    CLAIMED,
    /// Serves sessions.
    ENABLED,
    /// A command runs.
    BUSY,
    /// Reached, but cannot work; the fault says who must act.
    ERROR,
    /// Connection lost; opening is retried automatically.
    LOST
}
