package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ChannelApi;
import org.openstm.kiosk.central.Contract;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.IdentityClaim;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.AppCode;
import org.openstm.kiosk.central.crypto.AppCodeVerifier;
import org.openstm.kiosk.central.crypto.AppIssuer;
import org.openstm.kiosk.central.crypto.AppVerificationKey;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.CodeReplayGuard;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.rig.DemoPhone;
import org.openstm.kiosk.session.model.SessionEvent;

/// A phone, a terminal and central; each exchange is validated against the contract.
class PhoneLoginTest {
    private static final String LI = "530102195503080028";
    private static final long VISIT = 7;

    @TempDir
    Path dir;

    private final Contract contract = new Contract();
    private final HttpClient http = HttpClient.newHttpClient();
    private Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private ReferenceCentral central;
    private HttpCentralClient line;

    @BeforeEach
    void open() {
        central = ReferenceCentral.start(0, dir.resolve("central"), () -> now, true, contract::check);
        line = client("ST-0412-03");
    }

    @AfterEach
    void close() {
        line.close();
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
                new HttpCentralClient.CallTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3)),
                () -> now);
    }

    private PhoneLoginService terminal(ChannelApi central, String id) {
        var reading = new AtomicInteger();
        return new PhoneLoginService(
                central,
                new AppCodeVerifier(id, CodeReplayGuard.loadFrom(dir.resolve(id + ".seen"))),
                () -> id + "-reading-" + reading.incrementAndGet(),
                () -> now);
    }

    private PhoneLoginService terminal() {
        return terminal(line, "ST-0412-03");
    }

    private String code(String acr, String query) throws IOException, InterruptedException {
        return new DemoPhone(http, central.demoUri()).code(LI, acr, query);
    }

    private String code() throws IOException, InterruptedException {
        return code("face", "");
    }

    private static void refused(String why, SessionEvent event) {
        assertEquals(
                why, assertInstanceOf(SessionEvent.PhoneRefused.class, event).why());
    }

    @Test
    void a_phone_says_who_it_is_and_how_sure_that_is_in_either_suite() throws Exception {
        for (var suite : List.of("", "?suite=sm")) {
            for (var way : List.of("real-name L1", "pin L2", "face L3")) {
                var words = way.split(" ", -1);
                var text = code(words[0], suite);
                assertFalse(text.contains(LI), "nobody's number");
                var person = assertInstanceOf(
                                SessionEvent.PhoneIdentified.class, terminal().redeemCode(VISIT, text))
                        .person();
                assertEquals("李秀兰", person.name());
                assertEquals(LI, person.number());
                assertEquals(Item.AssuranceLevel.valueOf(words[1]), person.assuranceLevel());
                assertEquals("app-code-" + words[1], person.factor().text());
            }
        }
        var algorithms = done(line.listIssuers()).getFirst().keys().values().stream()
                .map(AppVerificationKey::algorithm)
                .sorted()
                .toList();
        assertEquals(List.of(AppVerificationKey.ES256, AppVerificationKey.SM2), algorithms);
    }

    private static <T> T done(CentralReply<T> reply) {
        if (reply instanceof CentralReply.Done<T>(var value)) return value;
        throw new AssertionError(reply);
    }

    @Test
    void a_code_that_was_photographed_counts_neither_here_nor_at_the_terminal_beside() throws Exception {
        var text = code();
        assertInstanceOf(SessionEvent.PhoneIdentified.class, terminal().redeemCode(VISIT, text));
        refused("phone.used", terminal().redeemCode(VISIT, text));
        try (var beside = client("ST-0412-04")) {
            refused("phone.used", terminal(beside, "ST-0412-04").redeemCode(VISIT, text));
        }
        try (var elsewhere = client("ST-0411-01")) {
            refused("phone.elsewhere", terminal(elsewhere, "ST-0411-01").redeemCode(VISIT, code()));
        }
        refused("phone.elsewhere", terminal().redeemCode(VISIT, code("face", "?at=ST-0412-04")));
        assertInstanceOf(
                SessionEvent.PhoneIdentified.class, terminal().redeemCode(VISIT, code("face", "?at=ST-0412-03")));
    }

    @Test
    void a_code_is_too_old_after_a_minute_and_a_half() throws Exception {
        var early = code();
        now = now.plusSeconds(90);
        assertInstanceOf(SessionEvent.PhoneIdentified.class, terminal().redeemCode(VISIT, early));
        var late = code();
        now = now.plusSeconds(91);
        refused("phone.expired", terminal().redeemCode(VISIT, late));
    }

    @Test
    void a_code_whose_use_cannot_be_kept_counts_nowhere() throws Exception {
        Files.createDirectory(dir.resolve("ST-0412-03.seen")); // makes writing the file fail, as on a full disk
        refused("phone.not-kept", terminal().redeemCode(VISIT, code()));
    }

    @Test
    void what_was_changed_on_the_way_or_comes_from_elsewhere_is_not_proved() throws Exception {
        var parts = code().split("\\.", -1);
        var other = code().split("\\.", -1);
        refused("phone.not-proved", terminal().redeemCode(VISIT, parts[0] + "." + parts[1] + "." + other[2]));
        refused("phone.strange", terminal().redeemCode(VISIT, "https://zwfw.sf.example/v/7K4M92QXD3HP"));
        refused("phone.strange", terminal().redeemCode(VISIT, "x".repeat(5000)));
    }

    @Test
    void central_tells_a_reference_once_to_whoever_asks_first_and_for_the_way_it_was_given() {
        var unknown = line.redeemAppCode(new AppCode("app.sf.example", "no-such-reference", "face"), "reading-1");
        assertEquals("login-unknown", problem(unknown));
    }

    @Test
    void a_reference_does_not_count_for_a_surer_way_than_the_phones() throws Exception {
        var good = assertInstanceOf(
                        AppCodeVerifier.CodeVerdict.Good.class,
                        new AppCodeVerifier("ST-0412-03", CodeReplayGuard.loadFrom(dir.resolve("a.seen")))
                                .verifyCode(code("real-name", ""), done(line.listIssuers()), now))
                .code();
        assertEquals(
                "login-differs",
                problem(line.redeemAppCode(new AppCode(good.issuer(), good.reference(), "face"), "reading-1")));
        assertEquals(
                "login-unknown",
                problem(line.redeemAppCode(new AppCode("other", good.reference(), "real-name"), "reading-1")));
        assertEquals("L1", done(line.redeemAppCode(good, "reading-1")).level());
        assertEquals("login-used", problem(line.redeemAppCode(good, "reading-2")));
    }

    @Test
    void a_case_that_only_says_that_a_phone_was_there_is_not_taken() throws Exception {
        assertEquals("login-not-told", problem(handIn("t-1", "L1", LI)));
        assertInstanceOf(SessionEvent.PhoneIdentified.class, terminal().redeemCode(VISIT, code("real-name", "")));
        assertEquals("login-not-told", problem(handIn("t-2", "L3", LI)), "not so sure");
        assertEquals("login-not-told", problem(handIn("t-3", "L1", "530103194405120139")));
        assertEquals("identity-too-low", problem(handIn("t-4", "L1", LI)), "told, and less than the item wants");
        assertInstanceOf(SessionEvent.PhoneIdentified.class, terminal().redeemCode(VISIT, code("face", "")));
        assertInstanceOf(CentralReply.Done.class, handIn("t-4", "L3", LI));
        now = now.plus(Duration.ofDays(8));
        assertEquals("login-not-told", problem(handIn("t-5", "L1", LI)));
    }

    private CentralReply<CaseReceipt> handIn(String txId, String level, String number) {
        var who = new CaseSubject(number.equals(LI) ? "李秀兰" : "王德福", number, "resident");
        var factor = "app-code-" + level;
        var claimed = line.proveIdentity(new IdentityClaim("", who, factor, ""));
        var evidence = claimed instanceof CentralReply.Done<String>(var given) ? given : "";
        return line.submitCase(
                txId,
                SubmissionCodec.toBytes(new CaseSubmission(
                        txId,
                        "pension/life-proof",
                        1,
                        who,
                        new IdentityAssurance(level, List.of(factor), evidence),
                        Map.of("again", "yes"),
                        now,
                        "ST-0412-03",
                        false)));
    }

    private static String problem(CentralReply<?> reply) {
        return assertInstanceOf(CentralReply.Refused.class, reply).problem().code();
    }

    @Test
    void without_a_line_nobody_is_logged_in_and_the_code_is_not_spent() throws Exception {
        var text = code();
        central.startOutage("all", "down", Duration.ofSeconds(30));
        refused("phone.no-line", terminal().redeemCode(VISIT, text));
        central.startOutage("all", "up", Duration.ZERO);
        assertInstanceOf(SessionEvent.PhoneIdentified.class, terminal().redeemCode(VISIT, text));
    }

    @Test
    void a_code_whose_answer_is_lost_counts_again_in_the_same_visit_and_in_no_other() throws Exception {
        var terminal = terminal();
        assertInstanceOf(SessionEvent.PhoneIdentified.class, terminal.redeemCode(VISIT, code()));
        var text = code();
        central.startOutage("central", "silent-after-commit", Duration.ofSeconds(30));
        refused("phone.no-answer", terminal.redeemCode(VISIT, text));
        central.startOutage("central", "up", Duration.ZERO);
        refused("phone.used", terminal.redeemCode(VISIT + 1, text));
        refused("phone.used", terminal().redeemCode(VISIT, text));
        assertInstanceOf(SessionEvent.PhoneIdentified.class, terminal.redeemCode(VISIT, text));
        assertInstanceOf(SessionEvent.PhoneIdentified.class, terminal.redeemCode(VISIT, code()));
    }

    @Test
    void an_answer_that_is_lost_at_once_is_asked_for_again_under_the_same_key() throws Exception {
        var slow = new SlowLine(line);
        var terminal = terminal(slow, "ST-0412-03");
        slow.loses(1);
        slow.answers(1);
        assertInstanceOf(SessionEvent.PhoneIdentified.class, terminal.redeemCode(VISIT, code()));
        assertEquals(2, slow.keys.size());
        assertEquals(slow.keys.getFirst(), slow.keys.getLast());
    }

    @Test
    void a_code_that_is_read_three_times_while_central_thinks_is_asked_about_once() throws Exception {
        var slow = new SlowLine(line);
        var terminal = terminal(slow, "ST-0412-03");
        var text = code();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<SessionEvent> reading = () -> terminal.redeemCode(VISIT, text);
            var all = List.of(threads.submit(reading), threads.submit(reading), threads.submit(reading));
            slow.answers(3);
            for (var each : all) assertEquals(terminal.redeemCode(VISIT, text), each.get());
            assertInstanceOf(SessionEvent.PhoneIdentified.class, all.getFirst().get());
        }
        assertEquals(1, slow.keys.size());
        terminal.forgetReadings();
        refused("phone.used", terminal.redeemCode(VISIT, text));
    }

    @Test
    void a_reading_is_no_longer_than_its_code_counts() throws Exception {
        var terminal = terminal();
        var text = code();
        assertInstanceOf(SessionEvent.PhoneIdentified.class, terminal.redeemCode(VISIT, text));
        now = now.plusSeconds(121);
        refused("phone.expired", terminal.redeemCode(VISIT, text));
    }

    @Test
    void central_answers_the_same_to_the_same_question_of_the_same_terminal_only_and_for_two_minutes()
            throws Exception {
        var good = good(code());
        var first = done(line.redeemAppCode(good, "reading-1"));
        now = now.plusSeconds(90); // the code itself has expired
        assertEquals(first, done(line.redeemAppCode(good, "reading-1")));
        assertEquals("login-used", problem(line.redeemAppCode(good, "reading-2")));
        assertEquals("login-used", problem(line.redeemAppCode(good, "")));
        var surer = new AppCode(good.issuer(), good.reference(), "real-name");
        assertEquals("login-used", problem(line.redeemAppCode(surer, "reading-1")));
        try (var beside = client("ST-0412-04")) {
            assertEquals("login-used", problem(beside.redeemAppCode(good, "reading-1")));
        }
        now = now.plusSeconds(31);
        assertEquals("login-used", problem(line.redeemAppCode(good, "reading-1")));
        var keyless = good(code());
        assertInstanceOf(CentralReply.Done.class, line.redeemAppCode(keyless, ""));
        assertEquals("login-used", problem(line.redeemAppCode(keyless, "")), "without a key nothing is a repeat");
    }

    private AppCode good(String text) {
        var codes = new AppCodeVerifier("ST-0412-03", CodeReplayGuard.loadFrom(dir.resolve("good.seen")));
        return assertInstanceOf(
                        AppCodeVerifier.CodeVerdict.Good.class, codes.verifyCode(text, done(line.listIssuers()), now))
                .code();
    }

    @Test
    void the_keys_of_a_central_that_was_started_again_are_found_by_the_code_that_names_them() throws Exception {
        var terminal = terminal();
        assertInstanceOf(SessionEvent.PhoneIdentified.class, terminal.redeemCode(VISIT, code()));
        int port = central.uri().getPort();
        central.close();
        central = ReferenceCentral.start(port, dir.resolve("central"), () -> now, true, contract::check);
        now = now.plusSeconds(6);
        assertInstanceOf(SessionEvent.PhoneIdentified.class, terminal.redeemCode(VISIT, code()));
    }

    @Test
    void the_list_of_issuers_counts_for_half_a_day_and_only_signed() throws Exception {
        assertEquals(
                List.of("app.sf.example"),
                done(line.listIssuers()).stream().map(AppIssuer::id).toList());
        assertEquals(
                404,
                http.send(
                                HttpRequest.newBuilder(URI.create(central.demoUri() + "/phone/nobody"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode());
    }

    @Test
    void a_slips_code_and_a_phones_code_are_told_apart_by_their_shape() throws Exception {
        var base = "https://zwfw.sf.example/v/";
        assertEquals(
                new SessionEvent.SlipScanned("7K4M92QXD3HP"), CodeWatch.toEvent(" " + base + "7K4M92QXD3HP\r\n", base));
        assertEquals(
                new SessionEvent.SlipScanned(""),
                CodeWatch.toEvent("https://evil.example/a.b.c?x=" + "y".repeat(99), base));
        assertEquals(new SessionEvent.SlipScanned(""), CodeWatch.toEvent("a".repeat(4096) + ".b.c", base));
        var shown = assertInstanceOf(SessionEvent.PhoneCodeShown.class, CodeWatch.toEvent(code(), base));
        assertEquals("PhoneCodeShown", shown.toString(), "it stands in no log");
    }
}
