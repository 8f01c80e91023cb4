package org.openstm.kiosk.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.openstm.kiosk.app.text.ReportText;
import org.openstm.kiosk.process.CommandFailedException;
import org.openstm.kiosk.process.KioskControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stm status`: the status of a running kiosk, as JSON.
@Command(
        name = "status",
        footer = "%nExample: stm status --data /var/lib/openstm",
        description = "Shows the status of the running kiosk: connection, queue, devices, findings.")
public final class StatusCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--data", defaultValue = "data/kiosk", description = "The kiosk's data folder.")
    private Path data = Path.of("data", "kiosk");

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (var line = KioskControlClient.open(data.resolve("control.sock"))) {
            var status = line.sendCommand("status");
            spec.commandLine().getOut().println(json ? status : ReportText.toLines(status));
            return ExitCodes.DONE;
        } catch (IOException | CommandFailedException nobody) {
            spec.commandLine()
                    .getErr()
                    .println("stm: no kiosk answers at " + data.resolve("control.sock")
                            + "; start one with stm kiosk, or name its --data");
            return ExitCodes.FAILED;
        }
    }
}
