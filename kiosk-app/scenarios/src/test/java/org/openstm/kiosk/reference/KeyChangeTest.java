package org.openstm.kiosk.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.Contract;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.HeartbeatCodec;
import org.openstm.kiosk.central.codec.ReceiptCodec;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.KeySet;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.CatalogueManifest;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.JournalCountersignature;

/// Central changes its signing key without anybody going to a terminal.
@Timeout(120)
class KeyChangeTest {
    private static final CaseSubject LI = new CaseSubject("李秀兰", "530102195503080028", "resident");
    private static final String HASH = "a".repeat(64);

    @TempDir
    Path dir;

    private final Contract contract = new Contract();
    private final List<HttpCentralClient> open = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-24T06:32:00Z");

    @AfterEach
    void close() {
        open.forEach(HttpCentralClient::close);
        assertEquals(List.of(), contract.breaches());
    }

    private ReferenceCentral start() {
        return ReferenceCentral.start(0, folder(), () -> now, true, contract::check);
    }

    private Path folder() {
        return dir.resolve("central");
    }

    private Path keys(String terminal) {
        return dir.resolve(terminal + "/central.keys");
    }

    private HttpCentralClient terminal(URI central, String number) {
        var kiosk = new HttpCentralClient(
                central,
                number,
                SigningKey.loadOrCreate(dir.resolve(number + "/key.json"), number),
                CentralPublicKeys.trustOnFirstUse(keys(number)),
                HttpCentralClient.CallTimeouts.USUAL,
                () -> now);
        open.add(kiosk);
        return kiosk;
    }

    private static <T> T done(CentralReply<T> reply) {
        if (reply instanceof CentralReply.Done<T>(var value)) return value;
        throw new AssertionError(reply);
    }

    private static HeartbeatRequest beat(long seq) {
        return new HeartbeatRequest(new HeartbeatRequest.JournalEnd(0, seq, HASH, Optional.empty()), 0, 0, "0.1.0");
    }

    private CaseReceipt submit(HttpCentralClient kiosk, String terminal, String txId) {
        var body = SubmissionCodec.toBytes(new CaseSubmission(
                txId,
                "pension/life-proof",
                1,
                LI,
                Proofs.identity(kiosk, LI),
                Map.of("again", "yes"),
                now,
                terminal,
                false));
        return done(kiosk.submitCase(txId, body));
    }

    /// From the files on the disk, whenever they were signed.
    private boolean proves(String terminal, CaseReceipt receipt) {
        var tree = new LinkedHashMap<>(ReceiptCodec.toJsonTree(receipt));
        tree.remove("signature");
        return CentralPublicKeys.of(keys(terminal))
                .isSignedByCentral(receipt.signature(), StrictJson.toCanonicalBytes(tree));
    }

