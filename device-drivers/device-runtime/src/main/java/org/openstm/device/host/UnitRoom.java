package org.openstm.device.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.DriverContext;

/// A host in a unit of systemd. The unit sees this room's folder, read-only, and the node of its link, and hardly
/// anything else of the terminal. Other users cannot enter the folder above it.
final class UnitRoom implements HostRoom {
    private static final String SOCKET = "s";
    private static final String ARGUMENTS = "arguments";
    private static final String OUTPUT = "output";
    private static final String TRACE = "trace";

    /// Settings of links that name a file or a folder of certificates.
    private static final List<String> CERTIFICATES = List.of("ca", "csca");

    private static final String FOLDER_MODE = "rwxr-xr-x";
    private static final String FILE_MODE = "rw-r--r--";
    private static final String SOCKET_MODE = "rw-rw-rw-";

    private final String unit;
    private final Path folder;
    private final DriverContext context;
    private final HostPipe output;

    /// The pipe of a trace; it is needed as long as the host runs.
    private final Optional<HostPipe> trace;

    private boolean started;

    private UnitRoom(String unit, Path folder, DriverContext context, HostPipe output, Optional<HostPipe> trace) {
        this.unit = unit;
        this.folder = folder;
        this.context = context;
        this.output = output;
        this.trace = trace;
    }

    /// What the driver prints comes through a pipe: systemd would write it to the log as it is, and a maker's library
    /// may print a card.
    ///
    /// @throws LinkLost if the device is not there
    static UnitRoom open(DriverContext context, Path above) throws IOException, InterruptedException {
        var access = DriverAccess.of(context);
        var folder = above.resolve(access.instance());
        deleteFolder(folder);
        makeFolder(folder);
        var seen = showCertificates(access.seen(), folder);
        var trace = makeTracePipe(context, folder);
        if (trace.isPresent()) seen = seen.with(TRACE, DriverUnits.INSIDE.toString());
        var output = HostPipe.make(folder.resolve(OUTPUT));
        OutputDrain.startDrain(output.open(), context.id());
        return new UnitRoom(access.unit(), folder, new DriverContext(context.id(), seen), output, trace);
    }

    /// The driver's end of a trace is a pipe, because it must not write where the kiosk keeps traces.
    private static Optional<HostPipe> makeTracePipe(DriverContext context, Path folder)
            throws IOException, InterruptedException {
        var lines = context.address().traceLines(context.id());
        if (lines.isEmpty()) return Optional.empty();
        var pipe = HostPipe.make(folder.resolve(context.id() + ".trace"));
        pipe.startLines("host " + context.id() + " trace", lines.get());
        return Optional.of(pipe);
    }

    /// Copies the certificates that the link names to where the host can read them.
    private static LinkAddress showCertificates(LinkAddress address, Path folder) throws IOException {
        var seen = address;
        for (var name : CERTIFICATES) {
            var named = address.setting(name, "");
            if (named.isEmpty()) continue;
            var from = Path.of(named);
            var to = folder.resolve(name);
            if (Files.isDirectory(from)) {
                makeFolder(to);
                try (DirectoryStream<Path> files = Files.newDirectoryStream(from, Files::isRegularFile)) {
                    for (var file : files) copyFile(file, to.resolve(file.getFileName()));
                }
            } else if (Files.exists(from)) {
                copyFile(from, to);
            }
            seen = seen.with(name, DriverUnits.INSIDE.resolve(name).toString());
        }
        return seen;
    }

    private static void copyFile(Path from, Path to) throws IOException {
        Files.copy(from, to);
        setMode(to, FILE_MODE);
    }

    private static void makeFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
        setMode(folder, FOLDER_MODE);
    }

    private static void setMode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Override
    public Path socket() {
        return folder.resolve(SOCKET);
    }

    @Override
    public Path socketInside() {
        return DriverUnits.INSIDE.resolve(SOCKET);
    }

    @Override
    public Path temporaryFolder() {
        return Path.of("/tmp");
    }

    @Override
    public DriverContext context() {
        return context;
    }

    /// The unit names Java; it takes the rest from the file of arguments. A unit of that name that a killed kiosk
    /// left behind is stopped by the restart.
    @Override
    public HostRun start(List<String> java, String token) throws IOException, InterruptedException {
        setMode(socket(), SOCKET_MODE);
        var words = java.subList(1, java.size()).stream().map(UnitRoom::quoted).collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve(ARGUMENTS), words + "\n" + token + "\n");
        setMode(folder.resolve(ARGUMENTS), FILE_MODE);
        var run = new UnitRun(unit, this::closeTrace);
        started = true;
        try {
            DriverUnits.systemctl(List.of("restart", unit));
        } catch (IOException | InterruptedException refused) {
            run.endWithin(Duration.ZERO);
            throw refused;
        }
        return run;
    }

    /// A word in a Java argument file.
    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void closeTrace() {
        try {
            if (trace.isPresent()) trace.get().close();
        } catch (IOException _) {
            // the next host of this name finds the file and deletes it
        }
    }

    /// Certificates and the pipe of a trace stay for the host, the former until the next one of this name.
    @Override
    public void close() throws IOException {
        output.close();
        if (!started) closeTrace();
        for (var name : List.of(SOCKET, ARGUMENTS)) Files.deleteIfExists(folder.resolve(name));
    }

    private static void deleteFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (var each : left) {
                if (Files.isDirectory(each)) deleteFolder(each);
                else Files.delete(each);
            }
        }
        Files.delete(folder);
    }
}
