package org.openstm.kiosk.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;
import org.openstm.kiosk.dispatch.OutboxDispatcher.SubmissionResult;
import org.openstm.kiosk.journal.model.PaymentState;
import org.openstm.kiosk.journal.model.StaffFinding;

/// Money at a central that signs what is not true. Signatures of strangers are refused before:
/// `ForeignVectorsTest`.
@Timeout(60)
class LyingCentralTest {
    private static final CaseSubject YANG = new CaseSubject("杨䶮", "532901197211030043", "resident");
    private static final Map<String, String> ANSWERS = Map.of("year", "2026", "grade", "60");
    private static final long FEN = 1_056_480;

    @TempDir
    Path dir;

    private Town town;

    @BeforeEach
    void a_case_costs_money() throws InterruptedException {
        town = new Town(dir);
        assertInstanceOf(SubmissionResult.Accepted.class, town.submit("p-1", "tax/own-premium", YANG, false, ANSWERS));
    }

    @AfterEach
    void close() {
        town.close();
    }

    private static UnaryOperator<Object> hold(UnaryOperator<PaymentHold> lie) {
        return reply -> reply instanceof CentralReply.Done<?>(PaymentHold said)
                ? new CentralReply.Done<>(lie.apply(said))
                : reply;
    }

    private static UnaryOperator<Object> reversal(UnaryOperator<CaseReversal> lie) {
        return reply -> reply instanceof CentralReply.Done<?>(CaseReversal said)
                ? new CentralReply.Done<>(lie.apply(said))
                : reply;
    }

    private static PaymentHold withFen(PaymentHold said, long fen) {
        return new PaymentHold(
                said.txId(),
                said.attempt(),
                said.reference(),
                said.state(),
                fen,
                said.qr(),
                said.until(),
                said.signature());
    }

    private PaymentStatus step() {
        return town.dispatch().paymentCoordinator().advancePayment("p-1");
    }

    private <S extends PaymentStatus> S until(Class<S> wanted) throws InterruptedException {
        while (true) {
            var now = step();
            if (wanted.isInstance(now)) return wanted.cast(now);
            Thread.sleep(10);
        }
    }

    private PaymentState state() {
        return town.journal().payments().findPayment("p-1").orElseThrow().state();
    }

    private List<String> findings() {
        return town.journal().findings().openFindings().stream()
                .map(StaffFinding::kind)
                .toList();
    }

    private void pay() throws IOException, InterruptedException {
        var qr = until(PaymentStatus.Payable.class).qr();
        try (var http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(URI.create(qr))
                            .POST(BodyPublishers.ofString("answer=pay"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    @Test
    void a_hold_of_another_amount_is_never_shown_for_payment() throws Exception {
        town.alter("holdPayment", hold(said -> withFen(said, 1)));
        town.alter("queryPayment", hold(said -> withFen(said, 1)));
        assertEquals(new PaymentStatus.Withdrawn(false), until(PaymentStatus.Withdrawn.class));
        assertEquals(PaymentState.REVERSED, state());
    }

    @Test
    void a_confirmation_of_another_amount_does_not_end_the_case() throws Exception {
        pay();
        while (state() != PaymentState.PAID) step();
        town.alter("confirmPayment", hold(said -> withFen(said, FEN - 1)));
        town.alter("queryPayment", _ -> new CentralReply.NoAnswer<>(NoAnswerReason.TIMEOUT, "silent", true));
        for (int steps = 0; steps < 5; steps++) step();
        assertEquals(PaymentState.CONFIRMING, state());
    }

    @Test
    void what_was_charged_and_is_said_to_be_only_released_is_left_to_staff() throws Exception {
        chargedAndReversedAs(said -> new CaseReversal(
                said.txId(), CaseReversal.ReversalState.RELEASED, said.fen(), said.at(), said.signature()));
    }

    @Test
    void what_was_charged_and_is_said_never_to_have_been_held_is_left_to_staff() throws Exception {
        chargedAndReversedAs(said ->
                new CaseReversal(said.txId(), CaseReversal.ReversalState.NOTHING, 0, said.at(), said.signature()));
    }

    @Test
    void less_money_given_back_than_was_charged_is_left_to_staff() throws Exception {
        chargedAndReversedAs(
                said -> new CaseReversal(said.txId(), said.state(), said.fen() - 1, said.at(), said.signature()));
    }

    private void chargedAndReversedAs(UnaryOperator<CaseReversal> lie) throws Exception {
        town.alter("reverseCase", reversal(lie));
        pay();
        while (state() != PaymentState.PAID) step();
        town.central().startOutage("payment", "forbid", java.time.Duration.ofMinutes(10));
        while (state() != PaymentState.REVERSING) step();
        town.central().startOutage("payment", "up", java.time.Duration.ofMinutes(10));
        until(PaymentStatus.Manual.class);
        assertEquals(List.of("payment-manual"), findings());
        var text = town.journal().findings().openFindings().getFirst().text();
        assertTrue(text.contains(FEN + " fen") && text.contains("given back"), text);
    }
}
