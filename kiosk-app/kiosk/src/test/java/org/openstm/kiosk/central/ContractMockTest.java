package org.openstm.kiosk.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.crypto.AppCode;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.PairingSecret;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.CatalogueManifest;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.PaperReport;
import tools.jackson.databind.JsonNode;

/// The answers of a mock generated from `central-api.yaml` alone can be read by a kiosk.
@Timeout(60)
class ContractMockTest {
    private static final String TERMINAL = "ST-0412-03";

    /// Date of the examples.
    private static final Instant THEN = Instant.parse("2026-11-24T06:32:00Z");

    /// Operations with answers that are not JSON, or that a kiosk does not call.
    private static final List<String> WITHOUT_EXAMPLE =
            List.of("document", "blob", "verificationPage", "availability", "renewCertificate");

    private static final CaseSubject LI = new CaseSubject("李秀兰", "530102195503080028", "resident");
    private static final ProvenSubject PROVEN = new ProvenSubject(LI, "7b33b66ec9765ffbddfa1356d63d0f63");

    @TempDir
    Path dir;

    private final JsonNode contract = new Contract().root();
    private final List<String> unread = new ArrayList<>();
    private ExampleCentral central;
    private HttpCentralClient kiosk;

    @BeforeEach
    void open() throws IOException {
        central = new ExampleCentral(contract);
        kiosk = new HttpCentralClient(
                central.uri(),
                TERMINAL,
                SigningKey.loadOrCreate(dir.resolve("key.json"), TERMINAL),
                CentralPublicKeys.trustOnFirstUse(dir.resolve("central-keys.json")),
                HttpCentralClient.CallTimeouts.USUAL,
                () -> THEN);
    }

    @AfterEach
    void close() {
        kiosk.close();
        central.close();
    }

    private JsonNode example(String path, String method, String status) {
        return contract.path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(status)
                .path("content")
                .path("application/json")
                .path("example");
    }

    private JsonNode asked(String path, String method) {
        return contract.path("paths")
                .path(path)
                .path(method)
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("example");
    }

    private void reads(String what, CentralReply<?> reply) {
        if (!(reply instanceof CentralReply.Done<?>)) unread.add(what + ": " + reply);
    }

