package org.openstm.kiosk.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Folders that are made anew.
public final class FolderCleaner {
    private FolderCleaner() {}

    /// With all that is in it; nothing if it is not there.
    public static void removeFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var all = Files.walk(folder)) {
            for (var one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
        }
    }
}
