package org.openstm.kiosk.app.watchdog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The parts of the kiosk that are supervised, and the probes by which they show that they live.
final class KioskHealthChecks implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Map<String, Callable<?>> parts;

    /// @param parts by name: a probe that returns when the part has processed it
    KioskHealthChecks(Map<String, Callable<?>> parts) {
        this.parts = new LinkedHashMap<>(parts);
    }

    /// Sets the parts that must answer from now on.
    void setParts(Map<String, Callable<?>> others) {
        parts = new LinkedHashMap<>(others);
    }

    /// All parts are probed at once; one that hangs does not delay the others.
    ///
    /// @param patience how long each has for its answer
    List<String> findSilentParts(Duration patience) throws InterruptedException {
        var asked = new LinkedHashMap<String, CompletableFuture<?>>();
        var now = parts;
        now.forEach(
                (name, question) -> asked.put(name, CompletableFuture.supplyAsync(() -> callCheck(question), threads)));
        long until = System.nanoTime() + patience.toNanos();
        var silent = new ArrayList<String>();
        for (var one : asked.entrySet()) {
            try {
                one.getValue().get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException _) {
                silent.add(one.getKey());
            }
        }
        return silent;
    }

    private static Object callCheck(Callable<?> question) {
        try {
            return question.call();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
