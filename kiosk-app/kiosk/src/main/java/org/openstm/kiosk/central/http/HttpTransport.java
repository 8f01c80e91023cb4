package org.openstm.kiosk.central.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.CentralReply.NoAnswer;
import org.openstm.kiosk.central.CentralReply.Refused;
import org.openstm.kiosk.central.ContractSunset;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.codec.ProblemCodec;
import org.openstm.kiosk.central.json.ContractViolationException;

/// Exchanges bytes with central, and decides whether a failed request may have arrived.
final class HttpTransport implements AutoCloseable {
    static final String SIGNATURE = "Request-Signature";

    private static final Pattern FIXED = Pattern.compile("|v1|[a-z]+(?:-[a-z]+)*");
    private static final int NOT_MODIFIED = 304;

    /// Prefix of the message when one side does not accept the other's identity.
    static final String UNSAFE = "no secure connection: ";

    private final Consumer<Optional<ContractSunset>> ends;
    private final String base;
    private final Duration connect;
    private Optional<SSLContext> tls;
    private HttpClient http;

    /// @param tls empty for plain HTTP
    /// @param ends receives from each answer of central whether it announces the end of the contract
    HttpTransport(URI base, Duration connect, Optional<SSLContext> tls, Consumer<Optional<ContractSunset>> ends) {
        this.ends = ends;
        this.base = base.toString().replaceAll("/+$", "");
        this.connect = connect;
        this.tls = tls;
        this.http = newClient(connect, tls);
    }

