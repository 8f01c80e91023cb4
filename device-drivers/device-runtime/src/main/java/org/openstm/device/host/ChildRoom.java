package org.openstm.device.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.openstm.device.spi.DriverContext;

/// A host as a child process of the kiosk, as the kiosk's user: limited in memory, ended with all that it started,
/// but not confined. It may read and do what the kiosk may.
record ChildRoom(Path folder, DriverContext context, HostSettings settings) implements HostRoom {
    /// Both programs are part of util-linux, installed on each Debian.
    private static final Path LIMITS = Path.of("/usr/bin/prlimit");

    private static final Path SESSION = Path.of("/usr/bin/setsid");
    private static final SecureRandom RANDOM = new SecureRandom();

    static ChildRoom open(DriverContext context, HostSettings settings) throws IOException {
        var folder = Files.createTempDirectory(
                settings.folder(),
                "host-" + context.id() + "-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new ChildRoom(folder, context, settings);
    }

    @Override
    public Path socket() {
        return folder.resolve("s");
    }

    @Override
    public Path socketInside() {
        return socket();
    }

    @Override
    public Path temporaryFolder() {
        return settings.folder();
    }

    /// The token goes through standard input, because every user may read a command line.
    @Override
    public HostRun start(List<String> java, String token) throws IOException {
        var command = limitCommand();
        command.addAll(java);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var mark = HexFormat.of().formatHex(RANDOM.generateSeed(16));
        builder.environment().put(HostProcessTree.NAME, mark);
        var process = builder.start();
        var run = new ChildRun(
                process, new HostProcessTree(mark, process.pid(), ControlGroup.createFor(process.pid(), mark)));
        OutputDrain.startDrain(process.getInputStream(), context.id());
        try (var in = process.getOutputStream()) {
            in.write(token.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException ended) {
            run.endWithin(Duration.ZERO);
            throw ended;
        }
        return run;
    }

    /// Prefix of the Java command: the kernel limits memory beside the heap, and a crashing child writes no card
    /// data to the disk. Each of these programs replaces itself by the next, so there is one process.
    private List<String> limitCommand() {
        var words = new ArrayList<String>();
        if (Files.isExecutable(LIMITS))
            words.addAll(List.of(LIMITS.toString(), "--data=" + settings.memoryLimit(), "--core=0"));
        if (Files.isExecutable(SESSION)) words.add(SESSION.toString());
        return words;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(socket());
        Files.delete(folder);
    }
}
