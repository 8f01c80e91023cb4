package org.openstm.kiosk.journal;

import java.nio.file.Path;
import org.openstm.kiosk.journal.crypto.CipherSuite;

/// Where and how a journal is stored.
///
/// @param folder of `journal.db`
/// @param secondCopy the replica's file, best on another disk
/// @param ballastBytes disk space that is reserved, to be released when the disk is full
/// @param suite the algorithms of a new journal; an existing one keeps its own
public record JournalLocation(Path folder, Path secondCopy, long ballastBytes, CipherSuite suite) {
    /// Everything in one folder, without a reserve.
    public static JournalLocation inFolder(Path folder) {
        return new JournalLocation(folder, folder.resolve("stored.copy"), 0, CipherSuite.STANDARD);
    }

    public Path journalFile() {
        return folder.resolve("journal.db");
    }
}
