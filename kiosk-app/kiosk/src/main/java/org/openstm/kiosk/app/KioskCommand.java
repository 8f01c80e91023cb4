package org.openstm.kiosk.app;

import java.awt.AWTError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.config.FileOwnership;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.app.control.ControlSocket;
import org.openstm.kiosk.app.service.LogTail;
import org.openstm.kiosk.app.watchdog.HealthEndpoint;
import org.openstm.kiosk.app.watchdog.SystemdNotifier;
import org.openstm.kiosk.app.watchdog.Watchdog;
import org.openstm.kiosk.app.window.KioskWindow;
import org.openstm.kiosk.app.window.ScreenAdjuster;
import org.openstm.print.render.PictureFonts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `stm kiosk`: runs the terminal.
@Command(
        name = "kiosk",
        footer = "%nExample: stm kiosk --config /etc/openstm --data /var/lib/openstm",
        description = "Runs the terminal.")
final class KioskCommand implements Callable<Integer> {
    @Option(names = "--config", defaultValue = "config", description = "Folder with terminal.yaml and devices.yaml.")
    private Path config = Path.of("config");

    @Option(names = "--data", defaultValue = "data/kiosk", description = "Folder of journal, keys and control socket.")
    private Path data = Path.of("data", "kiosk");

    @Option(names = "--windowed", description = "Runs in a window, scaled to fit.")
    private boolean windowed;

    @Option(
            names = "--pair",
            paramLabel = "CODE",
            description = "Registers the terminal with the code that stm central pair printed, then runs.")
    private @Nullable String pair;

    @Option(
            names = "--health",
            paramLabel = "PORT",
            description = "Answers GET /health on this loopback port; 0 selects a free one. The first line on"
                    + " standard output is its address.")
    private @Nullable Integer health;

    @Option(
            names = "--guarded",
            description = "Runs the terminal as a child process that is restarted when it ends or hangs.")
    private boolean guarded;

    @Option(names = "--with-parent", hidden = true, description = "Exits at the end of standard input.")
    private boolean withParent;

    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Pattern DISPLAY = Pattern.compile(":(\\d+)(?:\\.\\d+)?");

    private @Nullable HealthEndpoint door;
    private @Nullable SystemdNotifier notifier;

    @Override
    public Integer call() throws InterruptedException {
        if (System.getenv("DISPLAY") == null && System.getenv("WAYLAND_DISPLAY") == null)
            throw new IllegalStateException("no display found: start the kiosk in a graphical session, or look at"
                    + " the tour that scripts/run walks on a virtual one");
        if (guarded) return runGuarded();
        LogTail.startKeeping();
        KioskWindow.startToolkitEarly();
        checkDisplay();
        var stop = new CountDownLatch(1);
        if (withParent) Thread.ofPlatform().daemon().name("parent").start(() -> awaitOrphaned(stop));
        try {
            return runUntilStopped(stop);
        } finally {
            if (door != null) door.close();
            if (notifier != null) notifier.close();
        }
    }

    /// Fonts are requested from the X server, if there is one; a Java without windows does not request them.
    private static void checkDisplay() {
        try {
            if (isDead(System.getenv("DISPLAY"))) throw new AWTError("no socket of that server");
            PictureFonts.requireInstalled();
        } catch (AWTError none) {
            throw new IllegalStateException(
                    "no X server answers at DISPLAY=" + System.getenv("DISPLAY")
                            + ": start the kiosk in a graphical session",
                    none);
        }
    }

    /// Whether it names a display of this machine of which there is no socket, as a file or in the kernel's
    /// list of abstract ones.
    private static boolean isDead(@Nullable String display) {
        var local = DISPLAY.matcher(display == null ? "" : display);
        if (!local.matches()) return false;
        var socket = "/tmp/.X11-unix/X" + local.group(1);
        try {
            return !Files.exists(Path.of(socket))
                    && Files.readAllLines(Path.of("/proc/net/unix")).stream()
                            .noneMatch(line -> line.endsWith("@" + socket));
        } catch (IOException nobodyCanTell) {
            return false;
        }
    }

