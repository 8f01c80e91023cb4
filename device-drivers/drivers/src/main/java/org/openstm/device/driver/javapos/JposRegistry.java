package org.openstm.device.driver.javapos;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jpos.config.simple.SimpleEntry;
import jpos.loader.JposServiceLoader;
import org.openstm.device.driver.javapos.JposEntryDefinition.JposProperty;

/// Finds the entry of a link in the `jpos.xml` of the service's bundle, and registers only that one with the
/// JavaPOS loader.
final class JposRegistry {
    /// Properties of the entry that the link overrides, such as the port: `prop.portName=/dev/ttyS1`.
    private static final String OVERRIDE = "prop.";

    private static final String FILE = "jpos.xml";

    private JposRegistry() {}

    /// @param settings of the link
    /// @throws IllegalArgumentException if there is no such entry, or it is for another kind of device
    static JposEntryDefinition registerEntry(String name, String category, Map<String, String> settings) {
        var all = readAllEntries();
        var entry = all.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        all.isEmpty()
                                ? "there is no " + FILE + ": a JavaPOS service comes in a bundle, with its " + FILE
                                : "no " + FILE + " names " + name + " (there is: " + entryNames(all) + ")"));
        if (!entry.isOfCategory(category))
            throw new IllegalArgumentException(name + " is a " + entry.category() + ", not a " + category);
        addToLoader(entry, settings);
        return entry;
    }

    private static String entryNames(List<JposEntryDefinition> all) {
        return all.stream().map(JposEntryDefinition::name).collect(Collectors.joining(", "));
    }

    private static List<JposEntryDefinition> readAllEntries() {
        var all = new ArrayList<JposEntryDefinition>();
        try {
            var files = JposRegistry.class.getClassLoader().getResources(FILE);
            while (files.hasMoreElements()) all.addAll(readEntries(files.nextElement()));
        } catch (IOException odd) {
            throw new IllegalArgumentException(FILE + " cannot be read: " + odd.getMessage(), odd);
        }
        return all;
    }

    private static List<JposEntryDefinition> readEntries(URL file) throws IOException {
        try (var in = file.openStream()) {
            return JposXmlReader.readEntries(in.readAllBytes());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(FILE + " " + wrong.getMessage(), wrong);
        }
    }

    private static void addToLoader(JposEntryDefinition entry, Map<String, String> settings) {
        var known = new SimpleEntry(entry.name(), JposServiceLoader.getManager().getRegPopulator());
        for (var prop : entry.props()) {
            var said = settings.getOrDefault(OVERRIDE + prop.name(), prop.value());
            var value = typedValue(new JposProperty(prop.name(), prop.type(), said));
            if (known.hasPropertyWithName(prop.name())) known.modifyPropertyValue(prop.name(), value);
            else known.addProperty(prop.name(), value);
        }
        settings.forEach((name, value) -> {
            if (name.startsWith(OVERRIDE) && !known.hasPropertyWithName(name.substring(OVERRIDE.length())))
                throw new IllegalArgumentException(
                        entry.name() + " has no property " + name.substring(OVERRIDE.length()));
        });
        JposServiceLoader.getManager().getEntryRegistry().addJposEntry(entry.name(), known);
    }

    private static Object typedValue(JposProperty prop) {
        var text = prop.value();
        try {
            return switch (prop.type()) {
                case "String" -> text;
                case "Boolean" -> Boolean.valueOf(text);
                case "Byte" -> Byte.decode(text);
                case "Short" -> Short.decode(text);
                case "Integer" -> Integer.decode(text);
                case "Long" -> Long.decode(text);
                case "Float" -> Float.valueOf(text);
                case "Double" -> Double.valueOf(text);
                case "Character" -> {
                    if (text.length() != 1) throw new NumberFormatException();
                    yield text.charAt(0);
                }
                default ->
                    throw new IllegalArgumentException("the property " + prop.name() + " has no type " + prop.type());
            };
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(
                    "the property " + prop.name() + " is no " + prop.type() + ": " + text, wrong);
        }
    }
}
