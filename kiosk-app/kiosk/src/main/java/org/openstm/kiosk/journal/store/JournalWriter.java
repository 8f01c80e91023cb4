package org.openstm.kiosk.journal.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.disk.DiskReserve;
import org.openstm.kiosk.journal.model.EntryText;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.model.PrintMark;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The only writing connection, and the only thread that uses it. A change is one transaction; it appends an
/// entry that covers each row it touches.
///
/// A commit that fails has an unknown outcome: after an I/O error the row may well be there. So the connection
/// is closed and reopened, and the head of the chain shows the outcome.
public final class JournalWriter implements AutoCloseable {
    private static final String HEAD = "SELECT seq, hash FROM head WHERE one = 1";

    private static final String SET_HEAD = """
            INSERT INTO head(one, seq, hash) VALUES (1, ?, ?)
            ON CONFLICT(one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash
            """;

    private static final String APPEND = """
            INSERT INTO journal(seq, tx_id, kind, wall_ms, boot_id, mono_ms, covers, body, prev, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final Set<Integer> OTHER_CAUSES = Stream.of(
                    SQLiteErrorCode.SQLITE_FULL,
                    SQLiteErrorCode.SQLITE_ERROR,
                    SQLiteErrorCode.SQLITE_CONSTRAINT,
                    SQLiteErrorCode.SQLITE_MISMATCH,
                    SQLiteErrorCode.SQLITE_MISUSE,
                    SQLiteErrorCode.SQLITE_RANGE,
                    SQLiteErrorCode.SQLITE_TOOBIG,
                    SQLiteErrorCode.SQLITE_BUSY,
                    SQLiteErrorCode.SQLITE_LOCKED,
                    SQLiteErrorCode.SQLITE_INTERRUPT,
                    SQLiteErrorCode.SQLITE_NOMEM)
            .map(code -> code.code)
            .collect(Collectors.toUnmodifiableSet());

    private static final Duration IDLE = Duration.ofSeconds(5);

    /// The end of the chain.
    public record ChainHead(long seq, byte[] hash) {
        /// How a paper refers to the entry that was appended last.
        public PrintMark toPrintMark() {
            return new PrintMark(seq, HashChain.toHex(hash).substring(0, 8).toUpperCase(Locale.ROOT));
        }
    }

    /// Opens the connection; a test supplies one that fails.
    public interface ConnectionOpener {
        Connection openConnection(Path file) throws SQLException;
    }

    /// One transaction: changes rows through the sheet, and appends one entry.
    public interface JournalChange<T> {
        T applyTo(JournalTransaction sheet) throws SQLException;
    }

    private final Path file;
    private final ConnectionOpener opener;
    private final CaseKeyring keyring;
    private final DiskReserve ballast;
    private final InstantSource clock;
    private final String bootId;
    private final JournalThread thread = new JournalThread();
    private @Nullable StatementCache statements;
    private ChainHead head = new ChainHead(0, HashChain.startHash());
    private final List<JournalChange<?>> undoing = new ArrayList<>();
    private Consumer<ChainHead> told = _ -> {};
    private volatile Optional<String> diskTrouble = Optional.empty();
    private volatile Runnable listener = () -> {};
    private boolean checkpointPlanned;
    private boolean closed;

    public JournalWriter(
            Path file,
            ConnectionOpener opener,
            CaseKeyring keyring,
            DiskReserve ballast,
            InstantSource clock,
            String bootId) {
        this.file = file;
        this.opener = opener;
        this.keyring = keyring;
        this.ballast = ballast;
        this.clock = clock;
        this.bootId = bootId;
    }

    public CaseKeyring caseKeyring() {
        return keyring;
    }

    /// Waits until the change is on the disk; an interrupt does not shorten this, since a promise depends on
    /// it.
    public <T> T commitChange(JournalChange<T> change) {
        return callOnThread(() -> runTransaction(change));
    }

    /// The same for a change that must not take effect once it was reported as failed: after a failed commit
    /// the file may not even open again to check.
    ///
    /// @param undo runs before the next change; must ignore what is not there
    public <T> T commitChange(JournalChange<T> change, JournalChange<?> undo) {
        return callOnThread(() -> {
            try {
                return runTransaction(change);
            } catch (JournalException failed) {
                undoing.add(undo);
                throw failed;
            }
        });
    }

    /// @throws JournalException also after [#close]
    public <T> T callOnThread(Callable<T> work) {
        return thread.call(work);
    }

    public void runOnThread(Runnable work) {
        boolean _ = thread.call(() -> {
            work.run();
            return true;
        });
    }

    /// Sets the listener that is called for each commit on the disk, before the caller continues.
    public void setCommitListener(Consumer<ChainHead> each) {
        runOnThread(() -> told = each);
    }

    /// The end of the chain, on the journal's own thread.
    public ChainHead currentHead() throws SQLException {
        var _ = openStatements();
        return head;
    }

    /// Runs one transaction, on the journal's own thread. If the disk is full, releases the reserve and repeats
    /// it.
    public <T> T runTransaction(JournalChange<T> change) throws SQLException {
        try {
            undoFailedChanges();
            return executeChange(change);
        } catch (JournalException trouble) {
            if (!isDiskFull(trouble.getCause()) || !ballast.releaseRoom()) throw reportIfDiskFault(trouble);
            try {
                undoFailedChanges();
                return executeChange(change);
            } catch (JournalException still) {
                throw reportIfDiskFault(still);
            }
        }
    }

    /// Why the disk refused the last change; empty after a change that was written. Never waits.
    public Optional<String> diskTrouble() {
        return diskTrouble;
    }

    /// Sets the listener for the disk beginning to fail, and taking changes again.
    public void setDiskListener(Runnable each) {
        listener = each;
    }

    public void reportDiskState(Optional<String> trouble) {
        boolean news = trouble.isPresent() != diskTrouble.isPresent();
        diskTrouble = trouble;
        if (news) listener.run();
    }

    private JournalException reportIfDiskFault(JournalException trouble) {
        if (isDiskFault(trouble.getCause()))
            reportDiskState(Optional.of(trouble.getMessage() + ": " + String.valueOf(trouble.getCause())));
        return trouble;
    }

    /// A full disk, a bug of ours or another reader does not mean that the disk is broken.
    private static boolean isDiskFault(@Nullable Throwable cause) {
        return !(cause instanceof SQLiteException known) || !OTHER_CAUSES.contains(known.getResultCode().code & 0xFF);
    }

    private void undoFailedChanges() throws SQLException {
        for (var each = undoing.iterator(); each.hasNext(); each.remove()) executeChange(each.next());
    }

    private static boolean isDiskFull(@Nullable Throwable cause) {
        return cause instanceof SQLiteException known
                && (known.getResultCode().code & 0xFF) == SQLiteErrorCode.SQLITE_FULL.code;
    }

    private <T> T executeChange(JournalChange<T> change) throws SQLException {
        var sheet = new JournalTransaction(openStatements());
        T result;
        try {
            sheet.open.connection().setAutoCommit(false);
            result = change.applyTo(sheet);
        } catch (SQLException failed) {
            abandonConnection();
            throw new JournalException("a change could not be written", failed);
        } catch (RuntimeException refused) {
            abandonConnection();
            throw refused;
        }
        if (Arrays.equals(sheet.end.hash(), head.hash())) {
            rollBack(sheet.open); // nothing was to be changed
            return result;
        }
        try {
            sheet.open.connection().commit();
            sheet.open.connection().setAutoCommit(true);
            head = sheet.end;
        } catch (SQLException failed) {
            if (!isCommittedDespiteError(sheet.end))
                throw new JournalException("a change could not be written", failed);
        }
        told.accept(head);
        reportDiskState(Optional.empty());
        planCheckpoint();
        return result;
    }

    /// Committed rows that exist only in the log are lost with it, so they are moved to the file soon.
    private void planCheckpoint() {
        if (checkpointPlanned) return;
        checkpointPlanned = true;
        thread.runLater(this::runCheckpoint, IDLE);
    }

    private void runCheckpoint() {
        checkpointPlanned = false;
        var open = statements;
        if (open == null) return;
        try (var statement = open.connection().createStatement()) {
            statement.execute("PRAGMA busy_timeout=0"); // no case waits for a slow reader
            try {
                flushLogToFile(open.connection());
            } finally {
                statement.execute("PRAGMA busy_timeout="
                        + JournalSchema.requiredSettings().get("busy_timeout"));
            }
        } catch (SQLException failed) {
            if (failed instanceof SQLiteException && isDiskFault(failed))
                reportDiskState(Optional.of(failed.toString()));
            planCheckpoint();
        }
    }

    /// Reads back after a failed commit. True: the row is on the disk although the commit failed.
    private boolean isCommittedDespiteError(ChainHead wanted) {
        abandonConnection();
        try {
            var again = openStatements();
            if (head.seq() != wanted.seq() || !Arrays.equals(head.hash(), wanted.hash())) return false;
            flushLogToFile(again.connection());
            return true;
        } catch (SQLException still) {
            abandonConnection();
            throw new JournalException("the journal's file cannot be opened again", still);
        }
    }

    /// What is read back may exist only in the kernel's memory: pages whose write failed are clean there, and
    /// the next fsync reports success. So everything is written once more, into the file itself.
    private static void flushLogToFile(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (!row.next() || row.getInt(1) != 0)
                throw new SQLException("the journal's file is held by another reader");
        }
    }

    private void rollBack(StatementCache unchanged) {
        try {
            unchanged.connection().rollback();
            unchanged.connection().setAutoCommit(true);
        } catch (SQLException broken) {
            abandonConnection();
        }
    }

    private void abandonConnection() {
        var broken = statements;
        statements = null;
        try {
            if (broken != null) broken.close();
        } catch (SQLException ignored) {
            // it is broken and being discarded
        }
    }

    /// The open connection, reopened if the last one failed.
    public StatementCache openStatements() throws SQLException {
        if (statements != null) return statements;
        if (closed) throw new JournalException("the journal is closed", null);
        var fresh = new StatementCache(opener.openConnection(file));
        statements = fresh;
        head = readHead(fresh.connection());
        return fresh;
    }

    public static ChainHead readHead(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var table = statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'head'")) {
                if (!table.next()) return new ChainHead(0, HashChain.startHash());
            }
            try (var row = statement.executeQuery(HEAD)) {
                return row.next()
                        ? new ChainHead(row.getLong(1), row.getBytes(2))
                        : new ChainHead(0, HashChain.startHash());
            }
        }
    }

    /// To be called before the readers are closed: the last connection to close deletes the log, and what a
    /// failing disk did not take into the file must stay in the log. Work that came too late has failed when this
    /// returns: then nobody uses the files any more.
    @Override
    public void close() {
        callOnThread(() -> {
            try {
                undoFailedChanges();
                if (statements != null) flushLogToFile(statements.connection());
            } catch (SQLException | JournalException stillBroken) {
                // if the disk fails to the end, the log stays
            }
            abandonConnection();
            closed = true;
            return true;
        });
        thread.close();
    }

    /// What a change uses to write.
    public final class JournalTransaction {
        private final StatementCache open;
        private ChainHead end = head;
        private @Nullable String made;
        private CaseKeyring.@Nullable CaseKey madeKey;

        private JournalTransaction(StatementCache open) {
            this.open = open;
        }

        public long nextSequence() {
            return end.seq() + 1;
        }

        public StatementCache statements() {
            return open;
        }

        /// For a new file only: its first entry follows this sequence.
        public void startAfter(long seq) {
            end = new ChainHead(seq, HashChain.startHash());
        }

        public long nowMs() {
            return clock.millis();
        }

        public int executeUpdate(String sql, @Nullable Object... values) throws SQLException {
            var statement = open.prepareStatement(sql);
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            return statement.executeUpdate();
        }

        /// Runs a statement that is needed once in the life of a file.
        public void executeDefinition(String sql) throws SQLException {
            try (var statement = open.connection().createStatement()) {
                statement.execute(sql);
            }
        }

        public CaseKeyring.CaseKey makeCaseKey(String txId) throws SQLException {
            var key = keyring.makeCaseKey(open, txId, nowMs());
            made = txId;
            madeKey = key;
            return key;
        }

        public CaseKeyring.CaseKey findCaseKey(String txId) throws SQLException {
            return madeKey != null && txId.equals(made) ? madeKey : keyring.findCaseKey(open, txId);
        }

        public CaseKeyring caseKeyring() {
            return keyring;
        }

        /// Appends an entry; to be called after the rows of its case were changed, since it covers them.
        public ChainHead appendEntry(EntryType kind, String txId, Map<String, String> words) throws SQLException {
            long seq = nextSequence();
            byte[] body = findCaseKey(kind.sealingKeyId(txId))
                    .sealBytes(EntryText.toBytes(words), SealContext.entryContext(seq, kind.code()));
            byte[] covers = HashChain.caseDigest(open, txId);
            long wall = nowMs();
            long mono = System.nanoTime() / 1_000_000;
            byte[] hash = HashChain.entryHash(
                    open.cipherSuite(), seq, txId, kind.code(), wall, bootId, mono, covers, end.hash(), body);
            executeUpdate(APPEND, seq, txId, kind.code(), wall, bootId, mono, covers, body, end.hash(), hash);
            executeUpdate(SET_HEAD, seq, hash);
            end = new ChainHead(seq, hash);
            return end;
        }
    }
}
