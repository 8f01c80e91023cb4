package org.openstm.conformance.checks;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openstm.conformance.terminal.CheckSkipped;
import org.openstm.conformance.terminal.ConformanceSettings.Item;
import org.openstm.conformance.terminal.ContractBreach;
import org.openstm.conformance.terminal.ContractDigest;
import org.openstm.conformance.terminal.ContractFile;
import org.openstm.conformance.terminal.TerminalCall;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Cases: once, and only once.
public final class CaseChecks {
    private static final String ONCE = "Once, and only once";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final int LARGEST_BODY = 256 * 1024;

    private final TestSession session;
    private final String txId = TestSession.newId();
    private byte[] body = new byte[0];
    private byte[] first = new byte[0];

    public CaseChecks(TestSession session) {
        this.session = session;
    }

    public List<ContractCheck> checks() {
        var list = new CheckList("case");
        addSubmissions(list);
        addRefusals(list);
        addLaterQuestions(list);
        return list.checks();
    }

    private void addSubmissions(CheckList list) {
        list.add(
                "accepted",
                "Signatures, Forms",
                "a case is taken in with 201; the receipt is signed over its RFC 8785 form and names the SHA-256 of the"
                        + " bytes that were sent",
                this::submitFirst);
        list.add(
                "repeated",
                ONCE,
                "the same case again is answered 200, byte for byte, with Idempotency-Replayed: true",
                this::repeatSubmission);
        list.add(
                "other-content",
                "Problem",
                "the same id with another content is refused with 422",
                this::refuseOtherContent);
        list.add("asked", "transaction", "what became of a case is told by its receipt", this::askReceipt);
        list.add(
                "never",
                ONCE,
                "404 says that a case was certainly never accepted",
                () -> session.requireAbsent(TestSession.newId()));
        list.add(
                "any-order",
                "Forms",
                "JSON may stand in any order and with any blanks, and requestDigest is of those bytes",
                this::submitOtherForm);
        list.add(
                "unknown-members",
                "Versions",
                "members that central does not know are passed over",
                this::submitUnknownMembers);
        list.add("stored", ONCE, "a case that says that it was stored is taken in as any other", this::submitStored);
    }

    private void addRefusals(CheckList list) {
        list.add(
                "key-differs",
                "submit",
                "the Idempotency-Key is the transaction id: another is refused, and nothing is taken in",
                this::refuseOtherKey);
        list.add(
                "path-differs",
                "submit",
                "the txId of the body is the one of the path: another is refused, and nothing is taken in",
                this::refuseOtherPath);
        list.add(
                "more-than-asked",
                "Problem",
                "more answers than the item asks for are refused with 422 more-than-asked, and nothing is taken in",
                this::refuseMore);
        list.add(
                "no-json",
                "Problems",
                "a body that is no JSON is refused in the form of a problem",
                this::refuseNoJson);
        list.add(
                "too-large",
                "upload",
                "a body of more than 256 KiB is refused with 413 too-large",
                this::refuseTooLarge);
    }

    private void addLaterQuestions(CheckList list) {
        list.add(
                "found-by-code",
                "The code on a slip",
                "the case is found by the code that is derived from its id",
                this::findByCode);
        list.add(
                "page",
                "verificationPage",
                "the page of the code tells people of the case, without name and number",
                this::showPage);
        list.add("found-by-person", "cases", "the case is among those of the person", this::findByPerson);
        list.add("reconciled", "reconcile", "the case stands in the pages of the reconciliation", this::reconcileCases);
        list.add(
                "rated",
                "rate",
                "a rating is taken once: taken is true, and false when it comes again",
                this::rateCase);
        list.add(
                "paper",
                "reportPaper",
                "a later proof settles what was unknown, and nothing else changes it",
                this::reportPaper);
    }

    private Item item() {
        return session.settings().simpleCase();
    }

    private void submitFirst() throws IOException, InterruptedException {
        body = TerminalCall.bytes(session.submission(txId, item()));
        var answer = session.submitCase(txId, body);
        session.receipt(answer, txId, body);
        first = answer.body();
    }

    private void requireFirst() {
        if (first.length == 0) throw new CheckSkipped("the first case was not taken in");
    }

    private void repeatSubmission() throws IOException, InterruptedException {
        requireFirst();
        var again = session.submitCase(txId, body).expectAnswer(200);
        if (!again.header(REPLAYED).equals("true")) throw new ContractBreach("200 without " + REPLAYED + ": true");
        if (!Arrays.equals(first, again.body())) throw new ContractBreach("200 with another receipt");
    }

    private void refuseOtherContent() throws IOException, InterruptedException {
        requireFirst();
        var other = session.submission(txId, item());
        other.put("occurredAt", "2020-01-01T00:00:00Z");
        session.submitCase(txId, other).expectAnswer(422);
    }

    private void askReceipt() throws IOException, InterruptedException {
        requireFirst();
        var told = session.terminal()
                .send(TerminalCall.get(session.casePath(txId)))
                .expectAnswer(200)
                .json();
        if (!session.terminal().verifiedAnswer(told).equals(ContractFile.json(first)))
            throw new ContractBreach("another receipt");
    }

    private void submitOtherForm() throws IOException, InterruptedException {
        var id = TestSession.newId();
        var reversed = new LinkedHashMap<String, Object>();
        var members = new java.util.ArrayList<>(session.submission(id, item()).entrySet());
        for (var one : members.reversed()) reversed.put(one.getKey(), one.getValue());
        byte[] bytes = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsBytes(reversed);
        session.receipt(session.submitCase(id, bytes), id, bytes);
    }

