package org.openstm.kiosk.staff;

/// A port to which a device may be connected.
///
/// @param kind how it was found
/// @param link as in `devices.yaml`; empty for one that is typed
/// @param label text for people: the name of the node, make and model
/// @param usedBy another device of this terminal that uses it, or empty
public record ConnectionPoint(PointKind kind, String link, String label, String usedBy) {
    /// How it was found.
    public enum PointKind {
        /// The current port of the device.
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
