package org.openstm.conformance.checks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.openstm.conformance.terminal.CheckSkipped;
import org.openstm.conformance.terminal.ContractBreach;
import org.openstm.conformance.terminal.TerminalCall;
import tools.jackson.databind.JsonNode;

/// Hold, confirm, reverse. Nothing is paid: nobody scans the code.
public final class PaymentChecks {
    private static final String SECTION = "Money";

    private final TestSession session;
    private final String txId = TestSession.newId();
    private final String unborn = TestSession.newId();
    private long due;

    public PaymentChecks(TestSession session) {
        this.session = session;
    }

    public List<ContractCheck> checks() {
        var list = new CheckList("payment");
        list.add("due", SECTION, "the receipt of an item that costs something says how much is due", this::submitCase);
        list.add("none", "payment", "404 says that certainly nothing was ever held", () -> {
            requireDue();
            session.terminal()
                    .send(TerminalCall.get(session.casePath(txId) + "/payment"))
                    .expectAnswer(404);
        });
        list.add(
                "held",
                "hold",
                "a hold is of the amount that is due, signed, with a code for the phone",
                this::holdPayment);
        list.add("held-again", "hold", "the same attempt again answers the same hold", this::holdAgain);
        list.add(
                "not-paid", "confirm", "what was not charged is not confirmed: 409 not-paid", this::refuseConfirmation);
        list.add(
                "reversed",
                "reverse",
                "a reversal is signed and releases the hold; a repeat answers the same; a later hold is refused with 410"
                        + " reversed",
                this::reversePayment);
        list.add(
                "reversed-before",
                "reverse",
                "a reversal counts also before its case: the case is then refused with 410 reversed",
                this::reverseBefore);
        return list.checks();
    }

    private void submitCase() throws IOException, InterruptedException {
        var receipt = session.submitAccepted(txId, session.item("paymentCase"));
        if (!receipt.has("due")) throw new ContractBreach("a receipt without due");
        due = receipt.path("due").path("fen").asLong();
    }

    private void requireDue() {
        if (due == 0) throw new CheckSkipped("nothing is due");
    }

    private JsonNode heldPayment() throws IOException, InterruptedException {
        var answer = session.terminal()
                .send(TerminalCall.put(session.casePath(txId) + "/payment", txId + ":P", Map.of("attempt", 1)));
        return session.terminal().verifiedAnswer(answer.expectAnswer(200).json());
    }

    private void holdPayment() throws IOException, InterruptedException {
        requireDue();
        var voucher = heldPayment();
        if (!voucher.path("state").asString().equals("HELD")
                || voucher.path("qr").asString().isEmpty()
                || voucher.path("fen").asLong() != due
                || !voucher.path("txId").asString().equals(txId)) throw new ContractBreach(voucher.toString());
    }

    private void holdAgain() throws IOException, InterruptedException {
        requireDue();
        var once = heldPayment();
        var again = heldPayment();
        if (!once.path("reference").equals(again.path("reference"))) throw new ContractBreach("another hold");
    }

    private void refuseConfirmation() throws IOException, InterruptedException {
        requireDue();
        var body = Map.of("reference", heldPayment().path("reference").asString(), "fen", due);
        session.terminal()
                .send(TerminalCall.post(session.casePath(txId) + "/payment/confirmation", body)
                        .withKey(txId + ":C"))
                .expectAnswer(409, "not-paid");
    }

    private JsonNode reversal(String id) throws IOException, InterruptedException {
        var call = TerminalCall.post(session.casePath(id) + "/reversal", Map.of("why", "conformance"))
                .withKey(id + ":R");
        return session.terminal()
                .verifiedAnswer(session.terminal().send(call).expectAnswer(200).json());
    }

    private void reversePayment() throws IOException, InterruptedException {
        requireDue();
        var first = reversal(txId);
        if (!first.path("state").asString().equals("RELEASED")) throw new ContractBreach(first.toString());
        if (!reversal(txId).equals(first)) throw new ContractBreach("another answer to the repeat");
        session.terminal()
                .send(TerminalCall.put(session.casePath(txId) + "/payment", txId + ":P", Map.of("attempt", 2)))
                .expectAnswer(410, "reversed");
    }

    private void reverseBefore() throws IOException, InterruptedException {
        requireDue(); // a central without a payment system has nothing to reverse with
        var first = reversal(unborn);
        if (!first.path("state").asString().equals("NOTHING")) throw new ContractBreach(first.toString());
        session.submitCase(unborn, session.submission(unborn, session.item("paymentCase")))
                .expectAnswer(410, "reversed");
    }
}
