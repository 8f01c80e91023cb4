package org.openstm.kiosk.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.openstm.kiosk.journal.disk.LastSequenceFile;
import org.openstm.kiosk.journal.model.JournalException;

/// The lock on a journal's folder: one process at a time has the journal open. Its file also contains the last
/// sequence that was on the disk.
final class JournalLock implements AutoCloseable {
    private final RandomAccessFile file;
    private final FileLock lock;
    private final LastSequenceFile lastSequence;

    private JournalLock(RandomAccessFile file, FileLock lock) {
        this.file = file;
        this.lock = lock;
        this.lastSequence = new LastSequenceFile(file);
    }

    static JournalLock acquire(Path folder) throws IOException {
        var file = new RandomAccessFile(folder.resolve("journal.lock").toFile(), "rw");
        try {
            var lock = file.getChannel().tryLock();
            if (lock != null) return new JournalLock(file, lock);
        } catch (OverlappingFileLockException sameProcess) {
            // reported below in the same words
        }
        file.close();
        throw new JournalException("another process has the journal in " + folder, null);
    }

    LastSequenceFile lastSequence() {
        return lastSequence;
    }

    @Override
    public void close() {
        try {
            lock.release();
            file.close();
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal's lock cannot be released", broken);
        }
    }
}
