package org.openstm.kiosk.app.window;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javafx.stage.Screen;
import org.openstm.kiosk.app.config.ScreenLayout;

/// Turns the picture and its touch panel as `screen` in `terminal.yaml` says, by the X server's own programs `xrandr`
/// and `xinput`. Nothing changes where the screen is already so.
public final class ScreenAdjuster {
    private static final System.Logger LOG = System.getLogger(ScreenAdjuster.class.getName());
    private static final String XRANDR = "/usr/bin/xrandr";
    private static final String XINPUT = "/usr/bin/xinput";
    private static final Pattern CONNECTED = Pattern.compile("(?m)^(\\S+) connected");
    private static final Pattern SIZE = Pattern.compile("current (\\d+) x (\\d+)");
    private static final Duration ANSWER = Duration.ofSeconds(20);

    /// How long the toolkit may take to notice.
    private static final Duration NOTICE = Duration.ofSeconds(10);

    private static final long LOOK_MILLIS = 50;

    private ScreenAdjuster() {}

    /// A screen that cannot be turned shows the terminal nevertheless: a panel may be off at the start.
    public static void applyLayout(ScreenLayout layout) throws InterruptedException {
        try {
            adjustScreen(layout);
        } catch (IOException refused) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the screen is not as `screen` in terminal.yaml says: " + refused.getMessage()
                            + ". What to do: compare it with what xrandr --query and xinput list show. Who: engineer");
        }
    }

    private static void adjustScreen(ScreenLayout layout) throws IOException, InterruptedException {
        var output = layout.output().isPresent() ? layout.output().get() : firstPanel();
        var _ = runProgram(
                XRANDR, "--output", output, "--rotate", layout.rotation().word());
        if (layout.touch().isPresent()) adjustTouch(layout.touch().get(), output, layout.calibration());
        var size = SIZE.matcher(runProgram(XRANDR, "--query"));
        if (size.find()) awaitToolkit(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
    }

    private static String firstPanel() throws IOException, InterruptedException {
        var panel = CONNECTED.matcher(runProgram(XRANDR, "--query"));
        if (!panel.find()) throw new IOException("xrandr shows no connected panel");
        return panel.group(1);
    }

    private static void adjustTouch(String device, String output, List<Double> calibration)
            throws IOException, InterruptedException {
        var _ = runProgram(XINPUT, "map-to-output", device, output);
        if (calibration.isEmpty()) return;
        var words = new ArrayList<>(List.of(XINPUT, "set-prop", device, "libinput Calibration Matrix"));
        calibration.forEach(number -> words.add(number.toString()));
        words.addAll(List.of("0", "0", "1"));
        var _ = runProgram(words.toArray(String[]::new));
    }

    /// The toolkit hears of it by an event; a window that is opened before would have the old size.
    private static void awaitToolkit(int width, int height) throws InterruptedException {
        KioskWindow.awaitToolkitStart();
        long until = System.nanoTime() + NOTICE.toNanos();
        while (!KioskWindow.callOnFxThread(() -> hasSize(width, height)) && System.nanoTime() < until)
            Thread.sleep(LOOK_MILLIS);
    }

    private static boolean hasSize(int width, int height) {
        var bounds = Screen.getPrimary().getBounds();
        double scale = Screen.getPrimary().getOutputScaleX();
        return Math.round(bounds.getWidth() * scale) == width && Math.round(bounds.getHeight() * scale) == height;
    }

    private static String runProgram(String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            if (!process.waitFor(ANSWER.toSeconds(), TimeUnit.SECONDS))
                throw new IOException(words[0] + " did not end within " + ANSWER.toSeconds() + " s");
            var text = said.readAllAsString();
            if (process.exitValue() != 0) throw new IOException(String.join(" ", words) + ": " + text.strip());
            return text;
        } finally {
            process.destroyForcibly();
        }
    }
}
