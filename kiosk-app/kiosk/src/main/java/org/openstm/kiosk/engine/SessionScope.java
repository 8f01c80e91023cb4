package org.openstm.kiosk.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The threads of one session; they end with it.
final class SessionScope implements AutoCloseable {
    static final ScopedValue<Long> SESSION = ScopedValue.newInstance();
    private final long number;
    private final ExecutorService guests = Executors.newVirtualThreadPerTaskExecutor();

    SessionScope(long number) {
        this.number = number;
    }

    long sessionNumber() {
        return number;
    }

    void runTask(Runnable work) {
        guests.execute(() -> ScopedValue.where(SESSION, number).run(work));
    }

    /// Interrupts all threads without waiting, so that the next citizen need not wait.
    @Override
    public void close() {
        guests.shutdownNow();
    }
}
