package org.openstm.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;

/// A real central with one fault: stands between it and the suite, and changes what the fault says.
public final class FaultyCentral implements AutoCloseable {
    private static final List<String> PASSED_ON =
            List.of("content-type", "idempotency-key", "request-signature", "range", "if-none-match");

    /// @param path with its query
    public record Passed(
            String method, String path, byte[] request, int status, Map<String, String> headers, byte[] body) {
        public Passed with(int other, byte[] changed) {
            return new Passed(method, path, request, other, headers, changed);
        }

        public Passed with(String header, String value) {
            var all = new LinkedHashMap<>(headers);
            if (value.isEmpty()) all.remove(header);
            else all.put(header, value);
            return new Passed(method, path, request, status, all, body);
        }

        public String text() {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8);
        }

        public String requestText() {
            return new String(request, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    public interface Fault {
        Passed change(Passed exchange);
    }

    private final URI right;
    private final Fault fault;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    public FaultyCentral(URI right, Fault fault) throws IOException {
        this.right = right;
        this.fault = fault;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 20);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var changed = fault.change(ask(exchange, body));
            changed.headers().forEach(exchange.getResponseHeaders()::set);
            boolean isEmpty = changed.status() == 304 || changed.body().length == 0;
            exchange.sendResponseHeaders(changed.status(), isEmpty ? -1 : changed.body().length);
            if (!isEmpty) exchange.getResponseBody().write(changed.body());
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }

    private Passed ask(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        var place = exchange.getRequestURI();
        var path = place.getRawQuery() == null ? place.getRawPath() : place.getRawPath() + "?" + place.getRawQuery();
        var request = HttpRequest.newBuilder(right.resolve(path))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) request.header(name, values.getFirst());
        });
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        var headers = new LinkedHashMap<String, String>();
        for (var name : List.of("content-type", "etag", "idempotency-replayed", "content-range", "retry-after"))
            answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
        return new Passed(exchange.getRequestMethod(), path, body, answer.statusCode(), headers, answer.body());
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
