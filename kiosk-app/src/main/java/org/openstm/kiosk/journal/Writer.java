package org.openstm.kiosk.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The one connection that writes, and the one thread that uses it. A change is one transaction; each row that it
/// touches is covered by an entry that it appends.
///
/// A commit that fails has an unknown outcome: after an I/O error the row may well be there. So the connection is
/// closed, opened anew, and the head of the chain says which it was.
final class Writer implements AutoCloseable {
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
    record Head(long seq, byte[] hash) {}

    /// Makes the connection; a test makes one that fails.
    interface Opener {
        Connection open(Path file) throws SQLException;
    }

    /// One transaction: changes rows through the sheet, and appends one entry.
    interface Change<T> {
        T on(Sheet sheet) throws SQLException;
    }

    private final Path file;
    private final Opener opener;
    private final Keyring keyring;
    private final Ballast ballast;
    private final InstantSource clock;
    private final String bootId;
    private final ScheduledExecutorService thread;
    private @Nullable Statements statements;
    private Head head = new Head(0, Chain.START);
    private final List<Change<?>> undoing = new ArrayList<>();
    private Consumer<Head> told = _ -> {};
    private volatile Optional<String> diskTrouble = Optional.empty();
    private volatile Runnable listener = () -> {};
    private boolean checkpointPlanned;

