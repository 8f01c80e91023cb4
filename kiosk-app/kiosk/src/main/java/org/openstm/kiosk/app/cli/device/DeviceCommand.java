package org.openstm.kiosk.app.cli.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceState;
import org.openstm.device.HealthLevel;
import org.openstm.device.bundle.BundleStore;
import org.openstm.device.bundle.ObservedDevice;
import org.openstm.device.driver.receipt.escpos.PrinterProfile;
import org.openstm.device.manager.DeviceManager;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.cli.OfficerOption;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.app.control.BundleRequestHandler;
import org.openstm.kiosk.app.control.DeviceRequestHandler;
import org.openstm.kiosk.app.service.DriverBundles;
import org.openstm.kiosk.app.text.ReportText;
import org.openstm.kiosk.process.CommandFailedException;
import org.openstm.kiosk.process.KioskControlClient;
import org.openstm.kiosk.staff.service.OfficerRequirement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `stm device`: lists, checks and replaces devices.
/// Talks to the running kiosk; with `--devices` it opens the devices itself, for a terminal on
/// which no kiosk runs.
@Command(
        name = "device",
        footer = "%nExample: stm device status",
        description = "Lists, checks and swaps devices, shows their status, and installs their drivers.",
        subcommands = {PackCommand.class, ImportJposCommand.class})
public final class DeviceCommand {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> DONE = Set.of("swapped", "installed", "uninstalled");
    private static final Set<String> WITHOUT_DEVICES = Set.of("bundles", "install", "uninstall");
    private static final Set<String> CHANGES = Set.of("install", "uninstall");

    /// These work although the file of devices is wrong: it may name the bundle that is to be installed.
    private static final Set<String> WITH_WRONG_FILE = Set.of("bundles", "install");

