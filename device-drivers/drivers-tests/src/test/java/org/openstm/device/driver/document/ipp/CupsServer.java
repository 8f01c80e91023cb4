package org.openstm.device.driver.document.ipp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A private print server: a real `cupsd` in the foreground, with all its folders in one.
final class CupsServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/cupsd");

    private static final Path PROGRAMS = Path.of("/usr/lib/cups");

    /// A backend that accepts bytes and reports nothing, like a socket.
    static final String PLAIN = "plain";

    private final Path folder;
    private final int port;
    private Process process;

    private CupsServer(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        configure(folder, port);
        this.process = begun(folder);
    }

    static boolean possible() {
        return Files.isExecutable(PROGRAM);
    }

    static CupsServer start() throws Exception {
        // its backends run as other users
        var folder = Files.createTempDirectory("cups");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var server = new CupsServer(folder, free());
        server.awaitListening();
        return server;
    }

    private static Path backend(Path folder, String name) {
        return folder.resolve("bin/backend").resolve(name);
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void configure(Path folder, int port) throws IOException {
        for (var part : List.of("spool/tmp", "cache", "state", "root", "log", "bin/backend"))
            Files.createDirectories(folder.resolve(part));
        // backends are started by a helper of theirs
        Files.createSymbolicLink(folder.resolve("bin/daemon"), PROGRAMS.resolve("daemon"));
        Files.copy(PROGRAMS.resolve("backend/ipp"), backend(folder, "ipp"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(backend(folder, PLAIN), "#!/bin/sh\nexec cat >/dev/null\n");
        Files.setPosixFilePermissions(backend(folder, PLAIN), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("cupsd.conf"), """
                Listen 127.0.0.1:%d
                Browsing Off
                WebInterface No
                DirtyCleanInterval 0
                DefaultAuthType None
                <Location />
                  Order allow,deny
                  Allow 127.0.0.1
                </Location>
                <Policy default>
                  <Limit All>
                    Order allow,deny
                    Allow 127.0.0.1
                  </Limit>
                </Policy>
                """.formatted(port));
        Files.writeString(folder.resolve("cups-files.conf"), """
                SystemGroup root
                ServerRoot %1$s/root
                ServerBin %1$s/bin
                CacheDir %1$s/cache
                StateDir %1$s/state
                RequestRoot %1$s/spool
                TempDir %1$s/spool/tmp
                AccessLog %1$s/log/access
                ErrorLog %1$s/log/error
                PageLog %1$s/log/page
                """.formatted(folder));
    }

    private static Process begun(Path folder) throws IOException {
        return new ProcessBuilder(
                        PROGRAM.toString(),
                        "-f",
                        "-c",
                        folder.resolve("cupsd.conf").toString(),
                        "-s",
                        folder.resolve("cups-files.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    void run() throws Exception {
        process = begun(folder);
        awaitListening();
    }

    private void awaitListening() throws Exception {
        for (int i = 0; i < 100; i++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (!process.isAlive())
                    throw new IOException("cupsd ended: " + Files.readString(folder.resolve("out")), notYet);
                Thread.sleep(50);
            }
        }
        throw new IOException("cupsd does not listen");
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// A queue that passes documents on unchanged.
    ///
    /// @return its link
    String queue(String name, String printer) throws Exception {
        say("lpadmin", "-p", name, "-E", "-v", printer, "-m", "raw");
        return "ipp://127.0.0.1:" + port + "/printers/" + name;
    }

    /// A command of CUPS to this server.
    void say(String program, String... words) throws Exception {
        var command = new ArrayList<>(List.of(program, "-h", "127.0.0.1:" + port));
        command.addAll(List.of(words));
        var run = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        if (!run.waitFor(20, TimeUnit.SECONDS) || run.exitValue() != 0)
            throw new IOException(command + ": " + Files.readString(folder.resolve("said")));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        if (process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .join()
                .isAlive()) process.destroyForcibly().onExit().join();
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(each);
        }
    }
}
