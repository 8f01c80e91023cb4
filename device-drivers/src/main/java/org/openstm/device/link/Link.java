package org.openstm.device.link;

/// An open byte channel. Every call honours its deadline and an interrupt within 250 ms.
public interface Link extends AutoCloseable {
    /// Takes what has arrived, waiting for the first byte.
    ///
    /// @return how many bytes, 0 when the deadline passed without any
    int read(byte[] into, Deadline until) throws LinkLost, InterruptedException;

    /// Hands over bytes; the deadline also bounds a peer that stopped reading.
    ///
    /// @return how many bytes the line took; fewer than `length` only when the deadline passed
    int write(byte[] bytes, int from, int length, Deadline until) throws LinkLost, InterruptedException;

    /// What the line carries at most, for deadlines that follow from wire time.
    int bytesPerSecond();

    /// What passes from now on belongs to a person: a trace keeps only how much it was.
    default void secret(boolean on) {}

    @Override
    void close();

    /// Closes at once and takes back what was written but has not left yet, so that it does not come out later.
    default void abort() {
        close();
    }

    /// Throws away what has arrived so far.
    default void discard() throws LinkLost, InterruptedException {
        var bin = new byte[4096];
        var now = Deadline.inMillis(0);
        for (int i = 0; i < 256 && read(bin, now) > 0; i++) {}
    }

    /// Writes all or says how it failed.
    default boolean writeAll(byte[] bytes, Deadline until) throws LinkLost, InterruptedException {
        return write(bytes, 0, bytes.length, until) == bytes.length;
    }
}
