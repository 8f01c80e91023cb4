package org.openstm.conformance.checks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstm.conformance.terminal.CanonicalJson;
import org.openstm.conformance.terminal.CheckSkipped;
import org.openstm.conformance.terminal.ContractBreach;
import org.openstm.conformance.terminal.ContractDigest;
import org.openstm.conformance.terminal.TerminalCall;
import org.openstm.conformance.terminal.TestTerminal;
import org.openstm.conformance.terminal.TlsIdentity;
import tools.jackson.databind.JsonNode;

/// Heartbeat and countersignature, calls for staff, process data, the certificate.
public final class TerminalChecks {
    private static final String HEARTBEAT = "heartbeat";
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(15);

    private final TestSession session;
    private final TestTerminal terminal;

    /// Of this run only: begins behind everything that central has seen of this terminal.
    private final long begin = System.currentTimeMillis();

    public TerminalChecks(TestSession session) {
        this.session = session;
        this.terminal = session.terminal();
    }

    public List<ContractCheck> checks() {
        var list = new CheckList("terminal");
        list.add(
                "countersigned",
                HEARTBEAT,
                "the end of a journal that begins behind what was seen is followed and countersigned",
                () -> requireFollowed(sendHeartbeat(begin + 1, "first", null, Map.of()), begin + 1, "first"));
        list.add(
                "same-end",
                HEARTBEAT,
                "the very same end again is followed",
                () -> requireFollowed(sendHeartbeat(begin + 1, "first", null, Map.of()), begin + 1, "first"));
        list.add(
                "next",
                HEARTBEAT,
                "an end that names what was seen last is followed and countersigned",
                () -> requireFollowed(
                        sendHeartbeat(begin + 2, "second", new Seen(begin + 1, "first"), Map.of()),
                        begin + 2,
                        "second"));
        list.add(
                "forked",
                HEARTBEAT,
                "an end that does not name what was seen last is not followed, and last is what central knows",
                this::refuseFork);
        list.add(
                "unknown-members",
                "Versions",
                "members that central does not know are passed over",
                () -> requireFollowed(
                        sendHeartbeat(
                                begin + 3,
                                "third",
                                new Seen(begin + 2, "second"),
                                Map.of("ofALaterVersion", List.of(1))),
                        begin + 3,
                        "third"));
        list.add(
                "no-journal", HEARTBEAT, "a terminal that cannot read its journal is heard without", this::beatWithout);
        list.add(
                "key-set",
                "A new key of central",
                "keySet, if there is one, names the key that signs, is in force and signed by it",
                this::readKeySet);
        list.add("clock", HEARTBEAT, "time is central's clock", this::readClock);
        list.add(
                "help",
                "callStaff, staffCall",
                "a call for staff has a ticket, and its state is told",
                this::callStaff);
        list.add("passages", "tell", "what is told again changes nothing: taken is 1, then 0", this::tellPassage);
        list.add(
                "certificate",
                "renewCertificate",
                "the certificate is renewed for the same key; without TLS 404",
                this::renewCertificate);
        return list.checks();
    }

    private record Seen(long seq, String words) {}

