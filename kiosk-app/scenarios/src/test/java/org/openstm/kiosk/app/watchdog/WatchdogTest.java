package org.openstm.kiosk.app.watchdog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.LongTest;
import org.openstm.kiosk.process.ChildProcess;
import org.openstm.kiosk.process.CommandFailedException;
import org.openstm.kiosk.process.KioskControlClient;

/// A real kiosk under a real watchdog; central is unreachable, which does not affect the first screen.
@LongTest(oneIn = 3)
class WatchdogTest {
    /// Soon after a start a hang is noticed after 25 s, and a busy machine takes a minute to start.
    private static final Duration GENEROUS = Duration.ofMinutes(5);

    private static final String FIRST = "attract";

    @TempDir
    Path folder;

    @Test
    void a_kiosk_that_dies_or_hangs_is_back_at_the_first_screen_and_goes_with_its_guard() throws Exception {
        configure();
        var guard = ChildProcess.start(
                List.of(),
                List.of("kiosk", "--guarded", "--config", folder.toString(), "--data", data().toString()),
                folder.resolve("guard.log"));
        try {
            var first = awaitKiosk(guard, Optional.empty());
            say("tap start"); // a session has begun
            assertNotEquals(FIRST, say("screen"));

            long begun = System.nanoTime();
            first.destroyForcibly();
            var second = awaitKiosk(guard, Optional.of(first));
            System.out.println("guard: back " + millisSince(begun) + " ms after a kill");

            begun = System.nanoTime();
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-STOP", "" + second.pid())
                            .start()
                            .waitFor());
            var third = awaitKiosk(guard, Optional.of(second));
            System.out.println("guard: back " + millisSince(begun) + " ms after it began to hang");
            assertTrue(!second.isAlive(), "the one that hung is no more");

            guard.kill();
            var _ = third.onExit().get(GENEROUS.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        } finally {
            guard.kill();
        }
    }

    private static long millisSince(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private Path data() {
        return folder.resolve("data");
    }

    /// Waits for another kiosk than this one, with its first screen shown.
    private ProcessHandle awaitKiosk(ChildProcess guard, Optional<ProcessHandle> before) throws InterruptedException {
        long until = System.nanoTime() + GENEROUS.toNanos();
        while (System.nanoTime() < until) {
            var kiosk = guard.childProcesses().filter(ProcessHandle::isAlive).findFirst();
            if (kiosk.isPresent() && !kiosk.equals(before) && say("screen").equals(FIRST)) return kiosk.get();
            Thread.sleep(50);
        }
        throw new AssertionError("no kiosk came; see " + folder.resolve("guard.log"));
    }

    private String say(String words) {
        try (var line = KioskControlClient.open(data().resolve("control.sock"))) {
            return line.sendCommand(words);
        } catch (IOException | CommandFailedException nobody) {
            return "";
        }
    }

    private void configure() throws IOException {
        for (var name : List.of("terminal.yaml", "staff.yaml"))
            try (var demo = ChildProcess.class.getResourceAsStream("/org/openstm/kiosk/demo/" + name)) {
                if (demo == null) throw new AssertionError(name + " is missing");
                Files.write(folder.resolve(name), demo.readAllBytes());
            }
        Files.writeString(folder.resolve("terminal.yaml"), "central: http://127.0.0.1:1\n", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("devices.yaml"), "devices: []\n");
    }
}
