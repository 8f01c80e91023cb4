package org.openstm.kiosk.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Keys in a file of mode 600, a line for each epoch: its number and 32 bytes in hex. For the demonstration, not for a
/// branch: whoever reads the disk reads the file, and a flash disk may keep what was destroyed.
public final class FileKeyStore implements KeyStore {
    private final Path file;
    private final NavigableMap<Integer, byte[]> keys;

    private FileKeyStore(Path file, NavigableMap<Integer, byte[]> keys) {
        this.file = file;
        this.keys = keys;
    }

    /// Reads the keys, or makes the first one at the first start.
    public static FileKeyStore at(Path file) {
        try {
            if (Files.exists(file)) return of(file);
            if (file.getParent() != null) Files.createDirectories(file.getParent());
            var first = new TreeMap<Integer, byte[]>();
            first.put(1, Sealed.freshKey(Suite.STANDARD));
            write(file, first);
            return of(file);
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal's key " + file + " cannot be made", broken);
        }
    }

    /// Reads the keys; never makes one.
    public static FileKeyStore of(Path file) {
        try {
            var keys = new TreeMap<Integer, byte[]>();
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) read(line.strip(), keys);
            if (keys.isEmpty()) throw new IllegalStateException("the journal's key " + file + " is damaged");
            return new FileKeyStore(file, keys);
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal's key " + file + " cannot be read", broken);
        } catch (IllegalArgumentException broken) {
            throw new IllegalStateException("the journal's key " + file + " is damaged", broken);
        }
    }

    /// A line without a number is the only key of the first release.
    private static void read(String line, NavigableMap<Integer, byte[]> keys) {
        if (line.isEmpty()) return;
        int space = line.indexOf(' ');
        byte[] key = HexFormat.of().parseHex(line.substring(space + 1));
        if (key.length != 32) throw new IllegalArgumentException("a key of " + key.length + " bytes");
        keys.put(space < 0 ? 1 : Integer.parseInt(line.substring(0, space)), key);
    }

    /// On the disk when this returns: a journal without its key is lost.
    private static void write(Path file, NavigableMap<Integer, byte[]> keys) throws IOException {
        var lines = new StringBuilder();
        keys.forEach((epoch, key) -> lines.append(epoch)
                .append(' ')
                .append(HexFormat.of().formatHex(key))
                .append('\n'));
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, lines, StandardCharsets.US_ASCII);
        Disk.force(beside);
        Disk.replace(beside, file);
    }

    @Override
    public synchronized int epoch() {
        return keys.lastKey();
    }

    @Override
    public synchronized byte[] wrap(byte[] key, byte[] context) {
        return Sealed.seal(Suite.STANDARD, keys.lastEntry().getValue(), key, context);
    }

    @Override
    public synchronized byte[] unwrap(int epoch, byte[] wrapped, byte[] context) {
        byte[] key = keys.get(epoch);
        if (key == null) throw new SealBroken("there is no key of epoch " + epoch, null);
        return Sealed.open(key, wrapped, context);
    }

    @Override
    public synchronized void renew() {
        keys.put(keys.lastKey() + 1, Sealed.freshKey(Suite.STANDARD));
        save();
    }

    @Override
    public synchronized void destroyOlder() {
        if (keys.size() == 1) return;
        keys.headMap(keys.lastKey(), false).clear();
        save();
    }

    private void save() {
        try {
            write(file, keys);
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal's key " + file + " cannot be written", broken);
        }
    }

    @Override
    public String toString() {
        return "FileKeyStore";
    }
}
