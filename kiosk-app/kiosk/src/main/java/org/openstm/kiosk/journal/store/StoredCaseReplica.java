package org.openstm.kiosk.journal.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.disk.DurableFiles;

/// A replica of stored cases, in a file of its own and best on another disk: they exist nowhere else while a
/// citizen holds a slip for them. Cases with a payment in progress are included: only this terminal knows that
/// it must be confirmed or refunded. A case is written here before it is written to the journal.
///
/// The file is a sequence of frames: length, CRC-32C, contents. Its space is allocated in advance, so that
/// adding a frame does not change the file's length and costs one flush. Not written by a channel: an interrupt
/// would close it. Contents are sealed by the case's own
/// key, as in the journal.
///
/// After each commit the position of the journal is recorded. This shows at the next start that the journal
/// lost its end: SQLite silently ignores a damaged end of its log. The frame of a commit that promised a case
/// is flushed, so a case behind the last such frame was never promised to a citizen.
///
/// [ReplicaReconciler] compares the file with the journal at each start; until [#rewriteFrom] nothing is
/// written to it.
public final class StoredCaseReplica implements AutoCloseable {
    private static final int ROOM = 8 << 20;
    private static final int HEAD = 8;
    private static final int LARGEST = 4 << 20;

    private static final byte CASE = 1;
    private static final byte ENDED = 2;
    private static final byte SEEN = 3;

    /// A case with attachments; one without is written as in release 1.
    private static final byte CASE_WITH_FILES = 4;

    /// A stored case, with everything that is needed to restore it.
    public record ReplicatedCase(
            String txId,
            String service,
            int serviceVersion,
            String sessionId,
            String code,
            long openedMs,
            long openedSeq,
            CaseKeyring.WrappedKey key,
            byte[] request,
            List<AttachmentTable.SealedAttachment> files) {}

    /// Position of the journal.
    ///
    /// @param terminal whose journal
    public record JournalPosition(long seq, byte[] hash, String terminal) {}

    private final Path file;
    private final Map<String, ReplicatedCase> living = new LinkedHashMap<>();
    private @Nullable RandomAccessFile written;
    private long end;
    private long room = ROOM;
    private long lastSeq;
    private Optional<JournalPosition> seen = Optional.empty();
    private int damaged;
    private boolean blank = true;
    private boolean tornSeen;
    private boolean unflushed;
    private Optional<String> trouble = Optional.empty();

    private StoredCaseReplica(Path file) {
        this.file = file;
    }

    /// Reads an existing file; changes nothing.
    public static StoredCaseReplica open(Path file) {
        var copy = new StoredCaseReplica(file);
        try {
            if (Files.exists(file)) copy.readFile();
        } catch (IOException broken) {
            copy.damaged++;
            copy.recordFailure(broken);
        }
        return copy;
    }

    /// Rewrites the file from the open cases of the journal.
    public void rewriteFrom(List<ReplicatedCase> open, JournalPosition now) {
        living.clear();
        for (var stored : open) living.put(stored.txId, stored);
        seen = Optional.of(now);
        lastSeq = Math.max(lastSeq, now.seq);
        unflushed = false;
        try {
            rewriteFile();
        } catch (IOException broken) {
            recordFailure(broken);
        }
    }

    /// Cases that had not ended, in the order in which they came.
    public List<ReplicatedCase> livingCases() {
        return List.copyOf(living.values());
    }

    /// Those that a citizen may have been promised: anything behind the last commit that the file records was
    /// never promised, unless a part of the file cannot be read.
    public List<ReplicatedCase> promisedCases() {
        if (seen.isEmpty() || damaged > 0 || tornSeen) return livingCases();
        long last = seen.get().seq;
        return living.values().stream().filter(one -> one.openedSeq <= last).toList();
    }

    /// The last sequence of the journal that this file records: a new journal continues after it.
    public long lastSequence() {
        return lastSeq;
    }

    /// Position of the journal; empty in a file of an earlier release.
    public Optional<JournalPosition> journalPosition() {
        return seen;
    }

    /// Whether the last frame on the journal is torn: the journal is further than [#journalPosition] says.
    public boolean isPositionTorn() {
        return tornSeen;
    }

    /// Number of places that could not be read.
    public int damagedPlaces() {
        return damaged;
    }

    /// Whether the file was missing or empty.
    public boolean isBlank() {
        return blank;
    }

