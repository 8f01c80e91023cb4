package org.openstm.kiosk.central;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/// A mock central generated from `central-api.yaml` alone: answers each operation with the example of its first
/// success, or the first of several examples, whatever the request.
final class ExampleCentral implements AutoCloseable {
    private static final String JSON = "application/json";

    private final JsonNode contract;
    private final HttpServer server;
    private final List<String> answered = new CopyOnWriteArrayList<>();

    ExampleCentral(JsonNode contract) throws IOException {
        this.contract = contract;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Names of the operations that were called.
    List<String> answered() {
        return answered;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var method = exchange.getRequestMethod().toLowerCase(Locale.ROOT);
            var path = exchange.getRequestURI().getPath();
            var operation = operation(method, path);
            answered.add(operation.path("operationId").asString(method + " " + path));
            var success = success(operation);
            byte[] example = success.map(ExampleCentral::example).orElse("").getBytes(StandardCharsets.UTF_8);
            if (example.length == 0) {
                exchange.sendResponseHeaders(501, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", JSON);
            exchange.sendResponseHeaders(Integer.parseInt(success.get().status()), example.length);
            exchange.getResponseBody().write(example);
        }
    }

    private JsonNode operation(String method, String path) {
        return contract.path("paths").properties().stream()
                .filter(one -> path.matches(one.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
                .map(one -> one.getValue().path(method))
                .findFirst()
                .orElseThrow();
    }

    private record Success(String status, JsonNode content) {}

    /// Status 201 (created) is preferred over the status of a repeat.
    private Optional<Success> success(JsonNode operation) {
        return operation.path("responses").properties().stream()
                .filter(one -> one.getKey().startsWith("2"))
                .map(one -> new Success(
                        one.getKey(), resolved(one.getValue()).path("content").path(JSON)))
                .min(Comparator.comparing((Success one) -> !one.status().equals("201"))
                        .thenComparing(Success::status));
    }

    private static String example(Success success) {
        var example = success.content().path("example");
        var first = success.content().path("examples").valueStream().findFirst();
        return example.isMissingNode()
                ? first.map(one -> one.path("value").toString()).orElse("")
                : example.toString();
    }

    private JsonNode resolved(JsonNode node) {
        var ref = node.path("$ref").asString("");
        return ref.isEmpty() ? node : contract.at(ref.substring(1));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
