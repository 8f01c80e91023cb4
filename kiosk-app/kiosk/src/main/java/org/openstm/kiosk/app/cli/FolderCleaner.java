package org.openstm.kiosk.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Deletes folders that are recreated.
public final class FolderCleaner {
    private FolderCleaner() {}

    /// Deletes the folder with its contents; does nothing if it does not exist.
    public static void removeFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var all = Files.walk(folder)) {
            for (var one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
        }
    }
}
