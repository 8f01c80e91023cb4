package org.openstm.kiosk.reference.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// An author's invented answers of the department, to try out an item: `demo.yaml` beside the folder of items.
/// It is read again for each query; a real central never sees it.
record DemoValues(JsonNode root) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String FILE = "demo.yaml";

    /// @param services folder of items; the file may be missing
    static DemoValues readBeside(Optional<Path> services) {
        var file = services.map(folder -> folder.toAbsolutePath().normalize().resolveSibling(FILE));
        try {
            return new DemoValues(file.filter(Files::isRegularFile)
                    .map(found -> YAML.readTree(found.toFile()))
                    .orElseGet(YAML::createObjectNode));
        } catch (JacksonException notYaml) {
            return new DemoValues(YAML.createObjectNode());
        }
    }

    /// The file itself, if it exists, for validation.
    static Optional<Path> findFile(Path services) {
        return Optional.of(services.toAbsolutePath().normalize().resolveSibling(FILE))
                .filter(Files::isRegularFile);
    }

    Set<String> itemIds() {
        return Set.copyOf(root.path("items").propertyNames());
    }

    Set<String> systems() {
        return new LinkedHashSet<>(
                root.path("systems").valueStream().map(one -> one.asString("")).toList());
    }

    JsonNode lists() {
        return root.path("lists");
    }

    /// Data of the department before a submission; a query shows it.
    Map<String, String> prefillValues(String id) {
        return readTexts(itemNode(id).path("prefill"));
    }

    /// Values that come with the acceptance.
    Map<String, String> resultValues(String id) {
        return readTexts(itemNode(id).path("result"));
    }

    /// Fee of an accepted case in yuan, or empty.
    String amountDue(String id) {
        return itemNode(id).path("due").asString("");
    }

    /// Refused answers.
    List<ServiceCheck> refusalChecks(String id) {
        var checks = new ArrayList<ServiceCheck>();
        int n = 0;
        for (var refusal : itemNode(id).path("refuse"))
            checks.add(new ServiceCheck(
                    ServiceCheck.CheckKind.ANSWER,
                    refusal.path("field").asString(""),
                    refusal.path("value").asString(""),
                    0,
                    0,
                    0,
                    refusalCode(id, n++),
                    Map.of()));
        return checks;
    }

    /// The text of a refusal, by its code.
    Optional<Map<String, String>> refusalText(String code) {
        for (var id : itemIds()) {
            int n = 0;
            for (var refusal : itemNode(id).path("refuse"))
                if (refusalCode(id, n++).equals(code)) return Optional.of(readTexts(refusal.path("words")));
        }
        return Optional.empty();
    }

    private static String refusalCode(String id, int number) {
        return "demo-" + id.replace('/', '-') + "-" + number;
    }

    private JsonNode itemNode(String id) {
        return root.path("items").path(id);
    }

    private static Map<String, String> readTexts(JsonNode node) {
        var all = new LinkedHashMap<String, String>();
        node.properties()
                .forEach(entry -> all.put(entry.getKey(), entry.getValue().asString("")));
        return all;
    }
}
