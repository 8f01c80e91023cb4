package org.openstm.kiosk.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.app.service.JournalExporter;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.process.KioskControlClient;
import org.openstm.kiosk.staff.service.OfficerRequirement;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `stm journal export`: through the kiosk that runs on the data folder, else without one.
@Command(
        name = "export",
        footer = "%nExample: stm journal export --data /var/lib/openstm --to st.export --officer 0777 --officer 0417",
        description = "Writes the whole journal into a file that only central can read.")
final class ExportCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    /// The journal to export: one of the two.
    static final class JournalSource {
        @Option(names = "--file", required = true, description = "The journal.db, in its terminal's data folder.")
        private @Nullable Path file;

        @Option(names = "--data", required = true, description = "The kiosk's data folder. Default: data/kiosk")
        private @Nullable Path data;

        Path dataFolder() {
            if (data != null) return data;
            return file == null
                    ? Path.of("data", "kiosk")
                    : file.toAbsolutePath().resolveSibling("");
        }
    }

    @ArgGroup
    private @Nullable JournalSource source;

    @Option(names = "--to", required = true, paramLabel = "OUT", description = "The file to create.")
    private Path to = Path.of("journal.export");

    @Mixin
    private OfficerOption officer = new OfficerOption();

    @Option(names = "--config", description = "The configuration folder, if no kiosk runs.")
    private Path config = Path.of("config");

    @Option(names = "--json", description = "As JSON on standard output, with the text of a QR code.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var data = source == null ? new JournalSource().dataFolder() : source.dataFolder();
        var ended = exportJournal(data);
        boolean done = ended.path("outcome").asString().equals("exported");
        if (json) spec.commandLine().getOut().println(ended);
        else if (done) spec.commandLine().getOut().println(exportText(ended));
        spec.commandLine().getOut().flush();
        if (!done)
            spec.commandLine().getErr().println("stm: " + ended.path("says").asString());
        return done ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private JsonNode exportJournal(Path data) throws IOException {
        var words = JSON.valueToTree(Map.of("to", to.toAbsolutePath().toString(), "by", officer.actorName()));
        try (var kiosk = KioskControlClient.open(data.resolve("control.sock"))) {
            officer.presentOfficers(kiosk);
            return JSON.readTree(kiosk.sendCommand("export " + words));
        } catch (IOException nobodyRuns) {
            return JSON.valueToTree(exportWithoutKiosk(data));
        }
    }

    private Map<String, Object> exportWithoutKiosk(Path data) {
        boolean ofFile = source != null && source.file != null; // a copy elsewhere: no terminal is touched
        var by = ofFile
                ? officer.actorName()
                : officer.requireOfficers(OfficerRequirement.ENGINEER_AND_SECOND, config, data);
        var settings = KioskSettings.readFolder(config);
        var place = settings.journalLocation(data);
        // opening a damaged journal would put it aside and begin a new one: only the kiosk may do that
        var found = JournalFiles.verifyFile(data.resolve("journal.db"), null);
        if (!found.sound())
            throw new IllegalStateException(
                    "the journal in " + data + " is not whole and is left as it is: " + found.why()
                            + "; start the kiosk, which puts it aside in quarantine/, or carry the folder as it is");
        var clock = InstantSource.system();
        try (var journal = Journal.open(place, settings.terminal().id(), settings.journalKeyStore(data), clock)) {
            return new JournalExporter(journal, data, settings.signingKey(data)).writeExport(to, by, clock.instant());
        }
    }

    private static String exportText(JsonNode ended) {
        return "entries up to " + ended.path("seq").asLong() + ", head "
                + ended.path("head").asString() + "\nsha256 "
                + ended.path("sha256").asString() + "  "
                + ended.path("file").asString();
    }
}
