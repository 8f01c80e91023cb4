package org.openstm.kiosk.reference.terminals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.TerminalCommand;
import org.openstm.kiosk.reference.store.Database;

/// Commands of central to terminals, and their results. A terminal receives its own with each heartbeat until
/// it has reported their results.
public final class CommandQueue {
    private static final String ADD =
            "INSERT INTO command(terminal, id, kind, expires_ms, signed, outcome, done_ms) VALUES (?, ?, ?, ?, ?, '', 0)";
    private static final String OPEN =
            "SELECT signed FROM command WHERE terminal = ? AND outcome = '' ORDER BY expires_ms, id";
    private static final String DONE =
            "UPDATE command SET outcome = ?, done_ms = ? WHERE terminal = ? AND id = ? AND outcome = ''";

    private final Database database;
    private final SigningKey key;

    public CommandQueue(Database database, SigningKey key) {
        this.database = database;
        this.key = key;
    }

    /// @param id a UUID that no earlier command had
    public void queueCommand(String id, String terminal, TerminalCommand.CommandType kind, Duration good, Instant now) {
        var plain = new TerminalCommand(id, terminal, kind.wireText(), now, now.plus(good), "");
        byte[] signed = key.toSignedBytes(plain.toJsonTree());
        database.inTransaction(b -> {
            b.executeUpdate(
                    ADD, terminal, plain.id(), plain.kind(), plain.expires().toEpochMilli(), signed);
            return true;
        });
    }

    public List<TerminalCommand> listOpenCommands(String terminal) {
        return database.inTransaction(b -> {
            var all = new ArrayList<TerminalCommand>();
            b.queryAll(OPEN, row -> all.add(TerminalCommand.of(StrictJson.parse(row.getBytes(1)))), terminal);
            return all;
        });
    }

    public boolean recordOutcome(String terminal, String id, String outcome, Instant now) {
        return database.inTransaction(b -> b.executeUpdate(DONE, outcome, now.toEpochMilli(), terminal, id) > 0);
    }

    /// A terminal's recent commands and their results, for [MonitoringPages].
    public List<Map.Entry<String, String>> listRecentOutcomes(String terminal) {
        return database.inTransaction(b -> {
            var all = new ArrayList<Map.Entry<String, String>>();
            b.queryAll(
                    "SELECT kind, outcome FROM command WHERE terminal = ? ORDER BY expires_ms DESC, id",
                    row -> all.add(Map.entry(row.getString(1), row.getString(2))),
                    terminal);
            return all.subList(0, Math.min(10, all.size()));
        });
    }
}
