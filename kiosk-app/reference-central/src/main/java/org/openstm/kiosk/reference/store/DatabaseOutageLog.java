package org.openstm.kiosk.reference.store;

import java.sql.SQLException;

/// Logs a database outage once a minute in one line: a line for each of a thousand requests would fill the
/// disk.
public final class DatabaseOutageLog {
    private static final System.Logger LOG = System.getLogger(DatabaseOutageLog.class.getName());
    private static final long MINUTE = 60_000_000_000L;

    private boolean said;
    private long saidAt;
    private long since;

    public synchronized void logFailure(SQLException trouble) {
        long now = System.nanoTime();
        since++;
        if (said && now - saidAt < MINUTE) return;
        LOG.log(
                System.Logger.Level.ERROR,
                "central's database failed at " + since + " requests: "
                        + String.valueOf(trouble.getMessage())
                                .lines()
                                .findFirst()
                                .orElse(""));
        said = true;
        saidAt = now;
        since = 0;
    }
}
