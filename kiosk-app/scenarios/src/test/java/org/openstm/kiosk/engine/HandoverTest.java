package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CaseTransfer;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.Contract;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.TakenOverCase;
import org.openstm.kiosk.central.TransferredCase;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.session.model.SessionEvent;

/// Terminals, a phone and a counter transfer a half-done case between them over a real connection, validated
/// against the contract. Whatever they do, it is submitted once, under one number.
class HandoverTest {
    private static final CaseSubject LI = new CaseSubject("李秀兰", "530102195503080028", "resident");
    private static final CaseSubject WANG = new CaseSubject("王德福", "530103194405120139", "resident");
    private static final String ITEM = "medical-insurance/remote-care";
    private static final Map<String, String> HALF = Map.of("kind", "retired", "region", "510107");
    private static final Map<String, String> WHOLE =
            Map.of("kind", "retired", "region", "510107", "startDate", "2026-12-01", "mobile", "13800006021");
    private static final Map<String, String> ONCE_MORE =
            Map.of("kind", "retired", "region", "510107", "startDate", "2026-12-01", "again", "yes");
    private static final Pattern CODE = Pattern.compile("<code>([^<]+)</code>");

    @TempDir
    Path dir;

    private final Contract contract = new Contract();
    private final HttpClient http = HttpClient.newHttpClient();
    private Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private ReferenceCentral central;
    private HttpCentralClient here;
    private HttpCentralClient beside;
    private final Map<HttpCentralClient, IdentityAssurance> identities = new HashMap<>();

    @BeforeEach
    void open() {
        central = ReferenceCentral.start(0, dir.resolve("central"), () -> now, true, contract::check);
        here = client("ST-0412-03");
        beside = client("ST-0412-04");
        for (var line : List.of(here, beside)) identities.put(line, Proofs.identity(line, LI));
    }

    @AfterEach
    void close() {
        here.close();
        beside.close();
        central.close();
        http.close();
        assertEquals(List.of(), contract.breaches());
    }

