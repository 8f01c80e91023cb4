package org.openstm.conformance.checks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openstm.conformance.terminal.CentralAnswer;
import org.openstm.conformance.terminal.CheckSkipped;
import org.openstm.conformance.terminal.ConformanceSettings;
import org.openstm.conformance.terminal.ContractBreach;
import org.openstm.conformance.terminal.TerminalCall;

/// A half-done case goes on elsewhere, under the same id and number.
public final class TransferChecks {
    private static final String SECTION = "Hand-over";
    private static final int REFERENCE = 26;

    private final TestSession session;
    private final String txId = TestSession.newId();
    private String reference = "";

    public TransferChecks(TestSession session) {
        this.session = session;
    }

    public List<ContractCheck> checks() {
        var list = new CheckList("hand-over");
        list.add(
                "given",
                SECTION,
                "a half-done case is kept, with a case number and a code that ends in the reference",
                this::giveCase);
        list.add(
                "elsewhere",
                SECTION,
                "whoever gave it away has it no more: its case is refused with 403 case-elsewhere",
                this::refuseCase);
        list.add(
                "other-person",
                "takeOver",
                "another person is refused with 403 handover-other-person",
                this::refuseOtherPerson);
        list.add(
                "taken",
                "takeOver",
                "its person takes it up with the same answers, and a repeat answers the same",
                this::takeCase);
        list.add(
                "unknown",
                "takeOver",
                "a reference that nobody gave is refused with 404 handover-unknown",
                () -> takeCase(
                                "2".repeat(REFERENCE),
                                session.settings().simpleCase().person())
                        .expectAnswer(404, "handover-unknown"));
        return list.checks();
    }

    private void giveCase() throws IOException, InterruptedException {
        var item = session.item("halfCase");
        var half = new LinkedHashMap<String, Object>();
        half.put("to", "counter");
        half.put("service", item.service());
        half.put("serviceVersion", item.version());
        half.put("subject", item.person().subject());
        half.put("answers", item.answers());
        var path = session.terminal().place("handovers/" + txId);
        var handed = session.terminal()
                .verifiedAnswer(session.terminal()
                        .send(TerminalCall.put(path, txId + ":H", half))
                        .expectAnswer(201)
                        .json());
        var qr = handed.path("qr").asString();
        if (!qr.matches(".*[2-9A-HJ-NP-Z]{" + REFERENCE + "}")) throw new ContractBreach("the address " + qr);
        reference = qr.substring(qr.length() - REFERENCE);
    }

    private void requireGiven() {
        if (reference.isEmpty()) throw new CheckSkipped("nothing was given away");
    }

    private void refuseCase() throws IOException, InterruptedException {
        requireGiven();
        var item = session.item("halfCase");
        session.submitCase(txId, session.submission(txId, item)).expectAnswer(403, "case-elsewhere");
    }

    private CentralAnswer takeCase(String one, ConformanceSettings.Person person)
            throws IOException, InterruptedException {
        var asked = session.requestFor(person);
        asked.put("reference", one);
        return session.terminal().send(TerminalCall.post(session.terminal().place("handovers"), asked));
    }

    private void refuseOtherPerson() throws IOException, InterruptedException {
        requireGiven();
        var owner = session.item("halfCase").person();
        var other = session.settings()
                .query()
                .map(ConformanceSettings.Query::person)
                .filter(one -> !one.number().equals(owner.number()))
                .orElseThrow(() -> new CheckSkipped("the persons of query and halfCase are the same"));
        takeCase(reference, other).expectAnswer(403, "handover-other-person");
    }

    private void takeCase() throws IOException, InterruptedException {
        requireGiven();
        var item = session.item("halfCase");
        var first = session.terminal()
                .verifiedAnswer(
                        takeCase(reference, item.person()).expectAnswer(200).json());
        if (!first.path("txId").asString().equals(txId)) throw new ContractBreach("another case");
        for (Map.Entry<String, String> one : item.answers().entrySet())
            if (!first.path("answers").path(one.getKey()).asString("").equals(one.getValue()))
                throw new ContractBreach("the answers " + first.path("answers"));
        var again = takeCase(reference, item.person()).expectAnswer(200).json();
        if (!again.path("caseNumber").equals(first.path("caseNumber"))) throw new ContractBreach("another case number");
    }
}
