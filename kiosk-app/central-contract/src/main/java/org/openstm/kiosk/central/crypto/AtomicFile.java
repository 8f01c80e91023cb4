package org.openstm.kiosk.central.crypto;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Writes a small file atomically, so that it is complete or missing after a power failure: half a key would
/// keep a terminal from starting.
public final class AtomicFile {
    private AtomicFile() {}

    /// On the disk when this returns.
    ///
    /// @param mode such as `rw-------`
    public static void writeAtomically(Path file, String text, String mode) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
        Files.writeString(fresh, text);
        forceToDisk(fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        if (folder != null) forceToDisk(folder);
    }

    private static void forceToDisk(Path path) throws IOException {
        try (var open = FileChannel.open(path, StandardOpenOption.READ)) {
            open.force(true);
        }
    }
}
