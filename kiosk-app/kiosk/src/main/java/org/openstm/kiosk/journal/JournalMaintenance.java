package org.openstm.kiosk.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.RetentionResult;
import org.openstm.kiosk.journal.model.VerificationResult;
import org.openstm.kiosk.journal.store.JournalRetention;
import org.openstm.kiosk.journal.store.JournalSnapshot;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.StoredCaseReplica;
import org.openstm.kiosk.journal.verify.JournalVerifier;

/// Retention, key renewal, snapshots and verification of the journal that is in use.
public final class JournalMaintenance {
    private final Path file;
    private final JournalKeyStore keys;
    private final JournalWriter writer;
    private final StoredCaseReplica replica;

    JournalMaintenance(Path file, JournalKeyStore keys, JournalWriter writer, StoredCaseReplica replica) {
        this.file = file;
        this.keys = keys;
        this.writer = writer;
        this.replica = replica;
    }

    /// Deletes persons and rows that are old enough: what is settled, seen, delivered and countersigned. When
    /// this returns, no old copy of the file reveals what was deleted.
    public RetentionResult applyRetention(Instant now, Duration keepPersons, Duration keepRows) {
        var retention = new JournalRetention(writer, now);
        int shredded = retention.shredKeys(keepPersons);
        if (shredded > 0) {
            keys.beginEpoch();
            rewrapKeys();
        }
        return new RetentionResult(shredded, retention.pruneEntries(keepRows));
    }

    /// Wraps the living keys by a new key and destroys the one before.
    public void renewKeys() {
        keys.beginEpoch();
        rewrapKeys();
    }

    /// Wraps every living key by the active key, and destroys the older ones, including what an interrupted run
    /// left.
    void rewrapKeys() {
        writer.commitChange(transaction -> {
            int count = transaction.caseKeyring().rewrapKeys(transaction.statements());
            if (count > 0) transaction.appendEntry(EntryType.REWRAPPED, "", Map.of("keys", Integer.toString(count)));
            return count;
        });
        writer.runOnThread(() -> replica.rewrapKeys(stored -> stored.key().epoch() == keys.epoch()
                ? stored
                : writer.caseKeyring().withRewrappedKey(stored)));
        keys.destroyOlderKeys();
    }

    /// Makes a copy of the whole journal under a key of its own, for central; it is deleted when it is closed.
    /// One at a time.
    public JournalSnapshot makeSnapshot() {
        return JournalSnapshot.of(file, keys);
    }

    /// The copy was written into a file that may now leave the terminal.
    ///
    /// @param sha256 of that file, hex
    /// @param by the person who carries it
    public void recordExport(JournalSnapshot snapshot, String sha256, String by) {
        var words = Map.of(
                "by",
                by,
                "seq",
                Long.toString(snapshot.chainEnd().seq()),
                "head",
                snapshot.chainEnd().hash(),
                "sha256",
                sha256);
        writer.commitChange(transaction -> transaction.appendEntry(EntryType.EXPORTED, "", words));
    }

    /// Verifies this journal's own file from the first entry to the last, while it is in use.
    public VerificationResult verifyOwnFile() {
        return JournalVerifier.verifyFile(file, keys, 0);
    }
}
