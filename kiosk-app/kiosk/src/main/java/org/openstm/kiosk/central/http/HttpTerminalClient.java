package org.openstm.kiosk.central.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.codec.HeartbeatCodec;
import org.openstm.kiosk.central.codec.TerminalReportCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;

/// What a terminal reports of itself: heartbeats, results of commands, process data, calls for staff; and its
/// certificate.
final class HttpTerminalClient {
    private volatile Optional<String> keyTrouble = Optional.empty();

    private final CentralCaller caller;
    private final SignedTransport transport;
    private final CentralPublicKeys trusted;
    private final HttpCentralClient.CallTimeouts timeouts;
    private final String terminal;
    private final Optional<TlsCredentials> credentials;

    HttpTerminalClient(
            CentralCaller caller,
            SignedTransport transport,
            CentralPublicKeys trusted,
            HttpCentralClient.CallTimeouts timeouts,
            String terminal,
            Optional<TlsCredentials> credentials) {
        this.caller = caller;
        this.transport = transport;
        this.trusted = trusted;
        this.timeouts = timeouts;
        this.terminal = terminal;
        this.credentials = credentials;
    }

    CentralReply<HeartbeatResponse> sendHeartbeat(HeartbeatRequest heartbeat) {
        var told = HeartbeatCodec.toJsonTree(heartbeat);
        told.put("keySet", trusted.keySetVersion());
        return caller.postJson(caller.terminalPath() + "/heartbeat", told, json -> {
            // first: it may contain the key by which the rest is signed
            if (json.has("keySet")) keyTrouble = trusted.acceptKeySet(json.object("keySet"));
            var last = json.object("last");
            if (!trusted.isSignedByCentral(last.text("signature"), last.canonicalBytesWithout("signature")))
                throw new ContractViolationException("the countersignature does not hold");
            var pulse = HeartbeatCodec.parseHeartbeatResponse(
                    json,
                    command -> trusted.isSignedByCentral(
                            command.text("signature"), command.canonicalBytesWithout("signature")));
            if (!pulse.last().terminal().equals(terminal))
                throw new ContractViolationException("the countersignature belongs to another terminal");
            return pulse;
        });
    }

    /// Why central's newest key set is not accepted; empty while there is no such problem.
    Optional<String> keyTrouble() {
        return keyTrouble;
    }

    CentralReply<Boolean> reportCommandOutcome(String id, String outcome) {
        return caller.callCentral(
                "PUT",
                caller.terminalPath() + "/commands/" + CentralCaller.encodePathPart(id),
                id,
                StrictJson.toCanonicalBytes(Map.of("outcome", outcome)),
                timeouts.ask(),
                json -> json.booleanValue("taken"));
    }

    CentralReply<Integer> reportProcessData(List<ProcessDataRecord> passages) {
        return caller.postJson(
                caller.terminalPath() + "/passages",
                Map.of(
                        "passages",
                        passages.stream().map(TerminalReportCodec::toJsonTree).toList()),
                json -> json.integer("taken"));
    }

    CentralReply<String> callStaff(String where, String why) {
        return caller.postJson(
                caller.terminalPath() + "/help-calls", Map.of("where", where, "why", why), json -> json.text("ticket"));
    }

    CentralReply<String> queryStaffCall(String ticket) {
        return caller.getJson(
                caller.terminalPath() + "/help-calls/" + CentralCaller.encodePathPart(ticket),
                json -> json.text("state"));
    }

    /// Renews the terminal's certificate when two thirds of its validity are over.
    ///
    /// @return empty if it was not due
    Optional<CentralReply<Boolean>> renewCertificateIfDue() {
        if (credentials.isEmpty() || !credentials.get().isRenewalDue()) return Optional.empty();
        var own = credentials.get();
        var reply = caller.postJson(
                caller.terminalPath() + "/certificate",
                Map.of("certificateRequest", own.certificateRequest()),
                json -> {
                    own.replaceCertificate(json.text("certificate"));
                    return true;
                });
        if (reply instanceof CentralReply.Done) transport.adoptCertificates();
        return Optional.of(reply);
    }
}
