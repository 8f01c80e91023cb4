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

/// Codes that were shown here, each for as long as it could count. They are kept in a file, so that
/// a code does not count again after a restart; only digests stand in it.
public final class CodeReplayGuard {
    /// More than this many in two minutes is no citizen.
    static final int MOST = 500;

    private final Optional<Path> file;
    private final Map<String, Long> until = new HashMap<>();

    private CodeReplayGuard(Optional<Path> file) {
        this.file = file;
    }

    /// A file that is damaged is begun anew: the centre redeems no reference twice anyhow.
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

    /// @param counts until when the code could count
    /// @return false if it was seen before, or if there are too many to keep
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
            throw new UncheckedIOException("what was shown cannot be kept in " + file.get(), full);
        }
    }
}
