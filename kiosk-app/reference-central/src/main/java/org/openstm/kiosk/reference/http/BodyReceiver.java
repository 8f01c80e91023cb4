package org.openstm.kiosk.reference.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Receives the bodies of requests within memory limits: slow uploads wait on the disk, and the bytes being
/// processed are bounded.
public final class BodyReceiver {
    /// Bytes of bodies that are processed at one moment, in units of a KiB: an eighth of the smallest heap.
    private static final int BUDGET_KIB = 64 * 1024;

    /// Larger bodies are received into a file.
    private static final int SMALL = 256 * 1024;

    /// Maximum number of files received at one moment, of at most 2 MiB each.
    private static final int INCOMING = 100;

    private static final int PATIENCE_S = 10;
    private static final int KIB = 1024;

    private final Semaphore budget = new Semaphore(BUDGET_KIB);
    private final Semaphore incoming = new Semaphore(INCOMING);
    private final SecureRandom random = new SecureRandom();
    private final Path folder;

    /// Result of receiving a body.
    public sealed interface ReceivedBody {
        /// @param bytes one more than allowed if it was too large
        /// @param kib to be released by [#releaseBody]
        record CompleteBody(byte[] bytes, int kib) implements ReceivedBody {}

        record Busy() implements ReceivedBody {}
    }

    /// @param folder for temporary files; they have no name there, so that a crash leaves nothing
    public BodyReceiver(Path folder) {
        this.folder = folder;
    }

    /// @param told declared length, or -1
    /// @param largest maximum number of bytes
    public ReceivedBody receiveBody(InputStream in, long told, int largest) throws IOException {
        long length = told < 0 ? largest : Math.min(told, largest) + 1;
        return length <= SMALL ? receiveInMemory(in, (int) length, largest) : receiveThroughFile(in, largest);
    }

    private ReceivedBody receiveInMemory(InputStream in, int length, int largest) throws IOException {
        int kib = toKib(length);
        if (!acquirePermits(budget, kib)) return new ReceivedBody.Busy();
        return readBody(in, largest, kib);
    }

    private ReceivedBody receiveThroughFile(InputStream in, int largest) throws IOException {
        if (!acquirePermits(incoming, 1)) return new ReceivedBody.Busy();
        try (var file = openUnnamedFile()) {
            copyLimited(in, Channels.newOutputStream(file), largest + 1);
            int kib = toKib(file.size());
            if (!acquirePermits(budget, kib)) return new ReceivedBody.Busy();
            file.position(0);
            return readBody(Channels.newInputStream(file), largest, kib);
        } finally {
            incoming.release();
        }
    }

    /// In the data folder and not among temporary files: the body may be a citizen's picture.
    private FileChannel openUnnamedFile() throws IOException {
        var file = folder.resolve("incoming-" + Long.toHexString(random.nextLong()));
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE), owner);
        Files.delete(file);
        return channel;
    }

    private ReceivedBody readBody(InputStream in, int largest, int kib) throws IOException {
        boolean read = false;
        try {
            var whole = new ReceivedBody.CompleteBody(in.readNBytes(largest + 1), kib);
            read = true;
            return whole;
        } finally {
            if (!read) budget.release(kib);
        }
    }

    private static void copyLimited(InputStream in, OutputStream out, int most) throws IOException {
        byte[] piece = new byte[16 * KIB];
        int left = most;
        for (int n; left > 0 && (n = in.read(piece, 0, Math.min(piece.length, left))) > 0; left -= n)
            out.write(piece, 0, n);
    }

    public void releaseBody(ReceivedBody.CompleteBody whole) {
        budget.release(whole.kib());
    }

    private static int toKib(long bytes) {
        return (int) (bytes / KIB) + 1;
    }

    private static boolean acquirePermits(Semaphore of, int permits) {
        try {
            return of.tryAcquire(permits, PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
