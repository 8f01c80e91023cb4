package org.openstm.kiosk.journal.crypto;

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
import org.openstm.kiosk.journal.disk.DurableFiles;
import org.openstm.kiosk.journal.model.InvalidSealException;

/// Keys in a file of mode 600, one line for each epoch: its number and 32 bytes in hex. For the demonstration,
/// not for a branch: anyone who can read the disk can read the file, and a flash disk may keep destroyed keys.
///
/// Journal and replica depend on these few bytes, so the line of epoch 0, which is no key, holds a digest of
/// the others, and a twin file beside the replica holds the same: a damaged or missing file is restored from
/// the other. A file of the release before has no such line; that release takes the line for an unused key. A
/// key is destroyed in both files.
public final class FileKeyStore implements JournalKeyStore {
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

    /// Reads the keys, or generates the first one at the first start; there is no twin.
    public static FileKeyStore openOrCreate(Path file) {
        return openWithTwin(file, null, true);
    }

    /// @param twin a file with the same contents, best on another disk
    /// @param make whether to generate the first key when there is none; false when there is a journal
    public static FileKeyStore openWithTwin(Path file, @Nullable Path twin, boolean make) {
        var own = KeyFileContent.of(file);
        var other = twin == null ? KeyFileContent.GONE : KeyFileContent.of(twin);
        if (own.gone() && other.gone() && make) return createFirstKey(file, twin);
        var best = chooseContent(own, other);
        if (best.isEmpty()) throw missingKeyError(file, twin, own, other);
        var store = new FileKeyStore(file, twin, best.get().keys);
        store.repairFiles(own, other);
        return store;
    }

    /// Reads the keys; never generates one.
    public static FileKeyStore openExisting(Path file) {
        var own = KeyFileContent.of(file);
        if (own.keys.isEmpty()) throw missingKeyError(file, null, own, KeyFileContent.GONE);
        return new FileKeyStore(file, null, own.keys);
    }

    private static FileKeyStore createFirstKey(Path file, @Nullable Path twin) {
        var store = new FileKeyStore(file, twin, new TreeMap<>());
        store.keys.put(1, SealedValue.generateKey(CipherSuite.STANDARD));
        store.saveKeys();
        return store;
    }

    /// Selects the file that was certainly written last. Without a digest, a file is trusted if nothing
    /// contradicts it.
    private static Optional<KeyFileContent> chooseContent(KeyFileContent own, KeyFileContent other) {
        if (own.keys.isEmpty() && other.keys.isEmpty()) return Optional.empty();
        if (other.keys.isEmpty()) return Optional.of(own);
        if (own.keys.isEmpty()) return Optional.of(other);
        if (own.proved != other.proved && own.keys.lastKey().equals(other.keys.lastKey()))
            return Optional.of(own.proved ? own : other);
        return Optional.of(own.keys.lastKey() >= other.keys.lastKey() ? own : other);
    }

    private void repairFiles(KeyFileContent own, KeyFileContent other) {
        boolean whole = own.hasProvedKeys(keys);
        boolean both = twin == null || other.hasProvedKeys(keys);
        if (whole && both) return;
        boolean old = own.hasSameKeys(keys) && !own.proved && other.gone(); // of the release before
        if (!old && !whole) repairs.add(file + " was " + own.defectText() + " and was made good by " + twin);
        else if (!old && !both) repairs.add(twin + " was " + other.defectText() + " and was made good by " + file);
        saveKeys();
    }

    private static IllegalStateException missingKeyError(
            Path file, @Nullable Path twin, KeyFileContent own, KeyFileContent other) {
        String also = twin == null ? "" : ", and its twin " + twin + " is " + other.defectText();
        return new IllegalStateException("the journal's key " + file + " is " + own.defectText() + also);
    }

    /// Contents of one file.
    ///
    /// @param keys empty if the file is missing or damaged
    /// @param proved whether its digest is correct
    private record KeyFileContent(boolean gone, NavigableMap<Integer, byte[]> keys, boolean proved) {
        private static final KeyFileContent GONE = new KeyFileContent(true, new TreeMap<>(), false);
        private static final KeyFileContent DAMAGED = new KeyFileContent(false, new TreeMap<>(), false);

