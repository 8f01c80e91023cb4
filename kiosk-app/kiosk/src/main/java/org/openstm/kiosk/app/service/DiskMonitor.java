package org.openstm.kiosk.app.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.FindingKind;

/// Closes the terminal while its disk cannot be written: a citizen's input would be lost. The state is kept in
/// memory, since nothing can be written; a test write every five seconds detects a failed disk while no session
/// is active, and one that works again.
public final class DiskMonitor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DiskMonitor.class.getName());

    /// Text key; the part after the dot is the reason in the heartbeat.
    static final String REASON = "closed.disk-broken";

    private static final int CHECK_EVERY = 5;

    private final Journal journal;
    private final SessionLoop loop;
    private final Runnable news;
    private final ServiceLock lock;
    private final SupervisedLoop watching = new SupervisedLoop("disk-watch", this::watchDisk);
    private int second;

    /// @param news called when the disk fails or works again: central is informed at once
    public DiskMonitor(Journal journal, SessionLoop loop, ServiceLock lock, Runnable news) {
        this.journal = journal;
        this.loop = loop;
        this.lock = lock;
        this.news = news;
    }

    public void start() {
        journal.disk().setDiskListener(this::announceDiskState);
        watching.start();
    }

    /// A file system in memory does not survive a power cut.
    ///
    /// @param folder folder of the journal
    public static Optional<String> findVolatile(Path folder) {
        try {
            String type = Files.getFileStore(folder).type();
            return Set.of("tmpfs", "devtmpfs", "ramfs").contains(type)
                    ? Optional.of(folder + " is in memory (" + type + "): a power cut loses what it holds")
                    : Optional.empty();
        } catch (IOException nobodyCanTell) {
            return Optional.empty(); // the root of a container is in no list of mounts
        }
    }

    /// Free space and second copy are checked, too: the people responsible must know at once.
    private void checkDisk() {
        try {
            journal.disk().checkDisk();
            if (!journal.disk().hasRoom())
                journal.findings()
                        .raiseFinding(
                                FindingKind.DISK_FULL,
                                "the disk is full: no new case is begun until there is room again");
            journal.disk()
                    .replicaTrouble()
                    .ifPresent(why -> journal.findings().raiseFinding(FindingKind.SECOND_COPY, why));
        } catch (RuntimeException notNoted) {
            LOG.log(System.Logger.Level.WARNING, "the disk's state could not be recorded: " + notNoted.getMessage());
        }
    }

    private void announceDiskState() {
        if (journal.disk().diskTrouble().isPresent()) loop.putOutOfOrder(REASON);
        else if (!lock.isLocked()) loop.reopenTerminal();
        news.run();
    }

    /// A session that was active when the disk failed ends later.
    private void watchDisk() throws InterruptedException {
        if (second++ % CHECK_EVERY == 0) checkDisk();
        if (journal.disk().diskTrouble().isPresent()) loop.putOutOfOrder(REASON);
        Thread.sleep(1000);
    }

    public SupervisedLoop supervisedLoop() {
        return watching;
    }

    @Override
    public void close() {
        journal.disk().setDiskListener(() -> {});
        watching.close();
    }
}
