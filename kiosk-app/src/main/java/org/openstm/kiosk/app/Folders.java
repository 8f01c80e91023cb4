package org.openstm.kiosk.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Folders that are made anew.
final class Folders {
    private Folders() {}

    /// With all that is in it; nothing if it is not there.
    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var all = Files.walk(folder)) {
            for (var one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
        }
    }
}
