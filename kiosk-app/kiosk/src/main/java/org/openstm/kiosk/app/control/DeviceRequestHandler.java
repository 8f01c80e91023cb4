package org.openstm.kiosk.app.control;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.openstm.device.DeviceClass;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.bundle.BundleStore;
import org.openstm.device.bundle.ObservedDevice;
import org.openstm.device.driver.receipt.escpos.PrinterProfile;
import org.openstm.device.host.HostSettings;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.DeviceModels;
import org.openstm.device.manager.DeviceView;
import org.openstm.device.manager.SwapOutcome;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Handles the requests of `stm device` in a running kiosk: JSON both ways.
///
/// @param note records a kind and a text permanently
public record DeviceRequestHandler(DeviceManager desk, BundleRequestHandler bundles, BiConsumer<String, String> note) {
    private static final Duration CHECKING = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();
    private static final DeviceModels MODELS = DeviceModels.loadModels();

    public DeviceRequestHandler(DeviceManager desk, BundleStore store, BiConsumer<String, String> note) {
        this(
                desk,
                new BundleRequestHandler(
                        store,
                        () -> desk.deviceViews().stream()
                                .map(ObservedDevice::of)
                                .toList(),
                        note),
                note);
    }

    /// @param line a command and its JSON
    /// @throws IllegalArgumentException if the request is invalid
    public String handleRequest(String line) throws InterruptedException {
        var words = line.strip().split(" ", 2);
        var what = JSON.readTree(words.length > 1 ? words[1] : "{}");
        return JSON.writeValueAsString(
                switch (words[0]) {
                    case "list" ->
                        desk.deviceViews().stream().map(this::listedDevice).toList();
                    case "events" -> desk.eventsAfter(what.path("after").asLong(0));
                    case "check" -> healthReport(checkHealth(what));
                    case "swap" -> swapWithFit(wantedEntry(what), what);
                    case "rollback" -> outcomeReport(rollBackDevice(what));
                    default -> bundles.handleRequest(words[0], what);
                });
    }

    private HealthReport checkHealth(JsonNode what) throws InterruptedException {
        return desk.checkHealth(requireEntry(what).id(), healthLevel(what), CHECKING);
    }

    private DeviceEntry requireEntry(JsonNode what) {
        var id = requireText(what, "id");
        return desk.findEntry(id)
                .orElseThrow(() -> new IllegalArgumentException("devices.yaml names no " + id + " (there is: "
                        + desk.deviceViews().stream().map(DeviceView::id).collect(Collectors.joining(", ")) + ")"));
    }

    /// A setting that is not named stays as it is.
    private DeviceEntry wantedEntry(JsonNode what) {
        var now = requireEntry(what);
        return new DeviceEntry(
                now.id(),
                now.deviceClass(),
                what.path("driver").asString(now.driver()),
                LinkAddress.parse(what.path("link").asString(now.link().toString())),
                now.isolation());
    }

    /// A swap, and the bundle's rules that match the device: a swap without a matching rule is allowed, since an
    /// engineer may know better. The rules are compared with the new device: the previous one may have
    /// been of another make.
    private Map<String, Object> swapWithFit(DeviceEntry wanted, JsonNode what) throws InterruptedException {
        var ended = swapDevice(wanted, what);
        var line = outcomeReport(ended);
        if (!wanted.isBundled() || !(ended instanceof SwapOutcome.Swapped)) return line;
        var fitting = bundles.fittingRules(wanted.driver(), wanted.id());
        line.put("fits", fitting.isEmpty() ? List.of("no rule of " + wanted.driver()) : fitting);
        line.put("otherThanClaimed", otherThanClaimed(wanted));
        return line;
    }

    /// Declared capabilities that the device did not confirm.
    private Map<String, String> otherThanClaimed(DeviceEntry entry) {
        var found = desk.deviceViews().stream()
                .filter(view -> view.id().equals(entry.id()) && view.driver().equals(entry.driver()))
                .map(DeviceView::capabilities)
                .findFirst();
        return DeviceModels.claimDifferences(
                bundles.bundleClaims(entry.driver()).orElse(Map.of()), found.orElse(Map.of()));
    }

    private SwapOutcome rollBackDevice(JsonNode what) throws InterruptedException {
        try {
            var id = requireEntry(what).id();
            var before = desk.swaps().findPreviousEntry(id);
            return before.isEmpty()
                    ? new SwapOutcome.Refused(id + " has no previous driver")
                    : swapDevice(before.get(), what);
        } catch (IOException unreadable) {
            return new SwapOutcome.Refused("the kept versions cannot be read: " + unreadable.getMessage());
        }
    }

    private SwapOutcome swapDevice(DeviceEntry wanted, JsonNode what) throws InterruptedException {
        var by = requireText(what, "by");
        var outcome = desk.swaps()
                .swapDevice(
                        wanted,
                        by,
                        healthLevel(what),
                        Duration.ofSeconds(what.path("drain").asInt(120)));
        note.accept("device-swap", wanted.id() + " to " + wanted.driver() + " by " + by + ": " + outcomeText(outcome));
        return outcome;
    }

