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

/// Looks at a journal's file before it is used, and puts a damaged one aside, whole, for those who will ask.
public final class FileQuarantine {
    /// The log as it was found.
    private static final String FOUND_LOG = "-wal.found";

    private static final List<String> BESIDE = List.of("-wal", "-shm", FOUND_LOG);

    /// What SQLite says when the file itself is not to blame.
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

    /// @return what is wrong with the file, empty if it is whole or not there
    /// @throws SQLException if the file cannot be judged: the disk fails, another program has it
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

    /// Two bytes of the header that SQLite takes for a wish to be left unchanged. Only while no connection
    /// is open here: closing any reader of a file ends this process's locks on it.
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

    /// A damaged file has many voices: a table that is not there, a text that is too long. The disk and
    /// other programs have a few.
    private static boolean isDamageReport(SQLException broken) {
        return broken instanceof SQLiteException known && !OUTSIDE.contains(known.getResultCode().code & 0xFF);
    }

    /// SQLite takes the log into the file as far as it holds, and throws it away: what it passed over is kept here
    /// until
    /// the file was found whole. As far as there is room.
    public static void keepLog(Path file) {
        try {
            deleteKeptLog(file);
            var log = siblingFile(file, "-wal");
            if (Files.exists(log) && Files.size(log) > 0) Files.copy(log, siblingFile(file, FOUND_LOG));
        } catch (IOException full) {
            // the log is kept for those who look into a loss; without it the loss is found all the same
        }
    }

    public static void deleteKeptLog(Path file) {
        try {
            Files.deleteIfExists(siblingFile(file, FOUND_LOG));
        } catch (IOException broken) {
            // it is in nobody's way
        }
    }

    private static Path siblingFile(Path file, String part) {
        return file.resolveSibling(file.getFileName() + part);
    }

    /// Moves the file and what belongs to it into a folder of their own.
    ///
    /// @return the folder
    public static Path moveAside(Path file, long nowMs) throws IOException {
        var all = file.resolveSibling("quarantine");
        long name = nowMs;
        while (Files.exists(all.resolve(Long.toString(name)))) name++;
        var folder = Files.createDirectories(all.resolve(Long.toString(name)));
        for (String part : BESIDE) {
            var from = siblingFile(file, part);
            if (Files.exists(from)) Files.copy(from, folder.resolve(from.getFileName()));
        }
        // whatever stops this here: with the file go its log and index, SQLite throws those of no file away
        DurableFiles.replaceFile(file, folder.resolve(file.getFileName()));
        for (String part : BESIDE) Files.deleteIfExists(siblingFile(file, part));
        // the folder it was moved out of
        var home = file.toAbsolutePath().getParent();
        if (home != null) DurableFiles.forceToDisk(home);
        return folder;
    }
}
