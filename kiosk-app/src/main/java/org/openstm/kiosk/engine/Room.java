package org.openstm.kiosk.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The threads of one session; they live in this room and leave with it.
final class Room implements AutoCloseable {
    static final ScopedValue<Long> SESSION = ScopedValue.newInstance();
    private final long number;
    private final ExecutorService guests = Executors.newVirtualThreadPerTaskExecutor();

    Room(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    void run(Runnable work) {
        guests.execute(() -> ScopedValue.where(SESSION, number).run(work));
    }

    /// Interrupts whoever is inside; does not wait, so that the next citizen need not.
    @Override
    public void close() {
        guests.shutdownNow();
    }
}
