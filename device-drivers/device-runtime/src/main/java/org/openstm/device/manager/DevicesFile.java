package org.openstm.device.manager;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import org.openstm.yaml.YamlNode;
import org.openstm.yaml.YamlSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads and writes `devices.yaml`. Strict: an unknown key is an error, because a silently ignored one takes long
/// to find.
final class DevicesFile {
    private record FileContent(List<DeviceLine> devices) {}

    private record DeviceLine(
            String id,
            @JsonProperty("class") String deviceClass,
            String driver,
            String link,
            @Nullable String isolation) {}

    private static final List<String> KEYS = List.of("id", "class", "driver", "link", "isolation");

    private DevicesFile() {}

    /// @param drivers must have one for each entry
    /// @throws IllegalArgumentException with the file, the line where it is known, and the remedy
    static List<DeviceEntry> readEntries(Path file, DriverSource drivers) {
        if (!Files.isReadable(file))
            throw new IllegalArgumentException(file + " cannot be read: name a file that lists the devices");
        try {
            return toEntries(YamlSource.ofFile(file).parseRoot(), drivers);
        } catch (UncheckedIOException broken) {
            throw new IllegalArgumentException(
                    file + " cannot be read (" + broken.getCause() + "): name a file that lists the devices", broken);
        }
    }

    private static List<DeviceEntry> toEntries(YamlNode root, DriverSource drivers) {
        var entries = new ArrayList<DeviceEntry>();
        var ids = new HashSet<String>();
        for (var device : requireDevices(root)) {
            var entry = toEntry(device);
            device.readLocated(() -> drivers.driverFor(entry));
            if (!ids.add(entry.id())) throw device.path("id").toError("the id is taken twice: " + entry.id());
            entries.add(entry);
        }
        return entries;
    }

    private static YamlNode requireDevices(YamlNode root) {
        root.requireKnownKeys(List.of("devices"));
        var devices = root.path("devices");
        if (!devices.isArray()) throw devices.toError("begin with the line \"devices:\" and list one device below");
        return devices;
    }

    private static DeviceEntry toEntry(YamlNode device) {
        if (!device.isObject()) throw device.toError("a device has the keys " + String.join(", ", KEYS));
        device.requireKnownKeys(KEYS);
        var deviceClass = parseValue(device, "class", DeviceClass::named);
        var driver = requireText(device, "driver");
        var isolation =
                device.path("isolation").isMissing() || device.path("isolation").isNull()
                        ? DeviceEntry.Isolation.AUTO
                        : parseValue(device, "isolation", DeviceEntry.Isolation::parse);
        var link = parseValue(device, "link", DevicesFile::parseLink);
        var id = requireText(device, "id");
        return device.readLocated(() -> new DeviceEntry(id, deviceClass, driver, link, isolation));
    }

    private static <V> V parseValue(YamlNode device, String key, Function<String, V> form) {
        var text = requireText(device, key);
        return device.path(key).readLocated(() -> form.apply(text));
    }

    /// "true" and "5" are texts; an unquoted true or 5 where a text belongs is a mistake.
    private static String requireText(YamlNode device, String key) {
        var value = device.path(key);
        if (value.isMissing()
                || value.isNull()
                || value.isString() && value.asString().isBlank()) throw value.toError(key + " is missing");
        if (!value.isString()) throw value.toError(key + " is a text: put quotes around " + value);
        return value.asString();
    }

    private static LinkAddress parseLink(String text) {
        var link = LinkAddress.parse(text);
        requireAcceptedClearLink(link);
        return link;
    }

    /// A link on which others can read citizens' papers and codes needs the name of the person who accepted that.
    static void requireAcceptedClearLink(LinkAddress link) {
        if (link.isClear() && link.clearAcceptedBy().isEmpty())
            throw new IllegalArgumentException("the link to another machine is in clear: " + link
                    + ": use ipps: or wss:, or write who accepts that, as clear=accepted-by-NAME");
    }

    /// Writes the entries and keeps the comments of people. Writes a new file and moves it over the old one, so
    /// that a power cut leaves the old or the new one.
    static void writeEntries(Path file, List<DeviceEntry> entries) throws IOException {
        var fresh = mergeIntoExisting(file, entries);
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(fresh.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// The text of the old file, as far as it can stay.
    private static String mergeIntoExisting(Path file, List<DeviceEntry> entries) throws IOException {
        if (!Files.isReadable(file)) return toYaml(entries);
        var old = Files.readString(file, StandardCharsets.UTF_8);
        var kept = parseEntries(old).flatMap(before -> DevicesFileEditor.replaceValues(old, before, entries));
        if (kept.flatMap(DevicesFile::parseEntries).filter(entries::equals).isPresent()) return kept.get();
        return old.lines()
                        .takeWhile(line -> line.isBlank() || line.strip().startsWith("#"))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining())
                + toYaml(entries).replaceFirst("^---\\s*", "");
    }

    /// Parses a text; empty if it is invalid.
    private static Optional<List<DeviceEntry>> parseEntries(String text) {
        try {
            var entries = new ArrayList<DeviceEntry>();
            var root = new YamlSource("devices.yaml", text).parseRoot();
            for (var device : requireDevices(root)) entries.add(toEntry(device));
            return Optional.of(entries);
        } catch (IllegalArgumentException unsound) {
            return Optional.empty();
        }
    }

    private static String toYaml(List<DeviceEntry> entries) {
        var lines = entries.stream()
                .map(entry -> new DeviceLine(
                        entry.id(),
                        entry.deviceClass().text(),
                        entry.driver(),
                        entry.link().toString(),
                        entry.isolation() == DeviceEntry.Isolation.AUTO
                                ? null
                                : entry.isolation().text()));
        return YAMLMapper.builder()
                .changeDefaultPropertyInclusion(was -> was.withValueInclusion(JsonInclude.Include.NON_NULL))
                .build()
                .writeValueAsString(new FileContent(lines.toList()));
    }
}
