package org.openstm.device.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A named pipe into which a confined host writes, and which the kiosk reads.
///
/// @param held held open for writing, so that reading neither waits for a host that never comes nor ends before it
record HostPipe(Path path, FileChannel held) implements AutoCloseable {
    private static final int LONGEST_LINE = 32_768;

    /// Everybody who can enter the folder may write.
    static HostPipe make(Path path) throws IOException, InterruptedException {
        var made = new ProcessBuilder("/usr/bin/mkfifo", "-m", "622", path.toString()).start();
        if (!made.waitFor(5, TimeUnit.SECONDS) || made.exitValue() != 0) throw new IOException("no pipe at " + path);
        return new HostPipe(path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    /// Reads lines on a thread of its own until this pipe is closed and no host has it open. Longer ones are cut into
    /// pieces: what a driver writes is not trusted.
    void startLines(String thread, Consumer<String> lines) throws IOException {
        var input = open();
        Thread.ofPlatform().daemon().name(thread).start(() -> readLines(input, lines));
    }

    private static void readLines(InputStream input, Consumer<String> lines) {
        var line = new StringBuilder();
        var bytes = new byte[4096];
        try (input) {
            for (int count = input.read(bytes); count >= 0; count = input.read(bytes))
                for (int i = 0; i < count; i++) {
                    boolean end = bytes[i] == '\n';
                    if (!end) line.append(bytes[i] < ' ' || bytes[i] > '~' ? '?' : (char) bytes[i]);
                    if (end || line.length() >= LONGEST_LINE) {
                        lines.accept(line.toString());
                        line.setLength(0);
                    }
                }
        } catch (IOException _) {
            // the host is gone
        }
    }

    @Override
    public void close() throws IOException {
        held.close();
        Files.deleteIfExists(path);
    }
}
