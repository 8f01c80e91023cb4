package org.openstm.kiosk.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Stored cases a second time, in a file of their own and best on another disk: they are the only
/// ones that stand nowhere else while a citizen holds a slip for them. Cases whose money is on its
/// way are here too: nobody else knows that it must be confirmed or given back. A case is here
/// before it is in the journal.
///
/// The file is a row of frames: length, CRC-32C, contents. It is laid out in advance, so that adding a frame changes
/// no length of the file and costs one flush. Contents are sealed by the case's own key, as in the journal.
final class SecondCopy implements AutoCloseable {
    private static final int ROOM = 8 << 20;
    private static final int HEAD = 8;
    private static final int LARGEST = 4 << 20;

    private static final byte CASE = 1;
    private static final byte ENDED = 2;
    private static final byte SEEN = 3;

    /// A case with files; one without is as release 1 wrote it.
    private static final byte CASE_WITH_FILES = 4;

    /// A stored case, with all that is needed to have it again.
    record Stored(
            String txId,
            String service,
            int serviceVersion,
            String sessionId,
            String code,
            long openedMs,
            long openedSeq,
            Keyring.Wrapped key,
            byte[] request,
            List<Enclosures.Kept> files) {}

    private final Path file;
    private final Map<String, Stored> living = new LinkedHashMap<>();
    private @Nullable FileChannel channel;
    private long end;
    private long room = ROOM;
    private long lastSeq;
    private int damaged;
    private Optional<String> trouble = Optional.empty();

    private SecondCopy(Path file) {
        this.file = file;
    }

    static SecondCopy open(Path file) {
        var copy = new SecondCopy(file);
        try {
            if (file.getParent() != null) Files.createDirectories(file.getParent());
            if (Files.exists(file)) copy.read();
            copy.rewrite();
        } catch (IOException broken) {
            copy.fail(broken);
        }
        return copy;
    }

    /// Cases that had not ended, in the order in which they came.
    List<Stored> living() {
        return List.copyOf(living.values());
    }

    /// The last sequence of the journal that this file knows of: a new journal goes on behind it.
    long lastSeq() {
        return lastSeq;
    }

    /// Frames that could not be read.
    int damaged() {
        return damaged;
    }

    /// Why nothing is kept a second time now.
    Optional<String> trouble() {
        return trouble;
    }

    /// On the disk when this returns. A broken second disk does not stop the terminal: it is said.
    void add(Stored stored) {
        living.put(stored.txId, stored);
        append(frame(stored), true);
        lastSeq = Math.max(lastSeq, stored.openedSeq);
    }

    /// The case has its end.
    ///
    /// @param promised whether it would be wrong to send it: then this is on the disk when it returns
    void ended(String txId, boolean promised) {
        if (living.remove(txId) == null) return;
        append(frame(ENDED, out -> out.writeUTF(txId)), promised);
    }

    /// The journal has come so far.
    void seen(long seq) {
        if (seq <= lastSeq) return;
        lastSeq = seq;
        append(frame(SEEN, out -> out.writeLong(seq)), false);
    }

    /// Writes the file anew, with the living cases as they are now.
    void rewrap(UnaryOperator<Stored> fresh) {
        living.replaceAll((_, stored) -> fresh.apply(stored));
        try {
            rewrite();
        } catch (IOException broken) {
            fail(broken);
        }
    }

    private void append(byte[] frame, boolean flush) {
        try {
            if (channel == null || end + frame.length > room) rewrite();
            else write(channel, frame, flush);
        } catch (IOException broken) {
            fail(broken);
        }
    }

    private void write(FileChannel to, byte[] frame, boolean flush) throws IOException {
        var bytes = ByteBuffer.wrap(frame);
        while (bytes.hasRemaining()) end += to.write(bytes, end);
        if (flush) to.force(false);
    }

