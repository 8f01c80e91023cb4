package org.openstm.kiosk.central.json;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.codec.ReceiptCodec;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;

/// A central of another release, over a real connection: it takes no files, like version 1.0, and may send
/// members that this version does not know, like a later one. It accepts every case.
public final class OtherCentral implements AutoCloseable {
    private final HttpServer server;
    private final SigningKey key;
    private final Map<String, Object> more;
    private final Map<String, String> headers;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /// @param more further members of every answer, signed with it
    /// @param headers on every answer
    public OtherCentral(Path dir, Map<String, Object> more, Map<String, String> headers) throws IOException {
        this.key = SigningKey.loadOrCreate(dir.resolve("other-central.json"), "central");
        this.more = more;
        this.headers = headers;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Method and last path segment of each request for a case or a file.
    public List<String> asked() {
        return asked;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (path.contains("/files/") || path.contains("/transactions/"))
                asked.add(exchange.getRequestMethod() + " " + path.split("/", -1)[4]);
            headers.forEach(exchange.getResponseHeaders()::set);
            if (path.endsWith("/enrolment"))
                answer(exchange, 200, StrictJson.toCanonicalBytes(with(Map.of("key", key.publicJwk()))));
            else if (path.endsWith("/health"))
                answer(exchange, 200, StrictJson.toCanonicalBytes(with(Map.of("systems", Map.of("tax", true)))));
            else if (path.contains("/transactions/")) answer(exchange, 201, receipt(body));
            else answer(exchange, 404, StrictJson.toCanonicalBytes(nothingHere()));
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        String type = status == 404 ? "application/problem+json" : "application/json";
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Map<String, Object> with(Map<String, Object> json) {
        var all = new LinkedHashMap<>(json);
        all.putAll(more);
        return all;
    }

    private byte[] receipt(byte[] body) {
        return key.toSignedBytes(with(ReceiptCodec.toJsonTree(new CaseReceipt(
                StrictJson.parse(body).text("txId"),
                1,
                CaseReceipt.ReceiptState.ACCEPTED,
                "SF202611240001",
                Instant.parse("2026-11-24T06:32:00Z"),
                Map.of(),
                Map.of("zh-CN", "好"),
                List.of(),
                Optional.empty(),
                Sha256.digestHex(body),
                ""))));
    }

    private Map<String, Object> nothingHere() {
        return with(Map.of(
                "type", "urn:openstm:problem:no-such-place",
                "title", "nothing here",
                "status", 404,
                "code", "no-such-place",
                "retryable", false,
                "message", Map.of("en", "nothing here"),
                "traceId", "",
                "txState", "none"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
