package org.openstm.kiosk.walk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process of ours, started with the same Java and class path.
public final class Child implements AutoCloseable {
    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /// @param log what it writes on standard error, appended
    public static Child start(List<String> jvm, List<String> arguments, Path log) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.openstm.kiosk.app.Main"));
        command.addAll(arguments);
        try {
            return new Child(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// The first line that it says on standard output, such as where it listens.
    public String firstLine() {
        try {
            var line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (line == null) throw new IllegalStateException("the process ended before it said where it listens");
            return line;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /// SIGKILL: nothing is flushed, nothing is said.
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException closing) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
