package org.openstm.device.sim.chipcard;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Debian's `pcscd` with the virtual reader of `vsmartcard-vpcd`, two slots, on a socket of its own: many can run
/// in parallel, and none needs root. vpcd listens on all interfaces, so use it on test machines only.
///
/// A short Perl script (each Debian has Perl) creates the socket and passes it on as systemd would; it also ends
/// `pcscd` when this process is gone.
public final class VirtualCardReader implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Path DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
    private static final int FIRST_USUAL = 0x8C7B;
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final int LISTENING_TRIES = 1500;
    private static final String HANDOVER = """
            use strict; use Socket; use POSIX (); use Fcntl;
            my ($path, @daemon) = @ARGV;
            unlink $path;
            my $door;
            socket($door, AF_UNIX, SOCK_STREAM, 0) && bind($door, sockaddr_un($path)) && listen($door, 16)
                or die "no socket: $!";
            my $pid = fork();
            if (!$pid) {
                POSIX::dup2(fileno($door), 3) if fileno($door) != 3;
                open(my $kept, '+<&=', 3) or die "no door: $!";
                fcntl($kept, F_SETFD, 0);
                $ENV{LISTEN_FDS} = 1;
                $ENV{LISTEN_PID} = $$;
                open(STDIN, '<', '/dev/null');
                exec @daemon or die "pcscd: $!";
            }
            close $door;
            $SIG{CHLD} = sub { unlink $path; exit };
            1 while sysread STDIN, my $nothing, 1;
            $SIG{CHLD} = 'DEFAULT';
            kill 9, $pid;
            waitpid $pid, 0;
            unlink $path;
            """;

    private final int port;
    private final String link;
    private final @Nullable Path folder;
    private @Nullable Process daemon;

    private VirtualCardReader(int port, String link, @Nullable Path folder) {
        this.port = port;
        this.link = link;
        this.folder = folder;
    }

    /// The machine's running `pcscd`, with the default configuration of the vpcd package.
    static VirtualCardReader ofRunningDaemon(int port) {
        return new VirtualCardReader(port, "pcsc:Virtual PCD 00 0" + (port == FIRST_USUAL + 1 ? 1 : 0), null);
    }

    public static boolean isAvailable() {
        return Files.isReadable(DRIVER);
    }

    static VirtualCardReader start() throws IOException {
        if (!isAvailable())
            throw new IOException("there is no virtual reader: apt-get install pcscd vsmartcard-vpcd,"
                    + " on test machines only (it listens on all interfaces)");
        try {
            return startOn(findTwoFreePorts());
        } catch (IOException _) {
            // another process took the ports meanwhile
            return startOn(findTwoFreePorts());
        }
    }

    private static VirtualCardReader startOn(int port) throws IOException {
        var folder = Path.of(System.getProperty("java.io.tmpdir"))
                .toAbsolutePath()
                .resolve("pcscd-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf").resolve("vpcd"), """
                FRIENDLYNAME "OpenSTM bench"
                DEVICENAME   /dev/null:%1$d
                LIBPATH      %2$s
                CHANNELID    %1$d
                """.formatted(port, DRIVER));
        var reader = new VirtualCardReader(port, "pcsc:OpenSTM bench 00 00?socket=" + folder.resolve("s"), folder);
        boolean up = false;
        try {
            reader.startDaemon();
            up = true;
            return reader;
        } finally {
            if (!up) reader.close();
        }
    }

    /// The second slot uses the next port. Both lie below those that the system gives to clients: while the daemon
    /// is away, a connection of another program would take them.
    private static int findTwoFreePorts() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (var _ = new ServerSocket(port);
                    var _ = new ServerSocket(port + 1)) {
                return port;
            } catch (IOException _) {
                // taken: another pair
            }
        }
    }

    int port() {
        return port;
    }

    String link() {
        return link;
    }

    synchronized void startDaemon() throws IOException {
        var there = folder;
        if (there == null) throw new IllegalArgumentException("this pcscd is not the simulator's");
        var before = daemon;
        if (before != null && before.isAlive()) return;
        var started = new ProcessBuilder(
                        "perl",
                        "-e",
                        HANDOVER,
                        there.resolve("s").toString(),
                        "pcscd",
                        "--foreground",
                        "--disable-polkit",
                        "--config",
                        there.resolve("conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(there.resolve("log").toFile());
        started.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
        daemon = started.start();
        awaitListening(there);
    }

    private void awaitListening(Path there) throws IOException {
        var wanted = List.of(listeningEntry(port), listeningEntry(port + 1));
        for (int i = 0; i < LISTENING_TRIES; i++) {
            var table = Files.readString(Path.of("/proc/net/tcp"));
            if (wanted.stream().allMatch(table::contains)) return;
            try {
                Thread.sleep(20);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        killDaemon();
        throw new IOException("pcscd did not come up: "
                + Files.readString(there.resolve("log")).strip());
    }

    /// The entry in the kernel's table: any address, this port, no peer, state LISTEN.
    private static String listeningEntry(int port) {
        return String.format(Locale.ROOT, " 00000000:%04X 00000000:0000 0A", port);
    }

    /// Sends SIGKILL; the reader is gone until it is plugged in again.
    synchronized void killDaemon() {
        var there = daemon;
        if (folder == null) throw new IllegalArgumentException("this pcscd is not the simulator's");
        if (there == null) return;
        try {
            there.getOutputStream().close();
            if (!there.waitFor(30, TimeUnit.SECONDS)) killTree(there);
        } catch (IOException _) {
            killTree(there);
        } catch (InterruptedException _) {
            killTree(there);
            Thread.currentThread().interrupt();
        }
        daemon = null;
    }

    /// The daemon is the script's child, and would keep the ports.
    private static void killTree(Process script) {
        var daemons = script.descendants().toList();
        script.destroyForcibly();
        daemons.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        var there = folder;
        if (there == null) return;
        killDaemon();
        try (var files = Files.walk(there)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException _) {
            // a remaining folder is deleted with the build
        }
    }
}
