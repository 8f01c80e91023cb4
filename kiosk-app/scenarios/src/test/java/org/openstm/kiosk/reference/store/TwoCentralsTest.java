package org.openstm.kiosk.reference.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.AppLogin;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.ReceiptCodec;
import org.openstm.kiosk.central.codec.RequestSigning;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.AppCodeVerifier;
import org.openstm.kiosk.central.crypto.AppIssuer;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.CodeReplayGuard;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.reference.access.PostgresServer;
import org.openstm.kiosk.rig.DemoPhone;

/// Two instances of central on one PostgreSQL, with concurrent identical requests.
class TwoCentralsTest {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");
    private static final CaseSubject LI = new CaseSubject("李秀兰", "530102195503080028", "resident");
    private static final String TERMINAL = "ST-0412-03";

    private record Said(String path, int status, byte[] answer) {}

    @TempDir
    Path dir;

    private final List<Said> said = new CopyOnWriteArrayList<>();
    private String database = "";
    private List<ReferenceCentral> centrals = List.of();
    private List<HttpCentralClient> kiosks = List.of();
    private IdentityAssurance identity = new IdentityAssurance("L0", List.of());

    @BeforeEach
    void open() {
        database = PostgresServer.emptyDatabase();
        centrals = List.of(central("central"), central("central"));
        var keys = CentralPublicKeys.trustOnFirstUse(dir.resolve("keys.json"));
        var key = SigningKey.loadOrCreate(dir.resolve("kiosk-key.json"), TERMINAL);
        kiosks = centrals.stream()
                .map(c -> new HttpCentralClient(
                        c.uri(), TERMINAL, key, keys, HttpCentralClient.CallTimeouts.USUAL, CLOCK))
                .toList();
        assertInstanceOf(CentralReply.Done.class, kiosks.getFirst().querySystems());
        identity = Proofs.identity(kiosks.getFirst(), LI);
    }

    private ReferenceCentral central(String data) {
        return ReferenceCentral.start(
                0,
                dir.resolve(data),
                database,
                CLOCK,
                true,
                (_, path, _, _, status, _, _, answer) -> said.add(new Said(path, status, answer)));
    }

    @AfterEach
    void close() {
        kiosks.forEach(HttpCentralClient::close);
        centrals.forEach(ReferenceCentral::close);
    }

    private byte[] body(String txId, String service, Map<String, String> answers) {
        return SubmissionCodec.toBytes(
                new CaseSubmission(txId, service, 1, LI, identity, answers, CLOCK.instant(), TERMINAL, false));
    }

    private CentralReply<CaseReceipt> submit(int at, String txId, String service, Map<String, String> answers) {
        return kiosks.get(at % 2).submitCase(txId, body(txId, service, answers));
    }

