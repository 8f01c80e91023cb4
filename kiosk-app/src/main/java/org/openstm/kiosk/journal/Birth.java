package org.openstm.kiosk.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How a journal's file comes to be fit for use: it is there and whole, it is made, it is carried over from an earlier
/// release, or it is made anew from the second copy because it was damaged or gone.
final class Birth {
    /// Sequences stand on papers. A journal that begins anew leaves out what the lost one may have used.
    private static final long LEFT_OUT = 100_000;

    private static final String BEGIN_AT = "UPDATE start SET seq = ?";

    private final Path file;
    private final Suite suite;
    private final String terminal;
    private final SecondCopy copy;
    private final InstantSource clock;

    Birth(Path file, Suite suite, String terminal, SecondCopy copy, InstantSource clock) {
        this.file = file;
        this.suite = suite;
        this.terminal = terminal;
        this.copy = copy;
        this.clock = clock;
    }

    /// On the journal's own thread.
    boolean prepare(Writer writer) throws SQLException {
        var damage = Quarantine.damage(file);
        var lost = damage.map(this::lay);
        var connection = writer.open().connection();
        int found = Schema.version(connection);
        if (found == 0) {
            make(writer, lost);
        } else if (found == 1) {
            CarryOver.fromFirst(writer, file, terminal);
        } else if (found > Schema.VERSION && Schema.oldestUser(connection) > Schema.VERSION) {
            throw new JournalTrouble(
                    "the journal's file is of release " + found + ", which this one cannot use: start the newer one",
                    null);
        }
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

    private void make(Writer writer, Optional<Map<String, String>> lost) throws SQLException {
        var living = copy.living();
        boolean anew = lost.isPresent() || copy.lastSeq() > 0;
        writer.begin(sheet -> {
            for (String table : Schema.TABLES) sheet.define(table);
            Schema.begin(sheet, terminal, suite);
            sheet.makeKey("");
            if (anew) {
                sheet.update(BEGIN_AT, copy.lastSeq() + LEFT_OUT);
                sheet.beginAt(copy.lastSeq() + LEFT_OUT);
            }
            var words = new HashMap<>(lost.orElse(Map.of()));
            words.put("terminal", terminal);
            words.put("restored", Integer.toString(living.size()));
            words.put("unreadable", Integer.toString(copy.damaged()));
            if (anew) {
                words.put(
                        "why",
                        "the journal began anew; stored cases were taken from the second copy: " + living.size()
                                + ", not readable: " + copy.damaged());
                sheet.update(Journal.ADD_FINDING, sheet.nextSeq(), "", "journal-rebuilt");
            }
            sheet.append(Kind.OPENED, "", words);
            for (var stored : living) restore(sheet, stored);
            return true;
        });
    }

    /// Nobody knows whether it was sent: recovery asks the centre before anything else.
    private static void restore(Writer.Sheet sheet, SecondCopy.Stored stored) throws SQLException {
        String txId = stored.txId();
        var key = sheet.keyring().adopt(sheet.statements(), txId, stored.key(), sheet.nowMs());
        byte[] request = key.open(stored.request(), Shelf.requestContext(txId));
        var files = stored.files().stream().map(file -> file.open(key, txId)).toList();
        sheet.update(
                Journal.ADD_CASE,
                txId,
                stored.service(),
                stored.serviceVersion(),
                CaseState.INTENT.kind().code(),
                stored.sessionId(),
                1,
                stored.code(),
                key.seal(request, Shelf.requestContext(txId)),
                stored.openedSeq(),
                stored.openedMs());
        Enclosures.add(sheet, txId, Enclosures.sealed(key, txId, files));
        sheet.append(Kind.INTENT, txId, Enclosures.words(stored.service(), request, files));
        sheet.update(Journal.MOVE, CaseState.SENDING.kind().code(), 1, "a lost journal", null, txId, 1);
        sheet.append(Kind.SENDING, txId, Map.of("run", "a lost journal"));
    }
}
