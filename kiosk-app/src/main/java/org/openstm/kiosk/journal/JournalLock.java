package org.openstm.kiosk.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.openstm.kiosk.journal.disk.LastSequenceFile;
import org.openstm.kiosk.journal.model.JournalException;

/// The lock on a journal's folder: one process at a time has the journal open. Its file also contains the last
/// sequence that was on the disk.
final class JournalLock implements AutoCloseable {
    private final FileChannel file;
    private final FileLock lock;
    private final LastSequenceFile lastSequence;

    private JournalLock(FileChannel file, FileLock lock) {
        this.file = file;
        this.lock = lock;
        this.lastSequence = new LastSequenceFile(file);
    }

    static JournalLock acquire(Path folder) throws IOException {
        var file = FileChannel.open(
                folder.resolve("journal.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            var lock = file.tryLock();
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
