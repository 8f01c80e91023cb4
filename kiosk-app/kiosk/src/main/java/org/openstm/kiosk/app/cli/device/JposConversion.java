package org.openstm.kiosk.app.cli.device;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.javapos.JposEntryDefinition;

/// A `jpos.xml` converted to `devices.yaml`, and the bundles that its services need: one for each device
/// class.
///
/// @param bundle name prefix of the bundles, before their `-slip` or `-scanner`
record JposConversion(String bundle, String version, List<JposEntryDefinition> entries) {
    private static final Map<String, DeviceClass> BRIDGED =
            Map.of("POSPrinter", DeviceClass.RECEIPT_PRINTER, "Scanner", DeviceClass.BARCODE_READER);

    /// Properties that every entry has, and that no terminal sets.
    private static final Set<String> FIXED = Set.of(
            "serviceInstanceFactoryClass",
            "serviceClass",
            "vendorName",
            "vendorURL",
            "deviceCategory",
            "jposVersion",
            "productName",
            "productDescription",
            "productURL");

    /// @param id device id on this terminal; empty where there is no bridge
    /// @param driver the bundle and its version
    /// @param note reason why it cannot be used, or empty
    record JposLine(
            String entry, String category, String id, String deviceClass, String driver, String link, String note) {
        boolean hasBridge() {
            return note.isEmpty();
        }

        /// The entry in `devices.yaml`; a JSON string is a YAML string.
        String toYaml() {
            return hasBridge()
                    ? "  - {id: " + id + ", class: " + deviceClass + ", driver: " + quoteText(driver) + ", link: "
                            + quoteText(link) + "}"
                    : "  # " + entry.replaceAll("\\p{Cc}", " ") + " (" + category.replaceAll("\\p{Cc}", " ") + "): "
                            + note;
        }

        private static String quoteText(String text) {
            return tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(text);
        }
    }

    List<JposLine> deviceLines() {
        var counts = new HashMap<String, Integer>();
        var lines = new ArrayList<JposLine>();
        for (var entry : entries) {
            var which = findBridge(entry);
            if (which.isEmpty()) lines.add(unusableLine(entry, "no bridge for this category"));
            else if (entry.name().contains("?")) lines.add(unusableLine(entry, "a link cannot name it: it has a ?"));
            else {
                var word = deviceWord(which.get());
                int count = counts.merge(word, 1, Integer::sum);
                lines.add(new JposLine(
                        entry.name(),
                        entry.category(),
                        word + "-" + count,
                        which.get().text(),
                        bundleId(which.get()) + "@" + version,
                        "javapos:" + entry.name(),
                        ""));
            }
        }
        return lines;
    }

    private static Optional<DeviceClass> findBridge(JposEntryDefinition entry) {
        return BRIDGED.entrySet().stream()
                .filter(bridge -> entry.isOfCategory(bridge.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static JposLine unusableLine(JposEntryDefinition entry, String why) {
        return new JposLine(entry.name(), entry.category(), "", "", "", "", why);
    }

    private static String deviceWord(DeviceClass which) {
        return which == DeviceClass.RECEIPT_PRINTER ? "slip" : "scanner";
    }

    private String bundleId(DeviceClass which) {
        return bundle + "-" + deviceWord(which);
    }

    /// `driver.json` by the bundle's id.
    Map<String, Map<String, Object>> bundleManifests() {
        var manifests = new TreeMap<String, Map<String, Object>>();
        BRIDGED.forEach((category, which) -> {
            var of = entries.stream()
                    .filter(entry -> entry.isOfCategory(category))
                    .toList();
            if (!of.isEmpty()) manifests.put(bundleId(which), bundleManifest(which, of));
        });
        return manifests;
    }

    private Map<String, Object> bundleManifest(DeviceClass which, List<JposEntryDefinition> of) {
        var settings = new TreeMap<String, Object>();
        var models = new ArrayList<Object>();
        for (var entry : of) {
            for (var prop : entry.props())
                if (!FIXED.contains(prop.name()) && prop.name().matches("[A-Za-z0-9._-]{1,60}"))
                    settings.put("prop." + prop.name(), Map.of("meaning", "property of jpos.xml, " + prop.type()));
            if (!entry.maker().isEmpty() && !entry.product().isEmpty())
                models.add(Map.of("maker", entry.maker(), "model", entry.product(), "support", "untested"));
        }
        var manifest = new LinkedHashMap<String, Object>();
        manifest.put("id", bundleId(which));
        manifest.put("version", version);
        manifest.put("spi", "[1,2)");
        manifest.put("deviceClass", which.text());
        manifest.put("driver", "javapos");
        manifest.put("matches", List.of());
        manifest.put("settings", settings);
        manifest.put("claims", Map.of());
        manifest.put("models", models);
        return manifest;
    }

    /// A bundle name from the first vendor that the file names.
    static String bundleNameOf(List<JposEntryDefinition> entries) {
        var maker = Optional.of(entries.stream()
                        .map(JposEntryDefinition::maker)
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse(""))
                .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"))
                .map(name -> name.replaceAll("^[-0-9]+|-+$", ""))
                .orElse("");
        return maker.isEmpty() ? "javapos" : maker.substring(0, Math.min(40, maker.length()));
    }
}
