package org.openstm.kiosk.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceState;
import org.openstm.device.HealthLevel;
import org.openstm.device.desk.Desk;
import org.openstm.device.desk.Drivers;
import org.openstm.kiosk.walk.KioskLine;
import org.openstm.kiosk.walk.WalkFailed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `stm device`: what is configured, how it is, whether it can work, and another one in its place. Speaks to the
/// running
/// kiosk; with `--devices` it opens the devices itself, for a terminal on which no kiosk runs.
@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        description = "Lists devices, asks how they are, checks them, swaps them under a kiosk.")
final class DeviceCommand {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration COMING_UP = Duration.ofSeconds(10);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(
            names = "--devices",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Open the devices of this file; no kiosk may run on them.")
    private @Nullable Path devices;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The running kiosk's data folder.")
    private Path data = Path.of("data", "kiosk");

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "As JSON on standard output.")
    private boolean json;

    @Command(description = "What is configured.")
    int list() throws InterruptedException {
        if (devices == null) return all("list");
        for (var entry : Desk.entries(devices, new Drivers())) show(JSON.valueToTree(DeviceWords.entry(entry)));
        return Exit.DONE;
    }

    @Command(description = "How each device is and who must act.")
    int status() throws InterruptedException {
        return all("list");
    }

    @Command(
            description =
                    "Whether each device can work (exit 1 if one cannot); with an id, a health check of that one.")
    int check(
            @Parameters(arity = "0..1", paramLabel = "ID") @Nullable String id,
            @Option(names = "--level", defaultValue = "INTERNAL", description = "${COMPLETION-CANDIDATES}")
                    HealthLevel level)
            throws InterruptedException {
        if (id == null) {
            boolean well = true;
            for (var view : said("list", Map.of())) {
                show(view);
                complain(view);
                well &= view.path("faults").isEmpty()
                        && view.path("state").asString().equals("online");
            }
            return well ? Exit.DONE : Exit.FAILED;
        }
        var report = said("check", Map.of("id", id, "level", level.name()));
        show(report);
        return report.path("healthy").asBoolean() ? Exit.DONE : Exit.FAILED;
    }

    @Command(description = "Puts another driver or line under a device; goes back by itself if it does not pass.")
    int swap(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--driver", paramLabel = "NAME[@VERSION]") @Nullable String driver,
            @Option(names = "--link", paramLabel = "LINK") @Nullable String link,
            @Option(names = "--by", required = true, description = "Who does it, for the records.") String by,
            @Option(names = "--level", defaultValue = "INTERNAL", description = "How deep the new one is checked.")
                    HealthLevel level,
            @Option(names = "--drain", defaultValue = "120", description = "Seconds a session may still take.")
                    int drain)
            throws InterruptedException {
        var words =
                new LinkedHashMap<String, Object>(Map.of("id", id, "by", by, "level", level.name(), "drain", drain));
        if (driver != null) words.put("driver", driver);
        if (link != null) words.put("link", link);
        return ended(said("swap", words));
    }

    @Command(description = "Puts back what a device was before.")
    int rollback(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--by", required = true, description = "Who does it, for the records.") String by)
            throws InterruptedException {
        return ended(said("rollback", Map.of("id", id, "by", by)));
    }

    @Command(description = "What became of the devices since the kiosk started, in order.")
    int events(@Option(names = "--after", defaultValue = "0", paramLabel = "NUMBER") long after)
            throws InterruptedException {
        for (var event : said("events", Map.of("after", after))) show(event);
        return Exit.DONE;
    }

    private void complain(JsonNode view) {
        for (var fault : view.path("faults"))
            spec.commandLine()
                    .getErr()
                    .println(view.path("id").asString() + ": "
                            + fault.path("code").asString() + ", "
                            + fault.path("who").asString() + " must act: "
                            + fault.path("detail").asString());
    }

    private int all(String word) throws InterruptedException {
        for (var view : said(word, Map.of())) show(view);
        return Exit.DONE;
    }

    private int ended(JsonNode outcome) {
        show(outcome);
        return outcome.path("outcome").asString().equals("swapped") ? Exit.DONE : Exit.FAILED;
    }

    private JsonNode said(String word, Map<String, Object> words) throws InterruptedException {
        var line = word + " " + JSON.writeValueAsString(words);
        return JSON.readTree(devices == null ? fromKiosk(line) : fromDesk(devices, line));
    }

    private String fromKiosk(String line) {
        var socket = data.resolve("control.sock");
        try (var kiosk = KioskLine.open(socket)) {
            return kiosk.say("device " + line);
        } catch (IOException nobody) {
            throw new WalkFailed("no kiosk answers at " + socket
                    + "; start one with stm kiosk, name its --data, or open the devices with --devices FILE");
        }
    }

    private static String fromDesk(Path file, String line) throws InterruptedException {
        try (var desk = Desk.open(file, new Drivers(), InstantSource.system())) {
            long end = System.nanoTime() + COMING_UP.toNanos();
            while (System.nanoTime() < end
                    && desk.views().stream().anyMatch(view -> view.status().state() == DeviceState.STARTING))
                Thread.sleep(50);
            return new DeviceWords(desk, (_, _) -> {}).reply(line);
        }
    }

    private void show(JsonNode line) {
        var out = spec.commandLine().getOut();
        out.println(json ? line : words(line));
        out.flush();
    }

    /// One line for a person.
    private static String words(JsonNode line) {
        var words = new StringBuilder();
        for (var entry : line.properties()) {
            var value = entry.getValue();
            if (value.isEmpty() && value.isContainer() || value.asString("x").isEmpty()) continue;
            if (!words.isEmpty()) words.append("  ");
            words.append(value.isContainer() ? entry.getKey() + " " + value : value.asString());
        }
        return words.toString();
    }
}
