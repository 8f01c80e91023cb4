package org.openstm.kiosk.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    @Override
    public Integer call() throws InterruptedException {
        if (System.getenv("DISPLAY") == null && System.getenv("WAYLAND_DISPLAY") == null)
            throw new IllegalStateException("there is no display: start the kiosk in a graphical session, or look at"
                    + " the tour that scripts/run walks on a virtual one");
        KioskWindow.wake();
        Fonts.check();
        new Wiring(Settings.read(config), data, Optional.ofNullable(pair), windowed).run();
        return Exit.DONE;
    }
}
