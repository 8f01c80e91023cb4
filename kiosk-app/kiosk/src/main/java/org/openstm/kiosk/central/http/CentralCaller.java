package org.openstm.kiosk.central.http;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.CentralReply.NoAnswer;
import org.openstm.kiosk.central.CentralReply.Refused;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.codec.SubjectCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.http.HttpTransport.OutgoingRequest;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;

/// Calls central for the clients of its resources: JSON requests, enrolment before the first one, and
/// signatures of central.
final class CentralCaller {
    static final byte[] NOTHING = new byte[0];

    private final SignedTransport transport;
    private final TerminalEnrolment enrolment;
    private final CentralPublicKeys trusted;
    private final HttpCentralClient.CallTimeouts timeouts;
    private final String terminal;

    CentralCaller(
            SignedTransport transport,
            TerminalEnrolment enrolment,
            CentralPublicKeys trusted,
            HttpCentralClient.CallTimeouts timeouts,
            String terminal) {
        this.transport = transport;
        this.enrolment = enrolment;
        this.trusted = trusted;
        this.timeouts = timeouts;
        this.terminal = terminal;
    }

    <T> CentralReply<T> getJson(String path, Function<StrictJson, T> reader) {
        return callCentral("GET", path, "", NOTHING, timeouts.ask(), reader);
    }

    <T> CentralReply<T> postJson(String path, Map<String, ?> body, Function<StrictJson, T> reader) {
        return callCentral("POST", path, "", StrictJson.toCanonicalBytes(body), timeouts.ask(), reader);
    }

    <T> CentralReply<T> callCentral(
            String method, String path, String key, byte[] body, Duration wait, Function<StrictJson, T> reader) {
        return callCentral(OutgoingRequest.ofJson(method, path, key, body), wait, reader);
    }

    <T> CentralReply<T> callCentral(OutgoingRequest letter, Duration wait, Function<StrictJson, T> reader) {
        return callEnrolled(() -> exchangeRequest(
                letter, wait, StrictJson.LARGEST, response -> reader.apply(StrictJson.parse(response.body()))));
    }

    interface CentralCall<T> {
        CentralReply<T> execute();
    }

    /// The first contact, and a central that lost its registry (a restarted demonstration), require enrolment
    /// first.
    <T> CentralReply<T> callEnrolled(CentralCall<T> call) {
        if (enrolment.isMissing()) { // the request itself was not sent
            var first = enrolment.enrolTerminal();
            if (first instanceof NoAnswer<Boolean>(var reason, var why, var _))
                return new NoAnswer<>(reason, why, false);
            if (first instanceof Refused<Boolean>(var problem)) return new Refused<>(problem);
        }
        CentralReply<T> reply = call.execute();
        if (reply instanceof Refused<T>(var problem)) {
            boolean once = problem.code().equals("clock-wrong") && transport.adoptCentralTime(problem)
                    || problem.code().equals("unknown-terminal")
                            && enrolment.enrolTerminal() instanceof CentralReply.Done<Boolean>;
            if (once) return call.execute();
        }
        return reply;
    }

    <T> CentralReply<T> exchangeRequest(
            OutgoingRequest letter, Duration wait, int largest, Function<HttpResponse<byte[]>, T> reader) {
        return transport.exchangeRequest(letter, wait, largest, reader);
    }

    /// @throws ContractViolationException if central did not sign the rest of this
    void verifySignature(StrictJson json, String signature) {
        if (!trusted.isSignedByCentral(signature, json.canonicalBytesWithout("signature")))
            throw new ContractViolationException("the signature does not hold");
    }

    static Map<String, Object> withSubject(ProvenSubject who, Map<String, Object> more) {
        var all = new LinkedHashMap<>(SubjectCodec.toJsonTree(who));
        all.putAll(more);
        return all;
    }

    String terminalPath() {
        return terminalPath(terminal);
    }

    static String terminalPath(String terminal) {
        return "/v1/terminals/" + encodePathPart(terminal);
    }

    String transactionPath(String txId) {
        return terminalPath() + "/transactions/" + encodePathPart(txId);
    }

    static String encodePathPart(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
