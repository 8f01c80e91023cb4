package org.openstm.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.conformance.FaultyCentral.Fault;
import org.openstm.conformance.FaultyCentral.Passed;
import org.openstm.conformance.checks.CheckResult;
import org.openstm.conformance.checks.CheckResult.Outcome;
import org.openstm.conformance.terminal.CanonicalJson;
import org.openstm.conformance.terminal.ConformanceSettings;
import org.openstm.conformance.terminal.ContractDigest;
import org.openstm.conformance.terminal.ContractFile;
import org.openstm.conformance.terminal.DetachedSignature;
import org.openstm.conformance.terminal.TestTerminal;
import org.openstm.kiosk.reference.CentralAdministration;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.reference.http.ListenAddress;
import tools.jackson.databind.node.ObjectNode;

/// The reference central passes the suite; with a planted fault it fails the check that is about this fault.
@Timeout(300)
class ReferenceCentralTest {
    private static final Path SETTINGS = Path.of("reference.yaml");
    private static final String TERMINAL = "ST-0412-98";

    /// Width of the word for the outcome in a line.
    private static final int WORD = "passed   ".length();

    @TempDir
    Path dir;

    private ReferenceCentral central;

    @BeforeEach
    void open() {
        central = ReferenceCentral.start(0, dir, InstantSource.system(), true);
    }

    @AfterEach
    void close() {
        central.close();
    }

    private List<CheckResult> run(URI at) throws InterruptedException {
        var code = CentralAdministration.createPairingCode(dir, Optional.empty(), TERMINAL, InstantSource.system());
        var settings = ConformanceSettings.read(SETTINGS).withPairing(code);
        return new ConformanceSuite(at, settings).run(_ -> {});
    }

    private static List<String> lines(List<CheckResult> results, Outcome outcome) {
        return results.stream()
                .filter(one -> one.outcome() == outcome)
                .map(CheckResult::line)
                .toList();
    }

    /// Ids of the checks that fail with this fault.
    private Set<String> failed(Fault fault) throws IOException, InterruptedException {
        try (var faulty = new FaultyCentral(central.uri(), fault)) {
            var failed = new TreeSet<String>();
            for (var one : run(faulty.uri())) {
                if (one.outcome() != Outcome.FAILED) continue;
                failed.add(one.id());
                assertTrue(!one.came().isBlank() && one.line().contains(one.section()), one.line());
            }
            return failed;
        }
    }

