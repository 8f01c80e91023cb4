package org.openstm.kiosk.journal.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.model.EntryText;
import org.openstm.kiosk.journal.model.JournalException;

/// The reading side of the journal: one read-only connection, one caller at a time. What is read stands in the
/// classes of queries, one per subject.
public final class JournalReader implements AutoCloseable {
    private static final String TERMINAL = "SELECT terminal FROM start";

    interface RowMapper<T> {
        T readRow(ResultSet row) throws SQLException;
    }

    /// Reads by more than one statement while no other caller reads.
    interface ReadWork<T> {
        T readFrom(StatementCache statements, CaseKeyring keyring) throws SQLException;
    }

    private final StatementCache statements;
    private final CaseKeyring keyring;
    private final String terminal;
    private final ReentrantLock turn = new ReentrantLock();
    private boolean closed;

    public JournalReader(StatementCache statements, CaseKeyring keyring, String terminal) {
        this.statements = statements;
        this.keyring = keyring;
        this.terminal = terminal;
    }

    /// Opens a file of any terminal, which no process need be writing.
    public static JournalReader of(Path file, JournalKeyStore keys) {
        try {
            return new JournalReader(
                    new StatementCache(JournalSchema.openForReading(file)), new CaseKeyring(keys), readTerminal(file));
        } catch (SQLException broken) {
            throw new JournalException("the journal's file cannot be read", broken);
        }
    }

    public static String readTerminal(Path file) {
        if (!Files.isRegularFile(file)) throw new JournalException("there is no journal at " + file, null);
        try (var statements = new StatementCache(JournalSchema.openForReading(file));
                var row = statements.prepareStatement(TERMINAL).executeQuery()) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException broken) {
            throw new JournalException("the journal's file cannot be read", broken);
        }
    }

    /// A journal copied from another terminal would send that terminal's cases under this one's name.
    public void requireTerminal(String asked) {
        String found = queryRows(TERMINAL, row -> row.getString(1)).stream()
                .findFirst()
                .orElse("");
        if (!found.equals(asked)) throw wrongTerminalError(found, asked);
    }

    public static JournalException wrongTerminalError(String found, String asked) {
        return new JournalException("the journal belongs to terminal " + found + ", not to " + asked, null);
    }

    Map<String, String> entryValues(String txId, byte[] body, long seq, int kind) throws SQLException {
        return EntryText.parseValues(
                keyring.findCaseKey(statements, txId).openBytes(body, SealContext.entryContext(seq, kind)));
    }

    /// Of the terminal to which the file belongs.
    String terminal() {
        return terminal;
    }

    CaseKeyring.CaseKey findCaseKey(String txId) throws SQLException {
        return keyring.findCaseKey(statements, txId);
    }

    boolean isKeyDestroyed(String txId) throws SQLException {
        return keyring.isDestroyed(statements, txId);
    }

    <T> List<T> queryRows(String query, RowMapper<T> mapper, Object... values) {
        return readAlone((statements, _) -> {
            var statement = statements.prepareStatement(query);
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) found.add(mapper.readRow(rows));
            }
            return found;
        });
    }

    <T> T readAlone(ReadWork<T> work) {
        turn.lock();
        try {
            if (closed) throw new JournalException("the journal is closed", null);
            return work.readFrom(statements, keyring);
        } catch (SQLException broken) {
            throw new JournalException("the journal's file cannot be read", broken);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            statements.close();
        } catch (SQLException broken) {
            throw new JournalException("the journal's file cannot be closed", broken);
        } finally {
            turn.unlock();
        }
    }
}
