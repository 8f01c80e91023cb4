package org.openstm.kiosk.journal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// File operations that survive a power failure: a rename is durable only when the folder is flushed too.
public final class DurableFiles {
    private DurableFiles() {}

    /// Moves a flushed file over another in one step, durable when this returns.
    public static void replaceFile(Path fresh, Path old) throws IOException {
        Files.move(fresh, old, StandardCopyOption.ATOMIC_MOVE);
        var folder = old.toAbsolutePath().getParent();
        if (folder != null) forceToDisk(folder);
    }

    /// @param path a file or a folder
    public static void forceToDisk(Path path) throws IOException {
        try (var open = FileChannel.open(path, StandardOpenOption.READ)) {
            open.force(true);
        }
    }
}
