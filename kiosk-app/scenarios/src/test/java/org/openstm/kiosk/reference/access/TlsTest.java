package org.openstm.kiosk.reference.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.Contract;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.RequestSigning;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.CertificateFile;
import org.openstm.kiosk.central.crypto.PairingSecret;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.http.TlsCredentials;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.dispatch.RetryPolicy;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.reference.CentralAdministration;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.reference.http.ListenAddress;

/// A terminal and a central that accept only each other.
class TlsTest {
    private static final String A = "ST-0412-03";
    private static final String B = "ST-0412-04";
    private static final CaseSubject LI = new CaseSubject("李秀兰", "530102195503080028", "resident");

    private static final QueuePolicy POLICY = QueuePolicy.of(Duration.ofDays(3), 60);

    @TempDir
    Path dir;

    private final Contract contract = new Contract();
    private volatile Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private ReferenceCentral central;

    @BeforeEach
    void open() {
        central = central(ListenAddress.loopbackTls(0), "central");
    }

    @AfterEach
    void close() {
        central.close();
        assertEquals(List.of(), contract.breaches());
    }

    private ReferenceCentral central(ListenAddress door, String folder) {
        return ReferenceCentral.start(door, dir.resolve(folder), Optional.empty(), () -> now, false, contract::check);
    }

    private TlsCredentials credentials(String terminal, Optional<String> fingerprint) {
        return TlsCredentials.loadFrom(dir.resolve(terminal), key(terminal), fingerprint, () -> now);
    }

    private SigningKey key(String terminal) {
        return SigningKey.loadOrCreate(dir.resolve(terminal).resolve("terminal.key"), terminal);
    }

    private HttpCentralClient kiosk(
            URI at, String terminal, Optional<String> code, Optional<TlsCredentials> credentials) {
        return new HttpCentralClient(
                at,
                terminal,
                key(terminal),
                CentralPublicKeys.trustAfterPairing(dir.resolve(terminal).resolve("central.keys")),
                HttpCentralClient.CallTimeouts.USUAL,
                () -> now,
                code.map(typed -> PairingSecret.fromCode(typed, terminal).orElseThrow()),
                credentials);
    }

    private HttpCentralClient kiosk(URI at, String terminal) {
        return kiosk(at, terminal, Optional.empty(), Optional.of(credentials(terminal, Optional.empty())));
    }

    private Optional<String> code(String terminal) {
        return Optional.of(
                CentralAdministration.createPairingCode(dir.resolve("central"), Optional.empty(), terminal, () -> now));
    }

    private void letIn(String terminal) {
        var own = Optional.of(credentials(terminal, Optional.empty()));
        try (var kiosk = kiosk(central.uri(), terminal, code(terminal), own)) {
            assertInstanceOf(CentralReply.Done.class, kiosk.enrolTerminal());
        }
    }

    private byte[] body(String txId) {
        return body(txId, new IdentityAssurance("L3", List.of("id-card")));
    }

    private byte[] proven(HttpCentralClient kiosk, String txId) {
        return body(txId, Proofs.identity(kiosk, LI));
    }

    private byte[] body(String txId, IdentityAssurance identity) {
        return SubmissionCodec.toBytes(
                new CaseSubmission(txId, "pension/life-proof", 1, LI, identity, Map.of("again", "yes"), now, A, false));
    }

    private static String refused(CentralReply<?> reply) {
        return assertInstanceOf(CentralReply.Refused.class, reply).problem().code();
    }

    /// Asserts that nothing arrived, with a reason that contains this text.
    private static void unsafe(CentralReply<?> reply, String words) {
        var none = assertInstanceOf(CentralReply.NoAnswer.class, reply);
        assertTrue(none.why().contains(words), none.why());
        assertFalse(none.maybeArrived(), none.why());
    }

