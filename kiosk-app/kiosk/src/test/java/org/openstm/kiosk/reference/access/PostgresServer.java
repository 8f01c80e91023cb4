package org.openstm.kiosk.reference.access;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// A real PostgreSQL server for this test run, in a folder of its own, with default durability. Started by the
/// first test that needs a database, stopped with the process.
public final class PostgresServer {
    private static final String MISSING =
            "no PostgreSQL server on this machine (Debian package postgresql): scripts/setup installs it";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable PostgresServer running;

    private final Path folder;
    private final int port;
    private final Process server;

    /// The JDBC URL of an empty database. Without a server the test is skipped; under continuous integration it
    /// fails.
    public static String emptyDatabase() {
        var binaries = binaries();
        if (binaries.isEmpty() && System.getenv("CI") == null) Assumptions.abort(MISSING);
        return server(binaries.orElseThrow(() -> new AssertionError(MISSING))).make("d" + DATABASES.incrementAndGet());
    }

    private static synchronized PostgresServer server(Path binaries) {
        var here = running;
        if (here != null) return here;
        try {
            var made = new PostgresServer(binaries);
            running = made;
            return made;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// The newest version in Debian's location, or the one on the path.
    private static Optional<Path> binaries() {
        try (Stream<Path> debian = Files.isDirectory(Path.of("/usr/lib/postgresql"))
                ? Files.list(Path.of("/usr/lib/postgresql"))
                : Stream.empty()) {
            var path =
                    Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
            var newest = debian.sorted(Comparator.comparingInt((Path p) -> Integer.parseInt(
                                    "0" + p.getFileName().toString().replaceAll("\\D", "")))
                            .reversed())
                    .map(version -> version.resolve("bin"));
            return Stream.concat(newest, path)
                    .filter(bin ->
                            Files.isExecutable(bin.resolve("postgres")) && Files.isExecutable(bin.resolve("initdb")))
                    .findFirst();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private PostgresServer(Path binaries) throws IOException {
        // not below the build folder: that may lie where only root gets to, and the server refuses to be root
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "openstm-postgres");
        if (root()) run(List.of("chown", user(), folder.toString()));
        var data = folder.resolve("data").toString();
        run(asUser(List.of(
                binaries.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=openstm",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync")));
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server = new ProcessBuilder(asUser(List.of(
                        binaries.resolve("postgres").toString(),
                        "-D",
                        data,
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=")))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said().toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
        awaitReady();
    }

    private Path said() {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try (var _ = DriverManager.getConnection(url("postgres"))) {
                return;
            } catch (SQLException notYet) {
                if (!server.isAlive() || System.nanoTime() > end)
                    throw new IOException("PostgreSQL does not start: " + Files.readString(said()), notYet);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private String make(String database) {
        try (var connection = DriverManager.getConnection(url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
            return url(database);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=openstm";
    }

    private void end() {
        try {
            server.destroy(); // SIGTERM would wait for open connections; there are none left
            if (!server.waitFor(5, TimeUnit.SECONDS)) server.destroyForcibly().waitFor();
            try (var all = Files.walk(folder)) {
                for (var one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
            }
            Files.delete(said());
        } catch (IOException | InterruptedException left) {
            System.err.println("left behind: " + folder);
        }
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private static String user() throws IOException {
        return Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(line -> line.startsWith("postgres:"))
                ? "postgres"
                : "nobody";
    }

    /// The server refuses to run as root, so root privileges are dropped first.
    private static List<String> asUser(List<String> command) throws IOException {
        if (!root()) return command;
        var all = new ArrayList<>(List.of("setpriv", "--reuid=" + user(), "--clear-groups", "--"));
        all.addAll(command);
        return all;
    }

    private static void run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(new File("/"))
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) throw new IOException(command + ": " + said);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw new IOException(leaving);
        }
    }
}