    /// Runs all of them concurrently.
    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        var gate = new CyclicBarrier(calls.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = calls.stream()
                    .map(call -> threads.submit(() -> {
                        gate.await();
                        return call.call();
                    }))
                    .toList();
            var all = new ArrayList<T>();
            for (var one : begun) all.add(one.get());
            return all;
        }
    }

    @Test
    void the_same_case_at_both_is_opened_once_and_answered_byte_for_byte() throws Exception {
        var numbers = new ArrayList<String>();
        for (int round = 0; round < 25; round++) {
            String txId = "t-" + round;
            said.clear();
            atOnce(IntStream.range(0, 4)
                    .<Callable<Object>>mapToObj(
                            n -> () -> submit(n, txId, "pension/life-proof", Map.of("again", "yes")))
                    .toList());
            var opened = said.stream().filter(s -> s.status() == 201).toList();
            assertEquals(1, opened.size(), txId);
            for (var one : said) {
                assertTrue(one.status() == 200 || one.status() == 201, txId + " " + one.status());
                assertArrayEquals(opened.getFirst().answer(), one.answer());
            }
            numbers.add(ReceiptCodec.parseReceipt(opened.getFirst().answer()).caseNumber());
        }
        assertEquals(numbers.size(), numbers.stream().distinct().count());
    }

    @Test
    void asked_while_another_decides_it_is_not_said_to_be_unknown_for_certain() throws Exception {
        var held = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        try (var books = Database.open(database);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var decider = threads.submit(() -> books.inTransaction(turn -> {
                turn.acquireLock(TERMINAL, "decided/t-1");
                held.countDown();
                return await(asked);
            }));
            held.await();
            var during = kiosks.getFirst().queryReceipt("t-1");
            asked.countDown();
            assertTrue(decider.get());
            assertEquals(
                    409,
                    assertInstanceOf(CentralReply.Refused.class, during)
                            .problem()
                            .status());
            var after = kiosks.getFirst().queryReceipt("t-1");
            assertEquals(
                    404,
                    assertInstanceOf(CentralReply.Refused.class, after)
                            .problem()
                            .status());
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException leaving) {
            throw new IllegalStateException(leaving);
        }
    }

    /// A terminal that repeats a request while the first is in progress may reach the other instance.
    @Test
    void whose_a_phones_code_was_is_told_to_one_reading_and_the_same_at_both() throws Exception {
        var issuers = issuers();
        var codes = new AppCodeVerifier(TERMINAL, CodeReplayGuard.loadFrom(dir.resolve("codes.seen")));
        try (var http = HttpClient.newHttpClient()) {
            for (int round = 0; round < 10; round++) {
                var text = new DemoPhone(http, centrals.getFirst().demoUri()).code(LI.number(), "face", "");
                var code = assertInstanceOf(
                                AppCodeVerifier.CodeVerdict.Good.class,
                                codes.verifyCode(text, issuers, CLOCK.instant()))
                        .code();
                said.clear();
                var calls = IntStream.range(0, 6)
                        .<Callable<CentralReply<AppLogin>>>mapToObj(
                                n -> () -> kiosks.get(n % 2).redeemAppCode(code, "reading-" + n / 3))
                        .toList();
                var replies = atOnce(calls);
                assertEquals(
                        3,
                        replies.stream()
                                .filter(CentralReply.Done.class::isInstance)
                                .count(),
                        "one reading of two");
                var told = said.stream().filter(s -> s.status() / 100 == 2).toList();
                for (var one : told) assertArrayEquals(told.getFirst().answer(), one.answer());
            }
        }
    }

    private List<AppIssuer> issuers() {
        if (kiosks.getFirst().listIssuers() instanceof CentralReply.Done<List<AppIssuer>>(var list)) return list;
        throw new AssertionError("no issuers");
    }

    @Test
    void one_person_at_two_terminals_at_once_gets_it_once() throws Exception {
        for (int round = 0; round < 10; round++) {
            String wish = "2026-12-" + (10 + round);
            var answers = Map.of("kind", "retired", "region", "510107", "startDate", wish);
            String id = "t-" + round;
            var replies = atOnce(List.<Callable<CentralReply<CaseReceipt>>>of(
                    () -> submit(0, id + "-a", "medical-insurance/remote-care", answers),
                    () -> submit(1, id + "-b", "medical-insurance/remote-care", answers)));
            assertEquals(
                    1,
                    replies.stream().filter(CentralReply.Done.class::isInstance).count(),
                    id);
        }
    }

    @Test
    void the_places_of_a_slot_go_once_each() throws Exception {
        var answers =
                Map.of("hospital", "yl-first", "clinic", "heart", "date", "2026-11-26", "slot", "0930", "again", "yes");
        var replies = atOnce(IntStream.range(0, 8)
                .<Callable<CentralReply<CaseReceipt>>>mapToObj(
                        n -> () -> submit(n, "t-" + n, "health-care/hospital-booking", answers))
                .toList());
        var numbers = replies.stream()
                .flatMap(r -> r instanceof CentralReply.Done<CaseReceipt>(var receipt)
                        ? Optional.of(receipt.result().getOrDefault("queueNo", "")).stream()
                        : Optional.<String>empty().stream())
                .sorted()
                .toList();
        assertEquals(List.of("1", "2", "3"), numbers);
    }

    @Test
    void of_two_copies_of_a_journal_only_one_follows() throws Exception {
        Optional<HeartbeatRequest.CountersignedEntry> seen = Optional.empty();
        for (int seq = 1; seq <= 12; seq++) {
            var last = seen;
            long at = seq;
            var pulses = atOnce(IntStream.range(0, 2)
                    .<Callable<HeartbeatResponse>>mapToObj(copy -> () -> beat(copy, at, hash(copy, at), last))
                    .toList());
            long followed = pulses.stream().filter(HeartbeatResponse::followed).count();
            assertEquals(1, followed, "at " + seq);
            var winner = pulses.getFirst().last();
            seen = Optional.of(new HeartbeatRequest.CountersignedEntry(winner.seq(), winner.hash()));
        }
    }

    private static String hash(int copy, long seq) {
        return Sha256.digestHex((copy + "/" + seq).getBytes(StandardCharsets.US_ASCII));
    }

    private HeartbeatResponse beat(int at, long seq, String hash, Optional<HeartbeatRequest.CountersignedEntry> seen) {
        var reply = kiosks.get(at)
                .sendHeartbeat(new HeartbeatRequest(new HeartbeatRequest.JournalEnd(0, seq, hash, seen), 0, 0, "test"));
        if (reply instanceof CentralReply.Done<HeartbeatResponse>(var pulse)) return pulse;
        throw new AssertionError(reply);
    }

    @Test
    void a_request_that_one_has_seen_is_a_replay_at_the_other() throws Exception {
        byte[] code = "{\"given\":{}}".getBytes(StandardCharsets.US_ASCII);
        String signature = SigningKey.loadOrCreate(dir.resolve("kiosk-key.json"), TERMINAL)
                .signPayload(
                        RequestSigning.requestSigningInput("POST", "/v1/lists/premium-years", "", code),
                        Map.of("at", CLOCK.instant().toString(), "nonce", "once"));
        try (var http = HttpClient.newHttpClient()) {
            for (int n = 0; n < 2; n++) {
                var request = HttpRequest.newBuilder(centrals.get(n).uri().resolve("/v1/lists/premium-years"))
                        .header("Request-Signature", signature)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(code))
                        .build();
                var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                assertEquals(n == 0 ? 200 : 401, answer.statusCode(), answer.body());
            }
        }
    }

    @Test
    void an_instance_that_would_sign_with_another_key_does_not_start() {
        var refused = assertThrows(IllegalStateException.class, () -> central("elsewhere"));
        assertTrue(String.valueOf(refused.getMessage()).contains("central-key.json"), refused.getMessage());
    }

    @Test
    void a_database_that_is_not_there_is_said_in_words_and_without_the_password() {
        var refused = assertThrows(
                IllegalStateException.class,
                () -> ReferenceCentral.start(
                        0, dir.resolve("c"), "jdbc:postgresql://127.0.0.1:1/x?user=u&password=secret", CLOCK, true));
        String words = String.valueOf(refused.getMessage());
        assertTrue(words.contains("jdbc:postgresql://127.0.0.1:1/x"), words);
        assertTrue(!words.contains("secret"), words);
    }
}