    private SSLContext believing(String folder) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var file = dir.resolve(folder).resolve("central-ca.pem");
        store.setCertificateEntry("ca", CertificateFile.readCertificate(file).orElseThrow());
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    @Test
    void a_paired_terminal_hands_in_a_case_and_gets_in_again_by_its_files() {
        assertTrue(central.uri().toString().startsWith("https://"));
        var own = Optional.of(credentials(A, Optional.empty()));
        try (var kiosk = kiosk(central.uri(), A, code(A), own)) {
            var receipt = (CaseReceipt)
                    assertInstanceOf(CentralReply.Done.class, kiosk.submitCase("t-1", proven(kiosk, "t-1")))
                            .value();
            assertEquals(CaseReceipt.ReceiptState.ACCEPTED, receipt.state(), "paired at the first contact, by itself");
            assertEquals(Optional.empty(), kiosk.authenticationTrouble());
        }
        try (var later = kiosk(central.uri(), A)) {
            assertInstanceOf(CentralReply.Done.class, later.queryReceipt("t-1"));
        }
        assertEquals(
                now.plus(CertificateAuthority.TERMINAL_LIFE),
                own.orElseThrow().certificateExpiry().orElseThrow());
    }

    @Test
    void who_shows_no_certificate_may_enrol_and_ask_after_health_and_look_at_a_slip_s_page() throws Exception {
        letIn(A);
        try (var plain =
                HttpClient.newBuilder().sslContext(believing("central")).build()) {
            assertEquals(401, asked(plain, "/v1/documents/D-1"));
            assertEquals(401, asked(plain, "/v1/terminals/" + A + "/transactions/t-1"));
            assertEquals(200, asked(plain, "/v1/health"));
            assertEquals(200, asked(plain, "/v/ABCDEFGHJKLM"));
        }
    }

    @Test
    void pages_for_people_are_not_at_the_terminals_door() throws Exception {
        try (var alone = ReferenceCentral.start(
                        ListenAddress.loopbackTls(0),
                        dir.resolve("central"),
                        Optional.empty(),
                        () -> now,
                        false,
                        null);
                var plain =
                        HttpClient.newBuilder().sslContext(believing("central")).build()) {
            for (var page : List.of("/", "/terminals/" + A, "/branches")) {
                assertEquals(404, status(plain, alone.uri().resolve(page)), page);
                assertEquals(200, status(plain, alone.staffUri().resolve(page)), page);
            }
        }
    }

