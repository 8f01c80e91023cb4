package org.openstm.kiosk.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Random;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.RigDoor;

/// Lays old copies of a journal back, and cuts journals short. The first is found by central, which has seen what
/// came later, or by the second copy; the second by the chain.
public final class Damage {
    private enum OldCopy {
        /// The whole folder of some cases ago: only central can know.
        FOLDER("chain-fork"),
        /// The folder without the write-ahead log, of a terminal at work: the second copy knows what is missing.
        WITHOUT_LOG("journal-rebuilt");

        private final String finding;

        OldCopy(String finding) {
            this.finding = finding;
        }
    }

    /// @param copies that were laid back
    /// @param found of them
    /// @param cuts of the file
    /// @param seen of them
    public record Found(int copies, int found, int cuts, int seen) {}

    private Damage() {}

    public static Found run(Path dir, int copies, int cuts, long seed) throws IOException, InterruptedException {
        int found = 0;
        var random = new Random(seed);
        try (var central = new RigCentral(dir)) {
            for (int n = 0; n < copies; n++) {
                var how = n % 2 == 0 ? OldCopy.FOLDER : OldCopy.WITHOUT_LOG;
                if (isFound(central.place("ST-OLD" + n, dir.resolve("old-" + n)), how)) found++;
            }
        }
        return new Found(copies, found, cuts, cut(dir.resolve("old-0"), dir.resolve("short.db"), cuts, random));
    }

    private static boolean isFound(Terminal.Place place, OldCopy how) throws IOException, InterruptedException {
        Path old = place.dir().resolveSibling(place.id());
        live(place, "first");
        if (how == OldCopy.FOLDER) copy(place.dir(), old);
        try (var terminal = new Terminal(place, "second", RigDoor.Disk.SOUND, _ -> {})) {
            serve(terminal, place.id() + "-second");
            if (how == OldCopy.WITHOUT_LOG) {
                copy(place.dir(), old);
                Files.deleteIfExists(old.resolve("journal.db-wal"));
                Files.deleteIfExists(old.resolve("journal.db-shm"));
            }
        }
        forget(place.dir());
        copy(old, place.dir());
        try (var terminal = new Terminal(place, "third", RigDoor.Disk.SOUND, _ -> {})) {
            Lives.await(
                    "the old copy is found",
                    () -> !terminal.journal().findings().openFindings().isEmpty());
            return terminal.journal().findings().openFindings().stream()
                    .anyMatch(note -> note.kind().equals(how.finding));
        }
    }

    private static void live(Terminal.Place place, String run) throws InterruptedException {
        try (var terminal = new Terminal(place, run, RigDoor.Disk.SOUND, _ -> {})) {
            serve(terminal, place.id() + "-" + run);
        }
    }

    private static void serve(Terminal terminal, String txId) throws InterruptedException {
        for (int n = 0; n < 3; n++) terminal.serve(txId + "-" + n, n % 2 == 0, false);
        terminal.settle();
        Lives.await(
                "central has seen the end",
                () -> terminal.journal().chain().findEndToCountersign().isEmpty());
    }

    /// How many of so many shorter files are called whole by nobody.
    private static int cut(Path kiosk, Path file, int cuts, Random random) throws IOException {
        int seen = 0;
        var keys = FileKeyStore.openExisting(kiosk.resolve("journal.key"));
        long length = Files.size(kiosk.resolve("journal.db"));
        for (int n = 0; n < cuts; n++) {
            Files.copy(kiosk.resolve("journal.db"), file, StandardCopyOption.REPLACE_EXISTING);
            try (var open = FileChannel.open(file, StandardOpenOption.WRITE)) {
                open.truncate(random.nextLong(length));
            }
            if (!JournalFiles.verifyFile(file, keys).sound()
                    && !JournalFiles.verifyFile(file, null).sound()) seen++;
        }
        return seen;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void forget(Path dir) throws IOException {
        try (var files = Files.walk(dir)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            });
        }
    }
}
