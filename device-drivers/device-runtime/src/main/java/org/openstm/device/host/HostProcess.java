package org.openstm.device.host;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.DriverContext;

/// One host and the socket to it.
///
/// @param context the parameters of the driver as they are valid in the host
/// @param token token that the host must send first
/// @param closing time limit for a requested exit
record HostProcess(DriverContext context, HostRun run, HostChannel wire, String token, Duration closing) {
    private static final Duration STARTING = Duration.ofSeconds(8);
    private static final long LOOK_MILLIS = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// The socket's file is deleted when this returns: no other process can connect, and a kill leaves nothing
    /// behind.
    ///
    /// @throws LinkLost if the host does not come up
    static HostProcess startHost(DriverContext context, List<Path> classPath, HostSettings settings)
            throws LinkLost, InterruptedException {
        try (var room = openRoom(context, settings);
                var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(room.socket())).configureBlocking(false);
            return launchHost(room, server, javaCommand(classPath, settings, room), settings.closing());
        } catch (LinkLost lost) {
            throw lost;
        } catch (IOException problem) {
            throw new LinkLost(
                    "the driver host of " + context.id() + " did not start: " + problem.getMessage(), problem);
        }
    }

    /// Where units are installed, a host runs in one or not at all: there is no way back to an open one.
    private static HostRoom openRoom(DriverContext context, HostSettings settings)
            throws IOException, InterruptedException {
        return settings.units().isPresent()
                ? UnitRoom.open(context, settings.units().get())
                : ChildRoom.open(context, settings);
    }

    private static HostProcess launchHost(
            HostRoom room, ServerSocketChannel server, List<String> java, Duration closing)
            throws IOException, InterruptedException {
        var token = HexFormat.of().formatHex(RANDOM.generateSeed(16));
        var run = room.start(java, token);
        boolean up = false;
        try {
            var channel = awaitConnection(server, run);
            up = true;
            var writer = "host " + room.context().id() + " writer";
            var wire = new HostChannel(channel, HostChannel.LONGEST_ANSWER, writer);
            return new HostProcess(room.context(), run, wire, token, closing);
        } finally {
            if (!up) run.endWithin(Duration.ZERO);
        }
    }

    private static SocketChannel awaitConnection(ServerSocketChannel server, HostRun run)
            throws IOException, InterruptedException {
        var until = Deadline.in(STARTING);
        while (true) {
            var channel = server.accept();
            if (channel != null) return channel;
            var exit = run.exit();
            if (exit.isPresent()) throw new IOException("it " + exit.get());
            if (until.over()) throw new IOException("it did not connect in time");
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static List<String> javaCommand(List<Path> classPath, HostSettings settings, HostRoom room) {
        // the C1 compiler suffices for a driver and always stops when the process is to end
        var command = new ArrayList<>(List.of(
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
                "-Djava.io.tmpdir=" + room.temporaryFolder(),
                "--enable-native-access=ALL-UNNAMED"));
        // Java silently ignores a cache in another folder than the one where it was made
        settings.cache()
                .ifPresent(cache -> command.addAll(List.of("-Xlog:aot*=off,cds*=off", "-XX:AOTCache=" + cache)));
        command.addAll(settings.words());
        command.addAll(List.of(
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                HostMain.class.getName(),
                room.socketInside().toString()));
        return command;
    }

    String id() {
        return context.id();
    }

    /// Describes for staff how the process ended.
    String exitDescription() {
        return id() + " " + run.exit().orElse("went on without a word");
    }
}
