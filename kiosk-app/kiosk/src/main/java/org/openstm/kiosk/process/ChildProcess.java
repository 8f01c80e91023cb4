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

/// A child process of this program with the same Java, JVM options and class path.
public final class ChildProcess implements AutoCloseable {
    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /// @param jvm additional JVM options; they override options of the same name
    /// @param log file to which its standard error is appended
    public static ChildProcess start(List<String> jvm, List<String> arguments, Path log) {
        return start(jvm, arguments, Map.of(), log);
    }

    /// A child that inherits standard error and sees the end of its standard input when this process ends,
    /// for whatever reason.
    public static ChildProcess start(List<String> arguments) {
        return start(List.of(), arguments, Map.of(), ProcessBuilder.Redirect.INHERIT);
    }

    /// @param environment variables added to, or replacing, those of this process
    public static ChildProcess start(
            List<String> jvm, List<String> arguments, Map<String, String> environment, Path log) {
        return start(jvm, arguments, environment, ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private static ChildProcess start(
            List<String> jvm, List<String> arguments, Map<String, String> environment, ProcessBuilder.Redirect errors) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(inheritedJvmOptions(ManagementFactory.getRuntimeMXBean().getInputArguments()));
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
            // the child ends itself at the end of its input
        }
    }

    /// JVM options of a process for its child, without those that only one process can use, such as a debugger's
    /// port, and without properties, except those on which a child's safety and its start depend.
    static List<String> inheritedJvmOptions(List<String> own) {
        var words = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
        for (var word : own)
            if ((word.startsWith("-X") && !word.startsWith("-Xrun"))
                    || word.startsWith("--")
                    || word.startsWith("-Djdk.serialFilter=")
                    || word.startsWith("-Dorg.sqlite.")) words.add(word);
        return words;
    }

    /// The first line of its standard output, for example the address on which it listens.
    public String firstLine() {
        return firstLine("");
    }

    /// The first line with this prefix: Java may print warnings before it.
    public String firstLine(String beginning) {
        try {
            var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = said.readLine();
            while (line != null && !line.startsWith(beginning)) line = said.readLine();
            if (line == null) throw new IllegalStateException("the process ended before it printed its address");
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

    /// Waits for it to exit.
    public boolean awaitExit(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// SIGKILL: it flushes and reports nothing.
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
