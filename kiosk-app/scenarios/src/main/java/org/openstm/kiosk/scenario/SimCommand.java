package org.openstm.kiosk.scenario;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.sim.receipt.EscPosRendering;
import org.openstm.kiosk.app.cli.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stm sim`: a simulated device behind a real link. Its link is the first line on standard output; then
/// each control line on standard input gets one line in answer.
@Command(
        name = "sim",
        footer = "%nExample: stm sim receipt-printer --link tcp://127.0.0.1:9100 --out papers",
        description = {
            "Simulates a device behind a real link.",
            "Prints its link, then takes control lines on standard input (help lists them, quit ends)."
        })
public final class SimCommand implements Callable<Integer> {
    /// Standard input that ends sooner was closed from the start: the simulator runs in the background.
    private static final long BACKGROUND_NANOS = 1_000_000_000L;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "CLASS",
            description = {
                "id-card-reader, chip-card-reader, receipt-printer, document-printer, barcode-reader, camera",
                "or lights"
            })
    private String deviceClass = "";

    @Option(
            names = "--link",
            defaultValue = "tcp://127.0.0.1:0",
            description = {
                "tcp://127.0.0.1:PORT or pty:PATH. Default: ${DEFAULT-VALUE}, any free port;",
                "for chip cards a pcscd of its own, or the PORT of a running vpcd;",
                "ws://127.0.0.1:PORT for an XFS4IoT service of the class."
            })
    private String link = "tcp://127.0.0.1:0";

    @Option(names = "--script", paramLabel = "FILE", description = "Control lines to execute without input.")
    private @Nullable Path script;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            defaultValue = "papers",
            description = "Folder for papers, or the PNG of --render. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("papers");

    @Option(names = "--render", paramLabel = "BYTES", description = "A file of ESC/POS bytes: draws it and exits.")
    private @Nullable Path render;

    @Option(names = "--text", description = "With --render: prints the text on the paper instead of drawing it.")
    private boolean text;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var named = wantedClass();
        if (render != null) return drawPaper(render);
        try (var simulator = SimulatorFactory.startSimulator(named, link, out)) {
            printLine(simulator.link());
            var playing = script == null ? null : SimulatorFactory.playScript(simulator, Files.readAllLines(script));
            runControlLines(simulator);
            if (playing != null) playing.interrupt();
        }
        return ExitCodes.DONE;
    }

    private DeviceClass wantedClass() {
        try {
            return DeviceClass.named(deviceClass);
        } catch (IllegalArgumentException none) {
            throw new ParameterException(
                    spec.commandLine(), "'" + deviceClass + "' is no class of device that can be simulated", none);
        }
    }

    private Integer drawPaper(Path bytes) throws IOException {
        var printed = SimulatorFactory.renderEscPos(Files.readAllBytes(bytes));
        if (text) printText(printed);
        else
            try (var file = Files.newOutputStream(out)) {
                ImageIO.write(printed.paper(), "png", file);
            }
        var aside = text ? spec.commandLine().getErr() : spec.commandLine().getOut();
        new TreeMap<>(printed.unknown())
                .forEach((command, times) -> aside.println("skipped " + command + ", " + times + " times"));
        spec.commandLine().getOut().flush();
        aside.flush();
        return ExitCodes.DONE;
    }

    private void printText(EscPosRendering printed) {
        if (!printed.text().isBlank()) spec.commandLine().getOut().print(printed.text());
        else
            spec.commandLine()
                    .getErr()
                    .println(
                            hasInk(printed.paper())
                                    ? "the slip holds a picture and no text; without --text, --out FILE.png draws it"
                                    : "the bytes print nothing");
    }

    private static boolean hasInk(BufferedImage paper) {
        int first = paper.getRGB(0, 0);
        for (int y = 0; y < paper.getHeight(); y++)
            for (int x = 0; x < paper.getWidth(); x++) if (paper.getRGB(x, y) != first) return true;
        return false;
    }

    private void runControlLines(DeviceSimulator simulator) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.strip().equals("quit")) return;
            if (!line.isBlank()) printLine(simulator.runControlLine(line));
        }
        if (System.nanoTime() - start < BACKGROUND_NANOS) new CountDownLatch(1).await();
    }

    private void printLine(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
