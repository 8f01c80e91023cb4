package org.openstm.kiosk.app.service;

import java.util.function.BiConsumer;
import org.openstm.device.manager.DeviceEvent;
import org.openstm.device.manager.DeviceManager;

/// Records a change of `devices.yaml` in the journal: the command and the staff pages leave their own entry, an
/// editor
/// leaves none.
public final class DeviceFileRecorder {
    private static final String NOTE = "device-file";

    private DeviceFileRecorder() {}

    /// @param note adds kind and text to the journal; may wait
    public static void recordChanges(DeviceManager desk, BiConsumer<String, String> note) {
        // a change found while the device manager opened came before the listener was set
        desk.eventsAfter(0).forEach(event -> recordChanges(event, note));
        desk.addEventListener(event -> recordChanges(event, note));
    }

    private static void recordChanges(DeviceEvent event, BiConsumer<String, String> note) {
        if (event.kind().equals(DeviceEvent.FILE_CHANGED))
            Thread.startVirtualThread(() -> note.accept(NOTE, event.text()));
    }
}
