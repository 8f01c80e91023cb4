package org.openstm.kiosk.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `stm central --demo` as a process of its own.
public record CentralProcess(Process process, URI uri) implements AutoCloseable {
    /// Returns when it accepts connections.
    ///
    /// @param more such as `--data` and `--db`
    public static CentralProcess start(Path dir, int port, List<String> more) throws IOException, InterruptedException {
        return start(dir, port, List.of("-XX:TieredStopAtLevel=1"), more);
    }

    /// @param jvm further JVM options; short runs are faster with the first compiler alone
    public static CentralProcess start(Path dir, int port, List<String> jvm, List<String> more)
            throws IOException, InterruptedException {
        Path said = Files.createTempFile(dir, "central", ".out");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + dir));
        command.addAll(jvm);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "central",
                "--port",
                Integer.toString(port),
                "--demo"));
        command.addAll(more);
        var process = new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!Files.readString(said).endsWith("\n") && process.isAlive() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        return new CentralProcess(process, URI.create(Files.readString(said).strip()));
    }

    /// SIGKILL.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
