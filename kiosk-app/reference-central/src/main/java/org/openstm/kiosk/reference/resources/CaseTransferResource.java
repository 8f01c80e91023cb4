package org.openstm.kiosk.reference.resources;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Set;
import org.openstm.kiosk.central.TakenOverCase;
import org.openstm.kiosk.central.TransferredCase;
import org.openstm.kiosk.central.codec.CaseTransferCodec;
import org.openstm.kiosk.central.codec.SubjectCodec;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.access.IdentityRegister;
import org.openstm.kiosk.reference.cases.CaseTransferService;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.ServiceDefinition;
import org.openstm.kiosk.reference.http.RefusalResponses;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;

/// Half-done cases that go to another channel, or come from one.
public final class CaseTransferResource {
    private static final Set<String> WAYS = Set.of("phone", "counter");

    private final CaseTransferService transfers;
    private final IdentityRegister identities;
    private final DemoProvince demo;
    private final SigningKey key;
    private final RefusalResponses refusals;
    private final InstantSource clock;

    public CaseTransferResource(
            CaseTransferService transfers,
            IdentityRegister identities,
            DemoProvince demo,
            SigningKey key,
            RefusalResponses refusals,
            InstantSource clock) {
        this.transfers = transfers;
        this.identities = identities;
        this.demo = demo;
        this.key = key;
        this.refusals = refusals;
        this.clock = clock;
    }

    /// The answers must be those that the item asks, as in a case.
    public ServerResponse transferCase(ServerRequest request, String terminal, String txId) {
        if (!request.header("Idempotency-Key").equals(txId + ":H")) return refusals.malformedRequest();
        var half = CaseTransferCodec.parseCaseTransfer(StrictJson.parse(request.body()));
        if (!WAYS.contains(half.to())) return refusals.malformedRequest();
        var asks = demo.services().findService(half.service()).map(ServiceDefinition::asks);
        if (asks.isEmpty()) return refusals.refuse(403, "no-such-service");
        if (!asks.get().containsAll(half.answers().keySet())) return refusals.refuse(422, "more-than-asked");
        return switch (transfers.giveCase(terminal, branchOf(terminal), txId, half, clock.instant())) {
            case CaseTransferService.TransferReply.Refused<TransferredCase>(var problem) ->
                ServerResponse.ofProblem(problem);
            case CaseTransferService.TransferReply.Granted<TransferredCase>(var handed) ->
                ServerResponse.ofJson(201, key.toSignedBytes(CaseTransferCodec.toJsonTree(handed)));
        };
    }

    public ServerResponse takeOverCase(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        var unproven = identities.findRefusal(asked, terminal, clock.instant());
        if (unproven.isPresent()) return unproven.get();
        String reference = asked.text("reference");
        return switch (transfers.takeCase(
                terminal, reference, SubjectCodec.parseSubject(asked.object("subject")), clock.instant())) {
            case CaseTransferService.TransferReply.Refused<TakenOverCase>(var problem) ->
                ServerResponse.ofProblem(problem);
            case CaseTransferService.TransferReply.Granted<TakenOverCase>(var taken) -> {
                var said = new LinkedHashMap<>(CaseTransferCodec.toJsonTree(taken));
                said.put("reference", reference);
                yield ServerResponse.ofJson(200, key.toSignedBytes(said));
            }
        };
    }

    private static String branchOf(String terminal) {
        int dash = terminal.lastIndexOf('-');
        return dash > 0 ? terminal.substring(0, dash) : terminal;
    }
}
