package org.openstm.kiosk.journal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Reserved disk space, released when the disk is full: the open cases can then be completed, and no new one is
/// started until the space is reserved again.
public final class DiskReserve {
    private static final int PIECE = 1 << 20;

    private final Path file;
    private final long bytes;

    /// @param bytes 0 reserves nothing
    public DiskReserve(Path file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /// Tries to reserve the space; the disk may not have it.
    ///
    /// @return whether it is reserved now
    public boolean occupyRoom() {
        if (isOccupied()) return true;
        var part = file.resolveSibling(file.getFileName() + ".new");
        try {
            // as much again must stay free, or the reserve itself would fill the disk
            var folder = file.toAbsolutePath().getParent();
            if (folder != null && freeBytes(folder) < 2 * bytes) return false;
            try (var open = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                var piece = ByteBuffer.allocate((int) Math.min(PIECE, Math.max(1, bytes)));
                for (long at = 0; at < bytes; at += piece.capacity()) open.write(piece.rewind(), at);
                open.force(true);
            }
            Files.move(part, file);
            return true;
        } catch (IOException full) {
            deleteFile(part);
            return false;
        }
    }

    /// Asks the path itself: a file store would be looked up in the list of mounts, which lacks the root of a
    /// container.
    ///
    /// @return 0 also where it cannot be determined
    public static long freeBytes(Path path) {
        return path.toFile().getUsableSpace();
    }

    /// Whether this much space is left, or will be when the reserve is released. SQLite maps its index into
    /// memory: where the disk has no room for a page of it, the next access kills the process.
    public boolean hasRoomFor(long needed) {
        var folder = file.toAbsolutePath().getParent();
        if (bytes == 0 || folder == null || folder.toFile().getTotalSpace() == 0) return true; // cannot be determined
        return freeBytes(folder) >= needed || (releaseRoom() && freeBytes(folder) >= needed);
    }

    public boolean isOccupied() {
        return bytes == 0 || Files.exists(file);
    }

    /// @return whether there was a reserve to release
    public boolean releaseRoom() {
        return bytes > 0 && deleteFile(file);
    }

    private static boolean deleteFile(Path path) {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException broken) {
            return false;
        }
    }
}
