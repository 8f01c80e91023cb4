package org.openstm.kiosk.rig;

import java.sql.Connection;
import java.sql.SQLException;
import org.openstm.kiosk.journal.model.RigDoor;

/// A disk that does something at one commit, and fails when it is told to.
final class Spoiled implements RigDoor.Disk {
    private final String when;
    private final String kind;
    private final Runnable atPoint;
    private int left;
    private boolean firstFails;
    private int failing;
    private boolean written;
    private boolean deaf;
    private int faults;

    /// @param stop `before` or `after`, kind of entry, how often; anything else is never met
    /// @param firstFails whether the first promise meets an I/O error before that
    Spoiled(String stop, boolean firstFails, Runnable atPoint) {
        var words = stop.split(" ", -1);
        this.when = words[0];
        this.kind = words.length > 1 ? words[1] : "";
        this.left = words.length > 2 ? Integer.parseInt(words[2]) : 0;
        this.firstFails = firstFails;
        this.atPoint = atPoint;
    }

    /// Commits say that they failed, until it is healed.
    ///
    /// @param written the first one did not fail in truth
    /// @param deaf the file cannot be opened again at once, either
    synchronized void fail(boolean written, boolean deaf) {
        this.failing = 2;
        this.written = written;
        this.deaf = deaf;
    }

    /// From now on it is a sound disk.
    synchronized void heal() {
        failing = 0;
        deaf = false;
    }

    /// How many writes and openings have failed.
    synchronized int faults() {
        return faults;
    }

    private SQLException fault(String words) {
        faults++;
        return new SQLException(words);
    }

    @Override
    public synchronized void opened(Connection connection) throws SQLException {
        if (!deaf || failing == 2) return;
        deaf = false;
        throw fault("disk I/O error at opening, made by the rig");
    }

    @Override
    public synchronized void commit(String of, Connection connection) throws SQLException {
        if (firstFails && of.equals("INTENT")) {
            firstFails = false;
            left--;
            throw fault("disk I/O error, made by the rig");
        }
        boolean here = of.equals(kind) && --left == 0;
        if (here && when.equals("before")) atPoint.run();
        if (failing > 0) {
            if (failing == 2 && written) connection.commit();
            failing = 1;
            throw fault("disk I/O error, made by the rig");
        }
        connection.commit();
        if (here && when.equals("after")) atPoint.run();
    }
}
