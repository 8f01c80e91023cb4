package org.openstm.kiosk.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.Contract;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.InterceptedCentral;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.dispatch.OutboxDispatcher.SubmissionResult;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.rig.Relay;
import tools.jackson.databind.json.JsonMapper;

/// Test bed: a kiosk without a screen, a central, and a connection between them that can be cut.
public final class Town implements AutoCloseable {
    public static final CaseSubject LI_XIULAN = new CaseSubject("李秀兰", "530102195503080028", "resident");
    public static final CaseSubject WANG_DEFU = new CaseSubject("王德福", "530103194405120139", "resident");
    public static final CaseSubject SUN_GUIHUA = new CaseSubject("孙桂花", "530101196001010028", "resident");
    static final int CAP = 5;
    private static final String TERMINAL = "ST-0412-03";

    /// The date of the invented citizens' records.
    public static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");

    private final Path dir;
    private final Contract contract = new Contract();
    private boolean garbageExpected;
    private ReferenceCentral central;
    private @Nullable Relay proxy;
    private HttpCentralClient client;
    private Journal journal;
    private OutboxDispatcher dispatch;
    private final Map<CaseSubject, IdentityAssurance> identities = new HashMap<>();
    private final Map<String, Supplier<Object>> replacements = new ConcurrentHashMap<>();
    private final Map<String, UnaryOperator<Object>> alterations = new ConcurrentHashMap<>();
    private int runs;
    private boolean running;

    public Town(Path dir) {
        this.dir = dir;
        this.central = ReferenceCentral.start(0, dir.resolve("central"), CLOCK, true, contract::check);
        this.client = connect(central().uri());
        client.querySystems(); // first contact: central knows the terminal, the terminal knows central's key
        for (var who : List.of(LI_XIULAN, WANG_DEFU)) identities.put(who, Proofs.identity(client, who));
        this.journal = openJournal();
        this.dispatch = begin();
    }

    private RetryPolicy pace() {
        return new RetryPolicy(
                DispatchClock.system(), Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofMillis(100), CAP, 7);
    }

    HttpCentralClient connect(URI at) {
        return connect(at, "central-keys.json");
    }

    /// Connects to another central than this test bed's.
    HttpCentralClient connectAnew(URI at) {
        return connect(at, "other-keys.json");
    }

