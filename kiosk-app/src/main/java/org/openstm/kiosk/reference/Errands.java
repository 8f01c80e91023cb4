package org.openstm.kiosk.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.Command;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.KioskKey;

/// What the centre wants terminals to do, and what became of it. A terminal fetches its own with
/// each heartbeat until it has said what became of them.
final class Errands {
    private static final String ADD =
            "INSERT INTO command(terminal, id, kind, expires_ms, signed, outcome, done_ms) VALUES (?, ?, ?, ?, ?, '', 0)";
    private static final String OPEN =
            "SELECT signed FROM command WHERE terminal = ? AND outcome = '' ORDER BY expires_ms, id";
    private static final String DONE =
            "UPDATE command SET outcome = ?, done_ms = ? WHERE terminal = ? AND id = ? AND outcome = ''";

    private final Books books;
    private final KioskKey key;

    Errands(Books books, KioskKey key) {
        this.books = books;
        this.key = key;
    }

    /// @param id a UUID that no command had before
    void give(String id, String terminal, Command.Kind kind, Duration good, Instant now) {
        var plain = new Command(id, terminal, kind.text(), now, now.plus(good), "");
        byte[] signed = key.signed(plain.tree());
        books.together(b -> {
            b.change(ADD, terminal, plain.id(), plain.kind(), plain.expires().toEpochMilli(), signed);
            return true;
        });
    }

    List<Command> open(String terminal) {
        return books.together(b -> {
            var all = new ArrayList<Command>();
            b.all(OPEN, row -> all.add(Command.of(Json.parse(row.getBytes(1)))), terminal);
            return all;
        });
    }

    boolean done(String terminal, String id, String outcome, Instant now) {
        return books.together(b -> b.change(DONE, outcome, now.toEpochMilli(), terminal, id) > 0);
    }

    /// What a terminal was told lately, and what became of it: for [Pages].
    List<Map.Entry<String, String>> lately(String terminal) {
        return books.together(b -> {
            var all = new ArrayList<Map.Entry<String, String>>();
            b.all(
                    "SELECT kind, outcome FROM command WHERE terminal = ? ORDER BY expires_ms DESC, id",
                    row -> all.add(Map.entry(row.getString(1), row.getString(2))),
                    terminal);
            return all.subList(0, Math.min(10, all.size()));
        });
    }
}
