package org.openstm.kiosk.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.store.JournalReader;
import org.openstm.kiosk.journal.store.JournalSchema;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.StatementCache;
import org.openstm.kiosk.journal.store.StoredCaseQueries;
import org.openstm.kiosk.journal.store.StoredCaseReplica;

/// Compares the replica with the journal at each start, before the journal is written to: each shows what the
/// other one lost.
final class ReplicaReconciler {
    /// The second copy was made good.
    private static final String REPAIRED = FindingKind.SECOND_COPY_REPAIRED.text();

    private static final String HASH = "SELECT hash FROM journal WHERE seq = ?";
    private static final String BEGIN = "SELECT seq FROM start";

    private final StoredCaseReplica copy;
    private final String terminal;

    ReplicaReconciler(StoredCaseReplica copy, String terminal) {
        this.copy = copy;
        this.terminal = terminal;
    }

    /// Whether the file lost its end although the rest is intact: SQLite ignores everything after the first
    /// damaged frame of its log. The replica records each commit that reached the disk.
    ///
    /// @param lastSequence as stored in the lock file
    Optional<String> findLostEnd(StatementCache statements, long lastSequence) throws SQLException {
        if (JournalSchema.fileVersion(statements.connection()) < JournalSchema.VERSION) return Optional.empty();
        long end = JournalWriter.readHead(statements.connection()).seq();
        long known = lastSequence;
        if (copy.journalPosition().isPresent() && !isForeign()) {
            long seen = copy.journalPosition().get().seq();
            known = Math.max(known, copy.isPositionTorn() ? seen + 1 : seen);
        }
        if (known <= end) return Optional.empty();
        return Optional.of(
                "the journal ends at entry " + end + ", and entry " + known + " was on the disk: its end was lost");
    }

    /// The last sequence of a terminal's journal that a replica knows; 0 if it belongs to another journal.
    static long lastKnownSequence(Path copy, Path journal) {
        if (!Files.isRegularFile(copy) || !Files.isRegularFile(journal)) return 0;
        try (var read = StoredCaseReplica.open(copy)) {
            var terminal = JournalReader.readTerminal(journal);
            return read.journalPosition()
                    .filter(seen -> seen.terminal().equals(terminal))
                    .map(StoredCaseReplica.JournalPosition::seq)
                    .orElse(0L);
        } catch (JournalException damaged) {
            return 0; // the journal is damaged in another way, which is reported
        }
    }

    /// Restores what the journal lacks, and rewrites the replica from the open cases of the journal. Both are
    /// reported.
    ///
    /// @param fresh the journal was just created, and already contains the replica's cases
    void reconcileReplica(JournalWriter writer, boolean fresh, long nowMs) throws SQLException {
        var statements = writer.openStatements();
        var missing = fresh ? List.<StoredCaseReplica.ReplicatedCase>of() : findMissingCases(statements);
        var problems = fresh ? List.<String>of() : describeProblems(statements, missing);
        if (!problems.isEmpty()) {
            var aside = copy.keepFoundFile(nowMs);
            writer.runTransaction(sheet -> {
                int back = 0;
                for (var stored : missing) if (CaseRestorer.restoreCase(sheet, stored)) back++;
                var words = new ArrayList<>(problems);
                if (!missing.isEmpty())
                    words.add("cases brought back into the journal: " + back + ", not readable: "
                            + (missing.size() - back));
                aside.ifPresent(path -> words.add("the file as it was found: " + path.getFileName()));
                FindingJournal.insertFinding(sheet, "", REPAIRED);
                return sheet.appendEntry(EntryType.NOTE, "", Map.of("kind", REPAIRED, "why", String.join("; ", words)));
            });
        }
        var end = writer.currentHead();
        copy.rewriteFrom(
                StoredCaseQueries.openCases(writer.openStatements()),
                new StoredCaseReplica.JournalPosition(end.seq(), end.hash(), terminal));
    }

    /// Cases of the replica that are missing in the journal and that a citizen may have been promised.
    private List<StoredCaseReplica.ReplicatedCase> findMissingCases(StatementCache statements) throws SQLException {
        if (isForeign()) return List.of();
        var promised = compareCourse(statements) == JournalCourse.SAME ? copy.promisedCases() : copy.livingCases();
        var missing = new ArrayList<StoredCaseReplica.ReplicatedCase>();
        for (var stored : promised) if (!StoredCaseQueries.isKnown(statements, stored.txId())) missing.add(stored);
        return missing;
    }

    /// Description for staff; empty when the replica was as expected.
    private List<String> describeProblems(StatementCache statements, List<StoredCaseReplica.ReplicatedCase> missing)
            throws SQLException {
        var problems = new ArrayList<String>();
        if (copy.isBlank()) problems.add("the second copy was gone or empty");
        else if (isForeign())
            problems.add("the second copy is of terminal "
                    + copy.journalPosition()
                            .map(StoredCaseReplica.JournalPosition::terminal)
                            .orElse(""));
        else if (compareCourse(statements) == JournalCourse.OTHER)
            problems.add("the second copy knows another course of the journal");
        if (copy.damagedPlaces() > 0)
            problems.add("places of the second copy that could not be read: " + copy.damagedPlaces());
        var had = copy.livingCases().stream()
                .map(StoredCaseReplica.ReplicatedCase::txId)
                .collect(Collectors.toSet());
        long lacked = StoredCaseQueries.openCases(statements).stream()
                .filter(stored -> !had.contains(stored.txId()))
                .count();
        if (lacked > 0) problems.add("open cases that it lacked and has again: " + lacked);
        if (problems.isEmpty() && !missing.isEmpty()) problems.add("the second copy has cases that the journal lacks");
        return problems;
    }

    private boolean isForeign() {
        return copy.journalPosition()
                .filter(seen -> !seen.terminal().equals(terminal))
                .isPresent();
    }

    private enum JournalCourse {
        SAME,
        /// The replica was missing while the journal went on from an earlier point or began again.
        OTHER,
        /// A file of an earlier release does not contain this.
        UNKNOWN
    }

    private JournalCourse compareCourse(StatementCache statements) throws SQLException {
        if (copy.journalPosition().isEmpty()) return JournalCourse.UNKNOWN;
        var seen = copy.journalPosition().get();
        try (var row = statements.prepareStatement(BEGIN).executeQuery()) {
            if (row.next() && row.getLong(1) == seen.seq())
                return JournalCourse.SAME; // all entries before it were deleted by retention
        }
        var query = statements.prepareStatement(HASH);
        query.setLong(1, seen.seq());
        try (var row = query.executeQuery()) {
            return row.next() && Arrays.equals(row.getBytes(1), seen.hash()) ? JournalCourse.SAME : JournalCourse.OTHER;
        }
    }
}
