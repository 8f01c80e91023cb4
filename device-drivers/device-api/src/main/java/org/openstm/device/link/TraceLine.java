package org.openstm.device.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// One line of a trace that is played back.
///
/// @param number of the line in its file, from 1
/// @param masked whether the bytes were personal and not recorded; zeros stand for them
record TraceLine(int number, boolean fromDevice, byte[] bytes, boolean masked) {
    static List<TraceLine> read(Path file) throws LinkLost {
        try {
            var all = new ArrayList<TraceLine>();
            var lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (int i = 0; i < lines.size(); i++) parse(i + 1, lines.get(i)).ifPresent(all::add);
            return all;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new LinkLost(file + " is no trace: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Optional<TraceLine> parse(int number, String line) {
        if (line.isBlank() || line.startsWith("#")) return Optional.empty();
        if (!line.matches("[<>] (\\*[0-9]{1,7}|([0-9A-Fa-f]{2})+)"))
            throw new IllegalArgumentException("line " + number + " is neither > nor < with bytes");
        boolean masked = line.charAt(2) == '*';
        var bytes = masked
                ? new byte[Integer.parseInt(line.substring(3))]
                : HexFormat.of().parseHex(line.substring(2));
        return Optional.of(new TraceLine(number, line.charAt(0) == '<', bytes, masked));
    }
}
