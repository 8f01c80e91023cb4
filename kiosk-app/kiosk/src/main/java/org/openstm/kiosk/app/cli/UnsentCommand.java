package org.openstm.kiosk.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.model.UnsentWork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stm journal unsent`: asked before a terminal's data are deleted, while no kiosk runs. Only a sure "nothing" is
/// exit code 0.
@Command(
        name = "unsent",
        footer = "%nExample: stm journal unsent --config /etc/openstm --data /var/lib/openstm",
        description = "Whether the journal of a stopped kiosk holds anything that central does not have; 1 if it does,"
                + " or if that cannot be told.")
final class UnsentCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(
            names = "--config",
            defaultValue = "config",
            description = "Configuration folder, which names the second copy. Default: ${DEFAULT-VALUE}")
    private Path config = Path.of("config");

    @Option(
            names = "--data",
            defaultValue = "data/kiosk",
            description = "The kiosk's data folder. Default: ${DEFAULT-VALUE}")
    private Path data = Path.of("data", "kiosk");

    @Option(names = "--json", description = "As JSON on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var unsent = countUnsentWork();
        var out = spec.commandLine().getOut();
        if (json)
            out.println(new String(
                    StrictJson.toCanonicalBytes(Map.of(
                            "cases", unsent.cases(), "payments", unsent.payments(), "messages", unsent.messages())),
                    StandardCharsets.UTF_8));
        else if (unsent.isNothing()) out.println("nothing is unsent");
        else
            out.println("unsent: cases " + unsent.cases() + ", payments " + unsent.payments() + ", messages "
                    + unsent.messages());
        out.flush();
        return unsent.isNothing() ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private UnsentWork countUnsentWork() throws IOException {
        if (!Files.isDirectory(data))
            throw new IllegalArgumentException(data + " is no data folder of a kiosk: name one by --data");
        // a terminal that never served has no settings that could be read
        if (!JournalFiles.hasJournal(data)) return UnsentWork.NOTHING;
        return JournalFiles.countUnsentWork(KioskSettings.readFolder(config).journalLocation(data));
    }
}
