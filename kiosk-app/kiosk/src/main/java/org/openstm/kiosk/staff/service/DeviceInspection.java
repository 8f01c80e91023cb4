package org.openstm.kiosk.staff.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.device.HealthLevel;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.SwapOutcome;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.StaffEvent;

/// Diagnostic data of one device beside its state: its own counters, and the end of its
/// trace. The driver masks the trace when writing it, since it knows which
/// bytes belong to a person.
///
/// @param traces folder of the traces started on the screen
public record DeviceInspection(DeviceManager desk, Path traces) {
    private static final Duration ASKING = Duration.ofSeconds(4);
    private static final Duration DRAINING = Duration.ofSeconds(30);
    private static final String TRACE = "trace";
    private static final int LINES = 14;
    private static final int BYTES = 18;
    private static final long TAIL = 64 << 10;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    StaffEvent.DeviceInspected inspectDevice(String device) throws InterruptedException {
        return new StaffEvent.DeviceInspected(
                device,
                desk.readStatistics(device, ASKING),
                desk.findEntry(device)
                        .map(entry -> entry.link().query().get(TRACE))
                        .map(folder -> lastTraceLines(Path.of(folder, device + ".trace"))));
    }

    /// Starts the trace; it continues after a restart.
    ///
    /// @throws IllegalStateException if the device does not reopen with it
    void setTracing(String device, boolean on, String by) throws InterruptedException {
        var now = desk.findEntry(device).orElseThrow();
        var settings = new java.util.HashMap<>(now.link().query());
        if (on) settings.put(TRACE, traces.toAbsolutePath().toString());
        else settings.remove(TRACE);
        var link = new LinkAddress(now.link().scheme(), now.link().target(), settings);
        var wanted = new DeviceEntry(now.id(), now.deviceClass(), now.driver(), link, now.isolation());
        var outcome = desk.swaps().swapDevice(wanted, by, HealthLevel.INTERNAL, DRAINING);
        if (!(outcome instanceof SwapOutcome.Swapped)) throw new IllegalStateException("no trace: " + outcome);
    }

    /// One line per exchange: time, direction, and the first bytes.
    static List<String> lastTraceLines(Path file) {
        var shown = new ArrayList<String>();
        var at = "";
        for (var line : readTail(file)) {
            if (line.startsWith("# ")) {
                var words = line.substring(2).split(" ", 2);
                at = formatTime(words[0]);
                if (words.length > 1) shown.add(at + "  " + words[1]);
            } else if (line.startsWith("> ") || line.startsWith("< "))
                shown.add(at + "  " + (line.charAt(0) == '>' ? "→ " : "← ") + formatBytes(line.substring(2)));
        }
        return List.copyOf(shown.subList(Math.max(0, shown.size() - LINES), shown.size()));
    }

    private static List<String> readTail(Path file) {
        try (var channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - TAIL));
            var bytes = java.nio.channels.Channels.newInputStream(channel).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private static String formatTime(String instant) {
        try {
            return TIME.format(Instant.parse(instant).atZone(Session.ZONE));
        } catch (DateTimeParseException cut) {
            return "";
        }
    }

    private static String formatBytes(String hex) {
        if (hex.startsWith("*")) return hex.replace("*", "● ") + " B";
        var first = hex.substring(0, Math.min(hex.length(), BYTES * 2)).replaceAll("(..)(?=.)", "$1 ");
        int count = hex.length() / 2;
        return Optional.of(first).filter(_ -> count <= BYTES).orElse(first + " … " + count + " B");
    }
}
