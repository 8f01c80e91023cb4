package org.openstm.kiosk.app.cli.central;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.central.export.ExportFile;
import org.openstm.kiosk.reference.CentralAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stm central support`: opens a bundle that was carried here, or the newest that a terminal has sent on
/// request.
@Command(
        name = "support",
        footer = "%nExample: stm central support ST-0412-03 --data data/central --out st.zip",
        description = "Opens a support bundle: a file, or the newest one that a terminal has sent.")
final class SupportOpenCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|TERMINAL", description = "File that stm support wrote, or the number of a terminal.")
    private String what = "";

    @Option(names = "--data", defaultValue = "data/central", description = "Folder of central's keys.")
    private Path data = Path.of("data", "central");

    @Option(names = "--db", paramLabel = "JDBC-URL", description = "Central's database, if it is not in --data.")
    private @Nullable String database;

    @Option(names = "--out", required = true, paramLabel = "FILE.zip", description = "The file to create.")
    private Path out = Path.of("support.zip");

    @Override
    public Integer call() throws IOException {
        if (Files.exists(out)) return reportRefusal(out + " is there already: name another file");
        var file = Path.of(what);
        if (Files.isReadable(file)) return openBundle(file);
        if (database == null && !Files.exists(data.resolve("central.db")))
            return reportRefusal(
                    "there is no file " + what + " and no central in " + data + ": name its --data or --db");
        var sent = CentralAdministration.findSupportBundle(what, data, Optional.ofNullable(database));
        if (sent.isEmpty())
            return reportRefusal(
                    what + " is no file here, and no terminal of that number has sent a bundle: tell it to by"
                            + " stm central command " + what + " collect-bundle");
        var fetched = out.resolveSibling(out.getFileName() + ".sealed");
        try {
            Files.write(fetched, sent.get());
            return openBundle(fetched);
        } finally {
            Files.deleteIfExists(fetched);
        }
    }

    private int openBundle(Path file) {
        try {
            var opened = CentralAdministration.openExport(file, data, Optional.ofNullable(database), out);
            if (!opened.words().optionalText("holds").equals(Optional.of("support"))) {
                Files.deleteIfExists(out);
                return reportRefusal(what + " is no support bundle: a journal is opened by stm central export-open");
            }
            spec.commandLine()
                    .getOut()
                    .println("signed by " + opened.terminal() + ", "
                            + opened.words().text("at") + ", for "
                            + opened.words().text("by"));
            return ExitCodes.DONE;
        } catch (ExportFile.Refused why) {
            return reportRefusal(String.valueOf(why.getMessage()));
        } catch (IOException broken) {
            return reportRefusal(out + " cannot be taken away: " + broken.getMessage());
        }
    }

    private int reportRefusal(String why) {
        spec.commandLine().getErr().println("stm: " + why);
        return ExitCodes.FAILED;
    }
}