    private HttpCentralClient connect(URI at, String keys) {
        return new HttpCentralClient(
                at,
                TERMINAL,
                SigningKey.loadOrCreate(kioskDir().resolve("kiosk-key.json"), TERMINAL),
                CentralPublicKeys.trustOnFirstUse(kioskDir().resolve(keys)),
                new HttpCentralClient.CallTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(3)),
                CLOCK);
    }

    Journal openJournal() {
        return Journal.open(
                kioskDir(), TERMINAL, FileKeyStore.openOrCreate(kioskDir().resolve("journal.key")), CLOCK);
    }

    private OutboxDispatcher begin() {
        running = true;
        return OutboxDispatcher.start(
                journal, altered(), pace(), QueuePolicy.of(Duration.ofDays(4000), CAP), "run-" + ++runs);
    }

    /// From now on central's answers to this call are changed: central lies, under its own signature.
    ///
    /// @param call name of the method of [CentralApi]
    void alter(String call, UnaryOperator<Object> reply) {
        alterations.put(call, reply);
    }

    /// From now on this call does not reach central; it is answered so.
    ///
    /// @param call name of the method of [CentralApi]
    void answerInstead(String call, Supplier<Object> reply) {
        replacements.put(call, reply);
    }

    private CentralApi altered() {
        return InterceptedCentral.around(client, (call, _, real) -> {
            var replacement = replacements.get(call);
            if (replacement != null) return replacement.get();
            var alteration = alterations.getOrDefault(call, UnaryOperator.identity());
            return alteration.apply(real.call());
        });
    }

    Path kioskDir() {
        return dir.resolve("kiosk");
    }

    ReferenceCentral central() {
        return central;
    }

    HttpCentralClient client() {
        return client;
    }

    Journal journal() {
        return journal;
    }

    OutboxDispatcher dispatch() {
        return dispatch;
    }

    void stopKiosk() {
        if (!running) return;
        running = false;
        dispatch.close();
        journal.close();
    }

    void startKiosk() {
        journal = openJournal();
        dispatch = begin();
    }

    void restartKiosk() {
        stopKiosk();
        startKiosk();
    }

    void restartCentral() {
        int port = central().uri().getPort();
        central().close();
        central = ReferenceCentral.start(port, dir.resolve("central"), CLOCK, true, contract::check);
    }

    /// From here on the kiosk uses a connection that can be cut.
    Town viaProxy() {
        return this;
    }

    Relay line() {
        var open = proxy;
        if (open != null) return open;
        try {
            var made = new Relay(central().uri().getPort());
            proxy = made;
            stopKiosk();
            client.close();
            client = connect(made.uri());
            startKiosk();
            return made;
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    void cutEverythingAfter(int bytes) {
        line().cutAfter(bytes);
    }

    void cutNothing() {
        line().cutAfter(Integer.MAX_VALUE);
    }

    JournalCase intend(
            Journal into,
            String txId,
            String service,
            CaseSubject who,
            boolean mayBeStored,
            Map<String, String> answers) {
        return intend(into, txId, service, who, mayBeStored, answers, List.of());
    }

    /// A signed application; it may be stored.
    JournalCase signed(Journal into, String txId, byte[] picture) {
        var files = List.of(new Attachment("signature", "image/png", picture));
        return intend(into, txId, "pension/old-age-allowance", WANG_DEFU, true, Map.of("mobile", "13800006021"), files);
    }

    /// With a signature, and an answer that is a picture.
    JournalCase pictured(Journal into, String txId, byte[] picture) {
        var files = List.of(
                new Attachment(Attachment.SIGNATURE, "image/png", picture),
                new Attachment("record", "image/png", picture));
        var answers =
                Map.of("apply", "first", "disability", "limb", "post", "home", "record", Sha256.digestHex(picture));
        return intend(into, txId, "assistance/disability-card", WANG_DEFU, true, answers, files);
    }

    /// As in the kiosk: requested once a session, and empty while the connection is down.
    private IdentityAssurance identity(CaseSubject who) {
        var known = identities.get(who);
        if (known != null) return known;
        try (var line = connect(central.uri(), "proof-keys.json")) {
            identities.put(who, Proofs.identity(line, who));
            return identity(who);
        } catch (Proofs.NoCentral away) {
            return new IdentityAssurance("L3", List.of("id-card", "staff-code"));
        }
    }

    private JournalCase intend(
            Journal into,
            String txId,
            String service,
            CaseSubject who,
            boolean mayBeStored,
            Map<String, String> answers,
            List<Attachment> files) {
        byte[] body = SubmissionCodec.toBytes(new CaseSubmission(
                txId,
                service,
                3,
                who,
                identity(who),
                answers,
                CLOCK.instant(),
                TERMINAL,
                mayBeStored,
                files.stream()
                        .map(f -> FileReference.of(f.name(), f.type(), f.bytes()))
                        .toList()));
        return into.cases().recordIntent(txId, service, 3, "s-1", mayBeStored, body, VerificationCode.of(txId), files);
    }

    SubmissionResult submit(
            String txId, String service, CaseSubject who, boolean mayBeStored, Map<String, String> answers)
            throws InterruptedException {
        intend(journal, txId, service, who, mayBeStored, answers);
        return dispatch.submitCase(txId, Duration.ofSeconds(20));
    }

    SubmissionResult lifeProof(String txId) throws InterruptedException {
        return lifeProof(txId, Duration.ofSeconds(20));
    }

    SubmissionResult lifeProof(String txId, Duration patience) throws InterruptedException {
        intend(journal, txId, "pension/life-proof", LI_XIULAN, false, Map.of());
        return dispatch.submitCase(txId, patience);
    }

    SubmissionResult allowance(String txId) throws InterruptedException {
        return submit(txId, "pension/old-age-allowance", WANG_DEFU, true, Map.of("mobile", "13800006021"));
    }

    /// Numbers of cases at central by service and state.
    Map<String, Map<String, Integer>> cases() {
        var found = new java.util.TreeMap<String, Map<String, Integer>>();
        JsonMapper.shared().readTree(demo("/demo/cases")).properties().forEach(service -> {
            var states = new java.util.TreeMap<String, Integer>();
            service.getValue()
                    .properties()
                    .forEach(s -> states.put(s.getKey(), s.getValue().asInt()));
            found.put(service.getKey(), states);
        });
        return found;
    }

    String demo(String path) {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(central().demoUri().resolve(path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    void until(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) fail("it did not happen in time");
            Thread.sleep(5);
        }
    }

    void assertNoPersonIn(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            var all = files.filter(Files::isRegularFile).toList();
            assertTrue(all.contains(folder.resolve("journal.db")), () -> "no journal to look at: " + all);
            for (Path file : all) {
                var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (CaseSubject who : List.of(LI_XIULAN, WANG_DEFU, SUN_GUIHUA)) {
                    var name = new String(who.name().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
                    assertFalse(content.contains(who.number()), file + " holds a number");
                    assertFalse(content.contains(name), file + " holds a name");
                }
            }
        }
    }

    @Override
    public void close() {
        stopKiosk();
        client.close();
        var open = proxy;
        if (open != null) open.close();
        central.close();
        var breaches = contract.breaches().stream()
                .filter(b -> !garbageExpected || !(b.startsWith("submit") || b.contains("text/html")))
                .toList();
        assertEquals(List.of(), breaches, "the contract was broken");
    }

    Contract contract() {
        return contract;
    }

    void expectGarbage() {
        garbageExpected = true;
    }
}
