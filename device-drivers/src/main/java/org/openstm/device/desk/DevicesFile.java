package org.openstm.device.desk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads `devices.yaml`. Strict: a word that is not known is a mistake that somebody would search for a long time.
final class DevicesFile {
    private record Content(@Nullable List<@Nullable Line> devices) {}

    private record Line(
            @Nullable String id,
            @JsonProperty("class") @Nullable String deviceClass,
            @Nullable String driver,
            @Nullable String link) {}

    private DevicesFile() {}

    /// @throws IllegalArgumentException with the file, the line where it is known, and what to do
    static List<DeviceEntry> read(Path file) {
        if (!Files.isReadable(file))
            throw new IllegalArgumentException(file + " cannot be read: name a file that lists the devices");
        var mapper = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try {
            return entries(file, mapper.readValue(file.toFile(), Content.class));
        } catch (JacksonException wrong) {
            var line = wrong.getLocation() == null ? 0 : wrong.getLocation().getLineNr();
            throw new IllegalArgumentException(
                    file + (line > 0 ? ":" + line : "") + ": " + wrong.getOriginalMessage(), wrong);
        }
    }

    private static List<DeviceEntry> entries(Path file, @Nullable Content content) {
        if (content == null || content.devices() == null)
            throw new IllegalArgumentException(file + ": begin with the line \"devices:\" and list one device below");
        var entries = new ArrayList<DeviceEntry>();
        var ids = new HashSet<String>();
        for (var line : content.devices()) {
            var where = file + ": device " + (entries.size() + 1) + ": ";
            if (line == null) throw new IllegalArgumentException(where + "is empty");
            try {
                var entry = entry(line);
                if (!ids.add(entry.id())) throw new IllegalArgumentException("the id is taken twice: " + entry.id());
                entries.add(entry);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(where + wrong.getMessage(), wrong);
            }
        }
        return entries;
    }

    private static DeviceEntry entry(Line line) {
        var deviceClass = DeviceClass.named(must("class", line.deviceClass()));
        var driver = must("driver", line.driver());
        var entry = new DeviceEntry(
                must("id", line.id()), deviceClass, driver, LinkAddress.parse(must("link", line.link())));
        Drivers.named(deviceClass, driver);
        return entry;
    }

    private static String must(String key, @Nullable String value) {
        if (value == null || value.isBlank()) throw new IllegalArgumentException(key + " is missing");
        return value;
    }
}
