package org.openstm.kiosk.central.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Remembers each code that was shown here for as long as it is valid. The codes are stored in a file, as
/// digests only, so that a restart does not make one valid again.
public final class CodeReplayGuard {
    /// More codes than this in two minutes are not from citizens.
    static final int MOST = 500;

    private final Optional<Path> file;
    private final Map<String, Long> until = new HashMap<>();

    private CodeReplayGuard(Optional<Path> file) {
        this.file = file;
    }

    /// A damaged file is started anew: central redeems no reference twice in any case.
    public static CodeReplayGuard loadFrom(Path file) {
        var seen = new CodeReplayGuard(Optional.of(file));
        try {
            if (Files.exists(file))
                for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) seen.readEntry(line);
        } catch (IOException damaged) {
            seen.until.clear();
        }
        return seen;
    }

    private void readEntry(String line) {
        var parts = line.split(" ", 2);
        if (parts.length == 2 && parts[0].matches("[0-9a-f]{64}") && parts[1].matches("\\d{1,15}"))
            until.put(parts[0], Long.parseLong(parts[1]));
    }

    /// @param counts end of the code's validity
    /// @return false if the code was seen before, or if there are too many to store
    synchronized boolean registerFirstUse(String issuer, String id, Instant counts, Instant now) {
        until.values().removeIf(ms -> ms < now.toEpochMilli());
        if (until.size() >= MOST) return false;
        var digest = Sha256.digestHex((issuer + "\n" + id).getBytes(StandardCharsets.UTF_8));
        if (until.putIfAbsent(digest, counts.toEpochMilli()) != null) return false;
        saveEntries();
        return true;
    }

    private void saveEntries() {
        if (file.isEmpty()) return;
        try {
            var text = until.entrySet().stream()
                    .map(e -> e.getKey() + " " + e.getValue() + "\n")
                    .collect(Collectors.joining());
            AtomicFile.writeAtomically(file.get(), text, "rw-------");
        } catch (IOException full) {
            throw new UncheckedIOException("the shown codes cannot be stored in " + file.get(), full);
        }
    }
}
