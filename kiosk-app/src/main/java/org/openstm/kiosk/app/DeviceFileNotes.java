package org.openstm.kiosk.app;

import java.util.function.BiConsumer;
import org.openstm.device.manager.DeviceEvent;
import org.openstm.device.manager.DeviceManager;

/// Keeps in the journal who changed `devices.yaml`: the command and the engineer's pages leave their own note, an
/// editor
/// leaves none.
final class DeviceFileNotes {
    private static final String NOTE = "device-file";

    private DeviceFileNotes() {}

    /// @param note kind and text, into the journal; may wait
    static void keep(DeviceManager desk, BiConsumer<String, String> note) {
        // what was found changed while the desk opened came before anybody listened
        desk.eventsAfter(0).forEach(event -> keep(event, note));
        desk.addEventListener(event -> keep(event, note));
    }

    private static void keep(DeviceEvent event, BiConsumer<String, String> note) {
        if (event.kind().equals(DeviceEvent.FILE_CHANGED))
            Thread.startVirtualThread(() -> note.accept(NOTE, event.text()));
    }
}
