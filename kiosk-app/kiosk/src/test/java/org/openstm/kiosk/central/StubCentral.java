package org.openstm.kiosk.central;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/// A central of a hundred lines, as somebody would write it from `central-api.yaml` without this program's
/// code: it enrols one terminal by a pairing code and reports the state of its systems.
final class StubCentral implements AutoCloseable {
    private final String code;
    private final ECKey key;
    private final HttpServer server;
    private volatile String terminalKey = "";

    /// @param code eight characters, without hyphen
    StubCentral(String code) throws IOException, JOSEException {
        this.code = code;
        this.key = new ECKeyGenerator(Curve.P_256).keyID("stub").generate();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::serve);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().getRawPath();
            if (path.endsWith("/enrolment")) enrol(exchange, path.split("/")[3], body);
            else if (!isSigned(exchange, body, terminalKey)) problem(exchange, 401, "bad-signature");
            else if (path.equals("/v1/health")) answer(exchange, 200, "{\"systems\":{\"tax\":true}}");
            else problem(exchange, 404, "no-such-place");
        } catch (GeneralSecurityException | JOSEException | ParseException broken) {
            throw new IOException(broken);
        }
    }

    private void enrol(HttpExchange exchange, String terminal, byte[] body)
            throws IOException, GeneralSecurityException, JOSEException, ParseException {
        var asked = JsonMapper.shared().readTree(body);
        var jwk = asked.path("key").asString();
        byte[] secret = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(code.toCharArray(), bytes("openstm/pairing/" + terminal), 100_000, 256))
                .getEncoded();
        if (!isSigned(exchange, body, jwk)) problem(exchange, 401, "bad-signature");
        else if (!asked.path("proof").asString("").equals(hmac(secret, "terminal\n" + jwk)))
            problem(exchange, 401, "pairing-wrong");
        else {
            terminalKey = jwk;
            // RFC 8785 form: sorted, without blanks
            var said = new TreeMap<String, String>();
            said.put("key", key.toPublicJWK().toJSONString());
            var form = JsonMapper.shared().writeValueAsString(said);
            said.put("proof", hmac(secret, "central\n" + jwk + "\n" + sha256(bytes(form))));
            answer(exchange, 200, JsonMapper.shared().writeValueAsString(said));
        }
    }

    private static boolean isSigned(HttpExchange exchange, byte[] body, String jwk)
            throws GeneralSecurityException, JOSEException, ParseException {
        var signature = exchange.getRequestHeaders().getFirst("Request-Signature");
        if (signature == null || jwk.isEmpty()) return false;
        var idempotencyKey = exchange.getRequestHeaders().getOrDefault("Idempotency-Key", java.util.List.of(""));
        var words = exchange.getRequestMethod() + "\n"
                + exchange.getRequestURI().getRawPath() + "\n" + idempotencyKey.getFirst() + "\n" + sha256(body);
        return JWSObject.parse(signature, new Payload(words)).verify(new ECDSAVerifier(ECKey.parse(jwk)));
    }

    private static String hmac(byte[] secret, String words) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(bytes(words)));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void problem(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        answer(
                exchange,
                status,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "type",
                                "urn:stub:" + code,
                                "title",
                                code,
                                "status",
                                status,
                                "code",
                                code,
                                "retryable",
                                false,
                                "txState",
                                "none",
                                "message",
                                Map.of("en", code),
                                "traceId",
                                "")));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        exchange.getResponseHeaders().putIfAbsent("Content-Type", java.util.List.of("application/json"));
        exchange.sendResponseHeaders(status, bytes(json).length);
        exchange.getResponseBody().write(bytes(json));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
