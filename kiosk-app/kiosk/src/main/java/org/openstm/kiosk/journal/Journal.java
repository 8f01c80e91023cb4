package org.openstm.kiosk.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.disk.DiskReserve;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.store.CaseKeyring;
import org.openstm.kiosk.journal.store.CaseQueries;
import org.openstm.kiosk.journal.store.ChainQueries;
import org.openstm.kiosk.journal.store.FindingQueries;
import org.openstm.kiosk.journal.store.JournalReader;
import org.openstm.kiosk.journal.store.JournalSchema;
import org.openstm.kiosk.journal.store.JournalSnapshot;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.NoteQueries;
import org.openstm.kiosk.journal.store.OutboxQueries;
import org.openstm.kiosk.journal.store.PaymentQueries;
import org.openstm.kiosk.journal.store.PrintQueries;
import org.openstm.kiosk.journal.store.StatementCache;
import org.openstm.kiosk.journal.store.StoredCaseReplica;

/// The journal of one terminal: opens its file, and holds what is recorded in it, one part per subject. Every
/// method of a part that changes something returns after the change is on the disk; a change that was certainly
/// not written is a [JournalException].
public final class Journal implements AutoCloseable {
    /// Free disk space without which no journal is opened.
    private static final long NEEDED = 1 << 20;

    private final String terminal;
    private final JournalLock lock;
    private final JournalWriter writer;
    private final JournalReader reader;
    private final StoredCaseReplica replica;
    private final CaseJournal cases;
    private final PaymentJournal payments;
    private final PrintJournal prints;
    private final FindingJournal findings;
    private final JournalNotes notes;
    private final JournalOutbox outbox;
    private final StopRecovery recovery;
    private final ChainJournal chain;
    private final JournalMaintenance maintenance;
    private final JournalDisk disk;

    private Journal(
            String terminal,
            Path file,
            JournalKeyStore keys,
            JournalLock lock,
            JournalWriter writer,
            JournalReader reader,
            StoredCaseReplica replica,
            DiskReserve reserve) {
        this.terminal = terminal;
        this.lock = lock;
        this.writer = writer;
        this.reader = reader;
        this.replica = replica;
        var printQueries = new PrintQueries(reader);
        this.cases = new CaseJournal(terminal, writer, new CaseQueries(reader), replica);
        this.payments = new PaymentJournal(writer, new PaymentQueries(reader), replica);
        this.findings = new FindingJournal(writer, new FindingQueries(reader));
        this.prints = new PrintJournal(writer, printQueries, findings);
        this.notes = new JournalNotes(writer, new NoteQueries(reader));
        this.outbox = new JournalOutbox(writer, new OutboxQueries(reader));
        this.recovery = new StopRecovery(printQueries, cases, prints, findings, notes);
        this.chain = new ChainJournal(writer, new ChainQueries(reader));
        this.maintenance = new JournalMaintenance(file, keys, writer, replica);
        this.disk = new JournalDisk(file, writer, replica, reserve, lock.lastSequence(), findings, notes);
    }

    /// As below, in one folder.
    public static Journal open(Path folder, String terminal, JournalKeyStore keys, InstantSource clock) {
        return open(JournalLocation.inFolder(folder), terminal, keys, clock);
    }

    /// Opens or creates `journal.db`. A damaged file is quarantined, and a new one begins with the stored cases
    /// of the replica; this raises a finding for staff.
    public static Journal open(JournalLocation place, String terminal, JournalKeyStore keys, InstantSource clock) {
        return open(place, terminal, keys, clock, JournalSchema::openForWriting);
    }

    public static Journal open(
            JournalLocation place,
            String terminal,
            JournalKeyStore keys,
            InstantSource clock,
            JournalWriter.ConnectionOpener opener) {
        var dir = place.folder();
        place.suite().runSelfTest();
        try {
            Files.createDirectories(dir);
            var lock = JournalLock.acquire(dir);
            var keyring = new CaseKeyring(keys);
            var replica = StoredCaseReplica.open(place.secondCopy());
            var reserve = occupyReserve(place, lock);
            var writer = new JournalWriter(place.journalFile(), opener, keyring, reserve, clock, bootId());
            try {
                prepareFile(place, terminal, lock, writer, replica, clock);
                var reader = new JournalReader(
                        new StatementCache(JournalSchema.openForReading(place.journalFile())), keyring, terminal);
                reader.requireTerminal(terminal);
                var journal = new Journal(terminal, place.journalFile(), keys, lock, writer, reader, replica, reserve);
                journal.maintenance.rewrapKeys();
                if (!keys.repairReports().isEmpty())
                    journal.findings.raiseFinding(FindingKind.JOURNAL_KEY, String.join("; ", keys.repairReports()));
                return journal;
            } catch (SQLException | RuntimeException refused) {
                writer.close();
                replica.close();
                lock.close();
                throw refused instanceof RuntimeException known
                        ? known
                        : new JournalException("the journal's file cannot be read", refused);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal in " + dir + " cannot be opened", broken);
        }
    }

    private static DiskReserve occupyReserve(JournalLocation place, JournalLock lock) throws IOException {
        var reserve = new DiskReserve(place.folder().resolve("ballast"), place.ballastBytes());
        boolean _ = reserve.occupyRoom();
        if (!reserve.hasRoomFor(NEEDED)) {
            lock.close();
            throw new JournalException("the disk of " + place.folder() + " is full: No space left", null);
        }
        return reserve;
    }

    /// Makes the file fit for use. From here on each commit is also recorded in the lock file and the replica.
    private static void prepareFile(
            JournalLocation place,
            String terminal,
            JournalLock lock,
            JournalWriter writer,
            StoredCaseReplica replica,
            InstantSource clock)
            throws IOException {
        var mark = lock.lastSequence();
        var bootstrap =
                new JournalBootstrap(place.journalFile(), place.suite(), terminal, replica, mark.readSequence(), clock);
        writer.callOnThread(() -> bootstrap.prepareFile(writer));
        writer.setCommitListener(head -> {
            mark.writeSequence(head.seq());
            replica.recordPosition(new StoredCaseReplica.JournalPosition(head.seq(), head.hash(), terminal));
        });
        mark.writeSequence(writer.callOnThread(writer::currentHead).seq());
        JournalSnapshot.deleteLeftovers(place.journalFile()); // of an interrupted export
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException elsewhere) {
            return "unknown";
        }
    }

    public String terminal() {
        return terminal;
    }

    /// Cases: their requests, attachments and states.
    public CaseJournal cases() {
        return cases;
    }

    /// Fees of cases, and the state of their payments.
    public PaymentJournal payments() {
        return payments;
    }

    public PrintJournal prints() {
        return prints;
    }

    /// What staff must look at.
    public FindingJournal findings() {
        return findings;
    }

    /// Events that belong to no case.
    public JournalNotes notes() {
        return notes;
    }

    /// Small messages for central.
    public JournalOutbox outbox() {
        return outbox;
    }

    /// What an earlier run left unfinished.
    public StopRecovery recovery() {
        return recovery;
    }

    /// The hash chain and its countersignatures.
    public ChainJournal chain() {
        return chain;
    }

    /// Retention, key renewal, snapshots and verification.
    public JournalMaintenance maintenance() {
        return maintenance;
    }

    /// The disk under the journal.
    public JournalDisk disk() {
        return disk;
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
        replica.close();
        lock.close();
    }

    @Override
    public String toString() {
        return "Journal[" + terminal + "]";
    }
}
