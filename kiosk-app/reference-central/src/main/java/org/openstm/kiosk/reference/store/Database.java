package org.openstm.kiosk.reference.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Runs transactions on the database. SQLite has one writer; PostgreSQL runs many transactions at once, of
/// several instances of central, and the database itself enforces uniqueness.
public final class Database implements AutoCloseable {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final int CONNECTIONS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Two transactions conflicted: unique violation, serialization failure, deadlock.
    private static final Set<String> ONCE_MORE = Set.of("23505", "40001", "40P01");

    private static final int TRIES = 5;

    /// A lock was not obtained in time.
    private static final String HELD = "55P03";

    /// A strong reference: the logger's level is lost when the logger is collected.
    private static final Logger POOL = Logger.getLogger("com.zaxxer.hikari");

    /// Work inside one transaction; on PostgreSQL it may be repeated, so it must have no other effects.
    public interface TransactionWork<T> {
        T runIn(Transaction turn) throws SQLException;
    }

    public interface RowReader<T> {
        T readRow(ResultSet row) throws SQLException;
    }

    /// Timed out; nothing was changed.
    public static class DatabaseBusyException extends RuntimeException {
        DatabaseBusyException(String what, Throwable why) {
            super(what, why);
        }
    }

    /// Another transaction held a lock that this one needs.
    public static final class LockTimeoutException extends DatabaseBusyException {
        LockTimeoutException(Throwable why) {
            super("another transaction holds it", why);
        }
    }

    private final HikariDataSource connections;
    private final boolean postgres;

    private Database(HikariDataSource connections, boolean postgres) {
        this.connections = connections;
        this.postgres = postgres;
    }

    public static Database open(String url) {
        boolean sqlite = url.startsWith(SQLITE);
        POOL.setLevel(Level.WARNING);
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setMaximumPoolSize(sqlite ? 1 : CONNECTIONS);
        config.setMinimumIdle(1);
        if (sqlite) {
            config.setMaxLifetime(0);
            config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
            config.addDataSourceProperty("journal_mode", "WAL");
            config.addDataSourceProperty("synchronous", "FULL");
            config.addDataSourceProperty("busy_timeout", "5000");
        } else {
            config.setConnectionInitSql("SET lock_timeout TO '3s'");
        }
        try {
            var database = new Database(new HikariDataSource(config), !sqlite);
            database.inTransaction(turn -> {
                turn.acquireLock(DatabaseSchema.NO_TERMINAL, "tables");
                for (String table : sqlite ? DatabaseSchema.sqliteStatements() : DatabaseSchema.postgresStatements())
                    turn.executeUpdate(table);
                return true;
            });
            return database;
        } catch (HikariPool.PoolInitializationException | IllegalStateException | IllegalArgumentException broken) {
            throw new IllegalStateException(
                    "central's database cannot be opened: " + url.replaceAll("\\?.*", "") + ": " + broken.getMessage()
                            + "; see that it runs and that the address is right",
                    broken);
        }
    }

    public <T> T inTransaction(TransactionWork<T> work) {
        for (int tried = 1; ; tried++) {
            try (var connection = openConnection()) {
                return runOnce(connection, work);
            } catch (SQLException broken) {
                if (tried < TRIES && postgres && ONCE_MORE.contains(String.valueOf(broken.getSQLState()))) continue;
                if (HELD.equals(broken.getSQLState())) throw new LockTimeoutException(broken);
                throw new IllegalStateException("central's database failed", broken);
            }
        }
    }

    private Connection openConnection() throws SQLException {
        try {
            return connections.getConnection();
        } catch (SQLTransientConnectionException none) {
            throw new DatabaseBusyException("central's database has no connection free", none);
        }
    }

    /// Auto-commit is on between transactions: otherwise SQLite's driver would hold the only write lock while
    /// idle.
    private <T> T runOnce(Connection connection, TransactionWork<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.runIn(new Transaction(connection, postgres));
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException | RuntimeException failed) {
            try {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException gone) {
                failed.addSuppressed(gone);
            }
            throw failed;
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
