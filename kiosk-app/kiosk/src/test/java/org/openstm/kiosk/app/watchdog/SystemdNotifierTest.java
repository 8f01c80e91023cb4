package org.openstm.kiosk.app.watchdog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The notifier sends real datagrams; a Perl process stands for systemd, since the JDK cannot receive them.
class SystemdNotifierTest {
    private static final String LISTEN = """
            use strict; use Socket; $| = 1;
            my $path = $ARGV[0]; $path =~ s/^@/\\0/;
            socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die $!;
            bind($s, pack_sockaddr_un($path)) or die $!;
            print "listening\\n";
            while (defined recv($s, my $said, 4096, 0)) { $said =~ s/\\n/ /g; print "$said\\n"; }
            """;

    private static final long GENEROUS_SECONDS = 60;
    private static final String MICROS = "400000";

    @TempDir
    Path folder;

    /// Receives what a service tells systemd.
    private record Listener(Process process, BlockingQueue<String> said) implements AutoCloseable {
        static Listener open(String address) throws IOException, InterruptedException {
            var process = new ProcessBuilder("perl", "-e", LISTEN, address)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var said = new LinkedBlockingQueue<String>();
            var listener = new Listener(process, said);
            Thread.ofVirtual().start(() -> listener.collect(process.inputReader()));
            listener.awaitMessage("listening");
            return listener;
        }

        private void collect(BufferedReader lines) {
            lines.lines().forEach(said::add);
        }

        /// Passes over others before it.
        void awaitMessage(String wanted) throws InterruptedException {
            @Nullable String next;
            do next = said.poll(GENEROUS_SECONDS, TimeUnit.SECONDS);
            while (next != null && !next.equals(wanted));
            assertEquals(wanted, next);
        }

        /// @return whether nothing comes for several times the limit
        boolean isSilent() throws InterruptedException {
            said.clear();
            return said.poll(2, TimeUnit.SECONDS) == null;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static Map<String, String> environment(String address) {
        return Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", MICROS);
    }

    private static Object hang(CountDownLatch until) throws InterruptedException {
        until.await();
        return true;
    }

    @Test
    void systemd_hears_that_the_kiosk_is_ready_once_its_first_screen_answers() throws Exception {
        var address = folder.resolve("notify").toString();
        var drawn = new CountDownLatch(1);
        try (var systemd = Listener.open(address)) {
            try (var _ =
                    SystemdNotifier.start(environment(address), Map.of(HealthEndpoint.SCREEN, () -> hang(drawn)))) {
                assertTrue(systemd.isSilent());
                drawn.countDown();
                systemd.awaitMessage("READY=1 WATCHDOG_USEC=1600000");
                systemd.awaitMessage("WATCHDOG=1");
                systemd.awaitMessage("WATCHDOG=1");
            }
            systemd.awaitMessage("STOPPING=1");
        }
    }

    @Test
    void systemd_hears_nothing_more_of_a_screen_a_session_or_a_journal_that_hangs() throws Exception {
        var never = new CountDownLatch(1);
        for (var part : new String[] {HealthEndpoint.SCREEN, HealthEndpoint.VISIT, HealthEndpoint.JOURNAL}) {
            // a name in the kernel's list
            var address = "@openstm-notify-" + ProcessHandle.current().pid() + part;
            try (var systemd = Listener.open(address);
                    var notifier = SystemdNotifier.start(environment(address), Map.of(part, () -> true))) {
                systemd.awaitMessage("WATCHDOG=1");
                notifier.setChecks(Map.of(part, () -> hang(never)));
                Thread.sleep(500); // a probe of before may still be sent
                assertTrue(systemd.isSilent(), part);
                notifier.setChecks(Map.of(part, () -> true));
                systemd.awaitMessage("WATCHDOG=1");
            }
        }
    }

    @Test
    void a_dead_disk_and_a_failed_start_do_not_get_the_kiosk_killed() throws Exception {
        var address = folder.resolve("notify").toString();
        Callable<?> broken = () -> {
            throw new IllegalStateException("the disk is gone");
        };
        try (var systemd = Listener.open(address);
                var _ = SystemdNotifier.start(
                        environment(address),
                        Map.of(
                                HealthEndpoint.SCREEN,
                                () -> true,
                                HealthEndpoint.DISK,
                                broken,
                                HealthEndpoint.START,
                                broken,
                                HealthEndpoint.THREADS,
                                broken))) {
            systemd.awaitMessage("READY=1 WATCHDOG_USEC=1600000");
            systemd.awaitMessage("WATCHDOG=1");
            systemd.awaitMessage("WATCHDOG=1");
        }
    }

    @Test
    void a_child_of_a_service_is_not_the_service() {
        var words = Map.of("NOTIFY_SOCKET", "/run/systemd/notify", "WATCHDOG_PID", "4711");
        assertTrue(SystemdNotifier.isSupervised(words, 4711));
        assertFalse(SystemdNotifier.isSupervised(words, 4712));
        assertFalse(SystemdNotifier.isSupervised(Map.of("WATCHDOG_PID", "4711"), 4711));
    }

    @Test
    void an_address_that_is_no_local_socket_is_refused() {
        for (var address : new String[] {"", "@", "notify", "vsock:2:1", "/" + "x".repeat(107)})
            assertThrows(IllegalArgumentException.class, () -> new NotifySocket(address), address);
    }
}
