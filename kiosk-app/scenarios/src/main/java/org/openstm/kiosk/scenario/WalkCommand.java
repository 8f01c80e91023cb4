package org.openstm.kiosk.scenario;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.cli.ServicesOption;
import org.openstm.kiosk.process.CommandFailedException;
import org.openstm.kiosk.walk.TestBedConfig;
import org.openstm.kiosk.walk.TestBedJvmOptions;
import org.openstm.kiosk.walk.WalkScript;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stm walk`: scripted sessions through the real screens, each in a fresh test bed.
@Command(
        name = "walk",
        footer = "%nExample: stm walk kiosk-app/src/walks/life-proof.walk --out target/walk",
        description = "Runs scripted sessions through the real screens.")
public final class WalkCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Walk files; see kiosk-app/docs/walks.md.")
    private List<Path> files = List.of();

    @Option(names = "--out", defaultValue = "target/walk", description = "Folder for pictures, papers and data.")
    private Path out = Path.of("target", "walk");

    @Option(names = "--jvm", description = "An additional JVM option for the kiosk; may be repeated.")
    private List<String> jvm = new ArrayList<>(List.of());

    @Option(names = "--config", paramLabel = "DIR", description = "Folder of terminal.yaml (and devices.yaml) to use.")
    private @Nullable Path config;

    @Option(
            names = "--services",
            paramLabel = "DIR",
            description = "With --ids: folder of items that override the shipped ones.")
    private @Nullable Path services;

    @Option(names = "--data", paramLabel = "DIR", description = "The kiosk's data folder.")
    private @Nullable Path data;

    @Option(names = "--central", paramLabel = "URL", description = "A central that already runs.")
    private @Nullable URI central;

    @Option(names = "--devices", paramLabel = "FILE", description = "Devices that already exist; none is simulated.")
    private @Nullable Path devices;

    @Option(names = "--tls", description = "The started central uses TLS, with a certificate for the terminal.")
    private boolean tls;

    @Option(names = "--ids", description = "Lists the ids that a walk can tap, and exits.")
    private boolean ids;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (ids) {
            WalkLauncher.tappableIds(ServicesOption.loadCatalog(services, config))
                    .forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            return ExitCodes.DONE;
        }
        if (files.isEmpty()) {
            printLine("stm: name a walk file, or --ids; kiosk-app/src/walks has some");
            return ExitCodes.USAGE;
        }
        var made = new TestBedConfig(
                Optional.ofNullable(config),
                Optional.ofNullable(data),
                Optional.ofNullable(central),
                Optional.ofNullable(devices));
        var grounds = tls ? made.withTls() : made;
        for (var file : files) {
            var script = WalkScript.parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
            try {
                WalkLauncher.runWalk(script, out, new TestBedJvmOptions(jvm), grounds, this::printLine);
                printLine("done " + file);
            } catch (CommandFailedException failed) {
                printLine("stm: " + failed.getMessage() + " (logs below " + out + ")");
                return ExitCodes.FAILED;
            }
        }
        return ExitCodes.DONE;
    }

    private void printLine(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }
}
