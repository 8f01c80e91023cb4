package org.openstm.kiosk.rig;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/// Sees from outside when a journal is in the middle of a checkpoint: the index of its write-ahead log says how
/// far one was begun and how far it was ended (`WalCkptInfo` in SQLite's file format).
///
/// Only for a process that does not have the journal open itself: closing any descriptor of the index takes away the
/// locks that a process holds on it.
final class Checkpoint implements AutoCloseable {
    private static final long ENDED = 96;
    private static final long BEGUN = 128;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment index;

    Checkpoint(Path journal) throws IOException {
        try (var file =
                FileChannel.open(journal.resolveSibling(journal.getFileName() + "-shm"), StandardOpenOption.READ)) {
            this.index = file.map(FileChannel.MapMode.READ_ONLY, 0, 136, arena);
        }
    }

    /// Freezes this life in the middle of a checkpoint, anywhere between its first page and its last.
    void freeze(Lives.Running life, Random random) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
            while (!running() && System.nanoTime() < end) Thread.onSpinWait();
            long wait = System.nanoTime() + random.nextInt(1_000_000);
            while (running() && System.nanoTime() < wait) Thread.onSpinWait();
            if (!running()) continue;
            life.freeze();
            if (running()) return;
            life.thaw();
        }
        throw new AssertionError("no checkpoint was met");
    }

    /// Waits until one has ended.
    void passOne() {
        Lives.await("a checkpoint begins", this::running);
        Lives.await("a checkpoint ends", () -> !running());
    }

    private boolean running() {
        return number(BEGUN) > number(ENDED);
    }

    private int number(long at) {
        return (int) ValueLayout.JAVA_INT.varHandle().getVolatile(index, at);
    }

    @Override
    public void close() {
        arena.close();
    }
}
