package org.openstm.kiosk.central.http;

import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.AppLogin;
import org.openstm.kiosk.central.CaseTransfer;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.TakenOverCase;
import org.openstm.kiosk.central.TransferredCase;
import org.openstm.kiosk.central.codec.CaseTransferCodec;
import org.openstm.kiosk.central.codec.SubjectCodec;
import org.openstm.kiosk.central.crypto.AppCode;
import org.openstm.kiosk.central.crypto.AppIssuer;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;

/// Other channels of central: logins by an app, and half-done cases that are handed over.
final class HttpChannelClient {
    private final CentralCaller caller;
    private final HttpCentralClient.CallTimeouts timeouts;
    private final String terminal;
    private final SignedTransport transport;

    HttpChannelClient(
            CentralCaller caller, HttpCentralClient.CallTimeouts timeouts, String terminal, SignedTransport transport) {
        this.caller = caller;
        this.timeouts = timeouts;
        this.terminal = terminal;
        this.transport = transport;
    }

    CentralReply<List<AppIssuer>> listIssuers() {
        return caller.getJson("/v1/app-issuers", json -> {
            caller.verifySignature(json, json.text("signature"));
            if (json.instant("until").isBefore(transport.currentTime()))
                throw new ContractViolationException("the list of issuers has expired");
            return json.objectList("issuers").stream().map(AppIssuer::of).toList();
        });
    }

    CentralReply<AppLogin> redeemAppCode(AppCode code, String key) {
        return caller.callCentral(
                "POST",
                caller.terminalPath() + "/app-logins",
                key,
                StrictJson.toCanonicalBytes(
                        Map.of("issuer", code.issuer(), "reference", code.reference(), "acr", code.acr())),
                timeouts.ask(),
                json -> {
                    caller.verifySignature(json, json.text("signature"));
                    if (!json.text("reference").equals(code.reference())
                            || !json.text("terminal").equals(terminal))
                        throw new ContractViolationException("the answer belongs to another code");
                    return new AppLogin(
                            SubjectCodec.parseSubject(json.object("subject")), requireLevel(json), json.instant("at"));
                });
    }

    private static String requireLevel(StrictJson json) {
        String level = json.text("level");
        if (!level.matches("L[123]")) throw new ContractViolationException("'level' is none of those known");
        return level;
    }

    CentralReply<TransferredCase> transferCase(String txId, CaseTransfer half) {
        return caller.callCentral(
                "PUT",
                caller.terminalPath() + "/handovers/" + CentralCaller.encodePathPart(txId),
                txId + ":H",
                StrictJson.toCanonicalBytes(CaseTransferCodec.toJsonTree(half)),
                timeouts.ask(),
                json -> {
                    caller.verifySignature(json, json.text("signature"));
                    var handed = CaseTransferCodec.parseTransferredCase(json);
                    if (!handed.txId().equals(txId))
                        throw new ContractViolationException("the transfer belongs to another case");
                    return handed;
                });
    }

    CentralReply<TakenOverCase> takeOverCase(String reference, ProvenSubject person) {
        return caller.postJson(
                caller.terminalPath() + "/handovers",
                CentralCaller.withSubject(person, Map.of("reference", reference)),
                json -> {
                    caller.verifySignature(json, json.text("signature"));
                    if (!json.text("reference").equals(reference))
                        throw new ContractViolationException("the transfer belongs to another case");
                    return CaseTransferCodec.parseTakenOverCase(json);
                });
    }
}
