package org.openstm.kiosk.journal;

import java.nio.file.Path;
import org.openstm.kiosk.journal.crypto.CipherSuite;

/// Where and how a journal is kept.
///
/// @param folder of `journal.db`
/// @param secondCopy the file that holds stored cases a second time, best on another disk
/// @param ballastBytes room that is kept occupied, to be given up when the disk is full
/// @param suite the algorithms of a new journal; one that is there keeps its own
public record JournalLocation(Path folder, Path secondCopy, long ballastBytes, CipherSuite suite) {
    /// All in one folder, without ballast.
    public static JournalLocation inFolder(Path folder) {
        return new JournalLocation(folder, folder.resolve("stored.copy"), 0, CipherSuite.STANDARD);
    }

    public Path journalFile() {
        return folder.resolve("journal.db");
    }
}
