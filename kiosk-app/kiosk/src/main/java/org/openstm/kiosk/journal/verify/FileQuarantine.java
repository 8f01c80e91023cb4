package org.openstm.kiosk.journal.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstm.kiosk.journal.disk.DurableFiles;
import org.openstm.kiosk.journal.store.JournalSchema;
import org.openstm.kiosk.journal.store.StatementCache;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Checks a journal file before it is used, and moves a damaged one aside, complete, for investigation.
public final class FileQuarantine {
    /// Where damaged files are kept, beside the journal.
    public static final String FOLDER = "quarantine";

    /// The log as it was found.
    private static final String FOUND_LOG = "-wal.found";

    private static final List<String> BESIDE = List.of("-wal", "-shm", FOUND_LOG);

    /// SQLite error codes for which the file itself is not the cause.
    private static final Set<Integer> OUTSIDE = Stream.of(
                    SQLiteErrorCode.SQLITE_PERM,
                    SQLiteErrorCode.SQLITE_BUSY,
                    SQLiteErrorCode.SQLITE_LOCKED,
                    SQLiteErrorCode.SQLITE_NOMEM,
                    SQLiteErrorCode.SQLITE_READONLY,
                    SQLiteErrorCode.SQLITE_INTERRUPT,
                    SQLiteErrorCode.SQLITE_IOERR,
                    SQLiteErrorCode.SQLITE_FULL,
                    SQLiteErrorCode.SQLITE_CANTOPEN,
                    SQLiteErrorCode.SQLITE_PROTOCOL,
                    SQLiteErrorCode.SQLITE_AUTH)
            .map(code -> code.code)
            .collect(Collectors.toUnmodifiableSet());

    private FileQuarantine() {}

    /// @return what is wrong with the file, empty if it is intact or missing
    /// @throws SQLException if the file cannot be checked: the disk fails, another program has it
    public static Optional<String> findDamage(Path file) throws SQLException {
        if (!Files.exists(file)) return Optional.empty();
        if (!hasValidHeader(file)) return Optional.of("the file's header does not say how it is written");
        try (var statements = new StatementCache(JournalSchema.openForWriting(file))) {
            return findDamage(statements);
        } catch (SQLException broken) {
            if (isDamageReport(broken)) return Optional.of(String.valueOf(broken.getMessage()));
            throw broken;
        }
    }

    /// Two bytes of the header that SQLite reads as "read-only". To be called only while no connection is open
    /// here: closing any reader of a file releases this process's locks on it.
    private static boolean hasValidHeader(Path file) throws SQLException {
        try (var bytes = Files.newInputStream(file)) {
            byte[] header = bytes.readNBytes(20);
            return header.length < 20 || (header[18] == header[19] && (header[18] == 1 || header[18] == 2));
        } catch (IOException broken) {
            throw new SQLException("the journal's file cannot be read", broken);
        }
    }

    private static Optional<String> findDamage(StatementCache statements) throws SQLException {
        try {
            return JournalVerifier.findDamage(statements);
        } catch (RuntimeException odd) {
            return Optional.of("the file cannot be understood: " + odd);
        }
    }

    /// A damaged file causes many different errors: a missing table, a text that is too long. A failing disk
    /// and other programs cause only a few.
    private static boolean isDamageReport(SQLException broken) {
        return broken instanceof SQLiteException known && !OUTSIDE.contains(known.getResultCode().code & 0xFF);
    }

    /// SQLite takes the valid part of the log into the file and deletes the log: a copy is kept here until the
    /// file was found intact, if there is room.
    public static void keepLog(Path file) {
        try {
            deleteKeptLog(file);
            var log = siblingFile(file, "-wal");
            if (Files.exists(log) && Files.size(log) > 0) Files.copy(log, siblingFile(file, FOUND_LOG));
        } catch (IOException full) {
            // the copy only helps to investigate a loss; the loss is detected without it
        }
    }

    public static void deleteKeptLog(Path file) {
        try {
            Files.deleteIfExists(siblingFile(file, FOUND_LOG));
        } catch (IOException broken) {
            // it does no harm
        }
    }

    private static Path siblingFile(Path file, String part) {
        return file.resolveSibling(file.getFileName() + part);
    }

    /// Moves the file and what belongs to it into a folder of their own.
    ///
    /// @return the folder
    public static Path moveAside(Path file, long nowMs) throws IOException {
        var all = file.resolveSibling(FOLDER);
        long name = nowMs;
        while (Files.exists(all.resolve(Long.toString(name)))) name++;
        var folder = Files.createDirectories(all.resolve(Long.toString(name)));
        for (String part : BESIDE) {
            var from = siblingFile(file, part);
            if (Files.exists(from)) Files.copy(from, folder.resolve(from.getFileName()));
        }
        // safe to interrupt: once the file is gone, SQLite discards a log and an index that have no file
        DurableFiles.replaceFile(file, folder.resolve(file.getFileName()));
        for (String part : BESIDE) Files.deleteIfExists(siblingFile(file, part));
        // the folder it was moved out of
        var home = file.toAbsolutePath().getParent();
        if (home != null) DurableFiles.forceToDisk(home);
        return folder;
    }
}
