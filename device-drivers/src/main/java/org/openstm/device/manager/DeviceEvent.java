package org.openstm.device.manager;

import java.time.Instant;

/// Something that became of a device, in one order for the whole desk.
///
/// @param seq grows by one from event to event; a gap means that events were missed
/// @param device id, or empty for what concerns the whole desk
/// @param kind in kebab case: `opened`, `lost`, `status`, `hung`, `claimed`, `released`,
///     `claim-expired`, `claim-broken`, `enabled`, `disabled`, `swapped`, `on-trial`, `kept`,
///     `lent`, `taken-back`, `rolled-back`, `reset`, `added`, `removed`, `changed`, `file-changed`, `file-refused`,
///     `version-not-kept`
/// @param text for staff, in English; no personal data
public record DeviceEvent(long seq, Instant at, String device, String kind, String text) {
    /// Somebody edited `devices.yaml`: no officer was asked, so that it is told with the file's owner.
    public static final String FILE_CHANGED = "file-changed";
}
