package org.openstm.kiosk.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keys in a file of mode 600, a line for each epoch: its number and 32 bytes in hex. For the demonstration, not
/// for a branch: whoever reads the disk reads the file, and a flash disk may keep what was destroyed.
///
/// Journal and second copy hang on these few bytes, so the line of epoch 0, which is no key, holds a digest of the
/// others, and a twin beside the second copy holds the same: one that is damaged or gone is made good by the
/// other. A file of the release before has no such line, and the release before takes it for a key that nobody
/// uses. A key that is destroyed is destroyed in both.
public final class FileKeyStore implements KeyStore {
    private static final int DIGEST = 0;

    private final Path file;
    private final @Nullable Path twin;
    private final NavigableMap<Integer, byte[]> keys;
    private final List<String> repairs = new ArrayList<>();

    private FileKeyStore(Path file, @Nullable Path twin, NavigableMap<Integer, byte[]> keys) {
        this.file = file;
        this.twin = twin;
        this.keys = keys;
    }

    /// Reads the keys, or makes the first one at the first start; there is no twin.
    public static FileKeyStore at(Path file) {
        return at(file, null, true);
    }

    /// @param twin holds the same, best on another disk
    /// @param make whether the first key is made when there is none; not when there is a journal
    public static FileKeyStore at(Path file, @Nullable Path twin, boolean make) {
        var own = Content.of(file);
        var other = twin == null ? Content.GONE : Content.of(twin);
        if (own.gone() && other.gone() && make) return first(file, twin);
        var best = best(own, other);
        if (best.isEmpty()) throw lost(file, twin, own, other);
        var store = new FileKeyStore(file, twin, best.get().keys);
        store.makeGood(own, other);
        return store;
    }

    /// Reads the keys; never makes one.
    public static FileKeyStore of(Path file) {
        var own = Content.of(file);
        if (own.keys.isEmpty()) throw lost(file, null, own, Content.GONE);
        return new FileKeyStore(file, null, own.keys);
    }

    private static FileKeyStore first(Path file, @Nullable Path twin) {
        var store = new FileKeyStore(file, twin, new TreeMap<>());
        store.keys.put(1, Sealed.freshKey(Suite.STANDARD));
        store.save();
        return store;
    }

    /// The one that surely is what was written last. Without a digest, a file is believed where nothing speaks
    /// against it.
    private static Optional<Content> best(Content own, Content other) {
        if (own.keys.isEmpty() && other.keys.isEmpty()) return Optional.empty();
        if (other.keys.isEmpty()) return Optional.of(own);
        if (own.keys.isEmpty()) return Optional.of(other);
        if (own.proved != other.proved && own.keys.lastKey().equals(other.keys.lastKey()))
            return Optional.of(own.proved ? own : other);
        return Optional.of(own.keys.lastKey() >= other.keys.lastKey() ? own : other);
    }

    private void makeGood(Content own, Content other) {
        boolean whole = own.holds(keys);
        boolean both = twin == null || other.holds(keys);
        if (whole && both) return;
        boolean old = own.same(keys) && !own.proved && other.gone(); // of the release before
        if (!old && !whole) repairs.add(file + " was " + own.wrong() + " and was made good by " + twin);
        else if (!old && !both) repairs.add(twin + " was " + other.wrong() + " and was made good by " + file);
        save();
    }

    private static IllegalStateException lost(Path file, @Nullable Path twin, Content own, Content other) {
        String also = twin == null ? "" : ", and its twin " + twin + " is " + other.wrong();
        return new IllegalStateException("the journal's key " + file + " is " + own.wrong() + also);
    }

    /// What stands in one file.
    ///
    /// @param keys empty if it is gone or damaged
    /// @param proved its digest holds
    private record Content(boolean gone, NavigableMap<Integer, byte[]> keys, boolean proved) {
        private static final Content GONE = new Content(true, new TreeMap<>(), false);
        private static final Content DAMAGED = new Content(false, new TreeMap<>(), false);

        static Content of(Path file) {
            if (!Files.exists(file)) return GONE;
            try {
                var keys = new TreeMap<Integer, byte[]>();
                for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) read(line.strip(), keys);
                byte[] digest = keys.remove(DIGEST);
                if (keys.isEmpty() || (digest != null && !Arrays.equals(digest, digest(keys)))) return DAMAGED;
                if (digest == null && holdsDigest(keys)) return DAMAGED;
                return new Content(false, keys, digest != null);
            } catch (IOException | IllegalArgumentException broken) {
                return DAMAGED;
            }
        }

        /// A flipped bit in the number of the digest's line makes a key of it.
        private static boolean holdsDigest(NavigableMap<Integer, byte[]> keys) {
            for (int epoch : keys.keySet()) {
                var others = new TreeMap<>(keys);
                byte[] one = others.remove(epoch);
                if (Arrays.equals(one, digest(others))) return true;
            }
            return false;
        }

        /// A line without a number is the only key of the first release.
        private static void read(String line, NavigableMap<Integer, byte[]> keys) {
            if (line.isEmpty()) return;
            int space = line.indexOf(' ');
            byte[] key = HexFormat.of().parseHex(line.substring(space + 1));
            int epoch = space < 0 ? 1 : Integer.parseInt(line.substring(0, space));
            if (key.length != 32 || epoch < 0) throw new IllegalArgumentException("a key of " + key.length + " bytes");
            keys.put(epoch, key);
        }

        boolean same(NavigableMap<Integer, byte[]> others) {
            return text(keys).equals(text(others));
        }

        boolean holds(NavigableMap<Integer, byte[]> others) {
            return proved && same(others);
        }

        String wrong() {
            if (gone) return "gone";
            return keys.isEmpty() ? "damaged" : "not what was written last";
        }

        @Override
        public String toString() {
            return "Content" + keys.keySet();
        }
    }

    private static String text(NavigableMap<Integer, byte[]> keys) {
        var lines = new StringBuilder();
        keys.forEach((epoch, key) -> lines.append(epoch)
                .append(' ')
                .append(HexFormat.of().formatHex(key))
                .append('\n'));
        return lines.toString();
    }

    private static byte[] digest(NavigableMap<Integer, byte[]> keys) {
        return Suite.STANDARD.digest().digest(text(keys).getBytes(StandardCharsets.US_ASCII));
    }

    /// On the disk when this returns: a journal without its key is lost.
    private static void write(Path file, NavigableMap<Integer, byte[]> keys) throws IOException {
        if (file.getParent() != null) Files.createDirectories(file.getParent());
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String sum = DIGEST + " " + HexFormat.of().formatHex(digest(keys)) + "\n";
        Files.writeString(beside, text(keys) + sum, StandardCharsets.US_ASCII);
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

    @Override
    public synchronized List<String> repairs() {
        return List.copyOf(repairs);
    }

    /// A twin that cannot be written keeps nobody from being served; it is written at the next start, and what was
    /// destroyed here goes there, too.
    private void save() {
        try {
            write(file, keys);
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal's key " + file + " cannot be written", broken);
        }
        if (twin == null) return;
        try {
            write(twin, keys);
        } catch (IOException broken) {
            repairs.add("the twin of the journal's key, " + twin + ", cannot be written: " + broken.getMessage());
        }
    }

    @Override
    public String toString() {
        return "FileKeyStore";
    }
}
