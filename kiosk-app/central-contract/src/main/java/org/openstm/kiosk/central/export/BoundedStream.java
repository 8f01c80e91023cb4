package org.openstm.kiosk.central.export;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Bytes from outside for a parser that keeps what it reads: it gives out only as many as were allowed last. Its
/// [IOException] means that the bytes are wrong; trouble of the disk is an [UncheckedIOException].
final class BoundedStream extends FilterInputStream {
    private final String name;
    private long left;
    private boolean ended;

    /// @param allowed number of bytes
    BoundedStream(String name, InputStream in, long allowed) {
        super(in);
        this.name = name;
        this.left = allowed;
    }

    static BoundedStream openFile(Path file) {
        try {
            return new BoundedStream(file.toString(), new BufferedInputStream(Files.newInputStream(file), 1 << 16), 0);
        } catch (IOException disk) {
            throw unreadable(file.toString(), disk);
        }
    }

    private static UncheckedIOException unreadable(String name, IOException disk) {
        return new UncheckedIOException(name + " cannot be read: " + disk.getMessage(), disk);
    }

    /// From now on, in place of what was allowed before.
    void allow(long bytes) {
        left = bytes;
    }

    /// Whether more was asked for than there is.
    boolean isEnded() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) return 0;
        if (left == 0) throw new IOException(name + " has a part that is too long");
        int count = readSource(into, from, (int) Math.min(length, left));
        if (count < 0) ended = true;
        else left -= count;
        return count;
    }

    private int readSource(byte[] into, int from, int length) {
        try {
            return in.read(into, from, length);
        } catch (IOException disk) {
            throw unreadable(name, disk);
        }
    }

    @Override
    public long skip(long bytes) throws IOException {
        return readNBytes((int) Math.min(bytes, 1 << 16)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException disk) {
            throw unreadable(name, disk);
        }
    }
}
