package org.openstm.kiosk.app;

import java.util.function.BiConsumer;
import org.openstm.device.desk.Desk;
import org.openstm.device.desk.DeviceEvent;

/// Keeps in the journal who changed `devices.yaml`: the command and the engineer's pages leave their own note, an
/// editor
/// leaves none.
final class DeviceFileNotes {
    private static final String NOTE = "device-file";

    private DeviceFileNotes() {}

    /// @param note kind and text, into the journal; may wait
    static void keep(Desk desk, BiConsumer<String, String> note) {
        // what was found changed while the desk opened came before anybody listened
        desk.events(0).forEach(event -> keep(event, note));
        desk.listen(event -> keep(event, note));
    }

    private static void keep(DeviceEvent event, BiConsumer<String, String> note) {
        if (event.kind().equals(DeviceEvent.FILE_CHANGED))
            Thread.startVirtualThread(() -> note.accept(NOTE, event.text()));
    }
}
