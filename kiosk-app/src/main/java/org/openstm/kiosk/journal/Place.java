package org.openstm.kiosk.journal;

import java.nio.file.Path;

/// Where and how a journal is kept.
///
/// @param folder of `journal.db`
/// @param secondCopy the file that holds stored cases a second time, best on another disk
/// @param ballastBytes room that is kept occupied, to be given up when the disk is full
/// @param suite the algorithms of a new journal; one that is there keeps its own
public record Place(Path folder, Path secondCopy, long ballastBytes, Suite suite) {
    /// All in one folder, without ballast.
    public static Place in(Path folder) {
        return new Place(folder, folder.resolve("stored.copy"), 0, Suite.STANDARD);
    }

    Path file() {
        return folder.resolve("journal.db");
    }
}
