package org.openstm.kiosk.central.http;

import java.net.URI;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.CentralReply.NoAnswer;
import org.openstm.kiosk.central.CentralReply.Refused;
import org.openstm.kiosk.central.ContractSunset;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.codec.RequestSigning;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpTransport.OutgoingRequest;
import org.openstm.kiosk.central.json.ContractViolationException;

/// Sends requests that carry the terminal's signature and central's time, and notes what each answer says about
/// the connection.
final class SignedTransport implements AutoCloseable {
    private final URI base;
    private final SigningKey signer;
    private final Duration connectTimeout;
    private final InstantSource clock;
    private final Optional<TlsCredentials> credentials;
    private final SecureRandom random = new SecureRandom();
    private final HttpTransport transport;
    private volatile Duration behind = Duration.ZERO;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<ContractSunset> sunset = Optional.empty();
    private volatile CallListener listener = CallListener.NOBODY;

    SignedTransport(
            URI base,
            SigningKey signer,
            Duration connectTimeout,
            InstantSource clock,
            Optional<TlsCredentials> credentials) {
        this.base = base;
        this.signer = signer;
        this.connectTimeout = connectTimeout;
        this.clock = clock;
        this.credentials = credentials;
        this.transport = openTransport(credentials.map(TlsCredentials::storedTrust));
    }

    /// As far as central has corrected it.
    Instant currentTime() {
        return clock.instant().plus(behind);
    }

    Optional<ContractSunset> contractSunset() {
        return sunset;
    }

    Optional<String> authenticationTrouble() {
        return trouble;
    }

    void setCallListener(CallListener by) {
        listener = by;
    }

    HttpTransport openTransport(Optional<PinnedTrustManager> believed) {
        var tls = credentials.flatMap(own -> believed.map(own::sslContext));
        return new HttpTransport(base, connectTimeout, tls, said -> sunset = said);
    }

    /// From now on with the certificates that are stored; existing connections keep theirs.
    void adoptCertificates() {
        transport.renewConnections(credentials.map(own -> own.sslContext(own.storedTrust())));
    }

    /// What connections hold of earlier requests and answers is gone, once calls in progress have ended.
    void forgetExchanges() {
        transport.renewConnections();
    }

    /// A terminal whose clock stopped can still communicate: from here on its requests carry central's time.
    /// Staff learn of the clock from the heartbeat.
    boolean adoptCentralTime(ProblemDetails problem) {
        try {
            behind = Duration.between(
                    clock.instant(), Instant.parse(problem.facts().getOrDefault("time", "")));
            return true;
        } catch (DateTimeException broken) {
            return false;
        }
    }

    <T> CentralReply<T> exchangeRequest(
            OutgoingRequest letter, Duration wait, int largest, Function<HttpResponse<byte[]>, T> reader) {
        return exchangeRequest(transport, letter, wait, largest, reader);
    }

    <T> CentralReply<T> exchangeRequest(
            HttpTransport over,
            OutgoingRequest letter,
            Duration wait,
            int largest,
            Function<HttpResponse<byte[]>, T> reader) {
        String signature = signer.signPayload(
                RequestSigning.requestSigningInput(letter.method(), letter.path(), letter.key(), letter.body()),
                Map.of("at", currentTime().toString(), "nonce", newNonce()));
        long asked = System.nanoTime();
        var reply = over.sendRequest(letter, signature, wait, largest);
        var took = Duration.ofNanos(System.nanoTime() - asked);
        listener.onCallEnded(letter.method(), letter.routeTemplate(), took, resultCode(reply));
        trouble = authenticationTroubleIn(reply);
        return switch (reply) {
            case NoAnswer<HttpResponse<byte[]>>(var reason, var why, var maybe) -> new NoAnswer<>(reason, why, maybe);
            case Refused<HttpResponse<byte[]>>(var problem) -> new Refused<>(problem);
            case CentralReply.Done<HttpResponse<byte[]>>(var response) -> readResponse(response, reader);
        };
    }

    private static String resultCode(CentralReply<?> reply) {
        return switch (reply) {
            case CentralReply.Done<?> _ -> "done";
            case Refused<?>(var problem) -> problem.code();
            case NoAnswer<?> _ -> "no-answer";
        };
    }

    /// A permanent problem: another central answers, or central does not admit this terminal.
    private static Optional<String> authenticationTroubleIn(CentralReply<?> reply) {
        return switch (reply) {
            case CentralReply.Done<?> _ -> Optional.empty();
            case NoAnswer<?>(var reason, var why, var _) ->
                reason == NoAnswerReason.UNTRUSTED ? Optional.of(why) : Optional.empty();
            case Refused<?>(var problem) ->
                problem.status() == 401 && !problem.code().equals("clock-wrong")
                        ? Optional.of(problem.code() + ": " + problem.message().getOrDefault("en", ""))
                        : Optional.empty();
        };
    }

    private static <T> CentralReply<T> readResponse(
            HttpResponse<byte[]> response, Function<HttpResponse<byte[]>, T> reader) {
        try {
            return new CentralReply.Done<>(reader.apply(response));
        } catch (ContractViolationException broken) {
            return new NoAnswer<>(
                    NoAnswerReason.UNUSABLE, "central's answer cannot be used: " + broken.getMessage(), true);
        }
    }

    private String newNonce() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        transport.close();
    }
}
