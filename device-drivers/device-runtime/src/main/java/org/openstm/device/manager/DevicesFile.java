package org.openstm.device.manager;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads and writes `devices.yaml`. Strict: an unknown key is an error, because a silently ignored one takes long
/// to find.
final class DevicesFile {
    private record FileContent(@Nullable List<@Nullable DeviceLine> devices) {}

    private record DeviceLine(
            @Nullable String id,
            @JsonProperty("class") @Nullable String deviceClass,
            @Nullable String driver,
            @Nullable String link,
            @Nullable String isolation) {}

    private static final List<CoercionInputShape> NO_TEXT =
            List.of(CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float);

    private static final YAMLMapper STRICT = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // "true" and "5" are texts; an unquoted true or 5 where a text belongs is a mistake
            .withCoercionConfig(LogicalType.Textual, texts -> {
                for (var other : NO_TEXT) texts.setCoercion(other, CoercionAction.Fail);
            })
            .build();

    private DevicesFile() {}

    /// @param drivers must have one for each entry
    /// @throws IllegalArgumentException with the file, the line where it is known, and the remedy
    static List<DeviceEntry> readEntries(Path file, DriverSource drivers) {
        if (!Files.isReadable(file))
            throw new IllegalArgumentException(file + " cannot be read: name a file that lists the devices");
        try {
            return toEntries(file, STRICT.readValue(file.toFile(), FileContent.class), drivers);
        } catch (JacksonException wrong) {
            var line = wrong.getLocation() == null ? 0 : wrong.getLocation().getLineNr();
            throw new IllegalArgumentException(
                    file + (line > 0 ? ":" + line : "") + ": " + wrong.getOriginalMessage(), wrong);
        }
    }

    private static List<DeviceEntry> toEntries(Path file, @Nullable FileContent content, DriverSource drivers) {
        if (content == null || content.devices() == null)
            throw new IllegalArgumentException(file + ": begin with the line \"devices:\" and list one device below");
        var entries = new ArrayList<DeviceEntry>();
        var ids = new HashSet<String>();
        for (var line : content.devices()) {
            var where = file + ": device " + (entries.size() + 1) + ": ";
            if (line == null) throw new IllegalArgumentException(where + "is empty");
            try {
                var entry = toEntry(line);
                drivers.driverFor(entry);
                if (!ids.add(entry.id())) throw new IllegalArgumentException("the id is taken twice: " + entry.id());
                entries.add(entry);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(where + wrong.getMessage(), wrong);
            }
        }
        return entries;
    }

    private static DeviceEntry toEntry(DeviceLine line) {
        var deviceClass = DeviceClass.named(requireValue("class", line.deviceClass()));
        var driver = requireValue("driver", line.driver());
        var isolation =
                line.isolation() == null ? DeviceEntry.Isolation.AUTO : DeviceEntry.Isolation.parse(line.isolation());
        var link = LinkAddress.parse(requireValue("link", line.link()));
        requireAcceptedClearLink(link);
        return new DeviceEntry(requireValue("id", line.id()), deviceClass, driver, link, isolation);
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
            var content = STRICT.readValue(text, FileContent.class);
            if (content == null || content.devices() == null) return Optional.empty();
            var entries = new ArrayList<DeviceEntry>();
            for (var line : content.devices()) {
                if (line == null) return Optional.empty();
                entries.add(toEntry(line));
            }
            return Optional.of(entries);
        } catch (JacksonException | IllegalArgumentException unsound) {
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

    private static String requireValue(String key, @Nullable String value) {
        if (value == null || value.isBlank()) throw new IllegalArgumentException(key + " is missing");
        return value;
    }
}