    private HttpCentralClient client(String terminal) {
        return new HttpCentralClient(
                central.uri(),
                terminal,
                SigningKey.loadOrCreate(dir.resolve(terminal + ".json"), terminal),
                CentralPublicKeys.trustOnFirstUse(dir.resolve(terminal + ".keys")),
                new HttpCentralClient.CallTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(5)),
                () -> now);
    }

    private static <T> T done(CentralReply<T> reply) {
        if (reply instanceof CentralReply.Done<T>(var value)) return value;
        throw new AssertionError(reply);
    }

    private static String refused(CentralReply<?> reply) {
        return assertInstanceOf(CentralReply.Refused.class, reply).problem().code();
    }

    private static CaseTransfer half(String to) {
        return new CaseTransfer(to, ITEM, 1, LI, HALF, 0);
    }

    private static String reference(TransferredCase handed) {
        return assertInstanceOf(
                        SessionEvent.TransferCodeShown.class,
                        CodeWatch.toEvent(handed.qr(), "https://zwfw.sf.example/v/"))
                .reference();
    }

    private CentralReply<CaseReceipt> handIn(HttpCentralClient by, String terminal, String txId) {
        return by.submitCase(
                txId,
                SubmissionCodec.toBytes(
                        new CaseSubmission(txId, ITEM, 1, LI, identity(by), ONCE_MORE, now, terminal, false)));
    }

    private IdentityAssurance identity(HttpCentralClient by) {
        return Objects.requireNonNull(identities.get(by));
    }

    private String page(String address, String said) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(address))
                                .POST(HttpRequest.BodyPublishers.ofString(said))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String begun(String txId, Map<String, String> answers) throws IOException, InterruptedException {
        var asked = "{\"number\":\"" + LI.number() + "\",\"txId\":\"" + txId + "\",\"service\":\"" + ITEM
                + "\",\"answers\":{"
                + String.join(
                        ",",
                        answers.entrySet().stream()
                                .map(e -> '"' + e.getKey() + "\":\"" + e.getValue() + '"')
                                .toList())
                + "}}";
        var said = page(central.demoUri() + "/demo/begin", asked);
        var found = Pattern.compile("\"qr\":\"([^\"]+)\"").matcher(said);
        assertTrue(found.find(), said);
        return found.group(1);
    }

    @Test
    void a_case_has_one_number_over_all_channels_and_goes_there_and_back() throws Exception {
        var given = done(here.transferCase("case-1", half("phone")));
        assertFalse(given.ticket().isPresent());
        var onPhone = page(given.qr(), "take=" + LI.number());
        assertTrue(onPhone.contains(given.caseNumber()) && onPhone.contains("510107"), onPhone);
        assertEquals("handover-taken", refused(here.takeOverCase(reference(given), Proofs.byCard(here, LI))));
        assertEquals("case-elsewhere", refused(handIn(here, "ST-0412-03", "case-1")));
        var back = CODE.matcher(page(given.qr(), "give=" + LI.number()));
        assertTrue(back.find());
        var code = back.group(1);
        assertEquals(
                "handover-unknown",
                refused(here.takeOverCase(reference(given), Proofs.byCard(here, LI))),
                "the first code is over");
        var taken = done(beside.takeOverCase(code.substring(code.length() - 26), Proofs.byCard(beside, LI)));
        assertEquals(new TakenOverCase("case-1", given.caseNumber(), ITEM, 1, HALF), taken);
        assertEquals("case-elsewhere", refused(handIn(here, "ST-0412-03", "case-1")));
        var receipt = done(handIn(beside, "ST-0412-04", "case-1"));
        assertEquals(given.caseNumber(), receipt.caseNumber());
        assertEquals(receipt, done(handIn(beside, "ST-0412-04", "case-1")), "a repeat answers the same");
        assertTrue(page(code, "submit=" + LI.number()).contains("别处"), "it cannot be handed in once more");
    }

    @Test
    void a_phone_may_hand_in_what_was_begun_at_a_terminal_and_the_progress_is_seen_here() throws Exception {
        var given = done(here.transferCase("case-1", new CaseTransfer("phone", ITEM, 1, LI, WHOLE, 0)));
        var said = page(given.qr(), "submit=" + LI.number());
        assertTrue(said.contains(given.caseNumber()), said);
        var cases = done(here.queryCases(Proofs.byCard(here, LI)));
        assertEquals(given.caseNumber(), cases.getFirst().caseNumber());
        assertEquals("case-elsewhere", refused(handIn(here, "ST-0412-03", "case-1")));
        assertEquals("case-elsewhere", refused(here.transferCase("case-1", half("counter"))));
    }

    @Test
    void the_counter_gets_a_ticket_with_a_number_that_counts_up_in_its_branch() throws Exception {
        var first = done(here.transferCase("case-1", half("counter"))).ticket().orElseThrow();
        var second =
                done(beside.transferCase("case-2", half("counter"))).ticket().orElseThrow();
        assertEquals(List.of("A001", "A002"), List.of(first.number(), second.number()));
        assertEquals("5 号窗口", first.window().get("zh-CN"));
        try (var other = client("ST-0411-01")) {
            assertEquals(
                    "A001",
                    done(other.transferCase("case-3", half("counter")))
                            .ticket()
                            .orElseThrow()
                            .number());
        }
    }

    @Test
    void another_person_opens_nothing_and_the_right_one_still_can() throws Exception {
        var given = done(here.transferCase("case-1", half("phone")));
        assertEquals(
                "handover-other-person", refused(beside.takeOverCase(reference(given), Proofs.byCard(beside, WANG))));
        assertTrue(page(given.qr(), "take=" + WANG.number()).contains("不是您的"));
        assertEquals(
                HALF,
                done(beside.takeOverCase(reference(given), Proofs.byCard(beside, LI)))
                        .answers());
        var stolen = new CaseTransfer("phone", ITEM, 1, WANG, HALF, 0);
        assertEquals("case-elsewhere", refused(beside.transferCase("case-1", stolen)));
        assertEquals("handover-unknown", refused(here.takeOverCase("2".repeat(26), Proofs.byCard(here, LI))));
    }

    @Test
    void what_was_taken_once_is_taken_a_second_time_only_by_the_same() throws Exception {
        var qr = begun("case-1", HALF);
        var reference = qr.substring(qr.length() - 26);
        assertEquals(
                HALF,
                done(here.takeOverCase(reference, Proofs.byCard(here, LI))).answers());
        assertEquals(
                HALF,
                done(here.takeOverCase(reference, Proofs.byCard(here, LI))).answers(),
                "as after a restart of this terminal");
        assertEquals("handover-taken", refused(beside.takeOverCase(reference, Proofs.byCard(beside, LI))));
        assertTrue(page(qr, "take=" + LI.number()).contains("别处"));
        assertEquals("case-elsewhere", refused(beside.transferCase("case-1", half("phone"))));
        assertEquals("case-elsewhere", refused(handIn(beside, "ST-0412-04", "case-1")));
        done(handIn(here, "ST-0412-03", "case-1"));
        assertEquals("handover-taken", refused(here.takeOverCase(reference, Proofs.byCard(here, LI))), "it is done");
    }

    @Test
    void when_the_answer_is_lost_the_repeat_makes_a_new_code_and_no_second_case() throws Exception {
        here.querySystems();
        central.startOutage("central", "silent-after-commit", Duration.ofSeconds(60));
        assertInstanceOf(CentralReply.NoAnswer.class, here.transferCase("case-1", half("counter")));
        central.startOutage("central", "up", Duration.ZERO);
        var given = done(here.transferCase("case-1", half("counter")));
        assertEquals("SF202611240001", given.caseNumber());
        assertEquals(
                given.caseNumber(),
                done(beside.takeOverCase(reference(given), Proofs.byCard(beside, LI)))
                        .caseNumber());
        assertEquals("case-elsewhere", refused(here.transferCase("case-1", half("counter"))), "it has been taken up");
    }

    @Test
    void a_taken_case_survives_a_central_that_is_started_again_and_is_gone_after_a_day() throws Exception {
        var given = done(here.transferCase("case-1", half("phone")));
        int port = central.uri().getPort();
        central.close();
        central = ReferenceCentral.start(port, dir.resolve("central"), () -> now, true, contract::check);
        assertEquals(
                HALF,
                done(beside.takeOverCase(reference(given), Proofs.byCard(beside, LI)))
                        .answers());
        var other = done(here.transferCase("case-2", half("phone")));
        now = now.plus(Duration.ofHours(24).plusSeconds(1));
        assertEquals("handover-expired", refused(beside.takeOverCase(reference(other), Proofs.byCard(beside, LI))));
    }

    @Test
    void nothing_of_what_was_answered_stands_in_centrals_books_in_clear_and_after_a_day_nothing_at_all()
            throws Exception {
        var marked = new CaseTransfer("phone", ITEM, 1, LI, Map.of("mobile", "13899998877"), 0);
        var given = done(here.transferCase("case-1", marked));
        now = now.plus(Duration.ofHours(25));
        done(here.transferCase("case-2", half("phone"))); // tidies up
        assertEquals("handover-expired", refused(beside.takeOverCase(reference(given), Proofs.byCard(beside, LI))));
        central.close();
        for (var file : List.of("central.db", "central.db-wal")) {
            var path = dir.resolve("central").resolve(file);
            if (!Files.exists(path) && file.endsWith("-wal")) continue;
            var bytes = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
            assertFalse(bytes.contains("13899998877"), file);
            assertFalse(bytes.contains(reference(given)), file);
        }
        central = ReferenceCentral.start(0, dir.resolve("central"), () -> now, true, contract::check);
    }

    @Test
    void more_than_the_item_asks_is_not_taken_in_transit_either() {
        var more = new CaseTransfer("phone", ITEM, 1, LI, Map.of("religion", "none"), 0);
        assertEquals("more-than-asked", refused(here.transferCase("case-1", more)));
        var unknown = new CaseTransfer("phone", "pension/unheard-of", 1, LI, Map.of(), 0);
        assertEquals("no-such-service", refused(here.transferCase("case-1", unknown)));
    }

    @Test
    void whoever_grabs_for_it_at_once_one_gets_it() throws Exception {
        try (var terminals = Executors.newFixedThreadPool(4)) {
            for (int n = 0; n < 12; n++) {
                var given = done(here.transferCase("case-" + n, half("phone")));
                List<Callable<CentralReply<TakenOverCase>>> hands = List.of(
                        () -> here.takeOverCase(reference(given), Proofs.byCard(here, LI)),
                        () -> beside.takeOverCase(reference(given), Proofs.byCard(beside, LI)),
                        () -> beside.takeOverCase(reference(given), Proofs.byCard(beside, LI)),
                        () -> here.takeOverCase(reference(given), Proofs.byCard(here, LI)));
                int winners = 0;
                var got = terminals.invokeAll(hands);
                if (got.get(0).get() instanceof CentralReply.Done) winners++;
                if (got.get(1).get() instanceof CentralReply.Done) winners++;
                assertEquals(1, winners);
            }
        }
    }

    /// Phone and terminals give, take and submit in any order, with lost replies.
    @Test
    void whatever_they_do_with_it_there_is_one_case_under_one_number() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        for (int n = 0; n < 8; n++) {
            var txId = "case-" + n;
            var code = done(here.transferCase(txId, half("phone"))).qr();
            var number = "";
            int done = 0;
            for (int turn = 0; turn < 14; turn++) {
                if (random.nextInt(5) == 0)
                    central.startOutage("central", "silent-after-commit", Duration.ofSeconds(60));
                var who = random.nextBoolean() ? here : beside;
                var name = who == here ? "ST-0412-03" : "ST-0412-04";
                switch (random.nextInt(4)) {
                    case 0 ->
                        who.takeOverCase(
                                code.substring(code.length() - 26),
                                new ProvenSubject(
                                        LI,
                                        Objects.requireNonNull(identities.get(who))
                                                .evidence()));
                    case 1 -> {
                        if (who.transferCase(txId, half("phone"))
                                instanceof CentralReply.Done<TransferredCase>(var given)) code = given.qr();
                    }
                    case 2 -> {
                        if (handIn(who, name, txId) instanceof CentralReply.Done<CaseReceipt>(var receipt)) {
                            if (!number.isEmpty()) assertEquals(number, receipt.caseNumber(), "seed " + seed);
                            number = receipt.caseNumber();
                            done++;
                        }
                    }
                    default -> {
                        var back = CODE.matcher(page(code, "give=" + LI.number()));
                        if (back.find()) code = back.group(1);
                    }
                }
                central.startOutage("central", "up", Duration.ZERO);
            }
            var mine = number;
            long cases = done(here.queryCases(Proofs.byCard(here, LI))).stream()
                    .filter(c -> c.caseNumber().equals(mine))
                    .count();
            assertEquals(done > 0 ? 1 : 0, cases, "seed " + seed);
        }
        var numbers = done(here.queryCases(Proofs.byCard(here, LI))).stream()
                .map(c -> c.caseNumber())
                .toList();
        assertEquals(numbers.size(), numbers.stream().distinct().count(), "seed " + seed);
        assertTrue(numbers.size() > 1, numbers + ", seed " + seed);
    }
}
