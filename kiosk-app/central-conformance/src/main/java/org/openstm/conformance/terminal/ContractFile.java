package org.openstm.conformance.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// `central-api.yaml`: which answers each operation may have, and their forms.
public final class ContractFile {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");
    private static final String PROBLEM = "application/problem+json";
    private static final int FIRST_ERROR = 400;

    private final JsonNode root;
    private final SchemaChecker schemas;

    public ContractFile() {
        try (var file = ContractFile.class.getResourceAsStream("central-api.yaml")) {
            if (file == null) throw new IllegalStateException("central-api.yaml is not in this jar");
            this.root = new YAMLMapper().readTree(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        this.schemas = new SchemaChecker(root);
    }

    public String version() {
        return root.path("info").path("version").asString();
    }

    /// @throws ContractBreach if this operation has no such answer
    void check(String method, String path, CentralAnswer answer) {
        var operation = operation(method, path)
                .orElseThrow(() -> new IllegalStateException("no operation " + method + " " + path));
        var what = operation.path("operationId").asString() + " was answered " + answer.status();
        var response = response(operation, answer.status())
                .orElseThrow(() -> new ContractBreach(what + ", which it cannot be"));
        response.path("headers")
                .properties()
                .forEach(header -> checkHeader(what, header.getKey(), header.getValue(), answer));
        var content = response.path("content");
        if (content.isEmpty()) return;
        if (!content.has(answer.type()))
            throw new ContractBreach(what + " with the type '" + answer.type() + "', not " + content.propertyNames());
        var schema = content.path(answer.type()).path("schema");
        if (schema.isMissingNode()) return;
        var mistakes = schemas.findMistakes(json(answer.body()), schema);
        if (!mistakes.isEmpty()) throw new ContractBreach(what + ": " + String.join(", ", mistakes));
        if (answer.type().equals(PROBLEM) && answer.json().path("status").asInt() != answer.status())
            throw new ContractBreach(what + " with another status in the problem: "
                    + answer.json().path("status"));
    }

    private void checkHeader(String what, String name, JsonNode said, CentralAnswer answer) {
        var header = resolveReference(said);
        var value = answer.header(name);
        if (value.isEmpty()) {
            if (header.path("required").asBoolean(false))
                throw new ContractBreach(what + " without the header " + name);
            return;
        }
        var mistakes =
                schemas.findMistakes(JsonMapper.shared().getNodeFactory().stringNode(value), header.path("schema"));
        if (!mistakes.isEmpty()) throw new ContractBreach(what + ", header " + name + mistakes);
    }

    public static JsonNode json(byte[] bytes) {
        try {
            return JsonMapper.shared().readTree(bytes);
        } catch (JacksonException no) {
            throw new ContractBreach("a body that is no JSON");
        }
    }

    private Optional<JsonNode> operation(String method, String path) {
        return root.path("paths").properties().stream()
                .filter(one -> path.matches(PARAMETER.matcher(one.getKey()).replaceAll("[^/]+")))
                .map(one -> one.getValue().path(method.toLowerCase(java.util.Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    private Optional<JsonNode> response(JsonNode operation, int status) {
        var all = operation.path("responses");
        var exact = all.path(Integer.toString(status));
        var family = status >= FIRST_ERROR ? all.path(status / 100 + "XX") : exact;
        var found = exact.isMissingNode() ? family : exact;
        return found.isMissingNode() ? Optional.empty() : Optional.of(resolveReference(found));
    }

    private JsonNode resolveReference(JsonNode node) {
        var ref = node.path("$ref").asString("");
        return ref.isEmpty() ? node : root.at(ref.substring(1));
    }
}
