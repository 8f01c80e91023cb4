package org.openstm.kiosk.central;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.AppCodeVerifier;
import org.openstm.kiosk.central.crypto.AppIssuer;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.CodeReplayGuard;
import org.openstm.kiosk.central.crypto.DocumentSeal;
import org.openstm.kiosk.central.crypto.PairingSecret;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.central.export.ExportFile;
import org.openstm.kiosk.central.export.ExportKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.CatalogueManifest;
import org.openstm.kiosk.reference.ReferenceCentral;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The contract's bytes as another language makes them (`vectors/make_vectors.py`): both ends here share one
/// codec, so that a common mistake of theirs shows only against a foreign end.
class ForeignVectorsTest {
    private static final JsonNode VECTORS = read();
    private static final Instant AT = Instant.parse(text("at"));
    private static final String TERMINAL = text("terminal");
    private static final String TX = text("txId");
    private static final String SUBMIT = "PUT /v1/terminals/" + TERMINAL + "/transactions/" + TX;

    @TempDir
    Path dir;

    private CentralPublicKeys trusted;
    private SigningKey terminal;

    private static JsonNode read() {
        try (var in = ForeignVectorsTest.class.getResourceAsStream("vectors/vectors.json")) {
            return JsonMapper.shared().readTree(in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String text(String name) {
        return VECTORS.path(name).asString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(JsonNode node) {
        return utf8(JsonMapper.shared().writeValueAsString(node));
    }

    private Path keyFile(String name, JsonNode key) throws IOException {
        return Files.write(dir.resolve(name), bytes(key));
    }

    @BeforeEach
    void keys() throws IOException {
        var answer = VECTORS.path("pairing").path("answer");
        trusted = CentralPublicKeys.trustAfterPairing(dir.resolve("trusted.json"));
        trusted.pinKeys(
                answer.path("key").asString(),
                Optional.of(answer.path("exports").asString()),
                true);
        terminal = SigningKey.loadExisting(
                keyFile("terminal.json", VECTORS.path("keys").path("terminal")), TERMINAL);
    }

    @TestFactory
    Stream<DynamicTest> an_object_has_the_form_of_RFC_8785() {
        return VECTORS.path("canonical")
                .valueStream()
                .map(one -> DynamicTest.dynamicTest(one.path("form").asString(), () -> {
                    var parsed = StrictJson.parse(utf8(one.path("json").asString()));
                    var expected = one.path("form").asString();
                    assertEquals(expected, new String(parsed.canonicalBytesWithout(""), StandardCharsets.UTF_8));
                    assertEquals(
                            expected, new String(StrictJson.toCanonicalBytes(parsed.toMap()), StandardCharsets.UTF_8));
                }));
    }

    @Test
    void a_submission_has_the_bytes_that_another_language_signs() {
        var made = new CaseSubmission(
                TX,
                "pension/life-proof",
                1,
                new CaseSubject("李秀兰", "530102195503080028", "resident"),
                new IdentityAssurance("L1", List.of("id-card")),
                Map.of("again", "yes"),
                AT,
                TERMINAL,
                false);
        assertEquals(text("submission"), new String(SubmissionCodec.toBytes(made), StandardCharsets.UTF_8));
    }

    @Test
    void a_terminal_of_another_language_is_served_and_nobody_who_only_uses_its_name() throws Exception {
        var folder = Files.createDirectories(dir.resolve("central"));
        try (var central = ReferenceCentral.start(0, folder, () -> AT, true)) {
            var requests = VECTORS.path("requests");
            assertEquals(200, send(central, requests.path("enrolment"), "signature", Optional.empty()));
            assertEquals(404, send(central, requests.path("ask"), "signature", Optional.empty()));
            assertEquals(401, send(central, requests.path("ask"), "strangersSignature", Optional.empty()));
            var submit = requests.path("submit");
            assertEquals(401, send(central, submit, "strangersSignature", Optional.empty()));
            assertEquals(401, send(central, submit, "signature", Optional.of(TX + "0")));
            assertEquals(401, send(central, submit, "signature", Optional.of("")));
            assertEquals(404, send(central, requests.path("ask"), "signature", Optional.empty()), "nothing was stored");
            // judged, not turned away at the door: without evidence no level counts
            assertEquals(403, send(central, submit, "signature", Optional.empty()));
        }
    }

    private static int send(ReferenceCentral central, JsonNode request, String signature, Optional<String> otherKey)
            throws IOException, InterruptedException {
        var body = request.path("body").asString();
        var key = otherKey.orElse(request.path("idempotencyKey").asString());
        var built = HttpRequest.newBuilder(
                        central.uri().resolve(request.path("path").asString()))
                .header("Request-Signature", request.path(signature).asString())
                .header("Content-Type", "application/json")
                .method(
                        request.path("method").asString(),
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) built.header("Idempotency-Key", key);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(built.build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }

    @Test
    void a_receipt_of_another_language_is_believed_and_every_request_is_signed_as_the_contract_says() throws Exception {
        try (var central = new RecordedCentral(VECTORS.path("keys").path("terminal"));
                var client = client(central)) {
            central.answerWith(SUBMIT, 201, bytes(VECTORS.path("receipt")));
            var reply = client.submitCase(TX, utf8(text("submission")));
            var receipt = (CaseReceipt)
                    assertInstanceOf(CentralReply.Done.class, reply).value();
            assertEquals("SF202611240001", receipt.caseNumber());
            assertEquals(Map.of("nextDue", "2027-11-24"), receipt.result());
            assertEquals(text("submission"), new String(central.bodyOf(SUBMIT), StandardCharsets.UTF_8));
            client.queryReceipt(TX);
            client.holdPayment(TX, 1);
            client.querySystems();
            assertEquals(List.of(), central.unsigned());
        }
    }

    @TestFactory
    Stream<DynamicTest> a_receipt_is_no_answer() {
        return VECTORS.path("receipts")
                .propertyStream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> assertNoAnswer(bytes(one.getValue()))));
    }

    private void assertNoAnswer(byte[] receipt) throws Exception {
        try (var central = new RecordedCentral(VECTORS.path("keys").path("terminal"));
                var client = client(central)) {
            central.answerWith(SUBMIT, 201, receipt);
            var reply = client.submitCase(TX, utf8(text("submission")));
            var nothing = assertInstanceOf(CentralReply.NoAnswer.class, reply);
            assertTrue(nothing.maybeArrived(), "the case may be there: " + nothing);
        }
    }

    private HttpCentralClient client(RecordedCentral central) {
        return new HttpCentralClient(
                central.uri(), TERMINAL, terminal, trusted, HttpCentralClient.CallTimeouts.USUAL, () -> AT);
    }

    @Test
    void both_proofs_of_a_pairing_are_those_of_another_language() {
        var pairing = VECTORS.path("pairing");
        var key = pairing.path("terminalKey").asString();
        var secret = PairingSecret.fromCode(pairing.path("code").asString(), TERMINAL)
                .orElseThrow();
        assertEquals(key, terminal.publicJwk());
        assertEquals(pairing.path("terminalProof").asString(), secret.terminalProof(key));
        var answer = StrictJson.parse(bytes(pairing.path("answer")));
        assertEquals(answer.text("proof"), secret.centralProof(key, answer.canonicalBytesWithout("proof")));
    }

    @Test
    void a_seal_of_another_language_holds_and_breaks_with_any_byte() {
        byte[] sealed = Base64.getUrlDecoder().decode(text("document"));
        assertTrue(DocumentSeal.isSealIntact(sealed, trusted));
        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertFalse(DocumentSeal.isSealIntact(changed, trusted), "byte " + at);
        }
    }

    @Test
    void a_catalogue_that_another_language_signed_is_taken_and_none_that_was_changed() {
        var manifest = VECTORS.path("manifest");
        assertEquals(
                7,
                CatalogueManifest.parseSigned(bytes(manifest), trusted::isSignedByCentral)
                        .number());
        var changed = new String(bytes(manifest), StandardCharsets.UTF_8).replace("\"number\":7", "\"number\":8");
        assertThrows(
                ContractViolationException.class,
                () -> CatalogueManifest.parseSigned(utf8(changed), trusted::isSignedByCentral));
    }

    @Test
    void a_key_set_that_another_language_signed_is_taken() {
        trusted.useClock(() -> AT);
        assertEquals(Optional.empty(), trusted.acceptKeySet(StrictJson.parse(bytes(VECTORS.path("keySet")))));
        assertEquals(1, trusted.keySetVersion());
    }

    @Test
    void codes_of_phones_by_both_algorithms_are_proved_once() {
        var phone = VECTORS.path("phone");
        var issuer = AppIssuer.of(StrictJson.parse(utf8("""
                {"issuer": "province-app", "levels": {"urn:level-2": "L2"}, "keys": %s}
                """.formatted(phone.path("keys")))));
        var verifier = new AppCodeVerifier(TERMINAL, CodeReplayGuard.loadFrom(dir.resolve("seen")));
        for (var algorithm : List.of("ES256", "SGD_SM3_SM2")) {
            var code = phone.path(algorithm).asString();
            var good = assertInstanceOf(
                    AppCodeVerifier.CodeVerdict.Good.class, verifier.verifyCode(code, List.of(issuer), AT), algorithm);
            assertEquals("reference-1", good.code().reference());
            assertEquals(
                    new AppCodeVerifier.CodeVerdict.Bad(AppCodeVerifier.RejectionReason.USED),
                    verifier.verifyCode(code, List.of(issuer), AT));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "pieceExport"})
    void an_export_of_another_language_opens_at_central(String format) throws Exception {
        var file = Files.write(dir.resolve("export"), export(format));
        var payload = dir.resolve("payload");
        var opened = openExport(file, payload);
        assertEquals(TERMINAL, opened.terminal());
        assertEquals("vector", opened.words().text("what"));
        assertArrayEquals(utf8("payload ".repeat(8_500)), Files.readAllBytes(payload));
    }

    private static byte[] export(String format) {
        return Base64.getUrlDecoder().decode(text(format));
    }

    private ExportFile.OpenedExport openExport(Path file, Path payload) throws Exception {
        var key = ExportKey.loadExisting(
                keyFile("exports.json", VECTORS.path("keys").path("exports")));
        return ExportFile.openExport(
                file,
                key,
                id -> Optional.of(VECTORS.path("pairing").path("terminalKey").asString())
                        .filter(_ -> id.equals(TERMINAL)),
                payload);
    }

    @Test
    void an_export_of_the_format_before_opens_with_no_byte_changed() throws Exception {
        byte[] whole = export("pieceExport");
        long seed = Seeds.next();
        var random = new Random(seed);
        var file = dir.resolve("export");
        var payload = dir.resolve("payload");
        for (int n = 0; n < 200; n++) {
            byte[] changed = whole.clone();
            // the lines and the first length, the signature, and anywhere
            int at = n % 4 == 0
                    ? random.nextInt(600)
                    : n % 4 == 1 ? whole.length - 1 - random.nextInt(300) : random.nextInt(whole.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, n % 4 == 2 ? Arrays.copyOf(whole, at) : changed);
            assertThrows(ExportFile.Refused.class, () -> openExport(file, payload), "seed " + seed + ", turn " + n);
            assertFalse(Files.exists(payload), "seed " + seed);
        }
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        Files.write(file, flipped);
        var refused = assertThrows(ExportFile.Refused.class, () -> openExport(file, payload));
        assertEquals(
                file + " is not as ST-0412-03 signed it, or it was signed with a key that ST-0412-03 no longer has",
                refused.getMessage());
    }

    @Test
    void the_code_on_a_slip_is_that_of_another_language() {
        assertEquals(text("verificationCode"), VerificationCode.of(TX));
    }
}
