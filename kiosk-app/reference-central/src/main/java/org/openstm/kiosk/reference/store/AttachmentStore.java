package org.openstm.kiosk.reference.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.crypto.Sha256;

/// The files that terminals upload, each stored once by its digest. A file waits a day for the case that names
/// it and is then deleted.
public final class AttachmentStore {
    private static final String ADD = """
            INSERT INTO file(terminal, sha256, type, size, bytes, at_ms, named) VALUES (?, ?, ?, ?, ?, ?, 0)
            ON CONFLICT DO NOTHING
            """;

    /// Also keeps a concurrent sweep from deleting the file: it checks the time once more.
    private static final String WANTED = "UPDATE file SET at_ms = ? WHERE terminal = ? AND sha256 = ?";

    private static final String KIND = "SELECT type, size FROM file WHERE terminal = ? AND sha256 = ?";
    private static final String NAME = "UPDATE file SET named = 1 WHERE terminal = ? AND sha256 = ?";
    private static final String ATTACH = "INSERT INTO file_of_case(terminal, tx_id, name, sha256) VALUES (?, ?, ?, ?)";
    private static final String SWEEP = "DELETE FROM file WHERE named = 0 AND type <> ? AND at_ms < ?";
    private static final String SWEEP_EXPORTS = "DELETE FROM file WHERE named = 0 AND type = ? AND at_ms < ?";
    private static final String NEWEST =
            "SELECT bytes FROM file WHERE terminal = ? AND type = ? ORDER BY at_ms DESC LIMIT 1";

    private static final String OF_CODE = """
            SELECT a.name, f.size FROM tx t
            JOIN file_of_case a ON a.terminal = t.terminal AND a.tx_id = t.tx_id
            JOIN file f ON f.terminal = a.terminal AND f.sha256 = a.sha256
            WHERE t.code = ? ORDER BY a.name
            """;

    private static final String COUNT = "SELECT COUNT(*) FROM file";
    private static final Duration WAITS = Duration.ofDays(1);
    private static final Duration EXPORTS_WAIT = Duration.ofDays(30);
    private static final Duration TIDIED = Duration.ofMinutes(10);

    /// Properties of a file that may be shown.
    public record FileSummary(String name, int bytes) {}

    private final Database books;
    private final AtomicLong tidiedMs = new AtomicLong();

    public AttachmentStore(Database books) {
        this.books = books;
    }

    /// @param type one of the contract's, matching the bytes
    /// @return false if it was stored already
    public boolean storeFile(String terminal, String type, byte[] bytes, Instant now) {
        deleteExpired(now);
        String sha256 = Sha256.digestHex(bytes);
        return books.inTransaction(b -> {
            long ms = now.toEpochMilli();
            if (b.executeUpdate(ADD, terminal, sha256, type, bytes.length, bytes, ms) == 1) return true;
            b.executeUpdate(WANTED, ms, terminal, sha256);
            return false;
        });
    }

    /// Names of a case's files that are missing. Those that exist stay for another day.
    public List<String> findMissingFiles(Transaction b, String terminal, CaseSubmission s, Instant now)
            throws SQLException {
        var missing = new ArrayList<String>();
        for (var file : s.files())
            if (b.executeUpdate(WANTED, now.toEpochMilli(), terminal, file.sha256()) == 0) missing.add(file.name());
        return missing;
    }

    /// A stored file that differs from the case's statement in type or size.
    public Optional<FileReference> findDifferingFile(Transaction b, String terminal, CaseSubmission s)
            throws SQLException {
        for (var file : s.files()) {
            boolean same = b.queryFirst(
                            KIND,
                            row -> row.getString(1).equals(file.type()) && row.getInt(2) == file.bytes(),
                            terminal,
                            file.sha256())
                    .orElse(false);
            if (!same) return Optional.of(file);
        }
        return Optional.empty();
    }

    /// Attaches the files to the stored case, permanently.
    public void attachFiles(Transaction b, String terminal, CaseSubmission s) throws SQLException {
        for (var file : s.files()) {
            b.executeUpdate(NAME, terminal, file.sha256());
            b.executeUpdate(ATTACH, terminal, s.txId(), file.name(), file.sha256());
        }
    }

    /// Files of the case behind a paper's code.
    public List<FileSummary> listByVerificationCode(String verificationCode) {
        return books.inTransaction(
                b -> b.queryAll(OF_CODE, row -> new FileSummary(row.getString(1), row.getInt(2)), verificationCode));
    }

    /// Number of files, for tests and demonstrations.
    public int countFiles() {
        return books.inTransaction(
                b -> b.queryFirst(COUNT, row -> row.getInt(1)).orElse(0));
    }

    /// A terminal's last upload that belongs to no case: a support bundle.
    public static Optional<byte[]> findNewestExport(Database books, String terminal) {
        return books.inTransaction(b -> b.queryFirst(NEWEST, row -> row.getBytes(1), terminal, FileReference.EXPORT));
    }

    /// Deletes files that no case named within a day, and bundles after 30 days.
    public void deleteExpired(Instant now) {
        long ms = now.toEpochMilli();
        long last = tidiedMs.get();
        if (ms - last <= TIDIED.toMillis() || !tidiedMs.compareAndSet(last, ms)) return;
        books.inTransaction(b ->
                b.executeUpdate(SWEEP, FileReference.EXPORT, now.minus(WAITS).toEpochMilli())
                        + b.executeUpdate(
                                SWEEP_EXPORTS,
                                FileReference.EXPORT,
                                now.minus(EXPORTS_WAIT).toEpochMilli()));
    }
}
