package org.openstm.kiosk.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Looks at a journal's file before it is used, and puts a damaged one aside, whole, for those who will ask.
final class Quarantine {
    private static final List<String> BESIDE = List.of("-wal", "-shm");

    private Quarantine() {}

    /// @return what is wrong with the file, empty if it is whole or not there
    /// @throws SQLException if the file cannot be judged: the disk fails, another program has it
    static Optional<String> damage(Path file) throws SQLException {
        if (!Files.exists(file)) return Optional.empty();
        try (var statements = new Statements(Schema.writer(file))) {
            return damage(statements);
        } catch (SQLException broken) {
            if (saysDamaged(broken)) return Optional.of(String.valueOf(broken.getMessage()));
            throw broken;
        }
    }

    private static Optional<String> damage(Statements statements) throws SQLException {
        try {
            return Auditor.damage(statements);
        } catch (RuntimeException odd) {
            return Optional.of("the file cannot be understood: " + odd);
        }
    }

    private static boolean saysDamaged(SQLException broken) {
        if (!(broken instanceof SQLiteException known)) return false;
        int code = known.getResultCode().code & 0xFF;
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    private static Path beside(Path file, String part) {
        return file.resolveSibling(file.getFileName() + part);
    }

    /// Moves the file and what belongs to it into a folder of their own.
    ///
    /// @return the folder
    static Path aside(Path file, long nowMs) throws IOException {
        var folder = file.resolveSibling("quarantine").resolve(Long.toString(nowMs));
        Files.createDirectories(folder);
        for (String part : BESIDE) {
            var from = beside(file, part);
            if (Files.exists(from)) Files.copy(from, folder.resolve(from.getFileName()));
        }
        // whatever stops this here: with the file go its log and index, SQLite throws those of no file away
        Disk.replace(file, folder.resolve(file.getFileName()));
        for (String part : BESIDE) Files.deleteIfExists(beside(file, part));
        // the folder it was moved out of
        var home = file.toAbsolutePath().getParent();
        if (home != null) Disk.force(home);
        return folder;
    }
}
