package org.openstm.device.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/// Trace of a device's link, for an engineer: `> HEX` from us, `< HEX` from the device, `> *N` for N bytes of
/// personal data, `#` for time and remarks. A full file becomes `.1`, and so on up to `.4`; the oldest is deleted.
/// A `replay:` link can play the same text back.
final class Trace {
    static final int LAST = 4;
    private static final System.Logger LOG = System.getLogger(Trace.class.getName());

    private final Path file;
    private final long most;

    /// @param most maximum bytes of one file
    Trace(Path file, long most) {
        this.file = file;
        this.most = most;
    }

    void remark(String text) {
        write("# " + Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
    }

    void bytes(char way, byte[] bytes, int from, int length, boolean secret) {
        var what = secret ? "*" + length : HexFormat.of().withUpperCase().formatHex(bytes, from, from + length);
        write("# " + Instant.now().truncatedTo(ChronoUnit.MILLIS) + "\n" + way + " " + what);
    }

    /// A trace that cannot be written must not stop a device.
    synchronized void write(String lines) {
        try {
            if (Files.exists(file) && Files.size(file) > most) rotate();
            if (file.getParent() != null) Files.createDirectories(file.getParent());
            Files.writeString(
                    file, lines + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException | UncheckedIOException full) {
            LOG.log(System.Logger.Level.DEBUG, "a trace was not written", full);
        }
    }

    private void rotate() throws IOException {
        for (int i = LAST - 1; i >= 0; i--) {
            var from = i == 0 ? file : numbered(i);
            if (Files.exists(from)) Files.move(from, numbered(i + 1), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path numbered(int i) {
        return file.resolveSibling(file.getFileName() + "." + i);
    }
}
