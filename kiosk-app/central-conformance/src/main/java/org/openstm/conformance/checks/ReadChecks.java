package org.openstm.conformance.checks;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openstm.conformance.terminal.CentralAnswer;
import org.openstm.conformance.terminal.CheckSkipped;
import org.openstm.conformance.terminal.ContractBreach;
import org.openstm.conformance.terminal.ContractDigest;
import org.openstm.conformance.terminal.TerminalCall;
import org.openstm.conformance.terminal.TestTerminal;

/// Queries, lists, the catalogue, and whose codes of phones count.
public final class ReadChecks {
    private final TestSession session;
    private final TestTerminal terminal;

    public ReadChecks(TestSession session) {
        this.session = session;
        this.terminal = session.terminal();
    }

    public List<ContractCheck> checks() {
        var list = new CheckList("read");
        addQueries(list);
        addCatalogue(list);
        addPublicAnswers(list);
        return list.checks();
    }

    private void addQueries(CheckList list) {
        list.add(
                "systems",
                "systems",
                "the back systems are told",
                () -> terminal.send(TerminalCall.get("/v1/health")).expectAnswer(200));
        list.add("query", "query", "a query answers with the values that the settings expect", this::query);
        list.add(
                "query-unproven",
                "Identity",
                "a query without evidence is refused with 403 identity-unproven",
                this::refuseQuery);
        list.add("list", "options", "a list answers with the choices that the settings expect", this::readList);
        list.add(
                "unknown-list",
                "Problems",
                "a list that is not there is refused with 404",
                () -> terminal.send(TerminalCall.post("/v1/lists/no-such-list-here", Map.of("given", Map.of())))
                        .expectAnswer(404));
        list.add(
                "unknown-members",
                "Versions",
                "members that central does not know are passed over",
                this::readListWithUnknownMembers);
        list.add(
                "unknown-code",
                "progress",
                "a code that is nobody's is answered with 404",
                () -> terminal.send(TerminalCall.get("/v1/progress/" + ContractDigest.slipCode(TestSession.newId())))
                        .expectAnswer(404));
        list.add("issuers", "issuers", "the list of issuers is signed and counts still", this::readIssuers);
        list.add(
                "unknown-login",
                "redeem",
                "a reference that nobody gave is refused with 404 login-unknown",
                this::refuseLogin);
    }

    private void addCatalogue(CheckList list) {
        list.add(
                "catalogue",
                "catalogue",
                "the manifest is signed, its ETag is its SHA-256, and If-None-Match with it answers 304; or 404"
                        + " no-catalogue",
                this::readCatalogue);
        list.add(
                "blob",
                "blob",
                "a file of the catalogue comes whole and by parts, with the SHA-256 and the size of the manifest",
                this::readBlob);
        list.add(
                "unknown-blob",
                "blob",
                "a file that is not there is refused with 404 no-such-blob",
                () -> terminal.send(TerminalCall.get("/v1/blobs/" + "0".repeat(64)))
                        .expectAnswer(404, "no-such-blob"));
    }

    private void addPublicAnswers(CheckList list) {
        list.add("order", "keepOrder", "a wish is kept, and its repeat changes nothing", this::keepOrder);
        list.add(
                "availability",
                "availability",
                "what works where is told to everybody, unsigned",
                () -> terminal.send(TerminalCall.get("/v1/availability"), "").expectAnswer(200));
        list.add(
                "unknown-organisation",
                "mandate",
                "an organisation that is not registered is refused with 403 organisation-unknown",
                this::refuseOrganisation);
    }

    private void query() throws IOException, InterruptedException {
        var query = session.settings().query().orElseThrow(() -> new CheckSkipped("the settings have no query"));
        var asked = session.requestFor(query.person());
        asked.put("service", query.service());
        asked.put("answers", query.answers());
        var values = terminal.send(TerminalCall.post("/v1/queries/" + query.system(), asked))
                .expectAnswer(200)
                .json()
                .path("values");
        query.expect().forEach((name, value) -> {
            if (!values.path(name).asString("").equals(value))
                throw new ContractBreach(name + " is " + values.path(name) + ", not '" + value + "'");
        });
    }

    private void refuseQuery() throws IOException, InterruptedException {
        var query = session.settings().query().orElseThrow(() -> new CheckSkipped("the settings have no query"));
        var asked = Map.of("service", query.service(), "subject", query.person().subject(), "answers", query.answers());
        terminal.send(TerminalCall.post("/v1/queries/" + query.system(), asked)).expectAnswer(403, "identity-unproven");
    }