    private static String hash(String words) {
        return ContractDigest.hex(words.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private JsonNode sendHeartbeat(long seq, String words, @Nullable Seen seen, Map<String, ?> more)
            throws IOException, InterruptedException {
        var journal = new LinkedHashMap<String, Object>();
        journal.put("begin", begin);
        journal.put("seq", seq);
        journal.put("hash", hash(begin + words));
        if (seen != null) journal.put("seen", Map.of("seq", seen.seq(), "hash", hash(begin + seen.words())));
        var body = new LinkedHashMap<String, Object>(more);
        body.put("journal", journal);
        return sendHeartbeat(body);
    }

    private JsonNode sendHeartbeat(Map<String, Object> more) throws IOException, InterruptedException {
        var body = new LinkedHashMap<>(more);
        body.put("queued", 0);
        body.put("findings", 0);
        body.put("version", "0.1.0");
        var said = terminal.send(TerminalCall.post(terminal.place(HEARTBEAT), body))
                .expectAnswer(200)
                .json();
        terminal.verifiedAnswer(said.path("last"));
        said.path("commands").forEach(terminal::verifiedAnswer);
        return said;
    }

    private void requireFollowed(JsonNode said, long seq, String words) {
        if (!said.path("followed").asBoolean()) throw new ContractBreach("followed is false");
        requireLast(said, seq, words);
    }

    private void requireLast(JsonNode said, long seq, String words) {
        var last = said.path("last");
        if (last.path("seq").asLong() != seq
                || !last.path("hash").asString().equals(hash(begin + words))
                || !last.path("terminal").asString().equals(terminal.number()))
            throw new ContractBreach("a countersignature of another end: " + last);
    }

    private void refuseFork() throws IOException, InterruptedException {
        var said = sendHeartbeat(begin + 5, "another copy", new Seen(begin + 1, "first"), Map.of());
        if (said.path("followed").asBoolean()) throw new ContractBreach("followed is true");
        requireLast(said, begin + 2, "second");
    }

    private void beatWithout() throws IOException, InterruptedException {
        sendHeartbeat(Map.of());
    }

    private void readKeySet() throws IOException, InterruptedException {
        var set = sendHeartbeat(Map.of("keySet", 0)).path("keySet");
        if (set.isMissingNode()) throw new CheckSkipped("central has no key set");
        byte[] signed = CanonicalJson.without(set, "signatures");
        if (set.path("signatures").valueStream().noneMatch(jws -> terminal.isSigned(jws.asString(), signed)))
            throw new ContractBreach("no signature of it holds by the key of the enrolment");
        var now = Instant.now();
        for (var one : set.path("keys")) {
            boolean isInForce = !now.isBefore(Instant.parse(one.path("from").asString()))
                    && (!one.has("until")
                            || now.isBefore(Instant.parse(one.path("until").asString())));
            if (isInForce && terminal.isSigner(one.path("key").asString())) return;
        }
        throw new ContractBreach("the key of the enrolment is not in it, or not in force");
    }

    private void readClock() throws IOException, InterruptedException {
        var time = Instant.parse(sendHeartbeat(Map.of()).path("time").asString());
        if (Duration.between(time, Instant.now()).abs().compareTo(CLOCKS_DIFFER) > 0)
            throw new ContractBreach("time is " + time + ", far from the time here");
    }

    private void callStaff() throws IOException, InterruptedException {
        var ticket = terminal.send(
                        TerminalCall.post(terminal.place("help-calls"), Map.of("where", "home", "why", "conformance")))
                .expectAnswer(201)
                .json()
                .path("ticket")
                .asString();
        var state = terminal.send(TerminalCall.get(terminal.place("help-calls/" + ticket)))
                .expectAnswer(200)
                .json();
        if (!state.path("ticket").asString().equals(ticket)) throw new ContractBreach("another ticket: " + state);
    }

    private void tellPassage() throws IOException, InterruptedException {
        var passage = Map.of(
                "id",
                UUID.randomUUID().toString(),
                "item",
                session.settings().simpleCase().service(),
                "hour",
                Instant.now().truncatedTo(java.time.temporal.ChronoUnit.HOURS).toString(),
                "outcome",
                "left",
                "booking",
                "",
                "asked",
                0,
                "reused",
                0,
                "missing",
                0,
                "strides",
                List.of(Map.of("step", "notice", "ms", 4000, "touches", 1)));
        for (int taken : new int[] {1, 0}) {
            var said = terminal.send(
                            TerminalCall.post(terminal.place("passages"), Map.of("passages", List.of(passage))))
                    .expectAnswer(200)
                    .json()
                    .path("taken");
            if (said.asInt() != taken) throw new ContractBreach("taken is " + said + ", not " + taken);
        }
    }

    private void renewCertificate() throws IOException, InterruptedException {
        var asked = Map.of("certificateRequest", TlsIdentity.certificateRequest(terminal.number(), terminal.key()));
        var answer = terminal.send(TerminalCall.post(terminal.place("certificate"), asked));
        if (!terminal.usesTls()) {
            answer.expectAnswer(404);
            return;
        }
        var made = TlsIdentity.certificate(
                answer.expectAnswer(200).json().path("certificate").asString());
        try {
            if (!java.util.Arrays.equals(
                    made.getPublicKey().getEncoded(),
                    terminal.key().toECPublicKey().getEncoded()))
                throw new ContractBreach("a certificate of another key");
        } catch (com.nimbusds.jose.JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
