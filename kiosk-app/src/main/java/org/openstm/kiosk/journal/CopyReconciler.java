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

/// Holds the second copy against the journal at each start, before the journal is written to: each is there to tell
/// what the other one lost.
final class CopyReconciler {
    /// The second copy was made good.
    private static final String REPAIRED = "second-copy-repaired";

    private static final String HASH = "SELECT hash FROM journal WHERE seq = ?";
    private static final String BEGIN = "SELECT seq FROM start";

    private final SecondCopy copy;
    private final String terminal;

    CopyReconciler(SecondCopy copy, String terminal) {
        this.copy = copy;
        this.terminal = terminal;
    }

    /// Whether the file lost its end although what is left of it is whole: SQLite passes over what follows the first
    /// damaged frame of its log. The second copy has heard of each commit that was on the disk.
    ///
    /// @param lastSequence as the lock file has it
    Optional<String> lostEnd(Statements statements, long lastSequence) throws SQLException {
        if (Schema.version(statements.connection()) < Schema.VERSION) return Optional.empty();
        long end = Writer.readHead(statements.connection()).seq();
        long known = lastSequence;
        if (copy.seen().isPresent() && !foreign()) {
            long seen = copy.seen().get().seq();
            known = Math.max(known, copy.tornSeen() ? seen + 1 : seen);
        }
        if (known <= end) return Optional.empty();
        return Optional.of(
                "the journal ends at entry " + end + ", and entry " + known + " was on the disk: its end was lost");
    }

    /// How far a second copy says that a terminal's journal came; 0 if it does not speak of that journal.
    static long lastKnown(Path copy, Path journal) {
        if (!Files.isRegularFile(copy) || !Files.isRegularFile(journal)) return 0;
        try (var read = SecondCopy.open(copy)) {
            var terminal = Shelf.terminalOf(journal);
            return read.seen()
                    .filter(seen -> seen.terminal().equals(terminal))
                    .map(SecondCopy.Seen::seq)
                    .orElse(0L);
        } catch (JournalTrouble damaged) {
            return 0; // the journal is damaged in another way, which is said
        }
    }

    /// Brings back what the journal lacks, and writes the copy anew from what the journal has open. Both are said.
    ///
    /// @param fresh the journal was just made, and the copy's cases are in it already
    void reconcile(Writer writer, boolean fresh, long nowMs) throws SQLException {
        var statements = writer.open();
        var missing = fresh ? List.<SecondCopy.Stored>of() : missing(statements);
        var problems = fresh ? List.<String>of() : problems(statements, missing);
        if (!problems.isEmpty()) {
            var aside = copy.layAside(nowMs);
            writer.begin(sheet -> {
                int back = 0;
                for (var stored : missing) if (CaseRestorer.restore(sheet, stored)) back++;
                var words = new ArrayList<>(problems);
                if (!missing.isEmpty())
                    words.add("cases brought back into the journal: " + back + ", not readable: "
                            + (missing.size() - back));
                aside.ifPresent(path -> words.add("the file as it was found: " + path.getFileName()));
                sheet.update(Journal.ADD_FINDING, sheet.nextSeq(), "", REPAIRED);
                return sheet.append(Kind.NOTE, "", Map.of("kind", REPAIRED, "why", String.join("; ", words)));
            });
        }
        var end = writer.head();
        copy.begin(StoredCases.open(writer.open()), new SecondCopy.Seen(end.seq(), end.hash(), terminal));
    }

    /// Cases of the copy that the journal has never heard of and that somebody may have been promised.
    private List<SecondCopy.Stored> missing(Statements statements) throws SQLException {
        if (foreign()) return List.of();
        var promised = course(statements) == Course.SAME ? copy.promised() : copy.living();
        var missing = new ArrayList<SecondCopy.Stored>();
        for (var stored : promised) if (!StoredCases.isKnown(statements, stored.txId())) missing.add(stored);
        return missing;
    }

    /// In words for staff; empty when the copy was as it must be.
    private List<String> problems(Statements statements, List<SecondCopy.Stored> missing) throws SQLException {
        var problems = new ArrayList<String>();
        if (copy.blank()) problems.add("the second copy was gone or empty");
        else if (foreign())
            problems.add("the second copy is of terminal "
                    + copy.seen().map(SecondCopy.Seen::terminal).orElse(""));
        else if (course(statements) == Course.OTHER)
            problems.add("the second copy knows another course of the journal");
        if (copy.damaged() > 0) problems.add("places of the second copy that could not be read: " + copy.damaged());
        var had = copy.living().stream().map(SecondCopy.Stored::txId).collect(Collectors.toSet());
        long lacked = StoredCases.open(statements).stream()
                .filter(stored -> !had.contains(stored.txId()))
                .count();
        if (lacked > 0) problems.add("open cases that it lacked and has again: " + lacked);
        if (problems.isEmpty() && !missing.isEmpty()) problems.add("the second copy has cases that the journal lacks");
        return problems;
    }

    private boolean foreign() {
        return copy.seen().filter(seen -> !seen.terminal().equals(terminal)).isPresent();
    }

    private enum Course {
        SAME,
        /// The copy was away while the journal went on from an earlier point or began anew.
        OTHER,
        /// A file of an earlier release does not say.
        UNKNOWN
    }

    private Course course(Statements statements) throws SQLException {
        if (copy.seen().isEmpty()) return Course.UNKNOWN;
        var seen = copy.seen().get();
        try (var row = statements.of(BEGIN).executeQuery()) {
            if (row.next() && row.getLong(1) == seen.seq()) return Course.SAME; // all before it was forgotten in time
        }
        var query = statements.of(HASH);
        query.setLong(1, seen.seq());
        try (var row = query.executeQuery()) {
            return row.next() && Arrays.equals(row.getBytes(1), seen.hash()) ? Course.SAME : Course.OTHER;
        }
    }
}
