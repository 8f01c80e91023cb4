package org.openstm.kiosk.journal.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The last sequence that was on the disk, in the lock file: a third witness, for when the journal or its end
/// is missing and the replica cannot show it. Not flushed by itself: a power failure leaves an older number,
/// which claims less. Not a channel: an interrupt would close it, and with it the lock of the journal.
public final class LastSequenceFile {
    private static final int BYTES = 12;

    private final RandomAccessFile file;

    public LastSequenceFile(RandomAccessFile file) {
        this.file = file;
    }

    /// 0 if no journal was ever opened here, or the file does not contain it.
    public long readSequence() throws IOException {
        var bytes = ByteBuffer.allocate(BYTES);
        file.seek(0);
        if (file.read(bytes.array()) < BYTES) return 0;
        long seq = bytes.getLong(0);
        return seq > 0 && bytes.getInt(8) == sequenceChecksum(seq) ? seq : 0;
    }

    public void writeSequence(long seq) {
        try {
            overwrite(seq);
        } catch (IOException broken) {
            // the next commit finds out that the disk takes nothing
        }
    }

    /// Writes and flushes, to test that the disk accepts it.
    public void probeDisk() throws IOException {
        overwrite(readSequence());
        file.getFD().sync();
    }

    private void overwrite(long seq) throws IOException {
        file.seek(0);
        file.write(ByteBuffer.allocate(BYTES)
                .putLong(seq)
                .putInt(sequenceChecksum(seq))
                .array());
    }

    private static int sequenceChecksum(long seq) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8).putLong(0, seq));
        return (int) crc.getValue();
    }
}