    @Test
    void terminals_follow_from_key_to_key_and_prove_what_the_old_one_signed() {
        var none = Optional.<String>empty();
        CaseReceipt old;
        try (var central = start()) {
            var always = terminal(central.uri(), "ST-0412-01");
            old = submit(always, "ST-0412-01", "t-1");
            done(always.sendHeartbeat(beat(5)));
            done(terminal(central.uri(), "ST-0412-02").sendHeartbeat(beat(5)));
            done(terminal(central.uri(), "ST-0412-03").sendHeartbeat(beat(5)));
            CentralAdministration.publishCatalogue(
                    folder(),
                    none,
                    Map.of("themes.yaml", new byte[] {'a'}),
                    now,
                    Duration.ofDays(30),
                    "0.1.0",
                    () -> now);

            assertEquals(
                    1,
                    CentralAdministration.announceKey(folder(), none, () -> now).version());
            assertEquals(0, CentralAdministration.signingKeys(folder(), none).told());
            done(always.sendHeartbeat(beat(5)));
            done(always.sendHeartbeat(beat(5)));
            assertEquals(
                    1, CentralAdministration.signingKeys(folder(), none).told(), "the terminal says which one it has");
            assertEquals(
                    "central",
                    ReceiptCodec.toJsonTree(submit(always, "ST-0412-01", "t-2")).get("signature") == null
                            ? ""
                            : "central");
        }
        CentralAdministration.changeKey(folder(), none, Duration.ofDays(30), () -> now);
        try (var central = start()) {
            // informed before: accepts the new key's signatures at once
            var always = terminal(central.uri(), "ST-0412-01");
            var fresh = submit(always, "ST-0412-01", "t-3");
            assertTrue(proves("ST-0412-01", fresh) && proves("ST-0412-01", old));
            assertEquals(old, done(always.queryReceipt("t-1")), "said again byte for byte, by the key of then");
            // was off during the announcement: the set is signed by the earlier key as well
            var late = terminal(central.uri(), "ST-0412-02");
            assertInstanceOf(CentralReply.NoAnswer.class, late.listIssuers());
            assertTrue(done(late.sendHeartbeat(beat(5))).followed());
            assertEquals(Optional.empty(), late.keyTrouble());
            done(late.listIssuers());
            // a repeated answer is signed again
            var manifest = done(always.fetchManifest("")).orElseThrow();
            CatalogueManifest.parseSigned(
                    manifest,
                    (jws, bytes) -> jws.startsWith(fresh.signature()
                                    .substring(0, fresh.signature().indexOf('.')))
                            && always.isSignedByCentral(jws, bytes));
            done(always.sendHeartbeat(beat(5)));
        }
        CentralAdministration.retireKey(folder(), none, () -> now);
        try (var central = start()) {
            var always = terminal(central.uri(), "ST-0412-01");
            done(always.sendHeartbeat(beat(5)));
            assertInstanceOf(CentralReply.NoAnswer.class, always.queryReceipt("t-1"), "the old key counts no more");
            assertTrue(proves("ST-0412-01", old), "but what it signed can be proven");
            done(always.listIssuers());
            // was off during the whole change
            var off = terminal(central.uri(), "ST-0412-03");
            assertInstanceOf(CentralReply.NoAnswer.class, off.sendHeartbeat(beat(5)));
            assertTrue(
                    off.keyTrouble().orElseThrow().contains("--pair CODE"),
                    off.keyTrouble().toString());
            // newly enrolled
            var fresh = terminal(central.uri(), "ST-0412-04");
            done(fresh.sendHeartbeat(beat(5)));
            assertEquals(Optional.empty(), fresh.keyTrouble());
        }
        // and once more
        assertEquals(
                4, CentralAdministration.announceKey(folder(), none, () -> now).version());
    }

    @Test
    void the_key_before_ends_by_itself_when_its_time_is_over() {
        var none = Optional.<String>empty();
        try (var central = start()) {
            var kiosk = terminal(central.uri(), "ST-0412-01");
            submit(kiosk, "ST-0412-01", "t-1");
            CentralAdministration.announceKey(folder(), none, () -> now);
            CentralAdministration.changeKey(folder(), none, Duration.ofDays(30), () -> now);
            done(kiosk.sendHeartbeat(beat(5)));
            done(kiosk.queryReceipt("t-1"));
            now = now.plus(Duration.ofDays(31));
            assertInstanceOf(CentralReply.NoAnswer.class, kiosk.queryReceipt("t-1"));
        }
    }

    @Test
    void a_change_keeps_its_steps_and_an_instance_without_the_new_key_does_not_start() throws IOException {
        var none = Optional.<String>empty();
        start().close();
        var days = Duration.ofDays(30);
        assertThrows(
                IllegalStateException.class, () -> CentralAdministration.changeKey(folder(), none, days, () -> now));
        assertThrows(IllegalStateException.class, () -> CentralAdministration.retireKey(folder(), none, () -> now));
        CentralAdministration.announceKey(folder(), none, () -> now);
        assertThrows(IllegalStateException.class, () -> CentralAdministration.announceKey(folder(), none, () -> now));
        CentralAdministration.changeKey(folder(), none, days, () -> now);
        assertThrows(
                IllegalStateException.class, () -> CentralAdministration.changeKey(folder(), none, days, () -> now));
        var key = folder().resolve("central-2-key.json");
        assertEquals(
                "rw-------", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        Files.move(key, dir.resolve("elsewhere"));
        var why = assertThrows(IllegalStateException.class, this::start);
        assertTrue(String.valueOf(why.getMessage()).contains("copy central-2-key.json"), why.getMessage());
        Files.move(dir.resolve("elsewhere"), key);
        start().close();
    }

    /// Answers with the key set of the test.
    private HttpServer hostile(SigningKey key, Supplier<Map<String, Object>> keySet) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                var note = new JournalCountersignature("ST-0412-01", 5, HASH, now, "").toJsonTree();
                note.remove("signature");
                var last = JournalCountersignature.of(StrictJson.parse(key.toSignedBytes(note)));
                var said = new LinkedHashMap<String, Object>(
                        HeartbeatCodec.toJsonTree(new HeartbeatResponse(true, last, now, Duration.ofSeconds(1))));
                said.put("keySet", keySet.get());
                byte[] answer = StrictJson.toCanonicalBytes(
                        exchange.getRequestURI().getPath().endsWith("/enrolment")
                                ? Map.of("key", key.publicJwk())
                                : said);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        return server;
    }

