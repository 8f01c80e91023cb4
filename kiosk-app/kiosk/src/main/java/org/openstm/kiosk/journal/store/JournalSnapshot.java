package org.openstm.kiosk.journal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.crypto.SealedValue;
import org.openstm.kiosk.journal.model.ChainEnd;
import org.openstm.kiosk.journal.model.JournalException;

/// A snapshot of the whole journal for a reader without the terminal's keys: the living keys of the cases are
/// wrapped by a key of this copy, which is in memory only. No person is in clear in the file; what was deleted
/// stays deleted; the chain is unchanged, since it does not cover how keys are wrapped.
///
/// The file lies beside the journal's own and is deleted when this is closed, or at the journal's next start.
public final class JournalSnapshot implements AutoCloseable {
    private static final List<String> BESIDE = List.of("", "-journal", "-wal", "-shm");
    private static final String END = "SELECT seq, hash FROM head";

    private final Path journal;
    private final HandoverKeyStore keys;
    private final ChainEnd end;

    private JournalSnapshot(Path journal, HandoverKeyStore keys, ChainEnd end) {
        this.journal = journal;
        this.keys = keys;
        this.end = end;
    }

    /// Unwraps by the journal's keys, wraps by the copy's.
    private record HandoverKeyStore(JournalKeyStore from, int epoch, byte[] key) implements JournalKeyStore {
        @Override
        public byte[] wrapKey(byte[] caseKey, byte[] context) {
            return SealedValue.sealBytes(CipherSuite.STANDARD, key, caseKey, context);
        }

        @Override
        public byte[] unwrapKey(int epoch, byte[] wrapped, byte[] context) {
            return from.unwrapKey(epoch, wrapped, context);
        }

        @Override
        public void beginEpoch() {
            throw new IllegalStateException("a copy has one key");
        }

        @Override
        public void destroyOlderKeys() {
            throw new IllegalStateException("a copy has one key");
        }

        @Override
        public String toString() {
            return "HandoverKeyStore";
        }
    }

    public static JournalSnapshot of(Path journal, JournalKeyStore keys) {
        deleteLeftovers(journal);
        Path file = snapshotFile(journal);
        var handover = new HandoverKeyStore(keys, keys.epoch() + 1, SealedValue.generateKey(CipherSuite.STANDARD));
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            copyInto(journal, file);
            return new JournalSnapshot(journal, handover, rewrapKeys(file, handover));
        } catch (IOException | SQLException broken) {
            deleteLeftovers(journal);
            throw new JournalException("the journal cannot be copied: " + broken.getMessage(), broken);
        } catch (RuntimeException broken) {
            deleteLeftovers(journal);
            throw broken;
        }
    }

    private static Path snapshotFile(Path journal) {
        return journal.resolveSibling(journal.getFileName() + ".copy");
    }

    /// On a connection of its own, so that no case waits for it.
    private static void copyInto(Path journal, Path into) throws SQLException {
        try (var reader = JournalSchema.openForReading(journal)) {
            try (var statement = reader.createStatement()) {
                statement.execute("PRAGMA query_only=0"); // only the new file can be written
            }
            try (var vacuum = reader.prepareStatement("VACUUM INTO ?")) {
                vacuum.setString(1, into.toString());
                vacuum.execute();
            }
        }
    }

    private static ChainEnd rewrapKeys(Path file, HandoverKeyStore keys) throws SQLException {
        try (var statements = new StatementCache(openScratch(file))) {
            int _ = new CaseKeyring(keys).rewrapKeys(statements);
            try (var row = statements.prepareStatement(END).executeQuery()) {
                row.next();
                var end = new ChainEnd(row.getLong(1), HashChain.toHex(row.getBytes(2)));
                statements.connection().commit();
                return end;
            }
        }
    }

    /// A file that is useless after the process needs no log on the disk.
    private static Connection openScratch(Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
        try (var statement = connection.createStatement()) {
            for (var setting :
                    List.of("journal_mode=MEMORY", "synchronous=OFF", "secure_delete=ON", "trusted_schema=0"))
                statement.execute("PRAGMA " + setting);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException broken) {
            connection.close();
            throw broken;
        }
    }

    /// Deletes what an interrupted export left.
    public static void deleteLeftovers(Path journal) {
        try {
            for (String part : BESIDE) {
                var copy = snapshotFile(journal);
                Files.deleteIfExists(copy.resolveSibling(copy.getFileName() + part));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the copy of an earlier export cannot be removed", broken);
        }
    }

    public Path file() {
        return snapshotFile(journal);
    }

    /// The end of the chain in the copy.
    public ChainEnd chainEnd() {
        return end;
    }

    /// The text of a key file ([FileKeyStore]) that opens the copy.
    public String keyText() {
        return keys.epoch() + " " + HexFormat.of().formatHex(keys.key()) + "\n";
    }

    @Override
    public void close() {
        deleteLeftovers(journal);
    }

    @Override
    public String toString() {
        return "JournalSnapshot[" + end.seq() + "]";
    }
}
