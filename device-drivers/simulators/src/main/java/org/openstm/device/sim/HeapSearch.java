package org.openstm.device.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Searches for personal data in the heaps of running programs: of one process and its child processes. Unreachable
/// objects are collected before, so that only retained data count.
public final class HeapSearch {
    /// Minimum length; shorter data occur in a heap by chance.
    public static final int SHORTEST = 8;

    /// A long field is searched in pieces, because half an address is personal data, too.
    private static final int PIECE = 16;

    private static final long DUMPING_SECONDS = 60;
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("GB18030"));

    private record SearchedPiece(String name, byte[] bytes) {}

    /// Pieces by their first eight bytes.
    private final Map<Long, List<SearchedPiece>> pieces = new HashMap<>();

    /// Adds a text to search for, in each encoding used on a wire or in a heap.
    ///
    /// @param name name in the report, so that no report repeats the personal data
    public HeapSearch addText(String name, String text) {
        for (var charset : CHARSETS) addBytes(name + " (" + charset + ")", text.getBytes(charset));
        return this;
    }

    /// Adds bytes to search for; fewer than [#SHORTEST] are ignored.
    public HeapSearch addBytes(String name, byte[] bytes) {
        if (bytes.length < SHORTEST) return this;
        if (bytes.length < 2 * PIECE) return addPiece(name, bytes);
        for (int at = 0; at + PIECE <= bytes.length; at += PIECE)
            addPiece(name + " from " + at, Arrays.copyOfRange(bytes, at, at + PIECE));
        return this;
    }

    private HeapSearch addPiece(String name, byte[] piece) {
        pieces.computeIfAbsent(ByteBuffer.wrap(piece).getLong(), _ -> new ArrayList<>())
                .add(new SearchedPiece(name, piece));
        return this;
    }

    /// Searches a process and its Java child processes; empty when nothing is found.
    ///
    /// @param folder folder for the heap dumps; a dump in which something is found stays there, because only its
    ///     references tell which object holds it
    public List<String> findInProcess(ProcessHandle process, Path folder) throws InterruptedException {
        var found = new ArrayList<String>();
        for (var each : Stream.concat(Stream.of(process), process.descendants()).toList()) {
            if (!each.info().command().orElse("").endsWith("/java")) continue;
            var heap = folder.resolve("heap-" + each.pid() + ".hprof").toAbsolutePath();
            try {
                Files.deleteIfExists(heap); // of the search before, because jcmd overwrites none
                dumpHeap(each.pid(), heap);
                var names = findInHeap(heap);
                for (var name : names) found.add(name + " in process " + each.pid());
                if (names.isEmpty()) Files.deleteIfExists(heap);
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }
        return found;
    }

    private static void dumpHeap(long pid, Path heap) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        // in quotes: jcmd joins its arguments with blanks and splits the line again
        var dumping = new ProcessBuilder(jcmd, Long.toString(pid), "GC.heap_dump", "\"" + heap + "\"")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            boolean ended = dumping.waitFor(DUMPING_SECONDS, TimeUnit.SECONDS);
            if (!ended || !Files.exists(heap)) throw new IOException("the heap of process " + pid + " was not written");
        } finally {
            dumping.destroyForcibly();
        }
    }

    private Set<String> findInHeap(Path heap) throws IOException {
        var found = new TreeSet<String>();
        var window = new byte[1 << 20];
        int kept = 0;
        try (InputStream in = Files.newInputStream(heap)) {
            for (int count = in.readNBytes(window, 0, window.length);
                    count > 0;
                    count = in.readNBytes(window, kept, window.length - kept)) {
                int size = kept + count;
                scanWindow(window, size, found);
                kept = Math.min(size, 2 * PIECE - 1);
                System.arraycopy(window, size - kept, window, 0, kept);
            }
        }
        return found;
    }

    private void scanWindow(byte[] window, int size, Set<String> found) {
        long eight = 0;
        for (int i = 0; i < size; i++) {
            eight = eight << 8 | (window[i] & 0xFF);
            var candidates = i < SHORTEST - 1 ? null : pieces.get(eight);
            if (candidates == null) continue;
            int start = i - SHORTEST + 1;
            for (var piece : candidates)
                if (start + piece.bytes.length <= size
                        && Arrays.equals(window, start, start + piece.bytes.length, piece.bytes, 0, piece.bytes.length))
                    found.add(piece.name);
        }
    }
}
