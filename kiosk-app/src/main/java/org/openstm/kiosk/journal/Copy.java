package org.openstm.kiosk.journal;

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

/// The whole journal at one moment, for somebody who has not the terminal's keys: the living keys
/// of the cases are wrapped anew under a key of this copy, which is in memory only. Nobody is in
/// clear in the file; what was forgotten stays forgotten; the chain holds as before, since it does
/// not cover how keys are wrapped.
///
/// The file lies beside the journal's own and is gone when this is closed, or at the journal's next
/// start.
public final class Copy implements AutoCloseable {
    private static final List<String> BESIDE = List.of("", "-journal", "-wal", "-shm");
    private static final String END = "SELECT seq, hash FROM head";

    private final Path journal;
    private final Handover keys;
    private final Witnessed end;

    private Copy(Path journal, Handover keys, Witnessed end) {
        this.journal = journal;
        this.keys = keys;
        this.end = end;
    }

    /// Opens by the journal's keys, wraps by the copy's.
    private record Handover(KeyStore from, int epoch, byte[] key) implements KeyStore {
        @Override
        public byte[] wrap(byte[] caseKey, byte[] context) {
            return Sealed.seal(Suite.STANDARD, key, caseKey, context);
        }

        @Override
        public byte[] unwrap(int epoch, byte[] wrapped, byte[] context) {
            return from.unwrap(epoch, wrapped, context);
        }

        @Override
        public void renew() {
            throw new IllegalStateException("a copy has one key");
        }

        @Override
        public void destroyOlder() {
            throw new IllegalStateException("a copy has one key");
        }

        @Override
        public String toString() {
            return "Handover";
        }
    }

    static Copy of(Path journal, KeyStore keys) {
        sweep(journal);
        Path file = beside(journal);
        var handover = new Handover(keys, keys.epoch() + 1, Sealed.freshKey(Suite.STANDARD));
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            vacuum(journal, file);
            return new Copy(journal, handover, handOver(file, handover));
        } catch (IOException | SQLException broken) {
            sweep(journal);
            throw new JournalTrouble("the journal cannot be copied: " + broken.getMessage(), broken);
        } catch (RuntimeException broken) {
            sweep(journal);
            throw broken;
        }
    }

    private static Path beside(Path journal) {
        return journal.resolveSibling(journal.getFileName() + ".copy");
    }

    /// On a connection of its own, so that a citizen's case need not wait for it.
    private static void vacuum(Path journal, Path into) throws SQLException {
        try (var reader = Schema.reader(journal)) {
            try (var statement = reader.createStatement()) {
                statement.execute("PRAGMA query_only=0"); // it may write nowhere but into the new file
            }
            try (var vacuum = reader.prepareStatement("VACUUM INTO ?")) {
                vacuum.setString(1, into.toString());
                vacuum.execute();
            }
        }
    }

    private static Witnessed handOver(Path file, Handover keys) throws SQLException {
        try (var statements = new Statements(scratch(file))) {
            int _ = new Keyring(keys).rewrap(statements);
            try (var row = statements.of(END).executeQuery()) {
                row.next();
                var end = new Witnessed(row.getLong(1), Chain.hex(row.getBytes(2)));
                statements.connection().commit();
                return end;
            }
        }
    }

    /// What is lost with the process needs no log on the disk.
    private static Connection scratch(Path file) throws SQLException {
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

    /// Removes what an export left that was stopped.
    static void sweep(Path journal) {
        try {
            for (String part : BESIDE) {
                var copy = beside(journal);
                Files.deleteIfExists(copy.resolveSibling(copy.getFileName() + part));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the copy of an earlier export cannot be removed", broken);
        }
    }

    public Path file() {
        return beside(journal);
    }

    /// The end of the chain in the copy.
    public Witnessed end() {
        return end;
    }

    /// The text of a key file ([FileKeyStore]) that opens the copy.
    public String key() {
        return keys.epoch() + " " + HexFormat.of().formatHex(keys.key()) + "\n";
    }

    @Override
    public void close() {
        sweep(journal);
    }

    @Override
    public String toString() {
        return "Copy[" + end.seq() + "]";
    }
}
