package org.openstm.device.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.DeviceClass;
import org.openstm.device.desk.Drivers;
import org.openstm.device.link.LinkAddress;

/// `driver.json`: what a driver is, what it was made for and what it claims.
///
/// @param driver the name that it has for the `ServiceLoader`; `javapos` where the jars are a
///     maker's JavaPOS service for our bridge
/// @param settings of the link, by name
/// @param claims what devices can do with it, in the keys of [org.openstm.device.Device#capabilities()]
record Manifest(
        BundleName name,
        SpiRange spi,
        DeviceClass deviceClass,
        String driver,
        List<MatchRule> matches,
        Map<String, Setting> settings,
        Map<String, String> claims,
        List<Model> models) {
    static final String FILE = "driver.json";

    /// What makes a maker's JavaPOS service a driver.
    static final String BRIDGE = "javapos";

    Manifest {
        matches = List.copyOf(matches);
        settings = Map.copyOf(settings);
        claims = Map.copyOf(claims);
        models = List.copyOf(models);
    }

    /// @param meaning in words, for the engineer
    /// @param values what may stand there; empty means anything
    record Setting(String meaning, List<String> values) {}

    /// @param support `complete`, `good`, `basic` or `untested`
    record Model(String maker, String model, String support) {
        private static final List<String> DEGREES = List.of("complete", "good", "basic", "untested");
    }

    static Manifest read(byte[] json) throws BundleRefused {
        var top = Spot.top(json, FILE, Reason.MANIFEST_WRONG)
                .knowing("id", "version", "spi", "deviceClass", "driver", "matches", "settings", "claims", "models");
        var version = top.parsed("version", Version::parse);
        var name = top.parsed("id", id -> new BundleName(id, version));
        var spi = top.parsed("spi", SpiRange::parse);
        var deviceClass = deviceClass(top.text("deviceClass"));
        var driver = top.parsed("driver", text -> driverName(deviceClass, text));
        var matches = new ArrayList<MatchRule>();
        for (var spot : top.list("matches")) matches.add(MatchRule.read(spot));
        var settings = new LinkedHashMap<String, Setting>();
        for (var one : top.map("settings").entrySet()) settings.put(one.getKey(), setting(one.getValue()));
        var claims = new LinkedHashMap<String, String>();
        for (var one : top.map("claims").entrySet())
            claims.put(one.getKey(), one.getValue().text());
        var models = new ArrayList<Model>();
        for (var spot : top.list("models")) models.add(model(spot));
        return new Manifest(name, spi, deviceClass, driver, matches, settings, claims, models);
    }

    private static DeviceClass deviceClass(String text) throws BundleRefused {
        try {
            return DeviceClass.named(text);
        } catch (IllegalArgumentException none) {
            throw new BundleRefused(Reason.CLASS_UNKNOWN, FILE + ": deviceClass: " + none.getMessage());
        }
    }

    /// One of our names would make the host find our driver and not the bundle's; for a service that is wanted.
    private static String driverName(DeviceClass deviceClass, String text) {
        if (!text.matches("[a-z][a-z0-9-]{0,62}"))
            throw new IllegalArgumentException("is lower case letters, digits and hyphens, not: " + text);
        boolean ours = Drivers.all().stream()
                .anyMatch(one -> one.deviceClass() == deviceClass && one.name().equals(text));
        if (text.equals(BRIDGE) && !ours)
            throw new IllegalArgumentException(text + " bridges no " + deviceClass.text());
        if (ours && !text.equals(BRIDGE))
            throw new IllegalArgumentException(text + " is a driver of this program already");
        return text;
    }

    private static Setting setting(Spot spot) throws BundleRefused {
        spot.knowing("meaning", "values");
        var values = new ArrayList<String>();
        if (spot.has("values")) for (var value : spot.list("values")) values.add(value.text());
        return new Setting(spot.text("meaning"), List.copyOf(values));
    }

    private static Model model(Spot spot) throws BundleRefused {
        spot.knowing("maker", "model", "support");
        var support = spot.text("support");
        if (!Model.DEGREES.contains(support))
            throw spot.at("support").refused("is one of " + String.join(", ", Model.DEGREES) + ", not: " + support);
        return new Model(spot.text("maker"), spot.text("model"), support);
    }

    /// Whether the jars are a maker's JavaPOS service, which speaks to our bridge and knows nothing of our ports.
    boolean service() {
        return driver.equals(BRIDGE);
    }

    /// Whether a model is said to be supported that nobody can have tried with the kit.
    boolean boasts() {
        return models.stream().anyMatch(model -> !model.support.equals("untested"));
    }

    /// @throws BundleRefused if a setting of the link has a value that the driver does not know
    void check(LinkAddress link) throws BundleRefused {
        for (var one : settings.entrySet()) {
            var value = link.query().get(one.getKey());
            var allowed = one.getValue().values();
            if (value != null && !allowed.isEmpty() && !allowed.contains(value))
                throw new BundleRefused(
                        Reason.SETTING_WRONG, one.getKey() + " is one of " + allowed + ", not " + value);
        }
    }

    /// How well a device is supported that said who it is.
    Optional<Model> modelOf(Sighting seen) {
        return models.stream()
                .filter(model -> MatchRule.like(model.maker, seen.fact("maker"))
                        && MatchRule.like(model.model, seen.fact("model")))
                .findFirst();
    }
}