    /// Facts that say what a device is: `stm device list` shows these, and `stm device status` all others.
    private static final List<String> IDENTITY_FACTS = List.of("maker", "model", "serial", "firmware");
    private static final Duration COMING_UP = Duration.ofSeconds(10);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(
            names = "--devices",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Opens the devices of this file; no kiosk may use them.")
    private @Nullable Path devices;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The running kiosk's data folder.")
    private Path data = Path.of("data", "kiosk");

    @Option(
            names = "--config",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The configuration folder, with the trusted keys in trust/, if no kiosk runs.")
    private Path config = Path.of("config");

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "As JSON on standard output.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    @Command(
            description = {
                "Lists what is configured: each device with driver, link, maker and model, and what it can do.",
                "For its state and faults use stm device status. With --json both show everything."
            },
            footer = "%nExample: stm device list --json")
    int list() throws InterruptedException {
        if (devices == null) {
            for (var view : sendToKiosk("list", Map.of())) printReport(json ? view : configurationOf(view));
            return ExitCodes.DONE;
        }
        for (var entry : DeviceManager.readEntries(devices, DriverBundles.driverSource(bundleStore())))
            printReport(JSON.valueToTree(DeviceRequestHandler.entryReport(entry)));
        return ExitCodes.DONE;
    }

    @Command(
            description = {
                "Shows how each device is now: its state, its faults with who must act, its paper and its counts.",
                "For its driver, link and model use stm device list. With --json both show everything."
            },
            footer = "%nExample: stm device status --data /var/lib/openstm")
    int status() throws InterruptedException {
        for (var view : sendToKiosk("list", Map.of())) {
            printReport(json ? view : stateOf(view));
            if (!json)
                faultLines(view).forEach(line -> spec.commandLine().getOut().println("  " + line));
        }
        return ExitCodes.DONE;
    }

    /// The members that say what a device is.
    private static ObjectNode configurationOf(JsonNode view) {
        var line = onlyMembers(view, "id", "class", "driver", "link");
        line.set("facts", onlyMembers(view.path("facts"), IDENTITY_FACTS.toArray(String[]::new)));
        line.setAll(onlyMembers(view, "capabilities", "otherThanClaimed", "support", "process"));
        return line;
    }

    /// The members that say how a device is; its faults go into lines of their own.
    private static ObjectNode stateOf(JsonNode view) {
        var line = onlyMembers(view, "id", "class", "lifecycle", "state", "claimedBy", "awaitedBy");
        var facts = onlyMembers(
                view.path("facts"), view.path("facts").propertyNames().toArray(String[]::new));
        facts.remove(IDENTITY_FACTS);
        line.set("facts", facts);
        line.setAll(onlyMembers(view, "counts"));
        return line;
    }

    private static ObjectNode onlyMembers(JsonNode view, String... names) {
        var line = JSON.createObjectNode();
        for (var name : names) if (view.has(name)) line.set(name, view.path(name));
        return line;
    }

    @Command(
            description =
                    "Checks that all devices work (exit 1 if one does not); with an id, checks that one in depth.",
            footer = "%nExample: stm device check slip-1 --level EXTERNAL")
    int check(
            @Parameters(arity = "0..1", paramLabel = "ID", description = "Id of a device in devices.yaml; none: all.")
                    @Nullable
                    String id,
            @Option(names = "--level", defaultValue = "INTERNAL", description = "How deep: ${COMPLETION-CANDIDATES}")
                    HealthLevel level)
            throws InterruptedException {
        if (id == null) {
            boolean well = true;
            for (var view : sendToKiosk("list", Map.of())) {
                printReport(json ? view : stateOf(view));
                faultLines(view)
                        .forEach(line -> spec.commandLine()
                                .getErr()
                                .println(view.path("id").asString() + ": " + line));
                well &= view.path("faults").isEmpty()
                        && view.path("state").asString().equals("online");
            }
            return well ? ExitCodes.DONE : ExitCodes.FAILED;
        }
        var report = sendToKiosk("check", Map.of("id", id, "level", level.name()));
        printReport(report);
        return report.path("healthy").asBoolean() ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    @Command(
            description = "Replaces a device's driver or link; rolls back if the health check fails.",
            footer = "%nExample: stm device swap slip-1 --driver lintel-slip@1.0.0 --officer 0777")
    int swap(
            @Parameters(paramLabel = "ID", description = "Id of the device in devices.yaml.") String id,
            @Option(
                            names = "--driver",
                            paramLabel = "NAME[@VERSION]",
                            description = "A driver of this program or of a bundle.")
                    @Nullable
                    String driver,
            @Option(
                            names = "--link",
                            paramLabel = "LINK",
                            description = "Link of the device: tcp://HOST:PORT, serial:...")
                    @Nullable
                    String link,
            @Mixin OfficerOption officer,
            @Option(names = "--level", defaultValue = "INTERNAL", description = "Level of the new one's health check.")
                    HealthLevel level,
            @Option(names = "--drain", defaultValue = "120", description = "Seconds to wait for a running session.")
                    int drain)
            throws InterruptedException {
        if (driver == null && link == null)
            throw new ParameterException(
                    spec.subcommands().get("swap"), "name the new --driver, the new --link, or both");
        var words = new LinkedHashMap<String, Object>(Map.of("id", id, "level", level.name(), "drain", drain));
        if (driver != null) words.put("driver", driver);
        if (link != null) words.put("link", link);
        return showOutcome(sendToKiosk("swap", words, officer));
    }

    @Command(
            description = "Restores a device's previous driver and link.",
            footer = "%nExample: stm device rollback slip-1 --officer 0777")
    int rollback(
            @Parameters(paramLabel = "ID", description = "Id of the device in devices.yaml.") String id,
            @Mixin OfficerOption officer)
            throws InterruptedException {
        return showOutcome(sendToKiosk("rollback", Map.of("id", id), officer));
    }

    @Command(
            description = "Verifies a driver bundle and installs it beside the others; changes no device.",
            footer = "%nExample: stm device install lintel-slip-1.0.0.zip --officer 0777")
    int install(
            @Parameters(paramLabel = "FILE", description = "What stm device pack made.") Path file,
            @Mixin OfficerOption officer)
            throws InterruptedException {
        return showOutcome(
                sendToKiosk("install", Map.of("file", file.toAbsolutePath().toString()), officer));
    }

    @Command(
            description = "The driver bundles that are installed, how well they support what, and which are in use.",
            footer = "%nExample: stm device bundles --json")
    int bundles() throws InterruptedException {
        return showAll("bundles");
    }

    @Command(
            description = "Removes a version of a driver bundle that no device uses.",
            footer = "%nExample: stm device uninstall lintel-slip@0.9.0 --officer 0777")
    int uninstall(
            @Parameters(paramLabel = "ID@VERSION", description = "As stm device bundles lists it.") String bundle,
            @Mixin OfficerOption officer)
            throws InterruptedException {
        return showOutcome(sendToKiosk("uninstall", Map.of("bundle", bundle), officer));
    }

    @Command(
            description = "Lists the receipt printers that a link can name as profile=NAME, with their support level.",
            footer = "%nExample: stm device profiles")
    int profiles() {
        for (var profile : PrinterProfile.allProfiles())
            printReport(JSON.valueToTree(DeviceRequestHandler.profileReport(profile)));
        return ExitCodes.DONE;
    }

    @Command(
            description = "Lists the device events since the kiosk started, in order.",
            footer = "%nExample: stm device events --after 0")
    int events(
            @Option(
                            names = "--after",
                            defaultValue = "0",
                            paramLabel = "NUMBER",
                            description = "Only events after this number. Default: ${DEFAULT-VALUE}")
                    long after)
            throws InterruptedException {
        for (var event : sendToKiosk("events", Map.of("after", after))) printReport(event);
        return ExitCodes.DONE;
    }

    private static List<String> faultLines(JsonNode view) {
        return view.path("faults")
                .valueStream()
                .map(fault ->
                        fault.path("code").asString() + ", " + fault.path("who").asString() + " must act: "
                                + fault.path("detail").asString())
                .toList();
    }

    private int showAll(String word) throws InterruptedException {
        for (var view : sendToKiosk(word, Map.of())) printReport(view);
        return ExitCodes.DONE;
    }

    private int showOutcome(JsonNode outcome) {
        boolean done = DONE.contains(outcome.path("outcome").asString());
        if (done || json) printReport(json || !outcome.has("says") ? outcome : swapSummary(outcome));
        if (!done)
            spec.commandLine().getErr().println("stm: " + outcome.path("says").asString());
        return done ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private static ObjectNode swapSummary(JsonNode outcome) {
        return onlyMembers(outcome, "says", "fits", "otherThanClaimed");
    }

    private JsonNode sendToKiosk(String word, Map<String, Object> words) throws InterruptedException {
        return sendToKiosk(word, words, new OfficerOption());
    }

    private JsonNode sendToKiosk(String word, Map<String, Object> words, OfficerOption officer)
            throws InterruptedException {
        var all = new LinkedHashMap<>(words);
        all.put("by", officer.actorName());
        if (devices != null) {
            if (CHANGES.contains(word)) all.put("by", requireEngineer(officer));
            return answerFromDevices(devices, word, JSON.valueToTree(all));
        }
        var socket = data.resolve("control.sock");
        try (var kiosk = KioskControlClient.open(socket)) {
            officer.presentOfficers(kiosk);
            return JSON.readTree(kiosk.sendCommand("device " + word + " " + JSON.valueToTree(all)));
        } catch (IOException nobody) {
            if (CHANGES.contains(word)) all.put("by", requireEngineer(officer));
            if (WITHOUT_DEVICES.contains(word))
                return answerFromStore(config.resolve("devices.yaml"), word, JSON.valueToTree(all));
            throw new CommandFailedException("no kiosk answers at " + socket
                    + "; start one with stm kiosk, name its --data, or open the devices with --devices FILE");
        }
    }

    private String requireEngineer(OfficerOption officer) {
        return officer.requireOfficers(OfficerRequirement.ENGINEER, config, data);
    }

    private BundleStore bundleStore() {
        return DriverBundles.openStore(data, config.resolve(KioskSettings.TRUST));
    }

    /// The devices cannot be asked for their identity: only the data of the file and of USB are known.
    private JsonNode answerFromStore(Path file, String word, JsonNode what) {
        var store = bundleStore();
        var seen = Files.exists(file) ? observedDevices(file, store, word) : List.<ObservedDevice>of();
        return JSON.valueToTree(
                new BundleRequestHandler(store, () -> seen, this::warnUnrecorded).handleRequest(word, what));
    }

    private List<ObservedDevice> observedDevices(Path file, BundleStore store, String word) {
        try {
            return DeviceManager.readEntries(file, DriverBundles.driverSource(store)).stream()
                    .map(ObservedDevice::of)
                    .toList();
        } catch (IllegalArgumentException wrong) {
            if (!WITH_WRONG_FILE.contains(word)) throw wrong;
            spec.commandLine().getErr().println("the devices that a bundle fits are not known: " + wrong.getMessage());
            return List.of();
        }
    }

    private void warnUnrecorded(String kind, String text) {
        if (text.contains(": refused: ")) return; // nothing was changed
        spec.commandLine()
                .getErr()
                .println("no kiosk was asked (data folder " + data + "), so no journal keeps this: " + kind + " "
                        + text);
    }

    private JsonNode answerFromDevices(Path file, String word, JsonNode what) throws InterruptedException {
        var store = bundleStore();
        if (WITH_WRONG_FILE.contains(word) && Files.exists(file) && !isUsable(file, store))
            return answerFromStore(file, word, what);
        try (var deviceManager = DeviceManager.open(file, DriverBundles.driverSource(store), InstantSource.system())) {
            long end = System.nanoTime() + COMING_UP.toNanos();
            while (System.nanoTime() < end
                    && deviceManager.deviceViews().stream()
                            .anyMatch(view -> view.status().state() == DeviceState.STARTING)) Thread.sleep(50);
            return JSON.readTree(new DeviceRequestHandler(deviceManager, store, this::warnUnrecorded)
                    .handleRequest(word + " " + what));
        }
    }

    private static boolean isUsable(Path file, BundleStore store) {
        try {
            return !DeviceManager.readEntries(file, DriverBundles.driverSource(store))
                    .isEmpty();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void printReport(JsonNode line) {
        var out = spec.commandLine().getOut();
        out.println(json ? line : ReportText.toLine(line));
        out.flush();
    }
}