    private static HttpClient newClient(Duration connect, Optional<SSLContext> tls) {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NEVER);
        tls.ifPresent(context ->
                builder.sslContext(context).sslParameters(new SSLParameters(null, new String[] {"TLSv1.3"})));
        return builder.build();
    }

    /// New requests open connections of their own; existing ones end with their calls. So nothing remains in
    /// memory of what was sent and answered: a connection of the JDK's client holds its last answers, and the
    /// exchange that opened it, as long as it is open.
    synchronized void renewConnections() {
        var old = http;
        http = newClient(connect, tls);
        old.shutdown();
    }

    /// The same, with other certificates.
    synchronized void renewConnections(Optional<SSLContext> other) {
        tls = other;
        renewConnections();
    }

    /// Synchronized, because a client that is shut down takes no request.
    private synchronized CompletableFuture<HttpResponse<byte[]>> startRequest(HttpRequest request, int largest) {
        return http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), largest));
    }

    /// A request.
    ///
    /// @param key the idempotency key, or empty
    /// @param type of the body, where there is one
    /// @param headers further ones
    record OutgoingRequest(
            String method, String path, String key, String type, byte[] body, Map<String, String> headers) {
        OutgoingRequest(String method, String path, String key, String type, byte[] body) {
            this(method, path, key, type, body, Map.of());
        }

        static OutgoingRequest ofJson(String method, String path, String key, byte[] body) {
            return new OutgoingRequest(method, path, key, "application/json", body);
        }

        /// The path's template: ids of terminals, cases and persons are replaced by `{}`.
        String routeTemplate() {
            return Stream.of(path.replaceAll("\\?.*", "").split("/", -1))
                    .map(word -> FIXED.matcher(word).matches() ? word : "{}")
                    .collect(Collectors.joining("/"));
        }

        @Override
        public String toString() {
            return "OutgoingRequest[" + method + "]";
        }
    }

    CentralReply<HttpResponse<byte[]>> sendRequest(
            OutgoingRequest letter, String signature, Duration wait, int largest) {
        var request = HttpRequest.newBuilder(URI.create(base + letter.path()))
                .header(SIGNATURE, signature)
                .header(
                        "Accept",
                        "application/json, application/problem+json, application/pdf, application/octet-stream")
                .timeout(wait);
        if (!letter.key().isEmpty()) request.header("Idempotency-Key", letter.key());
        letter.headers().forEach(request::header);
        if (letter.body().length == 0)
            return awaitReply(request.method(letter.method(), BodyPublishers.noBody()), wait, largest);
        try (var body = new ForgottenBody(letter.body())) {
            request.header("Content-Type", letter.type()).method(letter.method(), body);
            return awaitReply(request, wait, largest);
        }
    }

    private CentralReply<HttpResponse<byte[]>> awaitReply(HttpRequest.Builder request, Duration wait, int largest) {
        // the client's own time-out ends with the headers; this one covers the body too
        var answer = startRequest(request.build(), largest);
        try {
            return toReply(answer.get(wait.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException failed) {
            return toNoAnswer(failed.getCause());
        } catch (TimeoutException late) {
            answer.cancel(true);
            return new NoAnswer<>(NoAnswerReason.TIMEOUT, "no answer within " + wait.toSeconds() + " s", true);
        } catch (InterruptedException leaving) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new NoAnswer<>(NoAnswerReason.INTERRUPTED, "interrupted", true);
        }
    }

    private CentralReply<HttpResponse<byte[]>> toReply(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status / 100 == 2 || status == NOT_MODIFIED) {
            noticeSunset(response);
            return new CentralReply.Done<>(response);
        }
        boolean ours = response.headers()
                .firstValue("Content-Type")
                .map(type -> type.startsWith("application/problem+json"))
                .orElse(false);
        if (!ours)
            return new NoAnswer<>(
                    NoAnswerReason.UNUSABLE, "status " + status + " without a problem of the contract", true);
        try {
            ProblemDetails problem = ProblemCodec.parseProblem(response.body());
            if (problem.status() != status)
                return new NoAnswer<>(NoAnswerReason.UNUSABLE, "a problem of another status", true);
            noticeSunset(response);
            return new Refused<>(problem);
        } catch (ContractViolationException broken) {
            return new NoAnswer<>(
                    NoAnswerReason.UNUSABLE, "a problem that cannot be read: " + broken.getMessage(), true);
        }
    }

    private void noticeSunset(HttpResponse<?> response) {
        var headers = response.headers();
        ends.accept(ContractSunset.of(
                headers.firstValue(ContractSunset.DEPRECATION), headers.firstValue(ContractSunset.SUNSET)));
    }

    private CentralReply<HttpResponse<byte[]>> toNoAnswer(@Nullable Throwable cause) {
        return switch (cause) {
            case ConnectException _ -> new NoAnswer<>(NoAnswerReason.UNREACHABLE, "connection refused", false);
            case HttpConnectTimeoutException _ ->
                new NoAnswer<>(NoAnswerReason.UNREACHABLE, "no connection in time" + missingTlsHint(), false);
            case SSLException refused ->
                new NoAnswer<>(NoAnswerReason.UNTRUSTED, describeTlsFailure(refused), !isBeforeRequest(refused));
            case IOException broken ->
                new NoAnswer<>(
                        NoAnswerReason.CONNECTION_LOST,
                        "connection lost: " + broken.getMessage() + unexpectedTlsHint(),
                        true);
            case null, default -> throw new IllegalStateException("the HTTP client failed", cause);
        };
    }

    private static String describeTlsFailure(SSLException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause())
            if (cause instanceof CertificateException) return UNSAFE + cause.getMessage();
        if (isPlainTextAnswer(refused))
            return UNSAFE + "the server does not speak TLS; central's operators must check this port";
        return UNSAFE + refused.getMessage()
                + "; central's operators must check that it speaks TLS 1.3 on this port, and its log";
    }

    /// A handshake that this side ended, or that the other side ended before this side completed it: no request
    /// was sent. A later alert of the other side may cross with the request.
    private static boolean isBeforeRequest(SSLException refused) {
        String words = String.valueOf(refused.getMessage());
        boolean theirs = words.contains("Received fatal alert");
        if (theirs) return words.contains("protocol_version") || words.contains("handshake_failure");
        return refused instanceof SSLHandshakeException || isPlainTextAnswer(refused);
    }

    /// The other side answered the handshake without TLS. There is no exception type for it; its message is
    /// "Unsupported or unrecognized SSL message" or "Unrecognized SSL message, plaintext connection?",
    /// depending on the JDK's build.
    private static boolean isPlainTextAnswer(SSLException refused) {
        return String.valueOf(refused.getMessage()).contains("nrecognized SSL message");
    }

    /// A server without TLS waits for more, and sends nothing.
    private String missingTlsHint() {
        return base.startsWith("https:") ? "; if a server listens there, it does not speak TLS" : "";
    }

    private String unexpectedTlsHint() {
        return base.startsWith("http:") ? "; if central speaks TLS, its address begins with https:" : "";
    }

    @Override
    public synchronized void close() {
        http.shutdownNow();
        http.close();
    }
}
