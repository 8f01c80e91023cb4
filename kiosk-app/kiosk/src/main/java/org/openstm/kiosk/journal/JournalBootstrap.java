package org.openstm.kiosk.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.store.HashChain;
import org.openstm.kiosk.journal.store.JournalSchema;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.StatementCache;
import org.openstm.kiosk.journal.store.StoredCaseQueries;
import org.openstm.kiosk.journal.store.StoredCaseReplica;
import org.openstm.kiosk.journal.verify.FileQuarantine;

/// Opens, creates or migrates the journal file at start-up, or rebuilds it from the replica if it was damaged
/// or missing.
final class JournalBootstrap {
    /// Sequences are printed on papers. A new journal skips those that the lost one may have used.
    private static final long LEFT_OUT = 100_000;

    private static final String REBUILT = FindingKind.JOURNAL_REBUILT.text();

    private static final String BEGIN_AT = "UPDATE start SET seq = ?";

    private final Path file;
    private final CipherSuite suite;
    private final String terminal;
    private final StoredCaseReplica copy;
    private final long lastSequence;
    private final InstantSource clock;

    /// @param lastSequence of an earlier start, 0 if there was none
    JournalBootstrap(
            Path file,
            CipherSuite suite,
            String terminal,
            StoredCaseReplica copy,
            long lastSequence,
            InstantSource clock) {
        this.file = file;
        this.suite = suite;
        this.terminal = terminal;
        this.copy = copy;
        this.lastSequence = lastSequence;
        this.clock = clock;
    }

    /// On the journal's own thread.
    boolean prepareFile(JournalWriter writer) throws SQLException {
        var reconciler = new ReplicaReconciler(copy, terminal);
        FileQuarantine.keepLog(file);
        var damage = FileQuarantine.findDamage(file);
        var left = JournalRemnant.NOTHING;
        if (damage.isEmpty() && Files.exists(file)) {
            try (var statements = new StatementCache(JournalSchema.openForReading(file))) {
                damage = reconciler.findLostEnd(statements, lastSequence);
                if (damage.isPresent()) left = JournalRemnant.of(statements, writer.caseKeyring(), terminal);
            }
        }
        var lost = damage.map(this::quarantineFile);
        var connection = writer.openStatements().connection();
        int found = JournalSchema.fileVersion(connection);
        if (found == 0) {
            createFile(writer, lost, left);
        } else if (found == 1) {
            JournalMigration.migrateFromFirstRelease(writer, file, terminal);
        } else if (found > JournalSchema.VERSION
                && JournalSchema.oldestUsableRelease(connection) > JournalSchema.VERSION) {
            throw new JournalException(
                    "the journal's file is of release " + found + ", which this one cannot use: start the newer one",
                    null);
        }
        FileQuarantine.deleteKeptLog(file);
        reconciler.reconcileReplica(writer, found == 0, clock.millis());
        return true;
    }

    private Map<String, String> quarantineFile(String damage) {
        try {
            var folder = FileQuarantine.moveAside(file, clock.millis());
            var digest = HashChain.toHex(HashChain.sha256(Files.readAllBytes(folder.resolve(file.getFileName()))));
            return Map.of("damage", damage, "quarantine", folder.getFileName().toString(), "sha256", digest);
        } catch (IOException broken) {
            throw new UncheckedIOException("the damaged journal cannot be put aside", broken);
        }
    }

    private void createFile(JournalWriter writer, Optional<Map<String, String>> lost, JournalRemnant left)
            throws SQLException {
        var promised = copy.promisedCases();
        long last = Math.max(copy.lastSequence(), Math.max(lastSequence, left.lastSeq()));
        boolean anew = lost.isPresent() || last > 0;
        var found = anew ? copy.keepFoundFile(clock.millis()) : Optional.<Path>empty();
        writer.runTransaction(sheet -> {
            for (String table : JournalSchema.TABLES) sheet.executeDefinition(table);
            JournalSchema.initialiseTables(sheet, terminal, suite);
            sheet.makeCaseKey("");
            if (anew) {
                sheet.executeUpdate(BEGIN_AT, last + LEFT_OUT);
                sheet.startAfter(last + LEFT_OUT);
            }
            var words = new HashMap<>(lost.orElse(Map.of()));
            words.put("terminal", terminal);
            sheet.appendEntry(EntryType.OPENED, "", words);
            if (anew) restoreCases(sheet, promised, left, found);
            return true;
        });
    }

    private void restoreCases(
            JournalWriter.JournalTransaction sheet,
            List<StoredCaseReplica.ReplicatedCase> promised,
            JournalRemnant left,
            Optional<Path> found)
            throws SQLException {
        int restored = 0;
        int unreadable = copy.damagedPlaces();
        for (var stored : promised) {
            if (CaseRestorer.restoreCase(sheet, stored)) restored++;
            else unreadable++;
        }
        // an intact replica shows which of them ended after what is left of the journal
        if (copy.damagedPlaces() > 0 || copy.isBlank())
            for (var stored : left.open())
                if (!StoredCaseQueries.isKnown(sheet.statements(), stored.txId())
                        && CaseRestorer.restoreCase(sheet, stored)) restored++;
        String why = "the journal began anew; stored cases were taken from the second copy: " + restored
                + ", not readable: " + unreadable
                + found.map(path -> "; the second copy as it was found: " + path.getFileName())
                        .orElse("");
        FindingJournal.insertFinding(sheet, "", REBUILT);
        sheet.appendEntry(EntryType.NOTE, "", Map.of("kind", REBUILT, "why", why));
        for (var stored : left.online()) {
            boolean _ = CaseRestorer.handToStaff(sheet, stored);
        }
        for (var note : left.findings()) {
            FindingJournal.insertFinding(sheet, "", note.kind());
            sheet.appendEntry(EntryType.NOTE, "", Map.of("kind", note.kind(), "why", note.text()));
        }
    }
}
