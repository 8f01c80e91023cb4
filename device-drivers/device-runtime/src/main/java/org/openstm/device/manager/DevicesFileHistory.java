package org.openstm.device.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.openstm.device.link.LinkAddress;

/// Keeps every version of `devices.yaml` that was in force, in a folder: `0007-2026-11-24T08-30-00Z-li.yaml`.
final class DevicesFileHistory {
    private final Path folder;
    private final InstantSource clock;

    DevicesFileHistory(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// Keeps the current version, unless it equals the last kept one.
    void keepVersion(Path file, String by) throws IOException {
        byte[] content = Files.readAllBytes(file);
        var kept = allVersions();
        if (!kept.isEmpty() && Arrays.equals(content, Files.readAllBytes(kept.getLast()))) return;
        Files.createDirectories(folder);
        var at = clock.instant().toString().replaceAll("\\.\\d+", "").replace(':', '-');
        var name = "%04d-%s-%s.yaml".formatted(lastNumber(kept) + 1, at, by.replaceAll("[^A-Za-z0-9.@_-]", "_"));
        Files.write(folder.resolve(name), content);
    }

    private static int lastNumber(List<Path> kept) {
        return kept.isEmpty()
                ? 0
                : Integer.parseInt(kept.getLast().getFileName().toString().substring(0, 4));
    }

    /// Oldest first.
    List<Path> allVersions() throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]{4}-.*\\.yaml"))
                    .sorted()
                    .toList();
        }
    }

    /// A version that can be applied.
    record GoodVersion(Path file, List<DeviceEntry> entries) {}

    /// The last version that can be read, with a driver for each device.
    Optional<GoodVersion> findLastGood(DriverSource drivers) {
        try {
            for (var file : allVersions().reversed()) {
                try {
                    return Optional.of(new GoodVersion(file, DevicesFile.readEntries(file, drivers)));
                } catch (IllegalArgumentException damaged) {
                    // try the version before it
                }
            }
        } catch (IOException unreadable) {
            // treated like no version
        }
        return Optional.empty();
    }

    /// The last kept version in which this device had another entry; tracing is not compared.
    Optional<DeviceEntry> findPreviousEntry(DeviceEntry now, DriverSource drivers) throws IOException {
        for (var file : allVersions().reversed()) {
            var then = readEntry(file, now.id(), drivers);
            if (then.isPresent() && !withoutTrace(then.get()).equals(withoutTrace(now))) return then;
        }
        return Optional.empty();
    }

    private static DeviceEntry withoutTrace(DeviceEntry entry) {
        var settings = new TreeMap<>(entry.link().query());
        settings.remove("trace");
        settings.remove("trace-bytes");
        var link = new LinkAddress(entry.link().scheme(), entry.link().target(), settings);
        return new DeviceEntry(entry.id(), entry.deviceClass(), entry.driver(), link, entry.isolation());
    }

    private static Optional<DeviceEntry> readEntry(Path file, String id, DriverSource drivers) {
        try {
            return DevicesFile.readEntries(file, drivers).stream()
                    .filter(entry -> entry.id().equals(id))
                    .findFirst();
        } catch (IllegalArgumentException gone) {
            // a driver of that version is no longer installed: it cannot be restored
            return Optional.empty();
        }
    }
}
