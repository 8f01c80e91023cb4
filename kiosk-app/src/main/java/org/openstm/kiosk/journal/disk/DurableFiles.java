package org.openstm.kiosk.journal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Files whose names must outlive a power cut: a rename is only safe when the folder is on the disk too.
public final class DurableFiles {
    private DurableFiles() {}

    /// Moves a file that is on the disk already over another, in one step that is on the disk when this returns.
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
