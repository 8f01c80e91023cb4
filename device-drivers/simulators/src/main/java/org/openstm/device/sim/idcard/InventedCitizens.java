package org.openstm.device.sim.idcard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The invented citizens with their cards.
final class InventedCitizens {
    private InventedCitizens() {}

    /// @return fields by name, by the citizen's short name, in the order of the file
    static Map<String, Map<String, String>> loadCitizens() {
        try (var file = InventedCitizens.class.getResourceAsStream("citizens.yaml")) {
            if (file == null) throw new IllegalStateException("citizens.yaml is missing from this program");
            return new YAMLMapper().readValue(file, new TypeReference<LinkedHashMap<String, Map<String, String>>>() {});
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
