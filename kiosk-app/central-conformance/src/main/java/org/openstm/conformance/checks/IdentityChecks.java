package org.openstm.conformance.checks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.openstm.conformance.terminal.ConformanceSettings.Item;
import org.openstm.conformance.terminal.ContractBreach;
import org.openstm.conformance.terminal.TerminalCall;

/// Central judges who a person is, never the terminal.
public final class IdentityChecks {
    private static final String SECTION = "Identity";
    private static final String TOO_LOW = "identity-too-low";
    private static final String UNPROVEN = "identity-unproven";
    private static final List<String> CLAIMED = List.of("id-card", "staff-code");

    private final TestSession session;

    public IdentityChecks(TestSession session) {
        this.session = session;
    }

    public List<ContractCheck> checks() {
        var list = new CheckList("identity");
        list.add("card", SECTION, "a card that was read gives evidence", () -> session.cardEvidence(item().person()));
        list.add(
                "added",
                SECTION,
                "the next factor of the same visit is added to the evidence",
                () -> session.evidence(item().person()));
        list.add(
                "other-name",
                "proveIdentity",
                "another name than the one on record is refused with 403 identity-unproven",
                this::refuseOtherName);
        list.add(
                "no-card",
                "proveIdentity",
                "a factor that needs a card first is refused with 403 identity-unproven",
                () -> session.claimIdentity(item().person(), "staff-code", "").expectAnswer(403, UNPROVEN));
        list.add(
                "invented-evidence",
                "proveIdentity",
                "evidence that central never gave is refused with 403 identity-unproven",
                () -> session.claimIdentity(item().person(), "staff-code", "0".repeat(32))
                        .expectAnswer(403, UNPROVEN));
        list.add(
                "question-without",
                SECTION,
                "a question about a person without evidence is refused with 403 identity-unproven",
                () -> session.terminal()
                        .send(TerminalCall.post(
                                "/v1/cases/search",
                                Map.of("subject", item().person().subject())))
                        .expectAnswer(403, UNPROVEN));
        list.add(
                "other-person",
                SECTION,
                "evidence is of its person: a question about another is refused with 403 identity-unproven",
                this::refuseOtherPerson);
        list.add(
                "other-terminal",
                SECTION,
                "evidence is of its terminal: at another it is refused with 403 identity-unproven",
                this::refuseAtOtherTerminal);
        list.add(
                "too-low-without",
                SECTION,
                "a case above L0 without evidence is refused with 403 identity-too-low (facts level, wanted), and not"
                        + " taken in, whatever the terminal says",
                () -> refuseCase(""));
        list.add(
                "too-low-card",
                SECTION,
                "a case of an item above L1 with a card alone is refused with 403 identity-too-low",
                () -> refuseCase(session.cardEvidence(item().person())));
        return list.checks();
    }

    private Item item() {
        return session.settings().simpleCase();
    }

    private void refuseOtherName() throws IOException, InterruptedException {
        var claim = Map.of(
                "subject",
                Map.of(
                        "name", "没有这个人",
                        "number", item().person().number(),
                        "layout", item().person().layout()),
                "factor",
                "id-card");
        session.terminal()
                .send(TerminalCall.post(session.terminal().place("identities"), claim))
                .expectAnswer(403, UNPROVEN);
    }

    private void refuseOtherPerson() throws IOException, InterruptedException {
        var asked = Map.of(
                "subject",
                Map.of("name", "别人", "number", "110101199003070000", "layout", "resident"),
                "evidence",
                session.evidence(item().person()));
        session.terminal().send(TerminalCall.post("/v1/cases/search", asked)).expectAnswer(403, UNPROVEN);
    }

    private void refuseAtOtherTerminal() throws IOException, InterruptedException {
        session.otherTerminal()
                .send(TerminalCall.post("/v1/cases/search", session.requestFor(item().person())))
                .expectAnswer(403, UNPROVEN);
    }

    private void refuseCase(String evidence) throws IOException, InterruptedException {
        var txId = TestSession.newId();
        Map<String, Object> identity = evidence.isEmpty()
                ? Map.of("level", "L3", "factors", CLAIMED)
                : Map.of("level", "L3", "factors", CLAIMED, "evidence", evidence);
        var answer = session.submitCase(txId, session.submission(txId, item(), identity))
                .expectAnswer(403, TOO_LOW);
        var facts = answer.json().path("facts");
        if (!facts.has("level") || !facts.has("wanted")) throw new ContractBreach(TOO_LOW + " with the facts " + facts);
        session.requireAbsent(txId);
    }
}
