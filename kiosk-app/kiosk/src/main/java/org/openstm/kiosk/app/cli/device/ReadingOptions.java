package org.openstm.kiosk.app.cli.device;

import java.time.Duration;
import java.util.Map;
import org.openstm.kiosk.app.cli.ExitCodes;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// For commands that read once from a device: how long they wait, and in what form they answer.
final class ReadingOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec command;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}")
    private double seconds = 10;

    @Option(names = "--json", description = "The answer as JSON on standard output.")
    private boolean json;

    double seconds() {
        return seconds;
    }

    Duration patience() {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    boolean isJson() {
        return json;
    }

    /// Prints key by key, or as JSON.
    int showFields(Map<String, Object> fields) {
        var out = command.commandLine().getOut();
        if (json) out.println(new JsonMapper().writeValueAsString(fields));
        else fields.forEach((key, value) -> out.println(key + ": " + value));
        out.flush();
        return ExitCodes.DONE;
    }

    int reportFailure(String why) {
        command.commandLine().getErr().println("stm: " + why);
        return ExitCodes.FAILED;
    }
}
