package org.openstm.kiosk.app.cli.central;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.reference.CentralAdministration;
import org.openstm.kiosk.reference.access.SigningKeyStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stm central key`: changes central's signing key, without a person at each terminal.
@Command(
        name = "key",
        footer = "%nExample: stm central key announce --data data/central",
        description =
                "Shows central's signing keys, or changes them: announce the next, change to it, retire the old one.")
public final class KeyCommand implements Callable<Integer> {
    /// A case that waits at a terminal has a receipt signed with the key of its day.
    private static final int LEAST_DAYS = 7;

    private static final int MOST_DAYS = 3660;

    enum Step {
        show,
        announce,
        change,
        retire
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(paramLabel = "STEP", description = "One of ${COMPLETION-CANDIDATES}.")
    private Step step = Step.show;

    @Option(
            names = "--days",
            defaultValue = "30",
            description = "With change: days that the previous key is valid, at least 7. Default: ${DEFAULT-VALUE}")
    private int days;

    @Option(names = "--data", defaultValue = "data/central", description = "Folder of central's keys and database.")
    private Path data = Path.of("data", "central");

    @Option(names = "--db", paramLabel = "JDBC-URL", description = "Central's database, if it is not in --data.")
    private @Nullable String database;

    @Override
    public Integer call() {
        if (days < LEAST_DAYS || days > MOST_DAYS)
            throw new ParameterException(spec.commandLine(), "--days is " + LEAST_DAYS + " to " + MOST_DAYS);
        if (database == null && !data.resolve("central.db").toFile().exists())
            throw new IllegalStateException(
                    "there is no central in " + data + ": start stm central first, or name its --data or --db");
        var url = Optional.ofNullable(database);
        var clock = InstantSource.system();
        var now = switch (step) {
            case show -> CentralAdministration.signingKeys(data, url);
            case announce -> CentralAdministration.announceKey(data, url, clock);
            case change -> CentralAdministration.changeKey(data, url, Duration.ofDays(days), clock);
            case retire -> CentralAdministration.retireKey(data, url, clock);
        };
        var out = spec.commandLine().getOut();
        now.keys().forEach((name, what) -> out.println(name + ": " + what));
        out.flush();
        printStatus(now);
        return ExitCodes.DONE;
    }

    private void printStatus(SigningKeyStatus now) {
        var err = spec.commandLine().getErr();
        if (now.version() > 0)
            err.println(
                    "key set " + now.version() + ": " + now.told() + " of " + now.terminals() + " terminals have it");
        switch (step) {
            case show -> {}
            case announce ->
                err.println("terminals take it with their heartbeats; once all have it: stm central key change."
                        + " Other instances need a copy of the new key file first");
            case change -> err.println("start every instance of central anew: only then it signs with " + now.signer());
            case retire -> err.println("signatures of the previous key are no longer valid; its file may be deleted");
        }
    }
}