    private static String outcomeText(SwapOutcome outcome) {
        return switch (outcome) {
            case SwapOutcome.Swapped(var from, var _, var took, var _) ->
                "swapped from " + from.driver() + " in " + took.toMillis() + " ms";
            case SwapOutcome.RolledBack(var _, var report, var restored) ->
                "rolled back" + (restored ? "" : ", and the old one does not answer either") + ": "
                        + failedSteps(report);
            case SwapOutcome.Refused(var why) -> "refused: " + why;
        };
    }

    private static List<String> failedSteps(HealthReport report) {
        return report.steps().stream()
                .filter(step -> !step.passed())
                .map(step -> step.name() + " " + step.detail())
                .toList();
    }

    private static Map<String, Object> outcomeReport(SwapOutcome outcome) {
        var line = new LinkedHashMap<String, Object>();
        line.put("says", outcomeText(outcome));
        switch (outcome) {
            case SwapOutcome.Swapped(var _, var _, var took, var report) -> {
                line.put("outcome", "swapped");
                line.put("millis", took.toMillis());
                line.put("report", healthReport(report));
            }
            case SwapOutcome.RolledBack(var _, var report, var restored) -> {
                line.put("outcome", "rolled-back");
                line.put("restored", restored);
                line.put("report", healthReport(report));
            }
            case SwapOutcome.Refused _ -> line.put("outcome", "refused");
        }
        return line;
    }

    static Map<String, Object> healthReport(HealthReport report) {
        var line = new LinkedHashMap<String, Object>();
        line.put("level", report.level().name().toLowerCase(Locale.ROOT));
        line.put("healthy", report.healthy());
        line.put("steps", report.steps());
        return line;
    }

    public static Map<String, Object> entryReport(DeviceEntry entry) {
        return deviceHeader(
                entry.id(), entry.deviceClass(), entry.driver(), entry.link().toString());
    }

    private static Map<String, Object> deviceHeader(String id, DeviceClass deviceClass, String driver, String link) {
        var line = new LinkedHashMap<String, Object>();
        line.put("id", id);
        line.put("class", deviceClass.text());
        line.put("driver", driver);
        line.put("link", link);
        return line;
    }

    /// A device with its declared capabilities, and the support level of its model.
    private Map<String, Object> listedDevice(DeviceView view) {
        var line = deviceReport(view);
        var claims = bundles.bundleClaims(view.driver()).orElseGet(() -> MODELS.driverClaims(view));
        line.put("claimed", new TreeMap<>(claims));
        line.put("otherThanClaimed", DeviceModels.claimDifferences(claims, view.capabilities()));
        var support = bundles.bundleSupport(view).orElseGet(() -> MODELS.supportOf(view));
        line.put("support", support);
        line.put("process", processText(view.id()));
        return line;
    }

    /// Where the driver runs, and whether it is confined there.
    private String processText(String id) {
        if (desk.findEntry(id).filter(DeviceEntry::isHosted).isEmpty()) return "inside";
        return HostSettings.standard().isConfined() ? "confined" : "unconfined";
    }

    static Map<String, Object> deviceReport(DeviceView view) {
        var line = deviceHeader(view.id(), view.deviceClass(), view.driver(), view.link());
        line.put("lifecycle", view.lifecycle().name().toLowerCase(Locale.ROOT));
        line.put("state", stateText(view));
        line.put(
                "faults",
                view.status().faults().stream()
                        .map(DeviceRequestHandler::faultReport)
                        .toList());
        line.put("claimedBy", view.claimedBy());
        line.put("awaitedBy", view.awaitedBy());
        line.put("facts", view.status().facts());
        line.put("capabilities", view.capabilities());
        line.put("counts", view.counts());
        return line;
    }

    /// A device's report for central.
    public static HeartbeatRequest.DeviceReport toInstrument(DeviceView view) {
        return new HeartbeatRequest.DeviceReport(
                view.id(),
                view.deviceClass().text(),
                stateText(view),
                view.isServing(),
                view.status().faults().stream().map(Fault::code).toList());
    }

    private static String stateText(DeviceView view) {
        return view.status().state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Map<String, Object> profileReport(PrinterProfile profile) {
        var line = new LinkedHashMap<String, Object>();
        line.put("name", profile.name());
        line.put("maker", profile.maker());
        line.put("model", profile.model());
        if (profile.refused().isPresent()) {
            line.put("support", "refused");
            line.put("says", profile.refused().get());
            return line;
        }
        var media = profile.media();
        line.put("width", media.widthDots() + " dots at " + media.dotsPerInch() + " dpi");
        line.put("support", profile.support());
        line.put("settings", new TreeMap<>(profile.settings()));
        line.put("source", profile.source());
        return line;
    }

    private static Map<String, String> faultReport(Fault fault) {
        var line = new LinkedHashMap<String, String>();
        line.put("code", fault.code());
        line.put("who", fault.who().name().toLowerCase(Locale.ROOT));
        line.put("detail", fault.detail());
        return line;
    }

    private static HealthLevel healthLevel(JsonNode what) {
        return HealthLevel.valueOf(what.path("level").asString("internal").toUpperCase(Locale.ROOT));
    }

    static String requireText(JsonNode what, String key) {
        var text = what.path(key).asString("");
        if (text.isBlank()) throw new IllegalArgumentException(key + " is missing");
        return text;
    }
}
