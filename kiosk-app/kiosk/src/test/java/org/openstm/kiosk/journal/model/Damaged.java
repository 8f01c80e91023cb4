package org.openstm.kiosk.journal.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.zip.CRC32C;

/// Journal files as left by damage or by an earlier release.
public final class Damaged {
    private static final byte SEEN = 3;

    private Damaged() {}

    /// A replica of the release before: it records only a sequence of the journal.
    public static byte[] withoutSeen(byte[] copy) {
        var in = ByteBuffer.wrap(copy);
        var out = ByteBuffer.allocate(copy.length);
        while (in.remaining() > 8) {
            int length = in.getInt();
            int sum = in.getInt();
            if (length == 0) break;
            byte[] body = new byte[length];
            in.get(body);
            if (body[0] == SEEN) continue;
            out.putInt(length).putInt(sum).put(body);
        }
        byte[] seen = ByteBuffer.allocate(9).put(SEEN).putLong(1).array();
        var crc = new CRC32C();
        crc.update(seen);
        out.putInt(seen.length).putInt((int) crc.getValue()).put(seen);
        return out.array();
    }

    /// Takes out the triggers that keep entries from being changed, as somebody does who can write to the file.
    public static void dropGuards(Connection file) throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = file.createStatement()) {
            try (var rows = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'trigger'")) {
                while (rows.next()) names.add(rows.getString(1));
            }
            for (var name : names) statement.execute("DROP TRIGGER " + name);
        }
    }

    public static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
