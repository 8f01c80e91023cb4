package org.openstm.device.manager;

import java.time.Instant;

/// A change of a device, in one order for the whole device manager.
///
/// @param seq grows by one from event to event; a gap means that events were missed
/// @param device id, or empty for an event of the device manager itself
/// @param kind in kebab case: `opened`, `lost`, `status`, `hung`, `claimed`, `released`,
///     `claim-expired`, `claim-broken`, `enabled`, `disabled`, `swapped`, `on-trial`, `kept`,
///     `lent`, `taken-back`, `rolled-back`, `reset`, `added`, `removed`, `changed`, `file-changed`, `file-refused`,
///     `version-not-kept`
/// @param text for staff, in English; no personal data
public record DeviceEvent(long seq, Instant at, String device, String kind, String text) {
    /// `devices.yaml` was edited by hand: no member of staff is known, so the event names the file's owner.
    public static final String FILE_CHANGED = "file-changed";
}
