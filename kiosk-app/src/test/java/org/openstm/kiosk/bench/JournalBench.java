package org.openstm.kiosk.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import org.openstm.kiosk.journal.FileKeyStore;
import org.openstm.kiosk.journal.Journal;

/// A case promised to the disk, against the least that such a promise can cost: an append and its force.
final class JournalBench implements Bench {
    private static final int ROUNDS = 1500;
    private static final int WARMING = 500;
    private static final int BODY = 700;

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public String says() {
        return "Journal.intend of a request of " + BODY
                + " bytes (write-ahead log, synchronous=FULL), over a raw append"
                + " and force(false) of as many bytes as the commit really writes, and of the request alone; in turns, "
                + ROUNDS + " each";
    }

    @Override
    public List<Figure> run(Path folder) throws Exception {
        var keys = FileKeyStore.at(folder.resolve("journal.key"));
        var commits = new Samples();
        var small = new Samples();
        var large = new Samples();
        try (var journal = Journal.open(folder, "ST-BENCH", keys, InstantSource.system());
                var request = raw(folder.resolve("request.bin"));
                var bytes = raw(folder.resolve("bytes.bin"))) {
            long before = written();
            for (int n = 0; n < WARMING; n++) intend(journal, "warm-" + n);
            int perCommit = (int) ((written() - before) / WARMING);
            for (int n = 0; n < ROUNDS; n++) {
                long begun = System.nanoTime();
                intend(journal, "t-" + n);
                long promised = System.nanoTime();
                append(request, BODY);
                long appended = System.nanoTime();
                append(bytes, perCommit);
                long ended = System.nanoTime();
                commits.add((promised - begun) / 1e3);
                small.add((appended - promised) / 1e3);
                large.add((ended - appended) / 1e3);
            }
            return List.of(
                    Figure.ratio("journal.intend.p50", "us", commits.median(), large.median(), 1.5),
                    Figure.told("journal.intend.over-request.p50", "us", commits.median(), small.median()),
                    Figure.told("journal.intend.p99", "us", commits.at(0.99), large.at(0.99)),
                    Figure.told("journal.intend.bytes", "B", perCommit, BODY));
        }
    }

    private static void intend(Journal journal, String id) {
        journal.intend(id, "pension/life-proof", 1, "s", true, new byte[BODY], "ABCDEFGHJKLM");
    }

    private static FileChannel raw(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void append(FileChannel file, int bytes) throws IOException {
        file.write(ByteBuffer.allocate(bytes));
        file.force(false);
    }

    /// What this process has handed to the kernel so far.
    private static long written() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("wchar:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
