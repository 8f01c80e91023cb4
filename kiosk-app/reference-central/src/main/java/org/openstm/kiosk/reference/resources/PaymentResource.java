package org.openstm.kiosk.reference.resources;

import java.time.InstantSource;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.cases.PaymentService;
import org.openstm.kiosk.reference.http.RefusalResponses;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;

/// The payment of a case: hold, state, confirmation and reversal.
public final class PaymentResource {
    private final PaymentService payments;
    private final RefusalResponses refusals;
    private final InstantSource clock;

    public PaymentResource(PaymentService payments, RefusalResponses refusals, InstantSource clock) {
        this.payments = payments;
        this.refusals = refusals;
        this.clock = clock;
    }

    public ServerResponse holdPayment(ServerRequest request, String terminal, String txId) {
        if (!request.header("Idempotency-Key").equals(txId + ":P")) return refusals.malformedRequest();
        return toResponse(payments.holdPayment(
                terminal, txId, StrictJson.parse(request.body()).integer("attempt"), clock.instant()));
    }

    public ServerResponse servePayment(String terminal, String txId) {
        return toResponse(payments.findPayment(terminal, txId, clock.instant()));
    }

    public ServerResponse confirmPayment(ServerRequest request, String terminal, String txId) {
        if (!request.header("Idempotency-Key").equals(txId + ":C")) return refusals.malformedRequest();
        StrictJson asked = StrictJson.parse(request.body());
        return toResponse(payments.confirmPayment(
                terminal, txId, asked.text("reference"), asked.longValue("fen"), clock.instant()));
    }

    public ServerResponse reverseCase(ServerRequest request, String terminal, String txId) {
        if (!request.header("Idempotency-Key").equals(txId + ":R")) return refusals.malformedRequest();
        return toResponse(payments.reverseCase(terminal, txId, clock.instant()));
    }

    private static ServerResponse toResponse(PaymentService.PaymentReply said) {
        return switch (said) {
            case PaymentService.PaymentReply.Granted(var word) -> ServerResponse.ofJson(200, word);
            case PaymentService.PaymentReply.Refused(var problem) -> ServerResponse.ofProblem(problem);
        };
    }
}
