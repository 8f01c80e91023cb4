package org.openstm.kiosk.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.openstm.print.render.Fonts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `stm kiosk`: the terminal.
@Command(name = "kiosk", description = "Runs the terminal.")
final class KioskCommand implements Callable<Integer> {
    @Option(names = "--config", defaultValue = "config", description = "Folder with terminal.yaml and devices.yaml.")
    private Path config = Path.of("config");

    @Option(names = "--data", defaultValue = "data/kiosk", description = "Folder of journal, keys and control socket.")
    private Path data = Path.of("data", "kiosk");

    @Option(names = "--windowed", description = "In a window, scaled to fit.")
    private boolean windowed;

    @Option(
            names = "--pair",
            paramLabel = "CODE",
            description = "Registers the terminal with the code that stm central pair printed, then runs.")
    private @Nullable String pair;

    @Option(
            names = "--health",
            paramLabel = "PORT",
            description = "Answers GET /health on this port of the loopback; 0 takes a free one. The first line on"
                    + " standard output is its address.")
    private @Nullable Integer health;

    @Option(
            names = "--guarded",
            description = "Runs the terminal as a child that is started again when it ends or hangs.")
    private boolean guarded;

    @Option(names = "--with-parent", hidden = true, description = "Ends with the end of standard input.")
    private boolean withParent;

    @Override
    public Integer call() throws InterruptedException {
        if (System.getenv("DISPLAY") == null && System.getenv("WAYLAND_DISPLAY") == null)
            throw new IllegalStateException("there is no display: start the kiosk in a graphical session, or look at"
                    + " the tour that scripts/run walks on a virtual one");
        if (guarded) return guarded();
        LogTail.keep();
        KioskWindow.wake();
        Fonts.check();
        var settings = Settings.read(config);
        checkFiles(settings);
        var stop = new CountDownLatch(1);
        if (withParent) Thread.ofPlatform().daemon().name("parent").start(() -> awaitOrphaned(stop));
        new Wiring(settings, config, data, Optional.ofNullable(pair), windowed, Optional.ofNullable(health))
                .run(stop, withParent);
        return Exit.DONE;
    }

    /// Outside a demonstration nothing starts from files that others, or the kiosk itself, could have changed.
    private void checkFiles(Settings settings) {
        try {
            FileOwnership.makeDataFolder(data);
        } catch (IOException broken) {
            throw new UncheckedIOException(data + " cannot be made", broken);
        }
        if (settings.demo()) return;
        var faults = new FileOwnership(config, data).findFaults();
        if (!faults.isEmpty())
            throw new IllegalStateException(
                    "the terminal does not start, an engineer must act: " + String.join("; ", faults));
    }

    private int guarded() throws InterruptedException {
        if (pair != null)
            throw new IllegalStateException(
                    "a code counts once: pair with stm kiosk --pair CODE, then start --guarded");
        Settings.read(config); // a mistake in it is told now, once
        var arguments = new ArrayList<>(
                List.of("kiosk", "--config", config.toString(), "--data", data.toString(), "--with-parent"));
        arguments.addAll(List.of("--health", "" + (health == null ? 0 : health)));
        if (windowed) arguments.add("--windowed");
        try (var guard = new Guard(arguments)) {
            guard.run();
        }
        return Exit.DONE;
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