    @Test
    void every_example_of_an_answer_is_one_that_the_kiosk_reads_with_its_signature() {
        var tx = "/v1/terminals/{terminal}/transactions/{txId}";
        reads("systems", kiosk.querySystems());
        reads("transaction", kiosk.queryReceipt(id(tx, "get", "200")));
        reads("payment", kiosk.queryPayment(id(tx + "/payment", "get", "200")));
        reads("hold", kiosk.holdPayment(id(tx + "/payment", "put", "200"), 2));
        reads(
                "confirm",
                kiosk.confirmPayment(id(tx + "/payment/confirmation", "post", "200"), "ZF20261124000008", 1056480));
        reads("reverse", kiosk.reverseCase(id(tx + "/reversal", "post", "200"), "changed"));
        reads("rate", kiosk.rateCase("case-1", 5, List.of()));
        reads(
                "paper",
                kiosk.reportPaper("case-1", new PaperReport("e-1", "SLIP receipt/accepted", 1, "PROVED", "", 41)));
        reads("query", kiosk.queryBackSystem("medical-insurance", "medical-insurance/remote-care", PROVEN, Map.of()));
        reads("options", kiosk.queryOptions("slots", Map.of("hospital", "yl-first")));
        reads("progress", kiosk.queryProgress(VerificationCode.of("case-1")));
        reads("cases", kiosk.queryCases(PROVEN));
        reads("mandate", kiosk.queryMandate(PROVEN, "91350100M000100Y43"));
        reads("lately", kiosk.queryRecentServices(PROVEN));
        reads("keepOrder", kiosk.savePersonalization(PROVEN, true));
        reads("sendCode", kiosk.sendSmsCode(PROVEN, "medical-insurance/remote-care", "13800006021"));
        reads("checkCode", kiosk.checkSmsCode("423cf638ef503136", "1"));
        reads("identity", kiosk.proveIdentity(new IdentityClaim("", LI, "id-card", "")));
        reads("callStaff", kiosk.callStaff("home", "again"));
        reads("staffCall", kiosk.queryStaffCall("H001"));
        reads("reconcile", kiosk.listTerminalCases(THEN, ""));
        reads("tell", kiosk.reportProcessData(List.of()));
        reads("command", kiosk.reportCommandOutcome("00000000-0000-4000-8000-000000000001", "done"));
        reads("issuers", kiosk.listIssuers());
        var end = new HeartbeatRequest.JournalEnd(
                0, 41, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Optional.empty());
        reads("heartbeat", kiosk.sendHeartbeat(new HeartbeatRequest(end, 0, 0, "0.1.0")));
        var handOver = "/v1/terminals/{terminal}/handovers/{txId}";
        reads("handOver", kiosk.transferCase(id(handOver, "put", "201"), half()));
        reads("takeOver", kiosk.takeOverCase("6NBGJLTTLMQCKRDDYXPNUHUCUB", PROVEN));
        reads(
                "redeem",
                kiosk.redeemAppCode(new AppCode("app.sf.example", "eaGS5Q3lzWclacJw2OaJuQ", "face"), "reading-1"));
        reads("upload", kiosk.uploadFile(new FileReference("signature", "0".repeat(64), "image/png", 3), new byte[3]));
        assertEquals(List.of(), unread);
        submits();
        readsCatalogue();
        var all = contract.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream())
                .map(operation -> operation.getValue().path("operationId").asString(""))
                .filter(name -> !name.isEmpty() && !WITHOUT_EXAMPLE.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, new TreeSet<>(central.answered()));
    }

    private HttpCentralClient paired(StubCentral stub, String code) {
        return new HttpCentralClient(
                stub.uri(),
                TERMINAL,
                SigningKey.loadOrCreate(dir.resolve("key.json"), TERMINAL),
                CentralPublicKeys.trustAfterPairing(dir.resolve("stub-keys.json")),
                PairingSecret.fromCode(code, TERMINAL));
    }

    @Test
    void a_stub_of_a_hundred_lines_that_was_written_from_the_contract_enrols_a_terminal() throws Exception {
        try (var stub = new StubCentral("ABCDEFGH");
                var stranger = paired(stub, "ABCD-EFGK");
                var terminal = paired(stub, "ABCD-EFGH")) {
            var refused = assertInstanceOf(CentralReply.Refused.class, stranger.querySystems());
            assertEquals("pairing-wrong", refused.problem().code());
            assertEquals(new CentralReply.Done<>(Map.of("tax", true)), terminal.querySystems());
        }
        var lines = Files.readAllLines(Path.of("src/test/java/org/openstm/kiosk/central/StubCentral.java"));
        assertTrue(lines.stream().filter(line -> !line.startsWith("import")).count() < 130, "no hundred lines");
    }

    /// The receipt in the example belongs to the request in the example.
    private void submits() {
        var path = "/v1/terminals/{terminal}/transactions/{txId}";
        byte[] body = StrictJson.parse(asked(path, "put").toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .canonicalBytesWithout("");
        reads("submit", kiosk.submitCase(id(path, "put", "201"), body));
        assertEquals(List.of(), unread);
    }

    private void readsCatalogue() {
        if (kiosk.fetchManifest("") instanceof CentralReply.Done<Optional<byte[]>>(var manifest)) {
            var read = CatalogueManifest.parseSigned(manifest.orElseThrow(), kiosk);
            assertTrue(read.number() > 0);
        } else unread.add("catalogue");
        assertEquals(List.of(), unread);
    }

    private CaseTransfer half() {
        return new CaseTransfer("counter", "medical-insurance/remote-care", 1, LI, Map.of("kind", "retired"), 0);
    }

    private String id(String path, String method, String status) {
        return example(path, method, status).path("txId").asString();
    }
}
