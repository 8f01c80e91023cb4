package org.openstm.device.link;

/// An open byte channel. Every call honours its deadline and an interrupt within 250 ms.
public interface Link extends AutoCloseable {
    /// Reads the bytes that have arrived; waits for the first.
    ///
    /// @return how many bytes, 0 when the deadline passed
    int read(byte[] into, Deadline until) throws LinkLost, InterruptedException;

    /// Writes bytes; the deadline also bounds a peer that stopped reading.
    ///
    /// @return how many bytes were written; fewer than `length` only when the deadline passed
    int write(byte[] bytes, int from, int length, Deadline until) throws LinkLost, InterruptedException;

    /// The maximum data rate, for deadlines that depend on transmission time.
    int bytesPerSecond();

    /// Marks the following data as personal: a trace keeps only their length.
    default void secret(boolean on) {}

    @Override
    void close();

    /// Closes at once and discards written bytes that were not transmitted yet, so that they are not printed later.
    default void abort() {
        close();
    }

    /// Discards all bytes that have arrived so far.
    default void discard() throws LinkLost, InterruptedException {
        var bin = new byte[4096];
        var now = Deadline.inMillis(0);
        for (int i = 0; i < 256 && read(bin, now) > 0; i++) {}
    }

    /// Writes all bytes; returns false when the deadline passed first.
    default boolean writeAll(byte[] bytes, Deadline until) throws LinkLost, InterruptedException {
        return write(bytes, 0, bytes.length, until) == bytes.length;
    }
}
