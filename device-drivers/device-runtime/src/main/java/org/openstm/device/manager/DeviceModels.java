package org.openstm.device.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The device models of our own drivers, from `models.yaml`: the claims of each driver, and the degree of support
/// of each model. A bundle brings its own claims.
public final class DeviceModels {
    static final Set<String> DEGREES = Set.of("complete", "good", "basic");

    /// Degree of support of a device.
    ///
    /// @param degree `complete`, `good`, `basic`, `untested`, or `unknown` for an unidentified device
    /// @param because source of that knowledge
    public record ModelSupport(String degree, String because) {}

    private record ModelRule(Pattern fits, ModelSupport support) {}

    private record DriverModels(Map<String, String> claims, List<ModelRule> models) {}

    private static final DriverModels NOTHING = new DriverModels(Map.of(), List.of());

    private final Map<String, DriverModels> all = new HashMap<>();

    private DeviceModels() {}

    public static DeviceModels loadModels() {
        try (var file = DeviceModels.class.getResourceAsStream("models.yaml")) {
            if (file == null) throw new IllegalStateException("models.yaml is missing from this program");
            var models = new DeviceModels();
            for (var each : new YAMLMapper().readTree(file).properties())
                models.all.put(each.getKey(), knownModels(each.getValue()));
            return models;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static DriverModels knownModels(JsonNode said) {
        var claims = new HashMap<String, String>();
        said.path("claims")
                .properties()
                .forEach(each -> claims.put(each.getKey(), each.getValue().asString("")));
        return new DriverModels(
                Map.copyOf(claims),
                said.path("models")
                        .valueStream()
                        .map(DeviceModels::readModelRule)
                        .toList());
    }

    private static ModelRule readModelRule(JsonNode said) {
        var support = said.path("support").asString("");
        if (!DEGREES.contains(support)) throw new IllegalStateException("models.yaml: no degree: " + support);
        return new ModelRule(
                Pattern.compile(said.path("fits").asString("")),
                new ModelSupport(support, said.path("because").asString("")));
    }

    private DriverModels knownModels(DeviceView view) {
        return all.getOrDefault(view.deviceClass().text() + "/" + view.driver(), NOTHING);
    }

    /// Whether the table has this driver, even with an empty list of claims.
    boolean hasDriver(String driver) {
        return all.containsKey(driver);
    }

    /// The driver's claims for every device.
    public Map<String, String> driverClaims(DeviceView view) {
        return knownModels(view).claims();
    }

    /// Claims that differ from the capabilities found; empty while the device was never open.
    public static Map<String, String> claimDifferences(Map<String, String> claims, Map<String, String> found) {
        var other = new TreeMap<String, String>();
        if (found.isEmpty()) return other;
        claims.forEach((name, claimed) -> {
            var real = found.getOrDefault(name, "nothing");
            if (!real.equals(claimed)) other.put(name, "claimed " + claimed + ", found " + real);
        });
        return other;
    }

    public ModelSupport supportOf(DeviceView view) {
        var told = Optional.ofNullable(view.capabilities().get("support"));
        if (told.isPresent()) return new ModelSupport(told.get(), "its profile says so");
        var name = modelName(view.status().facts());
        if (name.isEmpty()) return new ModelSupport("unknown", "the device does not say what it is");
        return knownModels(view).models().stream()
                .filter(model -> model.fits().matcher(name).matches())
                .findFirst()
                .map(ModelRule::support)
                .orElse(new ModelSupport("untested", "the kit has not been run on " + name));
    }

    private static String modelName(Map<String, String> facts) {
        var called = facts.getOrDefault("maker", "") + " " + facts.getOrDefault("model", "");
        return (called.isBlank() ? facts.getOrDefault("reader", "") : called).strip();
    }
}
