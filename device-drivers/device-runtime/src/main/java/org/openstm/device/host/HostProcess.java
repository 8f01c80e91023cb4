package org.openstm.device.host;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// One host process and the socket to it. It leads a session and a process group of its own.
///
/// @param family the host and all processes that it started
/// @param token token that the host must send first
/// @param closing time limit for a requested exit
record HostProcess(
        String id, Process process, HostProcessTree family, HostChannel wire, String token, Duration closing) {
    private static final Duration STARTING = Duration.ofSeconds(8);
    private static final long LOOK_MILLIS = 5;

    /// Both programs are part of util-linux, installed on each Debian.
    private static final Path LIMITS = Path.of("/usr/bin/prlimit");

    private static final Path SESSION = Path.of("/usr/bin/setsid");
    private static final SecureRandom RANDOM = new SecureRandom();

    /// The socket's file is deleted when this returns: no other process can connect, and a kill leaves nothing
    /// behind.
    ///
    /// @throws LinkLost if the host does not come up
    static HostProcess startHost(String id, List<Path> classPath, HostSettings settings)
            throws LinkLost, InterruptedException {
        try {
            var folder = Files.createTempDirectory(
                    settings.folder(),
                    "host-" + id + "-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var socket = folder.resolve("s");
            try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(socket)).configureBlocking(false);
                return launchProcess(id, server, commandLine(classPath, settings, socket), settings.closing());
            } finally {
                Files.deleteIfExists(socket);
                Files.delete(folder);
            }
        } catch (LinkLost lost) {
            throw lost;
        } catch (IOException problem) {
            throw new LinkLost("the driver host of " + id + " did not start: " + problem.getMessage(), problem);
        }
    }

    private static HostProcess launchProcess(
            String id, ServerSocketChannel server, List<String> command, Duration closing)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var mark = HexFormat.of().formatHex(RANDOM.generateSeed(16));
        builder.environment().put(HostProcessTree.NAME, mark);
        var process = builder.start();
        var family = new HostProcessTree(mark, process.pid(), ControlGroup.createFor(process.pid(), mark));
        boolean up = false;
        try {
            Thread.ofPlatform()
                    .daemon()
                    .name("host " + id + " output")
                    .start(() -> OutputDrain.drainOutput(process.getInputStream(), "host " + id));
            var token = HexFormat.of().formatHex(RANDOM.generateSeed(16));
            try (var in = process.getOutputStream()) {
                in.write(token.getBytes(StandardCharsets.US_ASCII));
            }
            var channel = awaitConnection(server, process);
            up = true;
            return new HostProcess(
                    id,
                    process,
                    family,
                    new HostChannel(channel, HostChannel.LONGEST_ANSWER, "host " + id + " writer"),
                    token,
                    closing);
        } finally {
            if (!up) {
                process.destroyForcibly();
                family.killAllExcept(process.pid());
            }
        }
    }

    private static SocketChannel awaitConnection(ServerSocketChannel server, Process process)
            throws IOException, InterruptedException {
        var until = Deadline.in(STARTING);
        while (true) {
            var channel = server.accept();
            if (channel != null) return channel;
            if (!process.isAlive()) throw new IOException("it ended with code " + process.exitValue());
            if (until.over()) throw new IOException("it did not connect in time");
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static List<String> commandLine(List<Path> classPath, HostSettings settings, Path socket) {
        // the C1 compiler suffices for a driver and always stops when the process is to end
        var command = new ArrayList<>(limitCommand(settings));
        command.addAll(List.of(
                settings.java().toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms8m",
                "-Xmx" + settings.heapMegabytes() + "m",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                // a crash must not write memory to the disk either: it could contain a card
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + settings.folder(),
                "--enable-native-access=ALL-UNNAMED"));
        // Java silently ignores a cache in another folder than the one where it was made
        settings.cache()
                .ifPresent(cache -> command.addAll(List.of("-Xlog:aot*=off,cds*=off", "-XX:AOTCache=" + cache)));
        command.addAll(settings.words());
        command.addAll(List.of(
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                HostMain.class.getName(),
                socket.toString()));
        return command;
    }

    /// Prefix of the Java command: the kernel limits memory beside the heap, and a crashing child writes no card
    /// data to the disk. Each of these programs replaces itself by the next, so there is one process.
    private static List<String> limitCommand(HostSettings settings) {
        var words = new ArrayList<String>();
        if (Files.isExecutable(LIMITS))
            words.addAll(List.of(LIMITS.toString(), "--data=" + settings.memoryLimit(), "--core=0"));
        if (Files.isExecutable(SESSION)) words.add(SESSION.toString());
        return words;
    }

    void killProcess() {
        process.destroyForcibly();
    }

    /// Waits for the process to end, then kills it and all processes that it started.
    void endWithin(Duration patience) {
        endProcess(patience);
        family.killAllExcept(process.pid());
    }

    private void endProcess(Duration patience) {
        boolean interrupted = false;
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) killProcess();
        } catch (InterruptedException _) {
            killProcess();
            interrupted = true;
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /// Describes for staff how the process ended.
    String exitDescription() {
        return process.isAlive() ? id + " went on without a word" : id + " ended with code " + process.exitValue();
    }
}