    private KeySet.Entry entry(SigningKey key, Duration from, Optional<Duration> until) throws Exception {
        return new KeySet.Entry(ECKey.parse(key.publicJwk()), now.plus(from), until.map(now::plus));
    }

    @Test
    void a_hostile_key_set_changes_nothing_and_staff_are_told() throws Exception {
        var right = SigningKey.loadOrCreate(dir.resolve("right.json"), "central");
        var next = SigningKey.loadOrCreate(dir.resolve("next.json"), "central-2");
        var thief = SigningKey.loadOrCreate(dir.resolve("thief.json"), "central-2");
        var other = SigningKey.loadOrCreate(dir.resolve("other.json"), "central");
        var day = Duration.ofDays(1);
        var always = Optional.<Duration>empty();
        var good = new KeySet(
                        5, List.of(entry(right, day.negated(), always), entry(next, day.negated(), always)), List.of())
                .signedBy(List.of(right));
        var said = new ArrayList<Map<String, Object>>(List.of(good.toJsonTree()));
        var server = hostile(right, said::getLast);
        try {
            var kiosk = terminal(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "ST-0412-01");
            done(kiosk.sendHeartbeat(beat(5)));
            assertEquals(Optional.empty(), kiosk.keyTrouble());
            var kept = Files.readString(keys("ST-0412-01"));
            assertTrue(kept.contains("central-2"), kept);
            var empty = new LinkedHashMap<>(good.toJsonTree());
            empty.put("version", 6);
            empty.put("keys", List.of());
            var changed = new LinkedHashMap<>(good.toJsonTree());
            changed.put("version", 7); // its signature is that of 5
            var own = List.of(entry(thief, day.negated(), always));
            var over = List.of(entry(right, day.negated(), Optional.of(Duration.ofHours(-1))));
            var early = List.of(entry(right, day, always));
            for (var hostile : List.of(
                    new KeySet(4, good.keys(), List.of())
                            .signedBy(List.of(right))
                            .toJsonTree(),
                    new KeySet(6, own, List.of()).signedBy(List.of(thief)).toJsonTree(),
                    new KeySet(6, own, List.of()).signedBy(List.of(right)).toJsonTree(),
                    new KeySet(6, List.of(entry(other, day.negated(), always)), List.of())
                            .signedBy(List.of(next))
                            .toJsonTree(),
                    new KeySet(6, over, List.of()).signedBy(List.of(right)).toJsonTree(),
                    new KeySet(6, early, List.of()).signedBy(List.of(right)).toJsonTree(),
                    new KeySet(6, good.keys(), List.of()).toJsonTree(),
                    empty,
                    changed)) {
                said.add(hostile);
                done(kiosk.sendHeartbeat(beat(5)));
                assertFalse(kiosk.keyTrouble().isEmpty(), hostile.toString());
                assertEquals(kept, Files.readString(keys("ST-0412-01")), hostile.toString());
            }
            said.add(good.toJsonTree());
            done(kiosk.sendHeartbeat(beat(5)));
            assertEquals(Optional.empty(), kiosk.keyTrouble());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void an_instance_that_was_not_started_anew_tells_nobody_that_its_key_is_retired() {
        var none = Optional.<String>empty();
        Optional<String> first;
        try (var central = start()) {
            var kiosk = terminal(central.uri(), "ST-0412-01");
            done(kiosk.sendHeartbeat(beat(5)));
            first = kiosk.signerThumbprint();
            CentralAdministration.announceKey(folder(), none, () -> now);
            CentralAdministration.changeKey(folder(), none, Duration.ofDays(30), () -> now);
            done(kiosk.sendHeartbeat(beat(5)));
            CentralAdministration.retireKey(folder(), none, () -> now);
            assertEquals(
                    503,
                    assertInstanceOf(CentralReply.Refused.class, kiosk.sendHeartbeat(beat(5)))
                            .problem()
                            .status());
            submit(kiosk, "ST-0412-01", "t-1"); // citizens notice nothing
        }
        try (var central = start()) {
            var kiosk = terminal(central.uri(), "ST-0412-01");
            done(kiosk.sendHeartbeat(beat(5)));
            submit(kiosk, "ST-0412-01", "t-2");
            assertEquals(first, kiosk.signerThumbprint(), "catalogues go on counting");
        }
    }
}
