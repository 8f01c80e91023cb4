package org.openstm.kiosk.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.openstm.kiosk.journal.disk.DiskReserve;
import org.openstm.kiosk.journal.disk.LastSequenceFile;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.StoredCaseReplica;

/// The disk under the journal: whether it takes changes, and how much space is left.
public final class JournalDisk {
    private static final FindingKind DISK_FAILED = FindingKind.DISK_FAILED;

    private final Path file;
    private final JournalWriter writer;
    private final StoredCaseReplica replica;
    private final DiskReserve reserve;
    private final LastSequenceFile mark;
    private final FindingJournal findings;
    private final JournalNotes notes;

    JournalDisk(
            Path file,
            JournalWriter writer,
            StoredCaseReplica replica,
            DiskReserve reserve,
            LastSequenceFile mark,
            FindingJournal findings,
            JournalNotes notes) {
        this.file = file;
        this.writer = writer;
        this.replica = replica;
        this.reserve = reserve;
        this.mark = mark;
        this.findings = findings;
        this.notes = notes;
    }

    /// Whether there is disk space for new cases. When the disk was full, the reserve was released for those
    /// that were open; this call takes the space back as soon as there is some.
    public boolean hasRoom() {
        return reserve.isOccupied() || writer.callOnThread(reserve::occupyRoom);
    }

    /// Why the disk refused the last change; empty if it did not. Never waits.
    public Optional<String> diskTrouble() {
        return writer.diskTrouble();
    }

    /// @param each called when the disk begins to fail and when it takes changes again, on any thread
    public void setDiskListener(Runnable each) {
        writer.setDiskListener(each);
    }

    /// Tests the disk by a write of its own. When it works again, an entry is added, which also informs staff
    /// of the failure.
    public void checkDisk() {
        // on the journal's own thread: no other one may use the lock file
        var broken = writer.callOnThread(this::probeDisk);
        if (broken.isPresent()) {
            writer.reportDiskState(broken);
            return;
        }
        var before = writer.diskTrouble();
        if (before.isEmpty()) return;
        try {
            findings.raiseFinding(DISK_FAILED, "the disk failed and takes writes again; " + before.get());
            notes.addNote(DISK_FAILED.text(), "takes writes again"); // also when staff have not seen the last time yet
        } catch (JournalException still) {
            // the state does not change
        }
    }

    private Optional<String> probeDisk() {
        try {
            mark.probeDisk();
            return Optional.empty();
        } catch (IOException broken) {
            boolean full = String.valueOf(broken.getMessage()).contains("No space left");
            return full ? Optional.empty() : Optional.of("the disk takes no write: " + broken.getMessage());
        }
    }

    /// Free space of the journal's disk, in bytes.
    public long freeBytes() {
        return DiskReserve.freeBytes(file);
    }

    /// Why the replica of stored cases is not written at present; empty when it is.
    public Optional<String> replicaTrouble() {
        return writer.callOnThread(replica::writeTrouble);
    }
}
