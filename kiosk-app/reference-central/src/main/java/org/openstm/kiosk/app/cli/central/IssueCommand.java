package org.openstm.kiosk.app.cli.central;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.service.UuidGenerator;
import org.openstm.kiosk.central.terminal.TerminalCommand.CommandType;
import org.openstm.kiosk.reference.CentralAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stm central command`: queues a command for a terminal.
@Command(
        name = "command",
        footer = "%nExample: stm central command ST-0412-03 flush-outbox --data data/central",
        description = "Signs a command for one terminal, which fetches it with its next heartbeat and executes it once:"
                + " lock-service, unlock-service, update-catalogue, flush-outbox, rotate-key, restart, collect-bundle.")
final class IssueCommand implements Callable<Integer> {
    private static final int LONGEST_MINUTES = 7 * 24 * 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TERMINAL", description = "Number of the terminal, such as ST-0412-03.")
    private String terminal = "";

    @Parameters(index = "1", paramLabel = "KIND", description = "The command.")
    private String kind = "";

    @Option(
            names = "--minutes",
            defaultValue = "60",
            description = "The command expires after this time. Default: ${DEFAULT-VALUE}")
    private int minutes;

    @Option(names = "--data", defaultValue = "data/central", description = "Folder of central's key and database.")
    private Path data = Path.of("data", "central");

    @Option(names = "--db", paramLabel = "JDBC-URL", description = "Central's database, if it is not in --data.")
    private @Nullable String database;

    @Override
    public Integer call() {
        if (!terminal.matches("[A-Z0-9-]{1,40}"))
            throw new ParameterException(
                    spec.commandLine(), "'" + terminal + "' is no terminal number: capitals, digits and hyphens");
        var wanted = CommandType.of(kind)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "'" + kind + "' is no command; there are "
                                + Arrays.stream(CommandType.values())
                                        .map(CommandType::wireText)
                                        .collect(Collectors.joining(", "))));
        if (minutes < 1 || minutes > LONGEST_MINUTES)
            throw new ParameterException(spec.commandLine(), "--minutes is 1 to " + LONGEST_MINUTES);
        if (database == null && !data.resolve("central.db").toFile().exists())
            throw new IllegalStateException(
                    "there is no central in " + data + ": start stm central first, or name its --data or --db");
        var id = UuidGenerator.nextId();
        CentralAdministration.queueCommand(
                data,
                Optional.ofNullable(database),
                id,
                terminal,
                wanted,
                Duration.ofMinutes(minutes),
                InstantSource.system());
        spec.commandLine().getOut().println(id);
        spec.commandLine().getOut().flush();
        return ExitCodes.DONE;
    }
}
