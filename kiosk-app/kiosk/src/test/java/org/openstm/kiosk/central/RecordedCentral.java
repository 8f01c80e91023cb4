package org.openstm.kiosk.central;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers with recorded bytes, and verifies each request's signature with the JDK alone, from the words of
/// `central-api.yaml`.
public final class RecordedCentral implements AutoCloseable {
    private record Answer(int status, byte[] body) {}

    private final JsonNode terminalKey;
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> unsigned = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();

    public RecordedCentral(JsonNode terminalKey) throws IOException {
        this.terminalKey = terminalKey;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::serve);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// @param request method and path
    public void answerWith(String request, int status, byte[] body) {
        answers.put(request, new Answer(status, body));
    }

    /// Requests whose signature did not hold.
    public List<String> unsigned() {
        return unsigned;
    }

    public byte[] bodyOf(String request) {
        return bodies.getOrDefault(request, new byte[0]);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().getRawPath();
            var request = exchange.getRequestMethod() + " " + path;
            var headers = exchange.getRequestHeaders();
            var key = headers.getOrDefault("Idempotency-Key", List.of("")).getFirst();
            var signed = String.join("\n", exchange.getRequestMethod(), path, key, sha256(body));
            if (!holds(headers.getFirst("Request-Signature"), signed)) unsigned.add(request);
            bodies.put(request, body);
            var answer = answers.getOrDefault(request, new Answer(404, new byte[0]));
            var type = answer.status < 400 ? "application/json" : "application/problem+json";
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
            exchange.getResponseBody().write(answer.body);
        } catch (GeneralSecurityException broken) {
            throw new IOException(broken);
        }
    }

    /// RFC 7515, appendix F, and RFC 7518, section 3.4.
    private boolean holds(String jws, String payload) throws GeneralSecurityException {
        var parts = jws.split("\\.", -1);
        var header = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[0]));
        var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        var point = new ECPoint(number("x"), number("y"));
        verifier.initVerify(KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, p256())));
        verifier.update((parts[0] + "." + base64(payload)).getBytes(StandardCharsets.US_ASCII));
        return parts[1].isEmpty()
                && header.path("alg").asString("").equals("ES256")
                && header.path("kid")
                        .asString("")
                        .equals(terminalKey.path("kid").asString())
                && !header.path("at").asString("").isEmpty()
                && !header.path("nonce").asString("").isEmpty()
                && verifier.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private BigInteger number(String member) {
        return new BigInteger(
                1, Base64.getUrlDecoder().decode(terminalKey.path(member).asString()));
    }

    private static ECParameterSpec p256() throws GeneralSecurityException {
        var curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        return curve.getParameterSpec(ECParameterSpec.class);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
