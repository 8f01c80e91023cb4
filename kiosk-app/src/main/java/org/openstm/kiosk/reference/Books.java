package org.openstm.kiosk.reference;

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

/// The database: transactions, and nothing else. SQLite has one writer; PostgreSQL works on many transactions at
/// once, of several instances of central, and what must be there once is held by the database itself.
final class Books implements AutoCloseable {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final int CONNECTIONS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Two transactions got in each other's way: unique violation, serialization failure, deadlock.
    private static final Set<String> ONCE_MORE = Set.of("23505", "40001", "40P01");

    private static final int TRIES = 5;

    /// A lock was not had in time.
    private static final String HELD = "55P03";

    /// Held here, or it would be forgotten together with its level.
    private static final Logger POOL = Logger.getLogger("com.zaxxer.hikari");

    /// What runs inside one transaction; on PostgreSQL it may run again, so it does nothing beyond the turn.
    interface Work<T> {
        T on(Turn turn) throws SQLException;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// Not in time; nothing was done.
    static class Busy extends RuntimeException {
        Busy(String what, Throwable why) {
            super(what, why);
        }
    }

    /// Another transaction held what this one needs, and did not let go.
    static final class Held extends Busy {
        Held(Throwable why) {
            super("another transaction holds it", why);
        }
    }

    private final HikariDataSource connections;
    private final boolean postgres;

    private Books(HikariDataSource connections, boolean postgres) {
        this.connections = connections;
        this.postgres = postgres;
    }

    static Books open(String url) {
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
            var books = new Books(new HikariDataSource(config), !sqlite);
            books.together(turn -> {
                turn.lock(Tables.NO_TERMINAL, "tables");
                for (String table : sqlite ? Tables.ofSqlite() : Tables.ofPostgres()) turn.change(table);
                return true;
            });
            return books;
        } catch (HikariPool.PoolInitializationException | IllegalStateException | IllegalArgumentException broken) {
            throw new IllegalStateException(
                    "central's database cannot be opened: " + url.replaceAll("\\?.*", "") + ": " + broken.getMessage()
                            + "; see that it runs and that the address is right",
                    broken);
        }
    }

    <T> T together(Work<T> work) {
        for (int tried = 1; ; tried++) {
            try (var connection = connection()) {
                return once(connection, work);
            } catch (SQLException broken) {
                if (tried < TRIES && postgres && ONCE_MORE.contains(String.valueOf(broken.getSQLState()))) continue;
                if (HELD.equals(broken.getSQLState())) throw new Held(broken);
                throw new IllegalStateException("central's database failed", broken);
            }
        }
    }

    private Connection connection() throws SQLException {
        try {
            return connections.getConnection();
        } catch (SQLTransientConnectionException none) {
            throw new Busy("central's database has no connection free", none);
        }
    }

    /// Between transactions auto-commit is on: SQLite's driver would else hold the one write lock while nobody
    /// works.
    private <T> T once(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.on(new Turn(connection, postgres));
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