    private static boolean isCase(Passed one, String method) {
        return one.method().equals(method) && one.path().matches("/v1/terminals/[^/]+/transactions/[^/]+");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// As a central signs that does not do what the contract says, and means it.
    private byte[] signedAnew(byte[] body, UnaryOperator<ObjectNode> change) {
        try {
            var key = ECKey.parse(Files.readString(dir.resolve("central-key.json")));
            var changed = change.apply((ObjectNode) ContractFile.json(body).deepCopy());
            changed.put(
                    "signature",
                    DetachedSignature.signDetached(
                            CanonicalJson.without(changed, "signature"), key, key.getKeyID(), Map.of()));
            return CanonicalJson.bytes(changed);
        } catch (IOException | ParseException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void the_reference_central_passes_every_check_and_skips_none() throws InterruptedException {
        CentralAdministration.publishCatalogue(
                dir,
                Optional.empty(),
                Map.of("themes.yaml", bytes("themes: []\n")),
                Instant.now(),
                Duration.ofDays(30),
                "0.1.0",
                InstantSource.system());
        CentralAdministration.announceKey(dir, Optional.empty(), InstantSource.system());
        var results = run(central.uri());
        assertEquals(List.of(), lines(results, Outcome.FAILED));
        assertEquals(List.of(), lines(results, Outcome.SKIPPED));
        assertTrue(results.size() > 90, "only " + results.size());
    }

    @Test
    void each_group_of_checks_passes_alone_as_in_the_whole_run() throws InterruptedException {
        var whole = run(central.uri()).stream().map(CheckResult::line).toList();
        var groups = whole.stream()
                .map(line -> line.substring(WORD).replaceFirst("/.*", ""))
                .distinct()
                .toList();
        assertEquals(ConformanceSuite.GROUPS, groups);
        for (var group : groups) {
            // of its own: a number gets one message code a minute
            var folder = dir.resolve(group);
            try (var fresh = ReferenceCentral.start(0, folder, InstantSource.system(), true)) {
                var code = CentralAdministration.createPairingCode(
                        folder, Optional.empty(), TERMINAL, InstantSource.system());
                var settings = ConformanceSettings.read(SETTINGS).withPairing(code);
                var alone = new ConformanceSuite(fresh.uri(), settings, Set.of(group)).run(_ -> {});
                assertEquals(
                        whole.stream()
                                .filter(line -> line.startsWith(group + "/", WORD)
                                        || line.equals("passed   enrolment/accepted"))
                                .toList(),
                        alone.stream().map(CheckResult::line).toList());
            }
        }
    }

    @Test
    void the_reference_central_passes_with_tls_and_without_a_demonstration() throws Exception {
        var folder = dir.resolve("tls");
        try (var safe = ReferenceCentral.start(
                ListenAddress.loopbackTls(0), folder, Optional.empty(), InstantSource.system(), false, null)) {
            var code =
                    CentralAdministration.createPairingCode(folder, Optional.empty(), TERMINAL, InstantSource.system());
            var other = CentralAdministration.createPairingCode(
                    folder, Optional.empty(), "ST-0412-99", InstantSource.system());
            var file = dir.resolve("tls.yaml");
            var text = Files.readString(SETTINGS)
                    .replace("otherTerminal: {", "otherTerminal: {pairing: " + other + ", ")
                    .replaceAll("(?s)\npaymentCase:.*?\n(?=# )", "\n");
            Files.writeString(file, text);
            var settings = ConformanceSettings.read(file).withPairing(code);
            var results = new ConformanceSuite(safe.uri(), settings).run(_ -> {});
            assertEquals(List.of(), lines(results, Outcome.FAILED));
            var skipped = new TreeSet<>(lines(results, Outcome.SKIPPED));
            assertTrue(
                    skipped.stream().allMatch(one -> one.matches("skipped  (payment/|read/blob|terminal/key-set).*")),
                    skipped.toString());
        }
    }

    @Test
    void a_repeat_without_its_header_is_found() throws Exception {
        assertEquals(Set.of("case/repeated"), failed(one -> one.with("idempotency-replayed", "")));
    }

    @Test
    void another_receipt_to_a_repeat_is_found() throws Exception {
        assertEquals(
                Set.of("case/repeated"),
                failed(one -> isCase(one, "PUT") && one.status() == 200
                        ? one.with(200, signedAnew(one.body(), receipt -> receipt.put("version", 2)))
                        : one));
    }

    @Test
    void another_content_under_the_same_id_that_is_taken_is_found() throws Exception {
        var receipts = new ConcurrentHashMap<String, byte[]>();
        assertEquals(Set.of("case/other-content"), failed(one -> {
            if (isCase(one, "PUT") && one.status() == 201) receipts.put(one.path(), one.body());
            var known = receipts.get(one.path());
            return isCase(one, "PUT") && one.status() == 422 && known != null
                    ? one.with(201, known).with("content-type", "application/json")
                    : one;
        }));
    }

    @Test
    void a_receipt_that_another_key_signed_is_found() throws Exception {
        var other = TestTerminal.newKey("central");
        var failed = failed(one -> {
            if (!isCase(one, "PUT") || one.status() != 201) return one;
            var receipt = (ObjectNode) ContractFile.json(one.body());
            receipt.put(
                    "signature",
                    DetachedSignature.signDetached(
                            CanonicalJson.without(receipt, "signature"), other, "central", Map.of()));
            return one.with(201, CanonicalJson.bytes(receipt));
        });
        assertTrue(failed.containsAll(Set.of("case/accepted", "document/sealed", "payment/due")), failed.toString());
    }

    @Test
    void a_digest_of_other_bytes_than_those_that_came_is_found() throws Exception {
        // of its RFC 8785 form, as somebody does who parses first and keeps no bytes
        var failed = failed(one -> isCase(one, "PUT") && one.status() == 201
                ? one.with(
                        201,
                        signedAnew(
                                one.body(),
                                receipt -> receipt.put(
                                        "requestDigest",
                                        ContractDigest.hex(CanonicalJson.bytes(ContractFile.json(one.request()))))))
                : one);
        assertTrue(failed.contains("case/any-order"), failed.toString());
    }

    @Test
    void a_level_that_central_does_not_refuse_by_its_code_is_found() throws Exception {
        assertEquals(
                Set.of("identity/too-low-without", "identity/too-low-card"),
                failed(one -> one.status() == 403
                        ? one.with(403, bytes(one.text().replace("\"identity-too-low\"", "\"level-too-low\"")))
                        : one));
    }

    @Test
    void a_case_without_evidence_that_is_taken_in_is_found() throws Exception {
        // as a central of contract 1.6 did: it believed what the terminal said
        assertEquals(Set.of("identity/too-low-without", "identity/too-low-card"), failed(one -> {
            if (!one.text().contains("\"identity-too-low\"")) return one;
            var txId = ContractFile.json(one.request()).path("txId").asString();
            var receipt = "{\"txId\":\"" + txId + "\",\"version\":1,\"state\":\"ACCEPTED\",\"caseNumber\":\"SF1\","
                    + "\"acceptedAt\":\"2026-11-24T06:32:00Z\",\"result\":{},\"message\":{},\"documents\":[],"
                    + "\"requestDigest\":\"" + ContractDigest.hex(one.request()) + "\",\"signature\":\"\"}";
            return one.with(201, signedAnew(bytes(receipt), same -> same)).with("content-type", "application/json");
        }));
    }

    @Test
    void another_document_than_that_of_the_receipt_is_found() throws Exception {
        var key = ECKey.parse(Files.readString(dir.resolve("central-key.json")));
        assertEquals(Set.of("document/sealed"), failed(one -> {
            if (!one.path().startsWith("/v1/documents/") || one.status() != 200) return one;
            byte[] other = bytes("%PDF-1.7\nsomebody else's\n%%EOF\n");
            var seal = "\n%OpenSTM-Seal " + DetachedSignature.signDetached(other, key, key.getKeyID(), Map.of()) + "\n";
            byte[] sealed = Arrays.copyOf(other, other.length + seal.length());
            System.arraycopy(bytes(seal), 0, sealed, other.length, seal.length());
            return one.with(200, sealed);
        }));
    }

    @Test
    void a_wrong_clock_without_the_right_time_is_found() throws Exception {
        assertEquals(
                Set.of("signature/stale", "signature/future"),
                failed(one -> one.text().contains("\"clock-wrong\"")
                        ? one.with(one.status(), bytes(one.text().replace("\"time\":", "\"moment\":")))
                        : one));
    }

    @Test
    void a_request_that_counts_twice_is_found() throws Exception {
        var passed = new ConcurrentHashMap<String, Passed>();
        assertEquals(Set.of("signature/replayed"), failed(one -> {
            if (!one.path().endsWith("/passages")) return one;
            var before = passed.putIfAbsent(one.path() + one.requestText(), one);
            return before == null || one.status() == 200 ? one : before;
        }));
    }

    @Test
    void a_case_that_was_never_taken_and_is_not_answered_404_is_found() throws Exception {
        var failed = failed(one -> isCase(one, "GET") && one.status() == 404
                ? one.with(200, bytes("{}")).with("content-type", "application/json")
                : one);
        assertTrue(failed.containsAll(Set.of("case/never", "identity/too-low-card")), failed.toString());
    }

    @Test
    void a_refusal_that_is_no_problem_of_the_contract_is_found() throws Exception {
        var failed = failed(one -> one.status() == 401
                ? one.with(401, bytes("<html>who are you")).with("content-type", "text/html")
                : one);
        assertTrue(failed.containsAll(Set.of("signature/absent", "signature/unknown-terminal")), failed.toString());
    }

    @Test
    void a_journal_that_forks_and_is_followed_is_found() throws Exception {
        assertEquals(
                Set.of("terminal/forked"),
                failed(one -> one.path().endsWith("/heartbeat")
                        ? one.with(one.status(), bytes(one.text().replace("\"followed\":false", "\"followed\":true")))
                        : one));
    }

    @Test
    void a_key_set_that_is_not_as_it_was_signed_is_found() throws Exception {
        CentralAdministration.announceKey(dir, Optional.empty(), InstantSource.system());
        assertEquals(
                Set.of("terminal/key-set"),
                failed(one -> one.path().endsWith("/heartbeat")
                        ? one.with(
                                one.status(), bytes(one.text().replaceAll("(\"signatures\".*?\"version\":)1", "$12")))
                        : one));
    }

    @Test
    void members_of_a_later_version_that_are_refused_are_found() throws Exception {
        var failed = failed(one -> one.requestText().contains("ofALaterVersion") && one.status() < 300
                ? one.with(400, bytes("""
                        {"type":"urn:x","title":"x","status":400,"code":"malformed","retryable":false,
                         "message":{"en":"x"},"traceId":"","txState":"none"}""")).with("content-type", "application/problem+json")
                : one);
        assertEquals(Set.of("case/unknown-members", "read/unknown-members", "terminal/unknown-members"), failed);
    }

    @Test
    void a_list_of_issuers_that_no_longer_counts_is_found() throws Exception {
        assertEquals(
                Set.of("read/issuers"),
                failed(one -> one.path().equals("/v1/app-issuers") && one.status() == 200
                        ? one.with(200, signedAnew(one.body(), list -> list.put("until", "2020-01-01T00:00:00Z")))
                        : one));
    }

    @Test
    void a_time_that_is_not_in_utc_is_found() throws Exception {
        var failed = failed(one -> isCase(one, "PUT") && one.status() == 201
                ? one.with(201, signedAnew(one.body(), r -> r.put("acceptedAt", "2026-11-24T14:32:00+08:00")))
                : one);
        assertTrue(failed.contains("case/accepted"), failed.toString());
    }

    @Test
    void another_answer_of_a_query_than_the_settings_expect_is_found() throws Exception {
        assertEquals(
                Set.of("read/query"),
                failed(one -> one.path().startsWith("/v1/queries/")
                        ? one.with(one.status(), bytes(one.text().replace("正常", "封存")))
                        : one));
    }

    @Test
    void a_hold_of_another_amount_than_is_due_is_found() throws Exception {
        assertEquals(
                Set.of("payment/held"),
                failed(one -> one.path().endsWith("/payment") && one.method().equals("PUT") && one.status() == 200
                        ? one.with(200, signedAnew(one.body(), held -> held.put("fen", 1)))
                        : one));
    }

    @Test
    void a_page_for_everybody_with_a_persons_name_is_found() throws Exception {
        assertEquals(
                Set.of("case/page"),
                failed(one -> one.path().startsWith("/v/")
                        ? one.with(one.status(), bytes(one.text().replace("<body", "<p>李秀兰</p><body")))
                        : one));
    }

    @Test
    void a_central_that_does_not_prove_the_pairing_code_gets_no_further() throws Exception {
        var results = new ArrayList<CheckResult>();
        try (var faulty = new FaultyCentral(
                central.uri(),
                one -> one.path().endsWith("/enrolment") && one.status() == 200
                        ? one.with(200, bytes(one.text().replaceAll("\"proof\":\"..", "\"proof\":\"00")))
                        : one)) {
            results.addAll(run(faulty.uri()));
        }
        assertEquals(
                2,
                lines(results, Outcome.FAILED).size(),
                lines(results, Outcome.FAILED).toString());
        assertTrue(lines(results, Outcome.FAILED).getFirst().startsWith("FAILED   enrolment/accepted"));
        assertEquals(List.of("passed   enrolment/wrong-proof"), lines(results, Outcome.PASSED));
    }
}
