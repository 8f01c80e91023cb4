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

/// One host as a process, and the socket to it. It leads a session and a group of its own.
///
/// @param family the host and whatever it started
/// @param token what the host must say first
/// @param closing how long it may take to end when it is asked to
record HostProcess(
        String id, Process process, HostProcessTree family, HostChannel wire, String token, Duration closing) {
    private static final Duration STARTING = Duration.ofSeconds(8);
    private static final long LOOK_MILLIS = 5;

    /// Both of util-linux, which each Debian has.
    private static final Path LIMITS = Path.of("/usr/bin/prlimit");

    private static final Path SESSION = Path.of("/usr/bin/setsid");
    private static final SecureRandom RANDOM = new SecureRandom();

    /// The socket's file is gone again when this returns: nobody else can connect, and a kill
    /// leaves nothing behind.
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
        // the first compiler suffices for a driver and always leaves a loop when the process is to end
        var command = new ArrayList<>(limitCommand(settings));
        command.addAll(List.of(
                settings.java().toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms8m",
                "-Xmx" + settings.heapMegabytes() + "m",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                // neither may a crash leave memory in which a card could stand on the disk
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + settings.folder(),
                "--enable-native-access=ALL-UNNAMED"));
        // in another folder than the one it was made in, a cache is passed over, and not a word of that is said
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

    /// In front of Java: memory beside its heap is bounded by the kernel, and a child that crashes writes
    /// nothing of a card on the disk either. Each of these programs becomes the next, so that the process
    /// stays one.
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

    /// Gives it time to end by itself, then ends it. Whatever it started ends with it in any case.
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

    /// For staff: how it ended.
    String exitDescription() {
        return process.isAlive() ? id + " went on without a word" : id + " ended with code " + process.exitValue();
    }
}