    /// A terminal that cannot start shows why and retries: the cause may be fixed meanwhile.
    private int runUntilStopped(CountDownLatch stop) throws InterruptedException {
        while (true) {
            var settings = Optional.<KioskSettings>empty();
            StartFailure trouble;
            try {
                var read = StartFailure.StartPart.SETTINGS.openPart(() -> readSettings(config));
                settings = Optional.of(read);
                if (!windowed && read.screen().isPresent())
                    ScreenAdjuster.applyLayout(read.screen().get());
                StartFailure.StartPart.FILES.openPart(() -> checkFiles(read));
                new KioskWiring(read, config, data, Optional.ofNullable(pair), windowed, this::superviseParts)
                        .run(stop, withParent || isSystemdService());
                return ExitCodes.DONE;
            } catch (StartFailure known) {
                trouble = known;
            } catch (RuntimeException other) {
                if (KioskWindow.isGone()) throw other; // it had been in service
                trouble = new StartFailure(StartFailure.StartPart.OTHER, other);
            }
            if (pair != null) throw trouble; // a person waits for the answer
            System.err.println("stm: " + trouble.getMessage());
            if (waitAtPage(trouble, settings, stop)) return ExitCodes.FAILED;
        }
    }

    /// `demo: true` simulates persons, trusts any central and needs no officer: a terminal's installation, which
    /// has no demonstration, refuses it.
    static KioskSettings readSettings(Path config) {
        var read = KioskSettings.readFolder(config);
        if (read.demo() && !ControlSocket.hasDemonstration())
            throw new IllegalArgumentException(config.resolve("terminal.yaml")
                    + " has demo: true, and this installation has no demonstration: set demo: false, or run"
                    + " scripts/run of the sources on another machine");
        return read;
    }

    /// @return whether the process is to end
    private boolean waitAtPage(StartFailure trouble, Optional<KioskSettings> settings, CountDownLatch stop)
            throws InterruptedException {
        try (var _ = StartFailurePage.showPage(trouble, settings, windowed, stop)) {
            superviseParts(Map.of(
                    HealthEndpoint.SCREEN, () -> KioskWindow.callOnFxThread(() -> true), HealthEndpoint.START, () -> {
                        throw trouble;
                    }));
            StartFailurePage.sendHeartbeat(trouble, settings, data);
            return stop.await(AGAIN.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static boolean isSystemdService() {
        return SystemdNotifier.isSupervised(
                System.getenv(), ProcessHandle.current().pid());
    }

    /// Tells the supervisors, where there are some, what must answer from now on.
    private void superviseParts(Map<String, Callable<?>> parts) {
        if (notifier != null) notifier.setChecks(parts);
        else if (isSystemdService()) notifier = SystemdNotifier.start(System.getenv(), parts);
        if (health == null) return;
        if (door != null) {
            door.setChecks(parts);
            return;
        }
        door = HealthEndpoint.open(health, parts);
        System.out.println(door.uri());
    }

    /// Outside a demonstration nothing starts from files that others, or the kiosk itself, could have changed.
    private boolean checkFiles(KioskSettings settings) {
        try {
            FileOwnership.makeDataFolder(data);
        } catch (IOException broken) {
            throw new UncheckedIOException(data + " cannot be created", broken);
        }
        if (settings.demo()) return true;
        var faults = new FileOwnership(config, data).findFaults();
        if (!faults.isEmpty())
            throw new IllegalStateException(
                    "the terminal does not start, an engineer must act: " + String.join("; ", faults));
        return true;
    }

    private int runGuarded() throws InterruptedException {
        if (isSystemdService())
            throw new IllegalStateException("systemd supervises this kiosk already: take --guarded out of its unit");
        if (pair != null)
            throw new IllegalStateException(
                    "a code is valid once: pair with stm kiosk --pair CODE, then start --guarded");
        var arguments = new ArrayList<>(
                List.of("kiosk", "--config", config.toString(), "--data", data.toString(), "--with-parent"));
        arguments.addAll(List.of("--health", "" + (health == null ? 0 : health)));
        if (windowed) arguments.add("--windowed");
        try (var guard = new Watchdog(arguments)) {
            guard.run();
        }
        return ExitCodes.DONE;
    }

    private static void awaitOrphaned(CountDownLatch stop) {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException _) {
            // gone as well
        }
        stop.countDown();
    }
}
