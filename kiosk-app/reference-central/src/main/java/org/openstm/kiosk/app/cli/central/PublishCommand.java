package org.openstm.kiosk.app.cli.central;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.cli.ItemVocabulary;
import org.openstm.kiosk.app.cli.ServicesOption;
import org.openstm.kiosk.app.config.ProgramVersion;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.catalog.load.CatalogueInspector;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.reference.CentralAdministration;
import org.openstm.kiosk.session.model.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stm central publish`: publishes another catalogue for all terminals.
@Command(
        name = "publish",
        footer = "%nExample: stm central publish my-branch/services --data data/central",
        description = "Signs a catalogue for all terminals: the shipped items, overridden by those of a folder.")
final class PublishCommand implements Callable<Integer> {
    private static final int LONGEST_DAYS = 366;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder of items, as for stm catalog check.")
    private Path folder = Path.of(".");

    @Option(names = "--data", defaultValue = "data/central", description = "Folder of central's key and database.")
    private Path data = Path.of("data", "central");

    @Option(names = "--db", paramLabel = "JDBC-URL", description = "Central's database, if it is not in --data.")
    private @Nullable String database;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Time from which it is in force, 2027-01-01T00:00 of the terminals' clock. Default: now")
    private @Nullable LocalDateTime from;

    @Option(
            names = "--days",
            defaultValue = "30",
            description = "How long it is valid for terminals that cannot reach central. Default: ${DEFAULT-VALUE}")
    private int days;

    @Option(
            names = "--program",
            defaultValue = ProgramVersion.VERSION,
            description = "Minimum version of the terminals' program. Default: ${DEFAULT-VALUE}")
    private String program = ProgramVersion.VERSION;

    @Override
    public Integer call() {
        if (days < 1 || days > LONGEST_DAYS)
            throw new ParameterException(spec.commandLine(), "--days is 1 to " + LONGEST_DAYS);
        if (database == null && !data.resolve("central.db").toFile().exists())
            throw new IllegalStateException(
                    "there is no central in " + data + ": start stm central first, or name its --data or --db");
        var err = spec.commandLine().getErr();
        ServicesOption.requireFolder(folder);
        var problems = new CatalogueInspector(ItemVocabulary.knownNames(Optional.of(folder))).inspectFolder(folder);
        var texts = CatalogueFiles.overlayFiles(CatalogueFiles.shippedFiles(), folder, new ArrayList<>());
        if (!problems.isEmpty()) {
            problems.forEach(err::println);
            err.println("stm: nothing was published: correct " + problems.size() + " mistakes first");
            return ExitCodes.FAILED;
        }
        var files = new HashMap<String, byte[]>();
        texts.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
        var clock = InstantSource.system();
        try {
            var number = CentralAdministration.publishCatalogue(
                    data,
                    Optional.ofNullable(database),
                    files,
                    startTime(clock.instant()),
                    Duration.ofDays(days),
                    program,
                    clock);
            number.ifPresentOrElse(
                    n -> spec.commandLine().getOut().println(n),
                    () -> err.println("nothing has changed since the last catalogue; nothing was published"));
            number.ifPresent(n -> err.println("catalogue " + n + ", " + files.size()
                    + " files: terminals take it within minutes, each between two citizens"));
            return ExitCodes.DONE;
        } catch (ContractViolationException | IllegalArgumentException refused) {
            err.println("stm: nothing was published: " + refused.getMessage());
            return ExitCodes.FAILED;
        }
    }

    private Instant startTime(Instant now) {
        return from == null
                ? now.truncatedTo(ChronoUnit.SECONDS)
                : from.atZone(Session.ZONE).toInstant();
    }
}
