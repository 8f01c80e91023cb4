package org.openstm.kiosk.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process of ours, started with the same Java, the same words for it and the same class path.
public final class ChildProcess implements AutoCloseable {
    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /// @param jvm further words for its Java; one that was there already is said anew by them
    /// @param log what it writes on standard error, appended
    public static ChildProcess start(List<String> jvm, List<String> arguments, Path log) {
        return start(jvm, arguments, Map.of(), log);
    }

    /// One whose words on standard error are this process's own, and that reads the end of its standard input when
    /// this process is gone, however it went.
    public static ChildProcess start(List<String> arguments) {
        return start(List.of(), arguments, Map.of(), ProcessBuilder.Redirect.INHERIT);
    }

    /// @param environment besides, or instead of, what this process has
    public static ChildProcess start(
            List<String> jvm, List<String> arguments, Map<String, String> environment, Path log) {
        return start(jvm, arguments, environment, ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private static ChildProcess start(
            List<String> jvm, List<String> arguments, Map<String, String> environment, ProcessBuilder.Redirect errors) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(inheritedJvmOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(jvm);
        command.add("org.openstm.kiosk.app.Main");
        command.addAll(arguments);
        try {
            var builder = new ProcessBuilder(command).redirectError(errors);
            builder.environment().putAll(environment);
            var process = builder.start();
            var end = Thread.ofPlatform().unstarted(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(end);
            var _ = process.onExit().thenRun(() -> removeShutdownHook(end));
            return new ChildProcess(process);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static void removeShutdownHook(Thread end) {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException _) {
            // this process ends, too
        }
    }

    /// What this process was started with itself, but for what only one process can have, such as a debugger's port.
    private static List<String> inheritedJvmOptions() {
        var words = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
        for (var word : ManagementFactory.getRuntimeMXBean().getInputArguments())
            if ((word.startsWith("-X") && !word.startsWith("-Xrun"))
                    || word.startsWith("--")
                    || word.startsWith("-Dorg.sqlite.")) words.add(word);
        return words;
    }

    /// The first line that it says on standard output, such as where it listens.
    public String firstLine() {
        return firstLine("");
    }

    /// The first line that begins so: Java may have warnings of its own to say before.
    public String firstLine(String beginning) {
        try {
            var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = said.readLine();
            while (line != null && !line.startsWith(beginning)) line = said.readLine();
            if (line == null) throw new IllegalStateException("the process ended before it said where it listens");
            return line;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ProcessHandle processHandle() {
        return process.toHandle();
    }

    public Stream<ProcessHandle> childProcesses() {
        return process.children();
    }

    /// Waits for its end.
    public boolean awaitExit(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
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
            if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException closing) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
