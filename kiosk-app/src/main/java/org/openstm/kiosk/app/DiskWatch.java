package org.openstm.kiosk.app;

import org.openstm.kiosk.engine.Loop;
import org.openstm.kiosk.journal.Journal;

/// Closes the terminal while its disk takes no write: what a citizen types would be lost. It is closed in memory, since
/// nothing can be written; a write every five seconds finds a disk that died while nobody was there, and one that works
/// again.
final class DiskWatch implements AutoCloseable {
    /// Key of the sentence on the screen; what follows the dot is the word in the heartbeat.
    static final String REASON = "closed.disk-broken";

    private static final int CHECK_EVERY = 5;

    private final Journal journal;
    private final Loop loop;
    private final Runnable news;
    private final ServiceLock lock;
    private final Thread watching =
            Thread.ofPlatform().name("disk-watch").daemon().unstarted(this::watch);

    /// @param news called when the disk begins to fail or works again: the centre hears of it at once
    DiskWatch(Journal journal, Loop loop, ServiceLock lock, Runnable news) {
        this.journal = journal;
        this.loop = loop;
        this.lock = lock;
        this.news = news;
    }

    void start() {
        journal.watchDisk(this::tell);
        watching.start();
    }

    private void tell() {
        if (journal.diskTrouble().isPresent()) loop.putOutOfOrder(REASON);
        else if (!lock.isLocked()) loop.reopen();
        news.run();
    }

    /// A visit that was under way when the disk failed ends some time.
    private void watch() {
        try {
            for (int second = 0; ; second++) {
                if (second % CHECK_EVERY == 0) journal.checkDisk();
                if (journal.diskTrouble().isPresent()) loop.putOutOfOrder(REASON);
                Thread.sleep(1000);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        journal.watchDisk(() -> {});
        watching.interrupt();
    }
}
