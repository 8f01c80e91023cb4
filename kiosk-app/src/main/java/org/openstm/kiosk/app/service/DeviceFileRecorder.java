package org.openstm.kiosk.app.service;

import java.util.function.BiConsumer;
import org.openstm.device.manager.DeviceEvent;
import org.openstm.device.manager.DeviceManager;

/// Keeps in the journal who changed `devices.yaml`: the command and the engineer's pages leave their own note, an
/// editor
/// leaves none.
public final class DeviceFileRecorder {
    private static final String NOTE = "device-file";

    private DeviceFileRecorder() {}

    /// @param note kind and text, into the journal; may wait
    public static void recordChanges(DeviceManager desk, BiConsumer<String, String> note) {
        // what was found changed while the desk opened came before anybody listened
        desk.eventsAfter(0).forEach(event -> recordChanges(event, note));
        desk.addEventListener(event -> recordChanges(event, note));
    }

    private static void recordChanges(DeviceEvent event, BiConsumer<String, String> note) {
        if (event.kind().equals(DeviceEvent.FILE_CHANGED))
            Thread.startVirtualThread(() -> note.accept(NOTE, event.text()));
    }
}