    private void submitUnknownMembers() throws IOException, InterruptedException {
        var id = TestSession.newId();
        var more = session.submission(id, item());
        more.put("ofALaterVersion", Map.of("a", List.of(1, 2)));
        byte[] bytes = TerminalCall.bytes(more);
        session.receipt(session.submitCase(id, bytes), id, bytes);
    }

    private void submitStored() throws IOException, InterruptedException {
        var id = TestSession.newId();
        var stored = session.submission(id, item());
        stored.put("stored", true);
        byte[] bytes = TerminalCall.bytes(stored);
        session.receipt(session.submitCase(id, bytes), id, bytes);
    }

    private void refuseOtherKey() throws IOException, InterruptedException {
        var id = TestSession.newId();
        session.terminal()
                .send(TerminalCall.put(session.casePath(id), id + "x", session.submission(id, item())))
                .expectRefused();
        session.requireAbsent(id);
    }

    private void refuseOtherPath() throws IOException, InterruptedException {
        var id = TestSession.newId();
        session.submitCase(id, session.submission(TestSession.newId(), item())).expectRefused();
        session.requireAbsent(id);
    }

    private void refuseMore() throws IOException, InterruptedException {
        var id = TestSession.newId();
        var more = session.submission(id, item());
        var answers = new LinkedHashMap<>(item().answers());
        answers.put("conformanceNobodyAsked", "x");
        more.put("answers", answers);
        session.submitCase(id, more).expectAnswer(422, "more-than-asked");
        session.requireAbsent(id);
    }

    private void refuseNoJson() throws IOException, InterruptedException {
        var id = TestSession.newId();
        var broken = "{\"txId\": \"" + id + "\", ";
        session.submitCase(id, broken.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .expectRefused();
        session.requireAbsent(id);
    }

    private void refuseTooLarge() throws IOException, InterruptedException {
        var id = TestSession.newId();
        var large = session.submission(id, item());
        large.put("ofALaterVersion", "x".repeat(LARGEST_BODY));
        session.submitCase(id, large).expectAnswer(413, "too-large");
        session.requireAbsent(id);
    }

    private String caseNumber() {
        requireFirst();
        return ContractFile.json(first).path("caseNumber").asString();
    }

    private void findByCode() throws IOException, InterruptedException {
        var number = caseNumber();
        var found = session.terminal()
                .send(TerminalCall.get("/v1/progress/" + ContractDigest.slipCode(txId)))
                .expectAnswer(200)
                .json();
        if (!found.path("caseNumber").asString().equals(number))
            throw new ContractBreach("the case " + found.path("caseNumber"));
    }

    private void showPage() throws IOException, InterruptedException {
        requireFirst();
        var at = session.settings()
                .pages()
                .map(java.net.URI::create)
                .orElse(session.terminal().central());
        var page = session.terminal().page(at.resolve("/v/" + ContractDigest.slipCode(txId)));
        if (page.status() != 200 || !page.type().equals("text/html"))
            throw new ContractBreach(page.status() + " " + page.type());
        var text = new String(page.body(), java.nio.charset.StandardCharsets.UTF_8);
        var person = item().person();
        if (text.contains(person.name()) || text.contains(person.number()))
            throw new ContractBreach("a page with the person's name or number");
    }

    private void findByPerson() throws IOException, InterruptedException {
        var number = caseNumber();
        var found = session.terminal()
                .send(TerminalCall.post("/v1/cases/search", session.requestFor(item().person())))
                .expectAnswer(200)
                .json();
        if (!TestSession.values(found.path("cases"), "caseNumber").contains(number))
            throw new ContractBreach("a list without the case " + number);
    }

    private void reconcileCases() throws IOException, InterruptedException {
        var number = caseNumber();
        var since = java.time.Instant.now().minus(java.time.Duration.ofHours(1)).toString();
        var after = "";
        do {
            JsonNode page = session.terminal()
                    .send(TerminalCall.post(
                            session.terminal().place("reconciliation"), Map.of("since", since, "after", after)))
                    .expectAnswer(200)
                    .json();
            for (var line : page.path("cases"))
                if (line.path("txId").asString().equals(txId)
                        && line.path("caseNumber").asString().equals(number)) return;
            var next = page.path("next").asString();
            if (next.equals(after) && !next.isEmpty()) throw new ContractBreach("the same page again and again");
            after = next;
        } while (!after.isEmpty());
        throw new ContractBreach("no page has the case " + number);
    }

    private void rateCase() throws IOException, InterruptedException {
        requireFirst();
        var path = session.casePath(txId) + "/rating";
        var rating = Map.of("grade", 5, "reasons", List.of());
        requireTaken(path, txId + ":rating", rating, true);
        requireTaken(path, txId + ":rating", rating, false);
    }

    private void reportPaper() throws IOException, InterruptedException {
        requireFirst();
        var effect = TestSession.newId();
        var path = session.casePath(txId) + "/papers/" + effect;
        var key = txId + ":" + effect;
        requireTaken(path, key, paper("UNKNOWN"), true);
        requireTaken(path, key, paper("PROVED"), true);
        requireTaken(path, key, paper("NOT_PRINTED"), false);
    }

    private static Map<String, Object> paper(String result) {
        return Map.of(
                "paper", "SLIP receipt/accepted", "copy", 1, "result", result, "evidence", "none", "sequence", 41);
    }

    private void requireTaken(String path, String key, Map<String, ?> json, boolean taken)
            throws IOException, InterruptedException {
        var said = session.terminal()
                .send(TerminalCall.put(path, key, json))
                .expectAnswer(200)
                .json()
                .path("taken");
        if (said.asBoolean() != taken) throw new ContractBreach("taken is " + said + " for " + json);
    }
}
