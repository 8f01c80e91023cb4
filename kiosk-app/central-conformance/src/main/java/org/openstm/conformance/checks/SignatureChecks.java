package org.openstm.conformance.checks;

import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openstm.conformance.terminal.CentralAnswer;
import org.openstm.conformance.terminal.ContractBreach;
import org.openstm.conformance.terminal.TerminalCall;
import org.openstm.conformance.terminal.TestTerminal;

/// Who is let in: a known terminal that signed exactly this request, now, once.
public final class SignatureChecks {
    private static final String SIGNATURES = "Signatures";
    private static final String FORMS = "Forms";
    private static final Duration STALE = Duration.ofMinutes(16);
    private static final Duration FRESH = Duration.ofMinutes(13);
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(15);

    private final TestTerminal terminal;

    public SignatureChecks(TestSession session) {
        this.terminal = session.terminal();
    }

    public List<ContractCheck> checks() {
        var list = new CheckList("signature");
        addSignedParts(list);
        addTimes(list);
        addSpellings(list);
        return list.checks();
    }

    private void addSignedParts(CheckList list) {
        list.add("right", SIGNATURES, "a request that is signed as the contract says is let in", this::letIn);
        list.add(
                "absent",
                SIGNATURES,
                "a request without a signature is refused with 401",
                () -> terminal.send(sendSigned(), "").expectAnswer(401));
        list.add(
                "other-body",
                SIGNATURES,
                "a signature covers the body: another is refused with 401",
                () -> terminal.send(sendSigned("other"), terminal.signRequest(sendSigned()))
                        .expectAnswer(401));
        list.add(
                "other-path",
                SIGNATURES,
                "a signature covers the path: another is refused with 401",
                () -> terminal.send(
                                TerminalCall.get("/v1/health"),
                                terminal.signRequest(TerminalCall.get("/v1/app-issuers")))
                        .expectAnswer(401));
        list.add(
                "other-key",
                SIGNATURES,
                "a signature covers the idempotency key: another is refused with 401",
                this::refuseOtherIdempotencyKey);
        list.add(
                "wrong-signer",
                SIGNATURES,
                "what another key signed under the terminal's kid is refused with 401",
                () -> send(TestTerminal.newKey(terminal.number()), terminal.number(), Instant.now())
                        .expectAnswer(401));
        list.add(
                "unknown-terminal",
                "ProblemCode",
                "a kid that nobody registered is refused with 401 unknown-terminal",
                this::refuseUnknownTerminal);
    }

    private void addTimes(CheckList list) {
        list.add(
                "stale",
                SIGNATURES,
                "at more than 15 minutes ago is refused with 401 clock-wrong and central's time in facts",
                () -> refuseTime(Instant.now().minus(STALE)));
        list.add(
                "future",
                SIGNATURES,
                "at more than 15 minutes ahead is refused with 401 clock-wrong and central's time in facts",
                () -> refuseTime(Instant.now().plus(STALE)));
        list.add(
                "late",
                SIGNATURES,
                "at less than 15 minutes ago is let in",
                () -> send(terminal.key(), terminal.number(), Instant.now().minus(FRESH))
                        .expectAnswer(200));
        list.add("replayed", SIGNATURES, "a nonce counts once: the same request again is refused with 401", () -> {
            var call = TerminalCall.post(terminal.place("passages"), Map.of("passages", List.of()));
            var signature = terminal.signRequest(call);
            terminal.send(call, signature).expectAnswer(200);
            terminal.send(call, signature).expectAnswer(401);
        });
    }

    private void addSpellings(CheckList list) {
        list.add(
                "one-spelling",
                FORMS,
                "of a base64url part only the spelling counts whose unused bits are zero: another is refused with 401",
                this::refuseOtherSpelling);
        list.add(
                "padding",
                FORMS,
                "base64url with padding is refused with 401",
                () -> terminal.send(sendSigned(), terminal.signRequest(sendSigned()) + "==")
                        .expectAnswer(401));
        list.add(
                "unsigned-algorithm",
                SIGNATURES,
                "a signature with the alg none is refused with 401",
                this::refuseNoAlgorithm);
        list.add(
                "other-place",
                SIGNATURES,
                "a terminal speaks of its own cases only: the place of another is refused",
                () -> terminal.send(TerminalCall.get("/v1/terminals/X-0-0/transactions/" + TestSession.newId()))
                        .expectRefused());
    }

    private static TerminalCall sendSigned() {
        return sendSigned("");
    }

    /// Asks for something harmless.
    private static TerminalCall sendSigned(String given) {
        return TerminalCall.post("/v1/lists/regions", Map.of("given", Map.of("parent", given)));
    }

    private void letIn() throws IOException, InterruptedException {
        terminal.send(TerminalCall.get("/v1/health")).expectAnswer(200);
    }

    private CentralAnswer send(ECKey key, String kid, Instant at) throws IOException, InterruptedException {
        var call = TerminalCall.get("/v1/health");
        return terminal.send(call, terminal.signRequest(call, key, kid, at));
    }

    private void refuseUnknownTerminal() throws IOException, InterruptedException {
        var nobody = "X-9999-" + Long.toString(System.nanoTime() & 0xffffff, 36).toUpperCase(java.util.Locale.ROOT);
        send(TestTerminal.newKey(nobody), nobody, Instant.now()).expectAnswer(401, "unknown-terminal");
    }

    private void refuseOtherIdempotencyKey() throws IOException, InterruptedException {
        var txId = TestSession.newId();
        var call = TerminalCall.put(terminal.place("transactions/" + txId), txId, Map.of());
        terminal.send(call.withKey(txId + "x"), terminal.signRequest(call)).expectAnswer(401);
    }

    private void refuseTime(Instant at) throws IOException, InterruptedException {
        var answer = send(terminal.key(), terminal.number(), at).expectAnswer(401, "clock-wrong");
        var time = answer.json().path("facts").path("time").asString("");
        try {
            if (Duration.between(Instant.parse(time), Instant.now()).abs().compareTo(CLOCKS_DIFFER) > 0)
                throw new ContractBreach("facts.time is " + time + ", far from the time here");
        } catch (DateTimeException no) {
            throw new ContractBreach("clock-wrong without a time: facts.time is '" + time + "'");
        }
    }

    /// The last character of a P-256 signature has four bits that count for nothing.
    private void refuseOtherSpelling() throws IOException, InterruptedException {
        var call = sendSigned();
        var right = terminal.signRequest(call);
        var digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char last = right.charAt(right.length() - 1);
        var other = right.substring(0, right.length() - 1) + digits.charAt(digits.indexOf(last) + 1);
        terminal.send(call, other).expectAnswer(401);
    }

    private void refuseNoAlgorithm() throws IOException, InterruptedException {
        var header = "{\"alg\":\"none\",\"kid\":\"" + terminal.number() + "\",\"at\":\"" + Instant.now()
                + "\",\"nonce\":\"0123456789\"}";
        var base64 = Base64.getUrlEncoder().withoutPadding();
        var part = base64.encodeToString(header.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        terminal.send(sendSigned(), part + "..").expectAnswer(401);
        terminal.send(sendSigned(), part + ".." + base64.encodeToString(new byte[64]))
                .expectAnswer(401);
    }
}
