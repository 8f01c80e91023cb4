package org.openstm.conformance.checks;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.openstm.conformance.terminal.CentralAnswer;
import org.openstm.conformance.terminal.CheckSkipped;
import org.openstm.conformance.terminal.ConformanceSettings;
import org.openstm.conformance.terminal.ConformanceSettings.Item;
import org.openstm.conformance.terminal.ConformanceSettings.Person;
import org.openstm.conformance.terminal.ContractBreach;
import org.openstm.conformance.terminal.ContractDigest;
import org.openstm.conformance.terminal.OtherTerminal;
import org.openstm.conformance.terminal.TerminalCall;
import org.openstm.conformance.terminal.TestTerminal;
import tools.jackson.databind.JsonNode;

/// What the checks of one run share: the terminal, persons with their evidence, and cases that were handed in.
public final class TestSession {
    private static final String CARD = "id-card";

    private final TestTerminal terminal;
    private final Optional<OtherTerminal> other;
    private final ConformanceSettings settings;
    private final Map<String, String> evidence = new LinkedHashMap<>();

    public TestSession(TestTerminal terminal, Optional<OtherTerminal> other, ConformanceSettings settings) {
        this.terminal = terminal;
        this.other = other;
        this.settings = settings;
    }

    TestTerminal terminal() {
        return terminal;
    }

    ConformanceSettings settings() {
        return settings;
    }

    TestTerminal otherTerminal() throws IOException, InterruptedException {
        return other.orElseThrow(() -> new CheckSkipped("the settings have no otherTerminal"))
                .openEnrolled();
    }

    Item item(String name) {
        return settings.item(name).orElseThrow(() -> new CheckSkipped("the settings have no " + name));
    }

    static String newId() {
        return "conformance-" + UUID.randomUUID();
    }

    String casePath(String txId) {
        return terminal.place("transactions/" + txId);
    }

    CentralAnswer claimIdentity(Person person, String factor, String evidence)
            throws IOException, InterruptedException {
        var claim = new LinkedHashMap<String, Object>();
        claim.put("subject", person.subject());
        claim.put("factor", factor);
        if (!evidence.isEmpty()) claim.put("evidence", evidence);
        if (factor.equals("staff-code")) claim.put("officer", settings.officer());
        return terminal.send(TerminalCall.post(terminal.place("identities"), claim));
    }

    /// By the card alone.
    String cardEvidence(Person person) throws IOException, InterruptedException {
        return claimIdentity(person, CARD, "")
                .expectAnswer(201)
                .json()
                .path("evidence")
                .asString();
    }

    /// By the card and an officer: enough for every item. The same in the whole run.
    String evidence(Person person) throws IOException, InterruptedException {
        var known = evidence.get(person.number());
        if (known != null) return known;
        var card = cardEvidence(person);
        var full = claimIdentity(person, "staff-code", card)
                .expectAnswer(201)
                .json()
                .path("evidence")
                .asString();
        evidence.put(person.number(), full);
        return full;
    }

    /// A question about a person.
    Map<String, Object> requestFor(Person person) throws IOException, InterruptedException {
        var asked = new LinkedHashMap<String, Object>();
        asked.put("subject", person.subject());
        asked.put("evidence", evidence(person));
        return asked;
    }

    /// A case as a terminal hands it in; the answer `again` keeps an earlier run from being in the way.
    Map<String, Object> submission(String txId, Item item) throws IOException, InterruptedException {
        var identity =
                Map.of("level", "L3", "factors", List.of(CARD, "staff-code"), "evidence", evidence(item.person()));
        return submission(txId, item, identity);
    }

    Map<String, Object> submission(String txId, Item item, Map<String, Object> identity) {
        var answers = new LinkedHashMap<>(item.answers());
        answers.put("again", "yes");
        var body = new LinkedHashMap<String, Object>();
        body.put("txId", txId);
        body.put("service", item.service());
        body.put("serviceVersion", item.version());
        body.put("subject", item.person().subject());
        body.put("identity", identity);
        body.put("answers", answers);
        body.put("occurredAt", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        body.put("terminal", terminal.number());
        body.put("stored", false);
        return body;
    }

    CentralAnswer submitCase(String txId, Map<String, Object> body) throws IOException, InterruptedException {
        return submitCase(txId, TerminalCall.bytes(body));
    }

    CentralAnswer submitCase(String txId, byte[] body) throws IOException, InterruptedException {
        return terminal.send(TerminalCall.put(casePath(txId), txId, body));
    }

    /// Taken in, now or to be decided, with a receipt that is signed and of this very request.
    JsonNode receipt(CentralAnswer answer, String txId, byte[] body) {
        if (answer.status() != 201 && answer.status() != 202) throw new ContractBreach(answer.describeAnswer());
        var receipt = terminal.verifiedAnswer(answer.json());
        if (!receipt.path("txId").asString().equals(txId)) throw new ContractBreach("the receipt of another case");
        if (!receipt.path("requestDigest").asString().equals(ContractDigest.hex(body)))
            throw new ContractBreach("a requestDigest that is not of the bytes that were sent");
        return receipt;
    }

    /// Hands in an item and is accepted.
    JsonNode submitAccepted(String txId, Item item) throws IOException, InterruptedException {
        byte[] body = TerminalCall.bytes(submission(txId, item));
        var receipt = receipt(submitCase(txId, body), txId, body);
        if (!receipt.path("state").asString().equals("ACCEPTED"))
            throw new ContractBreach(item.service() + " is "
                    + receipt.path("state").asString() + " for the settings' person: " + receipt.path("result"));
        return receipt;
    }

    /// Certainly never accepted.
    void requireAbsent(String txId) throws IOException, InterruptedException {
        terminal.send(TerminalCall.get(casePath(txId))).expectAnswer(404);
    }

    static List<String> values(JsonNode list, String member) {
        var all = new ArrayList<String>();
        list.forEach(one -> all.add(one.path(member).asString("")));
        return all;
    }
}
