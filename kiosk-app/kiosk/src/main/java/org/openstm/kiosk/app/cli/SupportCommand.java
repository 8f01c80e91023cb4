package org.openstm.kiosk.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.app.service.SupportBundle;
import org.openstm.kiosk.process.KioskControlClient;
import org.openstm.kiosk.staff.service.OfficerRequirement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `stm support`: writes a support bundle, through the kiosk that runs on the data folder, else without
/// one.
@Command(
        name = "support",
        footer = "%nExample: stm support --data /var/lib/openstm --config /etc/openstm --to st.bundle --officer 0777",
        description = "Writes a support bundle of this terminal, a file that only central can open.")
public final class SupportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--data", defaultValue = "data/kiosk", description = "The kiosk's data folder.")
    private Path data = Path.of("data", "kiosk");

    @Option(names = "--config", defaultValue = "config", description = "Folder with terminal.yaml and devices.yaml.")
    private Path config = Path.of("config");

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "The file to create.")
    private Path to = Path.of("support.bundle");

    @Mixin
    private OfficerOption officer = new OfficerOption();

    @Override
    public Integer call() throws IOException {
        var wanted = new JsonMapper()
                .writeValueAsString(Map.of("to", to.toAbsolutePath().toString(), "by", officer.actorName()));
        String sha256;
        try (var kiosk = KioskControlClient.open(data.resolve("control.sock"))) {
            officer.presentOfficers(kiosk);
            sha256 = kiosk.sendCommand("support " + wanted);
        } catch (IOException nobodyRuns) {
            var by = officer.requireOfficers(OfficerRequirement.ENGINEER, config, data);
            var settings = KioskSettings.readFolder(config);
            sha256 = new SupportBundle(settings.terminal().id(), config, data, settings.signingKey(data))
                    .writeBundle(to, by, Instant.now());
        }
        spec.commandLine().getOut().println(to.toAbsolutePath() + " sha256 " + sha256);
        spec.commandLine().getOut().flush();
        return ExitCodes.DONE;
    }
}
