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

/// How a journal's file comes to be fit for use: it is there and whole, it is made, it is carried over from an
/// earlier release, or it is made anew from the second copy because it was damaged or gone.
final class Birth {
    /// Sequences stand on papers. A journal that begins anew leaves out what the lost one may have used.
    private static final long LEFT_OUT = 100_000;

    private static final String REBUILT = "journal-rebuilt";

    private static final String BEGIN_AT = "UPDATE start SET seq = ?";

    private final Path file;
    private final Suite suite;
    private final String terminal;
    private final SecondCopy copy;
    private final long lastSequence;
    private final InstantSource clock;

    /// @param lastSequence of an earlier start, 0 if there was none
    Birth(Path file, Suite suite, String terminal, SecondCopy copy, long lastSequence, InstantSource clock) {
        this.file = file;
        this.suite = suite;
        this.terminal = terminal;
        this.copy = copy;
        this.lastSequence = lastSequence;
        this.clock = clock;
    }

    /// On the journal's own thread.
    boolean prepare(Writer writer) throws SQLException {
        var reconciler = new CopyReconciler(copy, terminal);
        Quarantine.keepLog(file);
        var damage = Quarantine.damage(file);
        var left = LeftOver.NOTHING;
        if (damage.isEmpty() && Files.exists(file)) {
            try (var statements = new Statements(Schema.reader(file))) {
                damage = reconciler.lostEnd(statements, lastSequence);
                if (damage.isPresent()) left = LeftOver.of(statements, writer.keyring(), terminal);
            }
        }
        var lost = damage.map(this::lay);
        var connection = writer.open().connection();
        int found = Schema.version(connection);
        if (found == 0) {
            make(writer, lost, left);
        } else if (found == 1) {
            CarryOver.fromFirst(writer, file, terminal);
        } else if (found > Schema.VERSION && Schema.oldestUser(connection) > Schema.VERSION) {
            throw new JournalTrouble(
                    "the journal's file is of release " + found + ", which this one cannot use: start the newer one",
                    null);
        }
        Quarantine.forgetLog(file);
        reconciler.reconcile(writer, found == 0, clock.millis());
        return true;
    }

    private Map<String, String> lay(String damage) {
        try {
            var folder = Quarantine.aside(file, clock.millis());
            var digest = Chain.hex(Chain.sha256(Files.readAllBytes(folder.resolve(file.getFileName()))));
            return Map.of("damage", damage, "quarantine", folder.getFileName().toString(), "sha256", digest);
        } catch (IOException broken) {
            throw new UncheckedIOException("the damaged journal cannot be put aside", broken);
        }
    }

    private void make(Writer writer, Optional<Map<String, String>> lost, LeftOver left) throws SQLException {
        var promised = copy.promised();
        long last = Math.max(copy.lastSeq(), Math.max(lastSequence, left.lastSeq()));
        boolean anew = lost.isPresent() || last > 0;
        var found = anew ? copy.layAside(clock.millis()) : Optional.<Path>empty();
        writer.begin(sheet -> {
            for (String table : Schema.TABLES) sheet.define(table);
            Schema.begin(sheet, terminal, suite);
            sheet.makeKey("");
            if (anew) {
                sheet.update(BEGIN_AT, last + LEFT_OUT);
                sheet.beginAt(last + LEFT_OUT);
            }
            var words = new HashMap<>(lost.orElse(Map.of()));
            words.put("terminal", terminal);
            sheet.append(Kind.OPENED, "", words);
            if (anew) restore(sheet, promised, left, found);
            return true;
        });
    }

    private void restore(Writer.Sheet sheet, List<SecondCopy.Stored> promised, LeftOver left, Optional<Path> found)
            throws SQLException {
        int restored = 0;
        int unreadable = copy.damaged();
        for (var stored : promised) {
            if (CaseRestorer.restore(sheet, stored)) restored++;
            else unreadable++;
        }
        // a sound second copy knows which of them ended behind what is left of the journal
        if (copy.damaged() > 0 || copy.blank())
            for (var stored : left.open())
                if (!StoredCases.isKnown(sheet.statements(), stored.txId()) && CaseRestorer.restore(sheet, stored))
                    restored++;
        String why = "the journal began anew; stored cases were taken from the second copy: " + restored
                + ", not readable: " + unreadable
                + found.map(path -> "; the second copy as it was found: " + path.getFileName())
                        .orElse("");
        sheet.update(Journal.ADD_FINDING, sheet.nextSeq(), "", REBUILT);
        sheet.append(Kind.NOTE, "", Map.of("kind", REBUILT, "why", why));
        for (var stored : left.online()) {
            boolean _ = CaseRestorer.handToStaff(sheet, stored);
        }
        for (var note : left.findings()) {
            sheet.update(Journal.ADD_FINDING, sheet.nextSeq(), "", note.kind());
            sheet.append(Kind.NOTE, "", Map.of("kind", note.kind(), "why", note.text()));
        }
    }
}
