package org.openstm.device;

/// Device states of XFS4IoT (Common.Status, `device`), and [#UNKNOWN] for a device that was not asked yet or did
/// not answer.
public enum DeviceState {
    ONLINE,
    OFFLINE,
    POWER_OFF,
    NO_DEVICE,
    HARDWARE_ERROR,
    USER_ERROR,
    DEVICE_BUSY,
    FRAUD_ATTEMPT,
    POTENTIAL_FRAUD,
    STARTING,
    UNKNOWN
}
