package org.openstm.kiosk.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;

/// Measures commits against raw write+force of the same size on the same disk, in turns, so that both meet the same
/// noise. Arguments: folder, rounds. One JSON object on standard output.
final class JournalBench {
    private static final int BODY = 700;

    private JournalBench() {}

    public static void main(String[] arguments) throws IOException {
        Path dir = Files.createDirectories(Path.of(arguments[0]));
        int rounds = Integer.parseInt(arguments[1]);
        long[] commits = new long[rounds];
        long[] raws = new long[rounds];
        var keys = FileKeyStore.at(dir.resolve("journal.key"));
        try (var journal = Journal.open(dir, "ST-BENCH", keys, InstantSource.system());
                var raw =
                        FileChannel.open(dir.resolve("raw.bin"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int n = -500; n < rounds; n++) {
                long before = System.nanoTime();
                journal.intend("t-" + n, "pension/life-proof", 1, "s", true, new byte[BODY], "ABCDEFGHJKLM");
                long between = System.nanoTime();
                raw.write(ByteBuffer.allocate(BODY));
                raw.force(false);
                long after = System.nanoTime();
                if (n < 0) continue;
                commits[n] = between - before;
                raws[n] = after - between;
            }
        }
        long start = System.nanoTime();
        Journal.open(dir, "ST-BENCH", keys, InstantSource.system()).close();
        long opened = System.nanoTime();
        var found = Journal.verify(dir.resolve("journal.db"), keys);
        long verified = System.nanoTime();
        Arrays.sort(commits);
        Arrays.sort(raws);
        System.out.println(String.format(
                Locale.ROOT,
                "{\"commitP50us\":%d,\"commitP99us\":%d,\"rawP50us\":%d,\"rawP99us\":%d,\"ratioP50\":%.2f,"
                        + "\"openMs\":%d,\"entries\":%d,\"verifyMs\":%d,\"sound\":%b}",
                commits[rounds / 2] / 1000,
                commits[rounds * 99 / 100] / 1000,
                raws[rounds / 2] / 1000,
                raws[rounds * 99 / 100] / 1000,
                (double) commits[rounds / 2] / raws[rounds / 2],
                (opened - start) / 1_000_000,
                found.entries(),
                (verified - opened) / 1_000_000,
                found.sound()));
    }
}
