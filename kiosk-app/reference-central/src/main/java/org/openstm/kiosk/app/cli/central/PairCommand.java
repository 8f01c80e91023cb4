package org.openstm.kiosk.app.cli.central;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.reference.CentralAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stm central pair`: pairs a terminal.
@Command(
        name = "pair",
        footer = "%nExample: stm central pair ST-0412-03 --data data/central",
        description = "Prints a code with which one terminal can register once.")
final class PairCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(paramLabel = "TERMINAL", description = "Number of the terminal, such as ST-0412-03.")
    private String terminal = "";

    @Option(names = "--data", defaultValue = "data/central", description = "Folder of central's database file.")
    private Path data = Path.of("data", "central");

    @Option(names = "--db", paramLabel = "JDBC-URL", description = "Central's database, if it is not in --data.")
    private @Nullable String database;

    @Override
    public Integer call() {
        if (!terminal.matches("[A-Z0-9-]{1,40}"))
            throw new ParameterException(
                    spec.commandLine(), "'" + terminal + "' is no terminal number: capitals, digits and hyphens");
        if (database == null && !data.resolve("central.db").toFile().exists())
            throw new IllegalStateException(
                    "there is no central in " + data + ": start stm central first, or name its" + " --data or --db");
        var code = CentralAdministration.createPairingCode(
                data, Optional.ofNullable(database), terminal, InstantSource.system());
        spec.commandLine().getOut().println(code);
        spec.commandLine().getOut().flush();
        spec.commandLine()
                .getErr()
                .println("good for "
                        + CentralAdministration.pairingCodeValidity().toMinutes()
                        + " minutes and once; at the terminal: stm" + " kiosk --pair " + code);
        return ExitCodes.DONE;
    }
}