    /// Copies the file as it was found, for later investigation.
    public Optional<Path> keepFoundFile(long nowMs) {
        try {
            if (!Files.exists(file)) return Optional.empty();
            long name = nowMs;
            while (Files.exists(foundFile(name))) name++;
            return Optional.of(Files.copy(file, foundFile(name)));
        } catch (IOException broken) {
            return Optional.empty(); // the disk is full or dead: what could be read is in memory
        }
    }

    /// Why the replica is not written at present.
    public Optional<String> writeTrouble() {
        return trouble;
    }

    private Path foundFile(long name) {
        return file.resolveSibling(file.getFileName() + ".found-" + name);
    }

    /// On the disk when this returns. A broken second disk does not stop the terminal; it is reported.
    public void addCase(ReplicatedCase stored) {
        living.put(stored.txId, stored);
        appendFrame(encodeFrame(stored), true);
        lastSeq = Math.max(lastSeq, stored.openedSeq);
        unflushed = true;
    }

    /// The case has ended.
    ///
    /// @param promised whether it must not be sent again: then this is on the disk when it returns
    public void removeCase(String txId, boolean promised) {
        if (living.remove(txId) == null) return;
        appendFrame(encodeFrame(ENDED, out -> out.writeUTF(txId)), promised);
    }

    /// Records the position of the journal on its disk. Flushed only when a promise depends on it.
    public void recordPosition(JournalPosition now) {
        seen = Optional.of(now);
        lastSeq = Math.max(lastSeq, now.seq);
        if (written == null) return; // failed: the next case tries to rewrite everything
        appendFrame(encodeFrame(now), unflushed);
        unflushed = false;
    }

    /// Rewrites the file with the open cases.
    public void rewrapKeys(UnaryOperator<ReplicatedCase> fresh) {
        living.replaceAll((_, stored) -> fresh.apply(stored));
        try {
            rewriteFile();
        } catch (IOException broken) {
            recordFailure(broken);
        }
    }

    private void appendFrame(byte[] frame, boolean flush) {
        try {
            if (written == null || end + frame.length > room) rewriteFile();
            else writeFrame(written, frame, flush);
        } catch (IOException broken) {
            recordFailure(broken);
        }
    }

    private void writeFrame(RandomAccessFile to, byte[] frame, boolean flush) throws IOException {
        to.seek(end);
        to.write(frame);
        end += frame.length;
        if (flush) to.getFD().sync();
    }

    private void rewriteFile() throws IOException {
        if (file.getParent() != null) Files.createDirectories(file.getParent());
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try (var fresh = new RandomAccessFile(beside.toFile(), "rw")) {
            fresh.setLength(0);
            long needed = living.values().stream()
                    .mapToLong(stored -> encodeFrame(stored).length)
                    .sum();
            room = (needed / ROOM + 1) * ROOM;
            var zeros = new byte[1 << 16];
            for (long at = 0; at < room; at += zeros.length) fresh.write(zeros);
            end = 0;
            for (var stored : living.values()) writeFrame(fresh, encodeFrame(stored), false);
            if (seen.isPresent()) writeFrame(fresh, encodeFrame(seen.get()), false);
            else writeFrame(fresh, encodeFrame(SEEN, out -> out.writeLong(lastSeq)), false);
            fresh.getFD().sync();
        }
        close();
        DurableFiles.replaceFile(beside, file);
        written = new RandomAccessFile(file.toFile(), "rw");
        trouble = Optional.empty();
    }

    private void recordFailure(IOException broken) {
        trouble = Optional.of("stored cases are not kept a second time: " + broken.getMessage());
        close();
    }

    private interface FrameContents {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /// The release before reads the sequence and ignores the rest.
    private static byte[] encodeFrame(JournalPosition now) {
        return encodeFrame(SEEN, out -> {
            out.writeLong(now.seq);
            out.write(now.hash);
            out.writeUTF(now.terminal);
        });
    }

