package org.openstm.conformance.terminal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A terminal with a key of its own, made for this run. Every answer that it gets is held against the contract.
public final class TestTerminal implements AutoCloseable {
    static final String SIGNATURE = "Request-Signature";

    /// As a kiosk waits: the contract's "Time-outs and repeats".
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration CASE = Duration.ofSeconds(45);
    private static final int NONCE_BYTES = 12;
    private static final int MOST_REPEATS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final URI central;
    private final ContractFile contract;
    private final String number;
    private final ECKey key;
    private final SecureRandom random = new SecureRandom();
    private HttpClient client;
    private @Nullable ECKey centralKey;

    public TestTerminal(URI central, ContractFile contract, String number) {
        this.central = central;
        this.contract = contract;
        this.number = number;
        this.key = newKey(number);
        this.client = client(Optional.empty());
    }

    public static ECKey newKey(String number) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(number).generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException("no key can be made", broken);
        }
    }

    private static HttpClient client(Optional<SSLContext> tls) {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        tls.ifPresent(builder::sslContext);
        return builder.build();
    }

    public String number() {
        return number;
    }

    public ECKey key() {
        return key;
    }

    public URI central() {
        return central;
    }

    public boolean usesTls() {
        return "https".equals(central.getScheme());
    }

    /// Its own place in the contract.
    public String place(String rest) {
        return "/v1/terminals/" + number + "/" + rest;
    }

    /// Goes over TLS like this from now on.
    public void useKey(SSLContext tls) {
        client.close();
        client = client(Optional.of(tls));
    }

    void trustCentral(String jwk) {
        try {
            var parsed = ECKey.parse(jwk).toPublicJWK();
            if (parsed.getKeyID() == null || parsed.getKeyID().isEmpty())
                throw new ContractBreach("central's key has no kid");
            centralKey = parsed;
        } catch (ParseException no) {
            throw new ContractBreach("central's key is no JWK: " + no.getMessage());
        }
    }

    public boolean isEnrolled() {
        return centralKey != null;
    }

    /// @throws ContractBreach if central did not sign these bytes
    public void verifySignature(String jws, byte[] payload) {
        if (centralKey == null) throw new CheckSkipped("the terminal is not enrolled");
        DetachedSignature.findFault(jws, payload, centralKey).ifPresent(fault -> {
            throw new ContractBreach(fault);
        });
    }

    public boolean isSigned(String jws, byte[] payload) {
        return centralKey != null
                && DetachedSignature.findFault(jws, payload, centralKey).isEmpty();
    }

    /// Whether this JWK is the key by which central signed the enrolment's answers.
    public boolean isSigner(String jwk) {
        try {
            return centralKey != null && ECKey.parse(jwk).computeThumbprint().equals(centralKey.computeThumbprint());
        } catch (ParseException | JOSEException no) {
            throw new ContractBreach("a key of the key set is no JWK: " + no.getMessage());
        }
    }

    /// An object that is signed in its member `signature`.
    public JsonNode verifiedAnswer(JsonNode signed) {
        verifySignature(signed.path("signature").asString(""), CanonicalJson.without(signed, "signature"));
        return signed;
    }

    /// Signs and sends; a terminal that is told to slow down does.
    public CentralAnswer send(TerminalCall call) throws IOException, InterruptedException {
        var answer = send(call, signRequest(call));
        for (int n = 0; n < MOST_REPEATS && answer.status() == 429; n++) {
            var problem = answer.json();
            long wait = problem.path("retryAfterMs").asLong(0);
            boolean isPace = problem.path("code").asString("").equals("too-many");
            if (!isPace || wait <= 0 || wait > LONGEST_PAUSE.toMillis()) return answer;
            Thread.sleep(wait);
            answer = send(call, signRequest(call));
        }
        return answer;
    }

    public String signRequest(TerminalCall call) {
        return signRequest(call, Instant.now());
    }

    String signRequest(TerminalCall call, Instant at) {
        return signRequest(call, key, number, at);
    }

    public String signRequest(TerminalCall call, ECKey by, String kid, Instant at) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var header = new LinkedHashMap<String, Object>();
        header.put("at", at.toString());
        header.put("nonce", HexFormat.of().formatHex(nonce));
        return DetachedSignature.signDetached(call.signedWords(), by, kid, header);
    }

    /// @param signature as it goes into the header; empty for none
    public CentralAnswer send(TerminalCall call, String signature) throws IOException, InterruptedException {
        boolean isCase = call.method().equals("PUT")
                && (call.path().contains("/transactions/") || call.path().contains("/files/"));
        var request = HttpRequest.newBuilder(central.resolve(call.path()))
                .timeout(isCase ? CASE : ANSWER)
                .method(
                        call.method(),
                        call.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(call.body()));
        if (!call.type().isEmpty()) request.header("Content-Type", call.type());
        if (!call.key().isEmpty()) request.header("Idempotency-Key", call.key());
        if (!signature.isEmpty()) request.header(SIGNATURE, signature);
        call.headers().forEach(request::header);
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            var answer = new CentralAnswer(response.statusCode(), response.headers(), response.body());
            contract.check(call.method(), call.path().split("\\?", 2)[0], answer);
            return answer;
        } catch (HttpTimeoutException late) {
            throw new ContractBreach("no answer within " + (isCase ? CASE : ANSWER).toSeconds() + " s");
        }
    }

    /// Any page, without a signature.
    public CentralAnswer page(URI address) throws IOException, InterruptedException {
        var response = client.send(
                HttpRequest.newBuilder(address).timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofByteArray());
        return new CentralAnswer(response.statusCode(), response.headers(), response.body());
    }

    @Override
    public void close() {
        client.close();
    }
}
