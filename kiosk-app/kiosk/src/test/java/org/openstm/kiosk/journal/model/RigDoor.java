package org.openstm.kiosk.journal.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalLocation;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.store.JournalSchema;

/// Lets a fault-injection test act between the journal and its disk.
public final class RigDoor {
    /// Hooks around the writing connection.
    public interface Disk {
        /// A disk without faults.
        Disk SOUND = new Disk() {};

        /// Called before the journal gets a new connection.
        default void opened(Connection connection) throws SQLException {}

        /// Called instead of a commit that appends an entry of this type; calls `commit` to carry it out.
        default void commit(String kind, Connection connection) throws SQLException {
            connection.commit();
        }
    }

    private static final String LAST = "SELECT kind FROM journal ORDER BY seq DESC LIMIT 1";

    private RigDoor() {}

    /// A journal on such a disk.
    public static Journal open(Path dir, String terminal, JournalKeyStore keys, InstantSource clock, Disk disk) {
        return Journal.open(
                JournalLocation.inFolder(dir),
                terminal,
                keys,
                clock,
                file -> around(JournalSchema.openForWriting(file), disk));
    }

    private static Connection around(Connection sound, Disk disk) throws SQLException {
        try {
            disk.opened(sound);
        } catch (SQLException broken) {
            sound.close();
            throw broken;
        }
        return (Connection) Proxy.newProxyInstance(
                RigDoor.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        disk.commit(lastKind(sound), sound);
                        return null;
                    }
                    try {
                        return method.invoke(sound, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause() == null ? thrown : thrown.getCause();
                    }
                });
    }

    private static String lastKind(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(LAST)) {
            return row.next() ? EntryType.nameOf(row.getInt(1)) : "";
        }
    }

    /// The name of an entry type by its code in a file.
    public static String kindName(int code) {
        return EntryType.nameOf(code);
    }
}