        static KeyFileContent of(Path file) {
            if (!Files.exists(file)) return GONE;
            try {
                var keys = new TreeMap<Integer, byte[]>();
                for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) parseLine(line.strip(), keys);
                byte[] digest = keys.remove(DIGEST);
                if (keys.isEmpty() || (digest != null && !Arrays.equals(digest, keysDigest(keys)))) return DAMAGED;
                if (digest == null && holdsDigest(keys)) return DAMAGED;
                return new KeyFileContent(false, keys, digest != null);
            } catch (IOException | IllegalArgumentException broken) {
                return DAMAGED;
            }
        }

        /// A flipped bit in the number of the digest's line would turn it into a key.
        private static boolean holdsDigest(NavigableMap<Integer, byte[]> keys) {
            for (int epoch : keys.keySet()) {
                var others = new TreeMap<>(keys);
                byte[] one = others.remove(epoch);
                if (Arrays.equals(one, keysDigest(others))) return true;
            }
            return false;
        }

        /// A line without a number is the only key of the first release.
        private static void parseLine(String line, NavigableMap<Integer, byte[]> keys) {
            if (line.isEmpty()) return;
            int space = line.indexOf(' ');
            byte[] key = HexFormat.of().parseHex(line.substring(space + 1));
            int epoch = space < 0 ? 1 : Integer.parseInt(line.substring(0, space));
            if (key.length != 32 || epoch < 0) throw new IllegalArgumentException("a key of " + key.length + " bytes");
            keys.put(epoch, key);
        }

        boolean hasSameKeys(NavigableMap<Integer, byte[]> others) {
            return formatKeys(keys).equals(formatKeys(others));
        }

        boolean hasProvedKeys(NavigableMap<Integer, byte[]> others) {
            return proved && hasSameKeys(others);
        }

        String defectText() {
            if (gone) return "gone";
            return keys.isEmpty() ? "damaged" : "not what was written last";
        }

        @Override
        public String toString() {
            return "KeyFileContent" + keys.keySet();
        }
    }

    private static String formatKeys(NavigableMap<Integer, byte[]> keys) {
        var lines = new StringBuilder();
        keys.forEach((epoch, key) -> lines.append(epoch)
                .append(' ')
                .append(HexFormat.of().formatHex(key))
                .append('\n'));
        return lines.toString();
    }

    private static byte[] keysDigest(NavigableMap<Integer, byte[]> keys) {
        return CipherSuite.STANDARD.newDigest().digest(formatKeys(keys).getBytes(StandardCharsets.US_ASCII));
    }

    /// On the disk when this returns: a journal without its key is lost.
    private static void writeKeyFile(Path file, NavigableMap<Integer, byte[]> keys) throws IOException {
        if (file.getParent() != null) Files.createDirectories(file.getParent());
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String sum = DIGEST + " " + HexFormat.of().formatHex(keysDigest(keys)) + "\n";
        Files.writeString(beside, formatKeys(keys) + sum, StandardCharsets.US_ASCII);
        DurableFiles.forceToDisk(beside);
        DurableFiles.replaceFile(beside, file);
    }

    @Override
    public synchronized int epoch() {
        return keys.lastKey();
    }

    @Override
    public synchronized byte[] wrapKey(byte[] key, byte[] context) {
        return SealedValue.sealBytes(CipherSuite.STANDARD, keys.lastEntry().getValue(), key, context);
    }

    @Override
    public synchronized byte[] unwrapKey(int epoch, byte[] wrapped, byte[] context) {
        byte[] key = keys.get(epoch);
        if (key == null) throw new InvalidSealException("there is no key of epoch " + epoch, null);
        return SealedValue.openBytes(key, wrapped, context);
    }

    @Override
    public synchronized void beginEpoch() {
        keys.put(keys.lastKey() + 1, SealedValue.generateKey(CipherSuite.STANDARD));
        saveKeys();
    }

    @Override
    public synchronized void destroyOlderKeys() {
        if (keys.size() == 1) return;
        keys.headMap(keys.lastKey(), false).clear();
        saveKeys();
    }

    @Override
    public synchronized List<String> repairReports() {
        return List.copyOf(repairs);
    }

    /// A twin that cannot be written does not stop the service; it is written at the next start, which also
    /// removes the keys destroyed here.
    private void saveKeys() {
        try {
            writeKeyFile(file, keys);
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal's key " + file + " cannot be written", broken);
        }
        if (twin == null) return;
        try {
            writeKeyFile(twin, keys);
        } catch (IOException broken) {
            repairs.add("the twin of the journal's key, " + twin + ", cannot be written: " + broken.getMessage());
        }
    }

    @Override
    public String toString() {
        return "FileKeyStore";
    }
}
