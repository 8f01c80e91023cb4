package org.openstm.kiosk.journal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Room on the disk that is kept occupied, so that there is some when the disk is full: it is given up then, the
/// cases that are open come to their end, and no new one is begun until the room is back.
public final class DiskReserve {
    private static final int PIECE = 1 << 20;

    private final Path file;
    private final long bytes;

    /// @param bytes 0 keeps nothing
    public DiskReserve(Path file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /// Tries to occupy the room; it may not be there.
    ///
    /// @return whether it is occupied now
    public boolean occupyRoom() {
        if (isOccupied()) return true;
        var part = file.resolveSibling(file.getFileName() + ".new");
        try {
            // as much again must stay free, or the ballast itself would be what fills the disk
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

    /// Asked of the path itself: the list of mounts, which a file store would be looked up in, does
    /// not have the root of a container.
    ///
    /// @return 0 also where nobody can tell
    public static long freeBytes(Path path) {
        return path.toFile().getUsableSpace();
    }

    /// Whether so much is left, or is after the ballast was given up. SQLite maps its index into memory: where the
    /// disk has no room for a page of that, the process dies at the next touch of it.
    public boolean hasRoomFor(long needed) {
        var folder = file.toAbsolutePath().getParent();
        if (bytes == 0 || folder == null || folder.toFile().getTotalSpace() == 0) return true; // nobody can tell
        return freeBytes(folder) >= needed || (releaseRoom() && freeBytes(folder) >= needed);
    }

    public boolean isOccupied() {
        return bytes == 0 || Files.exists(file);
    }

    /// @return whether there was anything to give up
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
