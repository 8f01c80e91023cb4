package org.openstm.kiosk.reference.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.PaperReport;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;
import org.openstm.kiosk.central.terminal.ProcessDataRecord.StepTiming;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.reference.terminals.ProcessDataReports;

/// The pages of central as a person sees them in a browser.
class MonitoringPagesTest {
    private static final String TERMINAL = "ST-0412-03";
    private static final CaseSubject LI = new CaseSubject("李秀兰", "530102195503080028", "resident");

    @TempDir
    Path dir;

    private volatile Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private ReferenceCentral central;
    private HttpCentralClient kiosk;

    @BeforeEach
    void open() {
        central = ReferenceCentral.start(0, dir.resolve("central"), () -> now, true);
        kiosk = kiosk(TERMINAL);
    }

    private HttpCentralClient kiosk(String terminal) {
        return new HttpCentralClient(
                central.uri(),
                terminal,
                SigningKey.loadOrCreate(dir.resolve(terminal + ".key"), terminal),
                CentralPublicKeys.trustOnFirstUse(dir.resolve("keys.json")),
                HttpCentralClient.CallTimeouts.USUAL,
                () -> now);
    }

    @AfterEach
    void close() {
        kiosk.close();
        central.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(central.uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /// The text of a page, cells separated by a bar.
    private String words(String path) throws Exception {
        return get(path)
                .body()
                .replaceAll("(?s)<head>.*</head>", "")
                .replaceAll("</t[dh]>", "|")
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    private void beat(
            HttpCentralClient line,
            long seq,
            int queued,
            int findings,
            String version,
            Optional<HeartbeatRequest.CountersignedEntry> seen) {
        var end = new HeartbeatRequest.JournalEnd(0, seq, Sha256.digestHex(new byte[] {(byte) seq}), seen);
        CentralReply<HeartbeatResponse> reply =
                line.sendHeartbeat(new HeartbeatRequest(end, queued, findings, version));
        assertInstanceOf(CentralReply.Done.class, reply);
    }

    private void submit(String txId, String service) {
        byte[] body = SubmissionCodec.toBytes(
                new CaseSubmission(txId, service, 1, LI, Proofs.identity(kiosk, LI), Map.of(), now, TERMINAL, false));
        assertInstanceOf(CentralReply.Done.class, kiosk.submitCase(txId, body));
    }

    @Test
    void a_terminal_that_missed_three_heartbeats_is_silent_to_everybody() throws Exception {
        var end = new HeartbeatRequest.JournalEnd(0, 1, Sha256.digestHex(new byte[] {1}), Optional.empty());
        var offer = new HeartbeatRequest.ServiceOffer(
                true, 44, List.of(new HeartbeatRequest.ClosedItem("tax/clearance", "printer")));
        kiosk.sendHeartbeat(new HeartbeatRequest(Optional.of(end), 0, 0, "1.0", List.of(), Optional.of(offer)));
        assertEquals(
                "{\"at\":\"2026-11-24T06:32:00Z\",\"terminals\":[{\"branch\":\"示范银行云岭翠湖支行\",\"calls\":0,\"closed\":[{\"item\":\"tax/clearance\",\"why\":\"printer\"}],"
                        + "\"heard\":\"2026-11-24T06:32:00Z\",\"offered\":44,\"state\":\"open\",\"terminal\":\"ST-0412-03\"}]}",
                get("/v1/availability").body());
        now = now.plus(Duration.ofMinutes(3)).plusSeconds(1);
        assertTrue(get("/v1/availability").body().contains("\"state\":\"silent\""));
    }

    @Test
    void a_terminal_that_cannot_read_its_journal_is_heard_and_everybody_learns_why_it_is_closed() throws Exception {
        beat(kiosk, 1, 0, 0, "1.0", Optional.empty());
        var broken = new HeartbeatRequest.ServiceOffer(
                false, 44, List.of(new HeartbeatRequest.ClosedItem("tax/clearance", "printer")), "disk-broken");
        var unreadable = new HeartbeatRequest(Optional.empty(), 0, 0, "1.0", List.of(), Optional.of(broken));
        assertInstanceOf(CentralReply.Done.class, kiosk.sendHeartbeat(unreadable));
        var feed = get("/v1/availability").body();
        assertTrue(feed.contains("\"state\":\"closed\"") && feed.contains("\"why\":\"disk-broken\""), feed);
    }

    @Test
    void an_id_that_is_none_is_refused() {
        var end = new HeartbeatRequest.JournalEnd(0, 1, Sha256.digestHex(new byte[] {1}), Optional.empty());
        var offer = new HeartbeatRequest.ServiceOffer(
                true, 44, List.of(new HeartbeatRequest.ClosedItem("tax/clearance", "a b=c")));
        assertInstanceOf(
                CentralReply.Refused.class,
                kiosk.sendHeartbeat(
                        new HeartbeatRequest(Optional.of(end), 0, 0, "1.0", List.of(), Optional.of(offer))));
    }

    @Test
    void the_overview_counts_terminals_cases_and_systems() throws Exception {
        beat(kiosk, 7, 3, 0, "1.0", Optional.empty());
        submit("t-1", "pension/life-proof");
        submit("t-2", "pension/old-age-allowance");
        central.startOutage("tax", "down", Duration.ofMinutes(10));
        String page = words("/");
        for (String row : List.of(
                "应有（319个网点）|1587|",
                "3分钟内有联系|1|",
                "失去联系|0|",
                "等着送来的办件（件）|3|",
                "养老待遇资格认证|1|0|",
                "高龄津贴申请|0|1|",
                "国家税务总局示范省税务局|没有回应|",
                "示范省医疗保障局|正常|",
                "示范省农业农村厅|还没有接入|")) assertTrue(page.contains(row), row + " is not in " + page);
        assertFalse(page.contains("李秀兰") || page.contains("530102195503080028"), "a person is on the page");
        now = now.plus(Duration.ofDays(1));
        String tomorrow = words("/");
        assertTrue(tomorrow.contains("今天还没有办件。"), tomorrow);
        assertTrue(tomorrow.contains("失去联系|1|"), tomorrow);
        assertTrue(tomorrow.contains(TERMINAL + "|示范银行云岭翠湖支行|失去联系|11月24日 14:32:00|"), tomorrow);
    }

    private static ProcessDataRecord passage(
            int n, String outcome, int asked, int reused, int missing, StepTiming... strides) {
        var id = "00000000-0000-4000-8000-%012d".formatted(n);
        var hour = Instant.parse("2026-11-24T06:00:00Z");
        return new ProcessDataRecord(
                id, "pension/old-age-allowance", hour, outcome, "", asked, reused, missing, List.of(strides));
    }

    @Test
    void process_data_tells_where_people_leave_what_takes_long_and_what_is_reused() throws Exception {
        var told = List.of(
                passage(
                        1,
                        "accepted",
                        3,
                        1,
                        0,
                        new StepTiming("notice", 4_000, 1),
                        new StepTiming("bank-card", 30_000, 20)),
                passage(
                        2,
                        "left",
                        2,
                        0,
                        3,
                        new StepTiming("notice", 6_000, 1),
                        new StepTiming("bank-card", 90_000, 40)),
                passage(3, "left", 0, 0, 0, new StepTiming("notice", 2_000, 0)));
        assertEquals(new CentralReply.Done<>(3), kiosk.reportProcessData(told));
        assertEquals(new CentralReply.Done<>(0), kiosk.reportProcessData(told), "once");
        String page = words("/process");
        String row = "高龄津贴申请|3|33%|告知与同意（1）|bank-card，90.0 秒|1.0|17%|0|";
        assertTrue(page.contains(row), page);
        String steps = words("/process/pension/old-age-allowance");
        assertTrue(steps.contains("告知与同意|3|4.0 秒|6.0 秒|2|1|"), steps);
        assertTrue(steps.contains("bank-card|2|90.0 秒|90.0 秒|60|1|"), steps);
        assertEquals(404, get("/process/pension/nothing").statusCode());
        now = now.plus(Duration.ofDays(31));
        assertFalse(words("/process").contains("高龄津贴申请"), "only what is fresh");
    }

    @Test
    void what_could_name_a_person_or_a_minute_is_no_process_data() {
        assertTrue(ProcessDataReports.isWithinContract(passage(1, "left", 0, 0, 0, new StepTiming("bank-card", 1, 1))));
        assertFalse(ProcessDataReports.isWithinContract(
                passage(1, "left", 0, 0, 0, new StepTiming("a530102195503080028", 1, 1))));
        assertFalse(ProcessDataReports.isWithinContract(passage(1, "left", 0, 0, 0, new StepTiming("李秀兰", 1, 1))));
        assertFalse(ProcessDataReports.isWithinContract(passage(1, "李秀兰", 0, 0, 0)));
        assertFalse(ProcessDataReports.isWithinContract(passage(1, "left", -1, 0, 0)));
        var good = passage(1, "left", 0, 0, 0);
        var minute = good.hour().plusSeconds(60);
        assertFalse(ProcessDataReports.isWithinContract(
                new ProcessDataRecord(good.id(), good.item(), minute, "left", "", 0, 0, 0, List.of())));
        assertFalse(ProcessDataReports.isWithinContract(
                new ProcessDataRecord("t-1", good.item(), good.hour(), "left", "", 0, 0, 0, List.of())));
    }

    @Test
    void a_terminal_has_a_page_with_its_journal_its_findings_and_its_papers() throws Exception {
        beat(kiosk, 7, 0, 2, "1.0", Optional.empty());
        submit("t-1", "pension/life-proof");
        kiosk.reportPaper("t-1", new PaperReport("e-1", "SLIP receipt/accepted", 1, "PROVED", "echo", 5));
        kiosk.reportPaper("t-1", new PaperReport("e-2", "SLIP receipt/accepted", 2, "UNKNOWN", "no echo", 6));
        String page = words("/terminals/" + TERMINAL);
        for (String row : List.of("网点|示范银行云岭翠湖支行|", "情况|有事要处理|", "要处理的事|2|", "流水已会签到|7|", "已确认打印|1|", "不能确认|1|"))
            assertTrue(page.contains(row), row + " is not in " + page);
        beat(kiosk, 5, 0, 0, "1.0", Optional.empty());
        assertTrue(words("/terminals/" + TERMINAL).contains("流水对不上，请查"), "an old copy was laid back");
        assertTrue(words("/branches/0412").contains("ST-0412-04|没有联系过|"));
        assertTrue(words("/branches").contains("0412 示范银行云岭翠湖支行|5|0|1|0|"));
    }

    @Test
    void what_a_terminal_says_is_text_and_never_markup() throws Exception {
        try (var stranger = kiosk("ST-9999-01")) {
            beat(stranger, 1, 0, 0, "<script>alert('1')</script>", Optional.empty());
        }
        var page = get("/terminals/ST-9999-01");
        assertFalse(page.body().contains("<script"), page.body());
        assertTrue(page.body().contains("&lt;script&gt;alert(&#39;1&#39;)"), page.body());
        assertTrue(words("/branches").contains("不在名册上的终端"));
        assertEquals(404, get("/terminals/%3Cb%3E").statusCode());
        assertEquals(404, get("/branches/9999").statusCode());
    }

    @Test
    void no_page_may_load_or_run_anything_and_none_takes_orders() throws Exception {
        for (String path : List.of("/", "/branches", "/branches/0412", "/terminals/" + TERMINAL, "/v/AAAA")) {
            var page = get(path);
            String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'; style-src 'self';"), path + " " + policy);
            assertFalse(page.body().contains("<form") || page.body().contains("style="), path);
        }
        assertEquals(200, get("/pages.css").statusCode());
        try (var http = HttpClient.newHttpClient()) {
            var post = HttpRequest.newBuilder(central.uri())
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertEquals(
                    404, http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }
}