    private static int status(HttpClient client, URI page) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(page).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private int asked(HttpClient client, String path) throws IOException, InterruptedException {
        String signature = key(A).signPayload(
                        RequestSigning.requestSigningInput("GET", path, "", new byte[0]), Map.of("at", now.toString()));
        var request = HttpRequest.newBuilder(central.uri().resolve(path))
                .header("Request-Signature", signature)
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 401) assertTrue(answer.body().contains("certificate-needed"), answer.body());
        return answer.statusCode();
    }

    @Test
    void the_certificate_of_one_terminal_does_not_let_another_act() {
        letIn(A);
        letIn(B);
        var ofB = Optional.of(credentials(B, Optional.empty()));
        try (var kiosk = kiosk(central.uri(), A, Optional.empty(), ofB)) {
            assertEquals("certificate-other", refused(kiosk.submitCase("t-1", body("t-1"))));
            assertTrue(
                    kiosk.authenticationTrouble().orElse("").contains("engineer"),
                    kiosk.authenticationTrouble().toString());
        }
        try (var kiosk = kiosk(central.uri(), A)) {
            assertEquals("no-such-transaction", refused(kiosk.queryReceipt("t-1")), "it was not taken in");
        }
    }

    @Test
    void a_certificate_is_made_only_for_the_key_that_asks_and_the_terminal_s_own_name() {
        var authority = CertificateAuthority.loadOrCreate(dir.resolve("central"), now);
        var request = request(A);
        var a = key(A).keyPair().getPublic();
        assertEquals(a, authority.issueTerminalCertificate(request, A, a, now).getPublicKey());
        var b = key(B).keyPair().getPublic();
        assertThrows(
                ContractViolationException.class,
                () -> authority.issueTerminalCertificate(request, A, b, now),
                "another key");
        assertThrows(
                ContractViolationException.class,
                () -> authority.issueTerminalCertificate(request, B, a, now),
                "another name");
        assertThrows(ContractViolationException.class, () -> authority.issueTerminalCertificate("AAAA", A, a, now));
        assertThrows(
                ContractViolationException.class, () -> authority.issueTerminalCertificate("not base64", A, a, now));
        byte[] bytes = java.util.Base64.getDecoder().decode(request);
        bytes[bytes.length - 5] ^= 1;
        var unproved = java.util.Base64.getEncoder().encodeToString(bytes);
        assertThrows(
                ContractViolationException.class,
                () -> authority.issueTerminalCertificate(unproved, A, a, now),
                "not signed by the key");
    }

    private String request(String terminal) {
        return credentials(terminal, Optional.empty()).certificateRequest();
    }

    @Test
    void a_certificate_is_renewed_after_two_thirds_of_its_life_and_one_that_ended_is_refused() {
        letIn(A);
        letIn(B);
        var begun = now;
        try (var kiosk = kiosk(central.uri(), A);
                var other = kiosk(central.uri(), B)) {
            now = begun.plus(Duration.ofDays(55));
            assertEquals(Optional.empty(), kiosk.renewCertificateIfDue());
            now = begun.plus(Duration.ofDays(62));
            assertInstanceOf(
                    CentralReply.Done.class, kiosk.renewCertificateIfDue().orElseThrow());
            assertEquals(Optional.empty(), kiosk.renewCertificateIfDue(), "once");
            now = begun.plus(Duration.ofDays(91));
            assertInstanceOf(CentralReply.Done.class, kiosk.submitCase("t-1", proven(kiosk, "t-1")));
            assertEquals("certificate-expired", refused(other.queryReceipt("t-1")));
            assertEquals(
                    "certificate-expired", refused(other.renewCertificateIfDue().orElseThrow()));
            assertTrue(
                    other.authenticationTrouble().orElse("").contains("pairs it again"),
                    other.authenticationTrouble().toString());
            assertInstanceOf(CentralReply.Done.class, other.querySystems(), "whether central is there it may ask");
        }
        letIn(B);
        try (var again = kiosk(central.uri(), B)) {
            assertEquals("no-such-transaction", refused(again.queryReceipt("t-1")));
        }
    }

    @Test
    void another_authority_and_a_wrong_clock_and_a_wrong_name_are_told_apart() throws IOException {
        letIn(A);
        try (var foreign = central(ListenAddress.loopbackTls(0), "foreign");
                var kiosk = kiosk(foreign.uri(), A)) {
            unsafe(kiosk.submitCase("t-1", body("t-1")), "not this terminal's central");
            assertTrue(
                    kiosk.authenticationTrouble().orElse("").contains("pairs again"),
                    kiosk.authenticationTrouble().toString());
        }
        var begun = now;
        now = begun.plus(Duration.ofDays(900));
        try (var kiosk = kiosk(central.uri(), A)) {
            unsafe(kiosk.submitCase("t-1", body("t-1")), "an engineer sets the clock");
        }
        now = begun;
        var loopback = InetAddress.getByName("127.0.0.2");
        try (var unnamed = central(new ListenAddress(loopback, 0, true, List.of()), "central");
                var named = central(new ListenAddress(loopback, 0, true, List.of("127.0.0.2")), "central");
                var wrong = kiosk(unnamed.uri(), A);
                var right = kiosk(named.uri(), A)) {
            unsafe(wrong.querySystems(), "127.0.0.2");
            assertInstanceOf(CentralReply.Done.class, right.querySystems());
        }
    }

    /// Another terminal of the same central, at central's port: every terminal has such a certificate.
    @Test
    void the_certificate_of_a_terminal_is_no_central_s() throws Exception {
        letIn(A);
        letIn(B);
        var chain = List.of("terminal.pem", "central-ca.pem").stream()
                .map(name -> CertificateFile.readCertificate(dir.resolve(B).resolve(name))
                        .orElseThrow())
                .toArray(Certificate[]::new);
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("b", key(B).keyPair().getPrivate(), new char[0], chain);
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), null, null);
        var asked = new CopyOnWriteArrayList<String>();
        var server = server(context, "TLSv1.3", exchange -> asked.add(exchange.getRequestURI() + ""));
        try (var kiosk = kiosk(at(server), A)) {
            unsafe(kiosk.submitCase("t-1", body("t-1")), "its certificate is not a server's");
            assertEquals(List.of(), asked);
        } finally {
            server.stop(0);
        }
    }

    /// A server with a certificate of the terminal's own authority.
    private HttpsServer server(String folder, String protocol, HttpHandler handler) throws IOException {
        return server(
                CertificateAuthority.loadOrCreate(dir.resolve(folder), now).serverTlsContext(List.of(), now),
                protocol,
                handler);
    }

    private static HttpsServer server(SSLContext context, String protocol, HttpHandler handler) throws IOException {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                var wanted = context.getDefaultSSLParameters();
                wanted.setProtocols(new String[] {protocol});
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private static URI at(HttpsServer server) {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    @Test
    void only_tls_1_3_is_spoken_on_either_side() throws Exception {
        letIn(A);
        var old = server("central", "TLSv1.2", exchange -> exchange.sendResponseHeaders(200, -1));
        try (var kiosk = kiosk(at(old), A)) {
            unsafe(kiosk.submitCase("t-1", body("t-1")), "TLS 1.3");
        } finally {
            old.stop(0);
        }
        try (var socket = (SSLSocket) believing("central")
                .getSocketFactory()
                .createSocket("127.0.0.1", central.uri().getPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThrows(SSLException.class, socket::startHandshake);
        }
    }

    @Test
    void plain_http_to_a_safe_door_and_tls_to_a_plain_one_say_what_is_wrong() {
        letIn(A);
        var plain = URI.create(central.uri().toString().replace("https", "http"));
        try (var kiosk = kiosk(plain, A, Optional.empty(), Optional.empty())) {
            var none = assertInstanceOf(CentralReply.NoAnswer.class, kiosk.submitCase("t-1", body("t-1")));
            assertTrue(none.why().contains("begins with https:"), none.why());
        }
        try (var unsafe = central(ListenAddress.loopbackPlain(0), "plain")) {
            var safe = URI.create(unsafe.uri().toString().replace("http", "https"));
            try (var kiosk = kiosk(safe, A)) {
                unsafe(kiosk.submitCase("t-1", body("t-1")), "does not speak TLS");
            }
        }
        assertEquals(0, contract.seen().getOrDefault("submit 201", 0));
    }

    /// A man in the middle forwards the enrolment over his own connection: unchanged, or with his own authority
    /// inserted.
    @Test
    void who_sits_on_the_line_at_the_first_contact_is_found_out() throws Exception {
        trapped(answer -> answer, "somebody sits on it");
        var own = CertificateAuthority.loadOrCreate(dir.resolve("trap"), now).rootCertificate();
        trapped(
                answer -> answer.replaceFirst(
                        "\"authority\":\"[^\"]*\"", "\"authority\":\"" + CertificateFile.toBase64(own) + "\""),
                "does not prove that it knows the pairing code");
    }

    private void trapped(UnaryOperator<String> changed, String words) throws Exception {
        try (var onward =
                HttpClient.newBuilder().sslContext(believing("central")).build()) {
            Files.createDirectories(dir.resolve("trap"));
            var trap = server("trap", "TLSv1.3", exchange -> {
                try (exchange) {
                    var passed = HttpRequest.newBuilder(central.uri().resolve(exchange.getRequestURI()))
                            .header(
                                    "Request-Signature",
                                    exchange.getRequestHeaders().getFirst("Request-Signature"))
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()))
                            .build();
                    var answer = onward.send(passed, HttpResponse.BodyHandlers.ofString());
                    byte[] said = changed.apply(answer.body()).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(answer.statusCode(), said.length);
                    exchange.getResponseBody().write(said);
                } catch (InterruptedException leaving) {
                    Thread.currentThread().interrupt();
                }
            });
            var own = Optional.of(credentials(A, Optional.empty()));
            try (var kiosk = kiosk(at(trap), A, code(A), own)) {
                var none = assertInstanceOf(CentralReply.NoAnswer.class, kiosk.enrolTerminal());
                assertTrue(none.why().contains(words), none.why());
            } finally {
                trap.stop(0);
            }
        }
        for (var file : List.of("central-ca.pem", "terminal.pem", "central.keys"))
            assertFalse(Files.exists(dir.resolve(A).resolve(file)), file);
    }

    @Test
    void a_fingerprint_in_the_configuration_is_held_against_who_answers_first() {
        var right = central.authorityFingerprint();
        try (var foreign = central(ListenAddress.loopbackTls(0), "foreign");
                var kiosk = kiosk(foreign.uri(), A, code(A), Optional.of(credentials(A, right)))) {
            unsafe(kiosk.enrolTerminal(), "fingerprint");
        }
        try (var kiosk = kiosk(central.uri(), A, code(A), Optional.of(credentials(A, right)))) {
            assertInstanceOf(CentralReply.Done.class, kiosk.enrolTerminal());
            assertInstanceOf(CentralReply.Done.class, kiosk.querySystems());
        }
    }

    @Test
    void the_authority_s_key_is_its_owner_s_only_and_stays_over_a_start() throws IOException {
        var before = central.authorityFingerprint();
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(dir.resolve("central").resolve("central-ca-key.json"))));
        letIn(A);
        central.close();
        central = central(ListenAddress.loopbackTls(0), "central");
        assertEquals(before, central.authorityFingerprint());
        try (var kiosk = kiosk(central.uri(), A)) {
            assertInstanceOf(CentralReply.Done.class, kiosk.submitCase("t-1", proven(kiosk, "t-1")));
        }
        var open = assertThrows(
                IllegalArgumentException.class,
                () -> new ListenAddress(InetAddress.getByName("0.0.0.0"), 0, false, List.of()));
        assertTrue(String.valueOf(open.getMessage()).contains("--tls"), open.getMessage());
    }

    /// What a citizen is told and the journal records when the two do not accept each other.
    @Test
    void a_case_that_meets_a_closed_door_is_not_sent_or_stored_and_goes_out_when_it_opens() throws Exception {
        letIn(A);
        var keys = FileKeyStore.openOrCreate(dir.resolve("journal").resolve("journal.key"));
        byte[] stored;
        try (var before = kiosk(central.uri(), A)) {
            stored = proven(before, "t-2");
        }
        try (var foreign = central(ListenAddress.loopbackTls(0), "foreign");
                var journal = Journal.open(dir.resolve("journal"), A, keys, () -> now)) {
            try (var shut = kiosk(foreign.uri(), A);
                    var dispatch = OutboxDispatcher.start(journal, shut, RetryPolicy.forDemo(), POLICY, "run-1")) {
                journal.cases().recordIntent("t-1", "pension/life-proof", 1, "s", false, body("t-1"), "ABCDEFGHJKLM");
                var online = dispatch.submitCase("t-1", Duration.ofSeconds(20));
                assertInstanceOf(OutboxDispatcher.SubmissionResult.NotSent.class, online);
                journal.cases().recordIntent("t-2", "pension/life-proof", 1, "s", true, stored, "ABCDEFGHJKLN");
                assertInstanceOf(
                        OutboxDispatcher.SubmissionResult.Stored.class,
                        dispatch.submitCase("t-2", Duration.ofSeconds(20)));
            }
            assertTrue(journal.maintenance().verifyOwnFile().sound());
            try (var kiosk = kiosk(central.uri(), A);
                    var dispatch = OutboxDispatcher.start(journal, kiosk, RetryPolicy.forDemo(), POLICY, "run-2")) {
                var fate = dispatch.awaitResult("t-2", Duration.ofSeconds(30));
                for (int n = 0; n < 100 && !(fate instanceof OutboxDispatcher.SubmissionResult.Accepted); n++)
                    fate = dispatch.awaitResult("t-2", Duration.ofMillis(300));
                assertInstanceOf(OutboxDispatcher.SubmissionResult.Accepted.class, fate);
                assertEquals("no-such-transaction", refused(kiosk.queryReceipt("t-1")));
            }
        }
    }
}
