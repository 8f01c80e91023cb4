package org.openstm.kiosk.central;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Checks the actual HTTP traffic against `central-api.yaml`, more strictly than a peer would: a member that
/// the contract does not name is a violation too.
public final class Contract {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final JsonNode root;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();
    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();

    public Contract() {
        try (InputStream in = Contract.class.getResourceAsStream("central-api.yaml")) {
            root = YAML.readTree(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        close(root.path("components").path("schemas"));
        close(root.path("paths"));
    }

    /// All violations.
    public List<String> breaches() {
        return breaches;
    }

    /// Number of times each operation was seen with each status.
    public Map<String, Integer> seen() {
        return seen;
    }

    JsonNode root() {
        return root;
    }

    /// One recorded exchange.
    public void check(
            String method,
            String path,
            Map<String, String> requestHeaders,
            byte[] request,
            int status,
            String type,
            Map<String, String> answerHeaders,
            byte[] answer) {
        var found = operation(method, path);
        if (found.isEmpty()) {
            breaches.add(method + " " + path + " is not in the contract");
            return;
        }
        JsonNode operation = found.get();
        String name = operation.path("operationId").asString();
        seen.merge(name + " " + status, 1, Integer::sum);
        requestHeaders(name, operation, path, requestHeaders);
        JsonNode body = operation.path("requestBody");
        if (body.isMissingNode() == (request.length > 0))
            breaches.add(name + ": a body, or none, against the contract");
        if (!body.isMissingNode()) body(name + " request", body.path("content"), requestHeaders, request);
        response(name, operation, status, type, answerHeaders, answer);
    }

    private void body(String what, JsonNode contents, Map<String, String> headers, byte[] request) {
        var json = contents.path("application/json");
        String type = headers.getOrDefault("content-type", "application/json");
        if (!json.isMissingNode()) json(what, json.path("schema"), request);
        else if (contents.path(type).isMissingNode()) breaches.add(what + ": " + type + " is not in the contract");
    }

    private void requestHeaders(String name, JsonNode operation, String path, Map<String, String> headers) {
        boolean open = operation.path("security").isArray()
                && operation.path("security").isEmpty();
        if (!open && !headers.containsKey("request-signature")) breaches.add(name + ": not signed");
        for (JsonNode parameter : operation.path("parameters")) {
            if (!parameter.path("in").asString().equals("header")) continue;
            String header = parameter.path("name").asString();
            String value = headers.get(header.toLowerCase(java.util.Locale.ROOT));
            boolean needed = parameter.path("required").asBoolean(false);
            if (value == null && needed) breaches.add(name + " " + path + ": without " + header);
            if (value != null) text(name + " " + header, parameter.path("schema"), value);
        }
    }

    private void response(
            String name, JsonNode operation, int status, String type, Map<String, String> headers, byte[] answer) {
        JsonNode responses = operation.path("responses");
        JsonNode response = responses.path(Integer.toString(status));
        if (response.isMissingNode()) response = responses.path(status / 100 + "XX");
        response = resolved(response);
        if (response.isMissingNode()) {
            breaches.add(name + ": status " + status + " is not in the contract");
            return;
        }
        for (var header : response.path("headers").properties()) {
            boolean needed = header.getValue().path("required").asBoolean(false);
            if (needed && !headers.containsKey(header.getKey())) breaches.add(name + ": without " + header.getKey());
        }
        if (response.path("content").isMissingNode()) {
            if (answer.length > 0) breaches.add(name + " " + status + ": a body against the contract");
            return;
        }
        JsonNode content = response.path("content").path(type.split(";", 2)[0]);
        if (content.isMissingNode()) breaches.add(name + " " + status + ": " + type + " is not in the contract");
        else if (type.contains("json")) json(name + " " + status, content.path("schema"), answer);
    }

    private void json(String what, JsonNode schema, byte[] bytes) {
        String json = new String(bytes, StandardCharsets.UTF_8);
        try {
            for (var error : schema(schema).validate(json, InputFormat.JSON)) {
                breaches.add(what + ": " + error.getInstanceLocation() + " " + error.getMessage());
            }
        } catch (RuntimeException broken) {
            breaches.add(what + ": not JSON");
        }
    }

    private void text(String what, JsonNode schema, String value) {
        json(what, schema, YAML.getNodeFactory().stringNode(value).toString().getBytes(StandardCharsets.UTF_8));
    }

    private Schema schema(JsonNode schema) {
        return compiled.computeIfAbsent(schema, node -> {
            ObjectNode whole = YAML.createObjectNode();
            whole.set("components", root.path("components"));
            whole.putArray("allOf").add(node);
            return schemas.getSchema(whole);
        });
    }

    private Optional<JsonNode> operation(String method, String path) {
        for (var entry : root.path("paths").properties()) {
            String template = entry.getKey();
            String pattern = ("\\Q" + template.replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q") + "\\E");
            JsonNode operation = entry.getValue().path(method.toLowerCase(java.util.Locale.ROOT));
            if (Pattern.matches(pattern, path) && !operation.isMissingNode()) return Optional.of(operation);
        }
        return Optional.empty();
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode ref = node.path("$ref");
        return ref.isMissingNode() ? node : root.at(ref.asString().substring(1));
    }

    /// No member beyond those named.
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object) {
            boolean plain = object.path("type").asString("").equals("object");
            if (plain && object.has("properties") && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        }
        var inside = new ArrayList<JsonNode>();
        node.forEach(inside::add);
        inside.forEach(Contract::close);
    }
}
