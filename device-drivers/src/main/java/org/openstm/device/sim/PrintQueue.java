package org.openstm.device.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// The jobs of the simulated document printer, one page after the other on a thread of its own.
final class PrintQueue implements AutoCloseable {
    static final int PENDING = 3;
    static final int PROCESSING = 5;
    static final int STOPPED = 6;
    static final int CANCELED = 7;
    static final int ABORTED = 8;
    static final int COMPLETED = 9;

    /// What keeps the engine from moving, asked before each page.
    interface Engine {
        boolean stopped();

        /// Whether it waits for paper and says so in a warning only, as the sample printer of CUPS does.
        boolean starved();

        long pageMillis();

        /// @return whether the job is to be given up now
        boolean abort();

        void pageDone();
    }

    static final class Job {
        final int number;
        final byte[] document;
        volatile int state = PENDING;
        volatile int pages;

        Job(int number, byte[] document) {
            this.number = number;
            this.document = document;
        }

        boolean over() {
            return state >= CANCELED;
        }
    }

    private final Engine engine;
    private final Path outDir;
    private final Map<Integer, Job> jobs = new ConcurrentHashMap<>();
    private final BlockingQueue<Job> waiting = new LinkedBlockingQueue<>();
    private final List<Path> papers = new CopyOnWriteArrayList<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("sim document engine").unstarted(this::run);

    PrintQueue(Engine engine, Path outDir) {
        this.engine = engine;
        this.outDir = outDir;
    }

    void start() {
        thread.start();
    }

    Job add(byte[] document) {
        var job = new Job(jobs.size() + 1, document);
        jobs.put(job.number, job);
        waiting.add(job);
        return job;
    }

    @org.jspecify.annotations.Nullable
    Job find(int number) {
        return jobs.get(number);
    }

    boolean busy() {
        return jobs.values().stream().anyMatch(job -> job.state == PROCESSING || job.state == STOPPED);
    }

    void cancel(Job job) {
        if (!job.over()) job.state = CANCELED;
    }

    List<Path> papers() {
        return List.copyOf(papers);
    }

    private void run() {
        try {
            while (true) print(waiting.take());
        } catch (InterruptedException _) {
            // close() ends the engine
        }
    }

    private void print(Job job) throws InterruptedException {
        if (job.over()) return;
        job.state = PROCESSING;
        try (var pages = Pages.of(job.document)) {
            Files.createDirectories(outDir);
            var kind = PwgPages.begins(job.document) ? "pwg" : "pdf";
            Files.write(outDir.resolve("document-%04d.%s".formatted(job.number, kind)), job.document);
            for (int page = 0; page < pages.count(); page++) {
                Thread.sleep(engine.pageMillis());
                waitUntilReady(job);
                if (engine.abort() && !job.over()) job.state = ABORTED;
                if (job.over()) return;
                var file = outDir.resolve("document-%04d-page-%d.png".formatted(job.number, page + 1));
                pages.draw(page, file);
                papers.add(file);
                job.pages = page + 1;
                engine.pageDone();
            }
            if (!job.over()) job.state = COMPLETED;
        } catch (IOException | RuntimeException unreadable) {
            job.state = ABORTED;
        }
    }

    private void waitUntilReady(Job job) throws InterruptedException {
        while ((engine.stopped() || engine.starved()) && !job.over()) {
            job.state = engine.stopped() ? STOPPED : PROCESSING;
            Thread.sleep(20);
        }
        if (!job.over()) job.state = PROCESSING;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
