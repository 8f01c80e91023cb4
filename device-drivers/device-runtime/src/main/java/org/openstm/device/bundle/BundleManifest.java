package org.openstm.device.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.BuiltInDrivers;

/// `driver.json`: identity, purpose and claims of a driver.
///
/// @param driver its name for the `ServiceLoader`; `javapos` where the jars are a maker's JavaPOS service for our
///     bridge
/// @param settings of the link, by name
/// @param claims capabilities of devices with this driver, in the keys of
///     [org.openstm.device.Device#capabilities()]
record BundleManifest(
        BundleName name,
        SpiVersionRange spi,
        DeviceClass deviceClass,
        String driver,
        List<DeviceMatchRule> matches,
        Map<String, LinkSetting> settings,
        Map<String, String> claims,
        List<SupportedModel> models) {
    static final String FILE = "driver.json";

    /// Driver name for a maker's JavaPOS service.
    static final String BRIDGE = "javapos";

    BundleManifest {
        matches = List.copyOf(matches);
        settings = Map.copyOf(settings);
        claims = Map.copyOf(claims);
        models = List.copyOf(models);
    }

    /// @param meaning description for the engineer
    /// @param values permitted values; empty means any
    record LinkSetting(String meaning, List<String> values) {}

    /// @param support `complete`, `good`, `basic` or `untested`
    record SupportedModel(String maker, String model, String support) {
        private static final List<String> DEGREES = List.of("complete", "good", "basic", "untested");
    }

    static BundleManifest parseManifest(byte[] json) throws BundleRefused {
        var top = LocatedJson.parseRoot(json, FILE, BundleRefusalReason.MANIFEST_WRONG)
                .requireKnownKeys(
                        "id", "version", "spi", "deviceClass", "driver", "matches", "settings", "claims", "models");
        var version = top.parsedValue("version", DriverVersion::parse);
        var name = top.parsedValue("id", id -> new BundleName(id, version));
        var spi = top.parsedValue("spi", SpiVersionRange::parse);
        var deviceClass = parseDeviceClass(top.textValue("deviceClass"));
        var driver = top.parsedValue("driver", text -> parseDriverName(deviceClass, text));
        var matches = new ArrayList<DeviceMatchRule>();
        for (var spot : top.childList("matches")) matches.add(DeviceMatchRule.parseRule(spot));
        var settings = new LinkedHashMap<String, LinkSetting>();
        for (var one : top.childMap("settings").entrySet()) settings.put(one.getKey(), parseSetting(one.getValue()));
        var claims = new LinkedHashMap<String, String>();
        for (var one : top.childMap("claims").entrySet())
            claims.put(one.getKey(), one.getValue().textValue());
        var models = new ArrayList<SupportedModel>();
        for (var spot : top.childList("models")) models.add(parseModel(spot));
        return new BundleManifest(name, spi, deviceClass, driver, matches, settings, claims, models);
    }

    private static DeviceClass parseDeviceClass(String text) throws BundleRefused {
        try {
            return DeviceClass.named(text);
        } catch (IllegalArgumentException none) {
            throw new BundleRefused(BundleRefusalReason.CLASS_UNKNOWN, FILE + ": deviceClass: " + none.getMessage());
        }
    }

    /// One of our driver names would make the host load our driver instead of the bundle's; for a JavaPOS service
    /// that is intended.
    private static String parseDriverName(DeviceClass deviceClass, String text) {
        if (!text.matches("[a-z][a-z0-9-]{0,62}"))
            throw new IllegalArgumentException("is lower case letters, digits and hyphens, not: " + text);
        boolean ours = BuiltInDrivers.allDrivers().stream()
                .anyMatch(one -> one.deviceClass() == deviceClass && one.name().equals(text));
        if (text.equals(BRIDGE) && !ours)
            throw new IllegalArgumentException(text + " bridges no " + deviceClass.text());
        if (ours && !text.equals(BRIDGE))
            throw new IllegalArgumentException(text + " is a driver of this program already");
        return text;
    }

    private static LinkSetting parseSetting(LocatedJson spot) throws BundleRefused {
        spot.requireKnownKeys("meaning", "values");
        var values = new ArrayList<String>();
        if (spot.hasKey("values")) for (var value : spot.childList("values")) values.add(value.textValue());
        return new LinkSetting(spot.textValue("meaning"), List.copyOf(values));
    }

    private static SupportedModel parseModel(LocatedJson spot) throws BundleRefused {
        spot.requireKnownKeys("maker", "model", "support");
        var support = spot.textValue("support");
        if (!SupportedModel.DEGREES.contains(support))
            throw spot.requireChild("support")
                    .toRefusal("is one of " + String.join(", ", SupportedModel.DEGREES) + ", not: " + support);
        return new SupportedModel(spot.textValue("maker"), spot.textValue("model"), support);
    }

    /// Whether the jars are a maker's JavaPOS service, which works with our bridge and knows nothing of our ports.
    boolean isJavaPosService() {
        return driver.equals(BRIDGE);
    }

    /// Whether the manifest claims support for a model that cannot have been tested with the kit.
    boolean claimsTestedModels() {
        return models.stream().anyMatch(model -> !model.support.equals("untested"));
    }

    /// @throws BundleRefused if a setting of the link has a value that the driver does not know
    void checkLinkSettings(LinkAddress link) throws BundleRefused {
        for (var one : settings.entrySet()) {
            var value = link.query().get(one.getKey());
            var allowed = one.getValue().values();
            if (value != null && !allowed.isEmpty() && !allowed.contains(value))
                throw new BundleRefused(
                        BundleRefusalReason.SETTING_WRONG, one.getKey() + " is one of " + allowed + ", not " + value);
        }
    }

    /// The support for a device that has identified itself.
    Optional<SupportedModel> findModel(ObservedDevice seen) {
        return models.stream()
                .filter(model -> DeviceMatchRule.matchesWildcard(model.maker, seen.factNamed("maker"))
                        && DeviceMatchRule.matchesWildcard(model.model, seen.factNamed("model")))
                .findFirst();
    }
}
