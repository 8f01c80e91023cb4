package org.openstm.kiosk.staff;

/// Where a device may be plugged in.
///
/// @param kind where it was found
/// @param link as in `devices.yaml`; empty for one that is typed
/// @param label what stands there, for people: the name of the node, make and model
/// @param usedBy another device of this terminal that has it, or empty
public record ConnectionPoint(PointKind kind, String link, String label, String usedBy) {
    /// Where it was found.
    public enum PointKind {
        /// Where the device is plugged in today.
        NOW,
        SERIAL,
        USB,
        /// An address in the branch's network, typed by the engineer.
        NETWORK
    }

    public boolean isFree() {
        return usedBy.isEmpty();
    }
}