    Writer(Path file, Opener opener, Keyring keyring, Ballast ballast, InstantSource clock, String bootId) {
        this.file = file;
        this.opener = opener;
        this.keyring = keyring;
        this.ballast = ballast;
        this.clock = clock;
        this.bootId = bootId;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("journal").daemon().factory());
    }

    Keyring keyring() {
        return keyring;
    }

    /// Waits until it is on the disk; an interrupt does not shorten that, since a promise is being made.
    <T> T commit(Change<T> change) {
        return onThread(() -> begin(change));
    }

    /// The same for a change that must not come true when it was said to have failed: after a failed
    /// commit the file may not even open again to tell.
    ///
    /// @param undo made before the next change; must leave alone what is not there
    <T> T commit(Change<T> change, Change<?> undo) {
        return onThread(() -> {
            try {
                return begin(change);
            } catch (JournalTrouble failed) {
                undoing.add(undo);
                throw failed;
            }
        });
    }

    <T> T onThread(java.util.concurrent.Callable<T> work) {
        var pending = thread.submit(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return pending.get();
                } catch (InterruptedException leaving) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    if (failed.getCause() instanceof RuntimeException known) throw known;
                    throw new JournalTrouble("the journal's file cannot be used", failed.getCause());
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    void run(Runnable work) {
        boolean _ = onThread(() -> {
            work.run();
            return true;
        });
    }

    /// Who hears of each commit that is on the disk, before whoever asked for it goes on.
    void tellOf(Consumer<Head> each) {
        run(() -> told = each);
    }

    /// The end of the chain, on the journal's own thread.
    Head head() throws SQLException {
        var _ = open();
        return head;
    }

    /// One transaction, on the journal's own thread. A full disk costs the ballast, and the change is made then.
    <T> T begin(Change<T> change) throws SQLException {
        try {
            undo();
            return once(change);
        } catch (JournalTrouble trouble) {
            if (!saysFull(trouble.getCause()) || !ballast.drop()) throw noted(trouble);
            try {
                undo();
                return once(change);
            } catch (JournalTrouble still) {
                throw noted(still);
            }
        }
    }

    /// Why the last change could not be written, if it was the disk; a change that is written ends it. Never waits.
    Optional<String> diskTrouble() {
        return diskTrouble;
    }

    /// Who hears when the disk begins to fail, and when it takes changes again.
    void tellOfDisk(Runnable each) {
        listener = each;
    }

    void noteDisk(Optional<String> trouble) {
        boolean news = trouble.isPresent() != diskTrouble.isPresent();
        diskTrouble = trouble;
        if (news) listener.run();
    }

    private JournalTrouble noted(JournalTrouble trouble) {
        if (isOfDisk(trouble.getCause()))
            noteDisk(Optional.of(trouble.getMessage() + ": " + String.valueOf(trouble.getCause())));
        return trouble;
    }

    /// A full disk, a mistake of ours or another reader is not a broken disk.
    private static boolean isOfDisk(@Nullable Throwable cause) {
        return !(cause instanceof SQLiteException known) || !OTHER_CAUSES.contains(known.getResultCode().code & 0xFF);
    }

    private void undo() throws SQLException {
        for (var each = undoing.iterator(); each.hasNext(); each.remove()) once(each.next());
    }

    private static boolean saysFull(@Nullable Throwable cause) {
        return cause instanceof SQLiteException known
                && (known.getResultCode().code & 0xFF) == SQLiteErrorCode.SQLITE_FULL.code;
    }

    private <T> T once(Change<T> change) throws SQLException {
        var sheet = new Sheet(open());
        T result;
        try {
            sheet.open.connection().setAutoCommit(false);
            result = change.on(sheet);
        } catch (SQLException failed) {
            abandon();
            throw new JournalTrouble("a change could not be written", failed);
        } catch (RuntimeException refused) {
            abandon();
            throw refused;
        }
        if (Arrays.equals(sheet.end.hash(), head.hash())) {
            giveBack(sheet.open); // nothing was to be changed
            return result;
        }
        try {
            sheet.open.connection().commit();
            sheet.open.connection().setAutoCommit(true);
            head = sheet.end;
        } catch (SQLException failed) {
            if (!isThereAfterAll(sheet.end)) throw new JournalTrouble("a change could not be written", failed);
        }
        told.accept(head);
        noteDisk(Optional.empty());
        planCheckpoint();
        return result;
    }

    /// What stands in the log alone is gone with the log, so it does not stay there for long.
    private void planCheckpoint() {
        if (checkpointPlanned) return;
        checkpointPlanned = true;
        var _ = thread.schedule(this::checkpoint, IDLE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void checkpoint() {
        checkpointPlanned = false;
        var open = statements;
        if (open == null) return;
        try (var statement = open.connection().createStatement()) {
            statement.execute("PRAGMA busy_timeout=0"); // nobody's case waits for a slow reader
            try {
                toTheDisk(open.connection());
            } finally {
                statement.execute("PRAGMA busy_timeout=" + Schema.wanted().get("busy_timeout"));
            }
        } catch (SQLException failed) {
            if (failed instanceof SQLiteException && isOfDisk(failed)) noteDisk(Optional.of(failed.toString()));
            planCheckpoint();
        }
    }

    /// Reads back after a failed commit. True: the row is there although the commit said otherwise, and on the disk.
    private boolean isThereAfterAll(Head wanted) {
        abandon();
        try {
            var again = open();
            if (head.seq() != wanted.seq() || !Arrays.equals(head.hash(), wanted.hash())) return false;
            toTheDisk(again.connection());
            return true;
        } catch (SQLException still) {
            abandon();
            throw new JournalTrouble("the journal's file cannot be opened again", still);
        }
    }

    /// What is read back may stand in the kernel's memory alone: pages whose writing failed are
    /// clean there, and the next fsync says that all is well. So everything is written once more,
    /// into the file itself.
    private static void toTheDisk(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (!row.next() || row.getInt(1) != 0)
                throw new SQLException("the journal's file is held by another reader");
        }
    }

    private void giveBack(Statements unchanged) {
        try {
            unchanged.connection().rollback();
            unchanged.connection().setAutoCommit(true);
        } catch (SQLException broken) {
            abandon();
        }
    }

    private void abandon() {
        var broken = statements;
        statements = null;
        try {
            if (broken != null) broken.close();
        } catch (SQLException ignored) {
            // it is being thrown away because it is broken
        }
    }

    /// The open connection, opened anew if the last one broke.
    Statements open() throws SQLException {
        if (statements != null) return statements;
        var fresh = new Statements(opener.open(file));
        statements = fresh;
        head = readHead(fresh.connection());
        return fresh;
    }

    static Head readHead(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var table = statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'head'")) {
                if (!table.next()) return new Head(0, Chain.START);
            }
            try (var row = statement.executeQuery(HEAD)) {
                return row.next() ? new Head(row.getLong(1), row.getBytes(2)) : new Head(0, Chain.START);
            }
        }
    }

    /// Before the readers: the last one that leaves takes the log away, and what a failing disk did not take into
    /// the file must stay in the log.
    @Override
    public void close() {
        onThread(() -> {
            try {
                undo();
                if (statements != null) toTheDisk(statements.connection());
            } catch (SQLException | JournalTrouble stillBroken) {
                // a disk that fails to the end keeps what it has
            }
            abandon();
            return true;
        });
        thread.shutdownNow(); // nothing is left but a checkpoint
    }

    /// What a change writes on.
    final class Sheet {
        private final Statements open;
        private Head end = head;
        private @Nullable String made;
        private Keyring.@Nullable CaseKey madeKey;

        private Sheet(Statements open) {
            this.open = open;
        }

        long nextSeq() {
            return end.seq() + 1;
        }

        Statements statements() {
            return open;
        }

        /// For a new file only: its first entry follows this sequence.
        void beginAt(long seq) {
            end = new Head(seq, Chain.START);
        }

        long nowMs() {
            return clock.millis();
        }

        int update(String sql, @Nullable Object... values) throws SQLException {
            var statement = open.of(sql);
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            return statement.executeUpdate();
        }

        /// A statement that is needed once in the life of a file.
        void define(String sql) throws SQLException {
            try (var statement = open.connection().createStatement()) {
                statement.execute(sql);
            }
        }

        Keyring.CaseKey makeKey(String txId) throws SQLException {
            var key = keyring.make(open, txId, nowMs());
            made = txId;
            madeKey = key;
            return key;
        }

        Keyring.CaseKey key(String txId) throws SQLException {
            return madeKey != null && txId.equals(made) ? madeKey : keyring.find(open, txId);
        }

        Keyring keyring() {
            return keyring;
        }

        /// Appends an entry: after the rows of its case were changed, since it covers them.
        Head append(Kind kind, String txId, Map<String, String> words) throws SQLException {
            long seq = nextSeq();
            byte[] body = key(kind.sealedBy(txId)).seal(Words.bytes(words), Shelf.entryContext(seq, kind.code()));
            byte[] covers = Chain.covers(open, txId);
            long wall = nowMs();
            long mono = System.nanoTime() / 1_000_000;
            byte[] hash =
                    Chain.hash(open.suite(), seq, txId, kind.code(), wall, bootId, mono, covers, end.hash(), body);
            update(APPEND, seq, txId, kind.code(), wall, bootId, mono, covers, body, end.hash(), hash);
            update(SET_HEAD, seq, hash);
            end = new Head(seq, hash);
            return end;
        }
    }
}