    private void readList() throws IOException, InterruptedException {
        readList(Map.of());
    }

    private void readListWithUnknownMembers() throws IOException, InterruptedException {
        readList(Map.of("ofALaterVersion", List.of(Map.of("a", true))));
    }

    private void readList(Map<String, ?> more) throws IOException, InterruptedException {
        var choices = session.settings().choices().orElseThrow(() -> new CheckSkipped("the settings have no list"));
        var asked = new LinkedHashMap<String, Object>(more);
        asked.put("given", choices.given());
        var options = terminal.send(TerminalCall.post("/v1/lists/" + choices.list(), asked))
                .expectAnswer(200)
                .json()
                .path("options");
        var values = TestSession.values(options, "value");
        if (!values.containsAll(choices.expect())) throw new ContractBreach("the choices " + values);
    }

    private void readIssuers() throws IOException, InterruptedException {
        var said = terminal.send(TerminalCall.get("/v1/app-issuers"))
                .expectAnswer(200)
                .json();
        terminal.verifiedAnswer(said);
        if (Instant.parse(said.path("until").asString()).isBefore(Instant.now()))
            throw new ContractBreach(
                    "a list that counted until " + said.path("until").asString());
    }

    private void refuseLogin() throws IOException, InterruptedException {
        var asked = Map.of("issuer", "conformance.example", "reference", "AAAAAAAAAAAAAAAA", "acr", "pin");
        terminal.send(TerminalCall.post(terminal.place("app-logins"), asked).withKey(TestSession.newId()))
                .expectAnswer(404, "login-unknown");
    }

    private CentralAnswer manifest() throws IOException, InterruptedException {
        return terminal.send(TerminalCall.get("/v1/catalogue"));
    }

    private void readCatalogue() throws IOException, InterruptedException {
        var answer = manifest();
        if (answer.status() == 404) {
            answer.expectAnswer(404, "no-catalogue");
            return;
        }
        terminal.verifiedAnswer(answer.expectAnswer(200).json());
        var tag = '"' + ContractDigest.hex(answer.body()) + '"';
        if (!answer.header("ETag").equals(tag)) throw new ContractBreach("the ETag " + answer.header("ETag"));
        terminal.send(TerminalCall.get("/v1/catalogue").withHeader("If-None-Match", tag))
                .expectAnswer(304);
    }

    private void readBlob() throws IOException, InterruptedException {
        var answer = manifest();
        if (answer.status() == 404) throw new CheckSkipped("central has published no catalogue");
        var file = answer.json().path("files").path(0);
        int bytes = file.path("bytes").asInt();
        var path = "/v1/blobs/" + file.path("sha256").asString();
        var whole = terminal.send(TerminalCall.get(path)).expectAnswer(200).body();
        if (whole.length != bytes
                || !ContractDigest.hex(whole).equals(file.path("sha256").asString()))
            throw new ContractBreach("a file of " + whole.length + " bytes with another SHA-256 or size");
        if (bytes < 2) return;
        int half = bytes / 2;
        var part = terminal.send(TerminalCall.get(path).withHeader("Range", "bytes=" + half + "-" + (bytes - 1)))
                .expectAnswer(206);
        if (!java.util.Arrays.equals(part.body(), java.util.Arrays.copyOfRange(whole, half, bytes)))
            throw new ContractBreach("a part that is not the one that was asked for");
    }

    private void keepOrder() throws IOException, InterruptedException {
        var person = session.settings().simpleCase().person();
        terminal.send(TerminalCall.post("/v1/order/search", session.requestFor(person)))
                .expectAnswer(200);
        for (boolean wanted : new boolean[] {false, false, true}) {
            var asked = session.requestFor(person);
            asked.put("wanted", wanted);
            terminal.send(TerminalCall.post("/v1/order", asked)).expectAnswer(200);
        }
        var asked = session.requestFor(person);
        asked.put("wanted", true);
        var again = terminal.send(TerminalCall.post("/v1/order", asked))
                .expectAnswer(200)
                .json()
                .path("taken");
        if (again.asBoolean(true)) throw new ContractBreach("taken is " + again + " for a repeat");
    }

    private void refuseOrganisation() throws IOException, InterruptedException {
        var asked = session.requestFor(session.settings().simpleCase().person());
        asked.put("organisation", "91000000MA00000000");
        terminal.send(TerminalCall.post("/v1/mandates/search", asked)).expectAnswer(403, "organisation-unknown");
    }
}