    private static byte[] encodeFrame(ReplicatedCase s) {
        return encodeFrame(s.files.isEmpty() ? CASE : CASE_WITH_FILES, out -> {
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

    private static byte[] encodeFrame(byte kind, FrameContents contents) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(kind);
            contents.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        byte[] body = bytes.toByteArray();
        return ByteBuffer.allocate(HEAD + body.length)
                .putInt(body.length)
                .putInt(frameChecksum(body))
                .put(body)
                .array();
    }

    private static int frameChecksum(byte[] body) {
        var crc = new CRC32C();
        crc.update(body);
        return (int) crc.getValue();
    }

    /// Skips damaged parts to the next intact frame, wherever that begins. A torn frame at the end was being
    /// written when the power failed.
    private void readFile() throws IOException {
        byte[] all = Files.readAllBytes(file);
        int end = usedLength(all);
        blank = end == 0;
        if (all.length % ROOM != 0 && all.length > 0) damaged++; // truncated
        var bytes = ByteBuffer.wrap(all);
        for (int at = 0; at < end; ) {
            int next = at;
            while (next < end && frameLength(bytes, next) == 0) next++;
            if (next == end) {
                if (!isTorn(bytes, at, end)) damaged++;
                else tornSeen = all.length > at + HEAD && all[at + HEAD] == SEEN;
                return;
            }
            if (next > at) damaged++;
            at = next + HEAD + frameLength(bytes, next);
            if (!applyFrame(frameBody(bytes, next))) damaged++;
        }
    }

    /// The length without the reserved room, block by block: it is nearly all of the file.
    private static int usedLength(byte[] all) {
        var zeros = new byte[1 << 16];
        int end = all.length;
        while (end >= zeros.length && Arrays.equals(all, end - zeros.length, end, zeros, 0, zeros.length))
            end -= zeros.length;
        while (end > 0 && all[end - 1] == 0) end--;
        return end;
    }

    /// The length of the intact frame that begins here; 0 if there is none.
    private static int frameLength(ByteBuffer all, int at) {
        if (all.capacity() - at < HEAD) return 0;
        int length = all.getInt(at);
        if (length <= 0 || length > LARGEST || length > all.capacity() - at - HEAD) return 0;
        byte kind = all.get(at + HEAD);
        if (kind < CASE || kind > CASE_WITH_FILES) return 0;
        return frameChecksum(frameBody(all, at)) == all.getInt(at + 4) ? length : 0;
    }

    private static byte[] frameBody(ByteBuffer all, int at) {
        byte[] body = new byte[all.getInt(at)];
        all.get(at + HEAD, body);
        return body;
    }

    /// Writes one frame and nothing after it: a case that no journal position follows was not promised.
    private static boolean isTorn(ByteBuffer all, int at, int end) {
        if (all.capacity() - at <= HEAD) return true;
        byte kind = all.get(at + HEAD);
        int length = all.getInt(at);
        return kind >= CASE && kind <= CASE_WITH_FILES && length > 0 && (long) at + HEAD + length >= end;
    }

    private boolean applyFrame(byte[] body) {
        try (var in = new DataInputStream(new ByteArrayInputStream(body))) {
            byte kind = in.readByte();
            switch (kind) {
                case CASE, CASE_WITH_FILES -> {
                    var stored = readCase(in, kind == CASE_WITH_FILES);
                    living.put(stored.txId, stored);
                    lastSeq = Math.max(lastSeq, stored.openedSeq);
                }
                case ENDED -> living.remove(in.readUTF());
                case SEEN -> {
                    long seq = in.readLong();
                    lastSeq = Math.max(lastSeq, seq);
                    if (in.available() > 0)
                        seen = Optional.of(new JournalPosition(seq, in.readNBytes(32), in.readUTF()));
                }
                default -> {
                    return false;
                }
            }
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    private static ReplicatedCase readCase(DataInputStream in, boolean withFiles) throws IOException {
        return new ReplicatedCase(
                in.readUTF(),
                in.readUTF(),
                in.readInt(),
                in.readUTF(),
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                new CaseKeyring.WrappedKey(in.readInt(), readBytes(in)),
                readBytes(in),
                withFiles ? readFiles(in) : List.of());
    }

    private static List<AttachmentTable.SealedAttachment> readFiles(DataInputStream in) throws IOException {
        int count = in.readInt();
        var all = new ArrayList<AttachmentTable.SealedAttachment>();
        for (int n = 0; n < count; n++)
            all.add(new AttachmentTable.SealedAttachment(in.readUTF(), in.readUTF(), readBytes(in)));
        return all;
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST) throw new IOException("a length of " + length);
        return in.readNBytes(length);
    }

    @Override
    public void close() {
        var closing = written;
        written = null;
        try {
            if (closing != null) closing.close();
        } catch (IOException broken) {
            // a promised case is flushed
        }
    }
}
