package org.openstm.device.sim.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// The jobs of the simulated document printer, printed page by page on a separate thread.
final class DocumentPrintQueue implements AutoCloseable {
    static final int PENDING = 3;
    static final int PROCESSING = 5;
    static final int STOPPED = 6;
    static final int CANCELED = 7;
    static final int ABORTED = 8;
    static final int COMPLETED = 9;

    /// Conditions of the print engine, queried before each page.
    interface PrintEngine {
        boolean isStopped();

        /// Whether it waits for paper and reports only a warning, as the sample printer of CUPS does.
        boolean isWaitingForPaper();

        long millisPerPage();

        /// @return whether the job must be aborted now
        boolean isAborting();

        void onPageDone();
    }

    static final class QueuedJob {
        final int number;
        final byte[] document;
        volatile int state = PENDING;
        volatile int pages;

        QueuedJob(int number, byte[] document) {
            this.number = number;
            this.document = document;
        }

        boolean isOver() {
            return state >= CANCELED;
        }
    }

    private final PrintEngine engine;
    private final Path outDir;
    private final Map<Integer, QueuedJob> jobs = new ConcurrentHashMap<>();
    private final BlockingQueue<QueuedJob> waiting = new LinkedBlockingQueue<>();
    private final List<Path> papers = new CopyOnWriteArrayList<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("sim document engine").unstarted(this::run);

    DocumentPrintQueue(PrintEngine engine, Path outDir) {
        this.engine = engine;
        this.outDir = outDir;
    }

    void start() {
        thread.start();
    }

    QueuedJob addJob(byte[] document) {
        var job = new QueuedJob(jobs.size() + 1, document);
        jobs.put(job.number, job);
        waiting.add(job);
        return job;
    }

    @org.jspecify.annotations.Nullable
    QueuedJob findJob(int number) {
        return jobs.get(number);
    }

    boolean isBusy() {
        return jobs.values().stream().anyMatch(job -> job.state == PROCESSING || job.state == STOPPED);
    }

    long openJobCount() {
        return jobs.values().stream().filter(job -> !job.isOver()).count();
    }

    void cancelJob(QueuedJob job) {
        if (!job.isOver()) job.state = CANCELED;
    }

    List<Path> printedPapers() {
        return List.copyOf(papers);
    }

    private void run() {
        try {
            while (true) printJob(waiting.take());
        } catch (InterruptedException _) {
            // close() ends the engine
        }
    }

    private void printJob(QueuedJob job) throws InterruptedException {
        if (job.isOver()) return;
        job.state = PROCESSING;
        try (var pages = DocumentPages.of(job.document)) {
            Files.createDirectories(outDir);
            var kind = PwgPages.isPwgRaster(job.document) ? "pwg" : "pdf";
            Files.write(outDir.resolve("document-%04d.%s".formatted(job.number, kind)), job.document);
            for (int page = 0; page < pages.pageCount(); page++) {
                Thread.sleep(engine.millisPerPage());
                waitUntilReady(job);
                if (engine.isAborting() && !job.isOver()) job.state = ABORTED;
                if (job.isOver()) return;
                var file = outDir.resolve("document-%04d-page-%d.png".formatted(job.number, page + 1));
                pages.drawPage(page, file);
                papers.add(file);
                job.pages = page + 1;
                engine.onPageDone();
            }
            if (!job.isOver()) job.state = COMPLETED;
        } catch (IOException | RuntimeException unreadable) {
            job.state = ABORTED;
        }
    }

    private void waitUntilReady(QueuedJob job) throws InterruptedException {
        while ((engine.isStopped() || engine.isWaitingForPaper()) && !job.isOver()) {
            job.state = engine.isStopped() ? STOPPED : PROCESSING;
            Thread.sleep(20);
        }
        if (!job.isOver()) job.state = PROCESSING;
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