    private void rewrite() throws IOException {
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try (var fresh = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            long needed = living.values().stream()
                    .mapToLong(stored -> frame(stored).length)
                    .sum();
            room = (needed / ROOM + 1) * ROOM;
            var zeros = ByteBuffer.allocate(1 << 16);
            for (long at = 0; at < room; at += zeros.capacity()) fresh.write(zeros.rewind(), at);
            end = 0;
            write(fresh, frame(SEEN, out -> out.writeLong(lastSeq)), false);
            for (var stored : living.values()) write(fresh, frame(stored), false);
            fresh.force(true);
        }
        close();
        Disk.replace(beside, file);
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        trouble = Optional.empty();
    }

    private void fail(IOException broken) {
        trouble = Optional.of("stored cases are not kept a second time: " + broken.getMessage());
        close();
    }

    private interface Contents {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] frame(Stored s) {
        return frame(s.files.isEmpty() ? CASE : CASE_WITH_FILES, out -> {
            out.writeUTF(s.txId);
            out.writeUTF(s.service);
            out.writeInt(s.serviceVersion);
            out.writeUTF(s.sessionId);
            out.writeUTF(s.code);
            out.writeLong(s.openedMs);
            out.writeLong(s.openedSeq);
            out.writeInt(s.key.epoch());
            out.writeInt(s.key.bytes().length);
            out.write(s.key.bytes());
            out.writeInt(s.request.length);
            out.write(s.request);
            if (s.files.isEmpty()) return;
            out.writeInt(s.files.size());
            for (var file : s.files) {
                out.writeUTF(file.name());
                out.writeUTF(file.type());
                out.writeInt(file.sealed().length);
                out.write(file.sealed());
            }
        });
    }

    private static byte[] frame(byte kind, Contents contents) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(kind);
            contents.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        byte[] body = bytes.toByteArray();
        return ByteBuffer.allocate(HEAD + body.length)
                .putInt(body.length)
                .putInt(sum(body))
                .put(body)
                .array();
    }

    private static int sum(byte[] body) {
        var crc = new CRC32C();
        crc.update(body);
        return (int) crc.getValue();
    }

    /// A damaged frame is stepped over while its length makes sense; what follows a torn one was never promised.
    private void read() throws IOException {
        var all = ByteBuffer.wrap(Files.readAllBytes(file));
        while (all.remaining() > HEAD) {
            int length = all.getInt();
            int sum = all.getInt();
            if (length == 0) return;
            if (length < 0 || length > LARGEST || length > all.remaining()) {
                damaged++;
                return;
            }
            byte[] body = new byte[length];
            all.get(body);
            if (sum(body) != sum || !understood(body)) damaged++;
        }
    }

    private boolean understood(byte[] body) {
        try (var in = new DataInputStream(new ByteArrayInputStream(body))) {
            byte kind = in.readByte();
            switch (kind) {
                case CASE, CASE_WITH_FILES -> {
                    var stored = stored(in, kind == CASE_WITH_FILES);
                    living.put(stored.txId, stored);
                    lastSeq = Math.max(lastSeq, stored.openedSeq);
                }
                case ENDED -> living.remove(in.readUTF());
                case SEEN -> lastSeq = Math.max(lastSeq, in.readLong());
                default -> {
                    return false;
                }
            }
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    private static Stored stored(DataInputStream in, boolean withFiles) throws IOException {
        return new Stored(
                in.readUTF(),
                in.readUTF(),
                in.readInt(),
                in.readUTF(),
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                new Keyring.Wrapped(in.readInt(), bytes(in)),
                bytes(in),
                withFiles ? files(in) : List.of());
    }

    private static List<Enclosures.Kept> files(DataInputStream in) throws IOException {
        int count = in.readInt();
        var all = new ArrayList<Enclosures.Kept>();
        for (int n = 0; n < count; n++) all.add(new Enclosures.Kept(in.readUTF(), in.readUTF(), bytes(in)));
        return all;
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST) throw new IOException("a length of " + length);
        return in.readNBytes(length);
    }

    @Override
    public void close() {
        var open = channel;
        channel = null;
        try {
            if (open != null) open.close();
        } catch (IOException broken) {
            // what was promised is flushed
        }
    }
}
