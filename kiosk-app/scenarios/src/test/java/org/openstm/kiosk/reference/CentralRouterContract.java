package org.openstm.kiosk.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.catalog.RegionCodes;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseRepresentative;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.Contract;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.IdentityClaim;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.central.OrganisationAuthorisation;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.RecentServices;
import org.openstm.kiosk.central.codec.PaymentCodec;
import org.openstm.kiosk.central.codec.ProblemCodec;
import org.openstm.kiosk.central.codec.RequestSigning;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.AppCode;
import org.openstm.kiosk.central.crypto.AppCodeVerifier;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.CodeReplayGuard;
import org.openstm.kiosk.central.crypto.DocumentSeal;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.payment.AmountDue;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;
import org.openstm.kiosk.central.terminal.CatalogueManifest;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;
import org.openstm.kiosk.rig.DemoPhone;

/// The reference central's answers to a kiosk, with every exchange checked against the contract; once for each
/// database.
abstract class CentralRouterContract {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");
    private static final CaseSubject LI = new CaseSubject("李秀兰", "530102195503080028", "resident");
    private static final CaseSubject ZHAO = new CaseSubject("赵伟", "530112199008150018", "resident");
    private static final CaseSubject YANG = new CaseSubject("杨䶮", "532901197211030043", "resident");
    private static final String MOBILE = "13800006021";

    @TempDir
    Path dir;

    private final Contract contract = new Contract();
    private Instant now = CLOCK.instant();
    private String database = "";
    private ReferenceCentral central;
    private CentralPublicKeys keys;
    private HttpCentralClient kiosk;

    /// An empty database.
    abstract String database();

    @BeforeEach
    void open() {
        database = database();
        central = ReferenceCentral.start(0, dir.resolve("central"), database, () -> now, true, contract::check);
        keys = CentralPublicKeys.trustOnFirstUse(dir.resolve("central-keys.json"));
        kiosk = client("ST-0412-03", "kiosk-key.json");
    }

    private HttpCentralClient client(String terminal, String key) {
        return new HttpCentralClient(
                central.uri(),
                terminal,
                SigningKey.loadOrCreate(dir.resolve(key), terminal),
                keys,
                HttpCentralClient.CallTimeouts.USUAL,
                () -> now);
    }

    @AfterEach
    void close() {
        kiosk.close();
        central.close();
    }

    private byte[] body(String txId, String service, CaseSubject who, Map<String, String> answers) {
        return SubmissionCodec.toBytes(new CaseSubmission(
                txId,
                service,
                1,
                who,
                who.layout().equals("organisation")
                        ? new IdentityAssurance("L0", List.of())
                        : Proofs.identity(kiosk, who),
                answers,
                CLOCK.instant(),
                "ST-0412-03",
                false));
    }

    private CentralReply<CaseReceipt> submit(
            String txId, String service, CaseSubject who, Map<String, String> answers) {
        return kiosk.submitCase(txId, body(txId, service, who, answers));
    }

    private static <T> T done(CentralReply<T> reply) {
        if (reply instanceof CentralReply.Done<T>(var value)) return value;
        throw new AssertionError(reply);
    }

    private static ProblemDetails refused(CentralReply<?> reply) {
        return assertInstanceOf(CentralReply.Refused.class, reply).problem();
    }

    private void agreed() {
        assertEquals(List.of(), contract.breaches());
    }

    @Test
    void care_elsewhere_is_filed_for_the_region_by_its_whole_name() {
        var answers = Map.of("kind", "retired", "region", "510107", "startDate", "2026-12-01", "mobile", MOBILE);
        var receipt = done(submit("t-1", "medical-insurance/remote-care", LI, answers));
        assertEquals(CaseReceipt.ReceiptState.ACCEPTED, receipt.state());
        assertEquals("四川省成都市武侯区", receipt.result().get("regionName"));
        assertEquals("SF202611240001", receipt.caseNumber());
        assertTrue(receipt.message().getOrDefault("zh-CN", "").startsWith("2026年12月1日起"));
        var suspended = done(submit("t-2", "medical-insurance/remote-care", YANG, answers));
        assertEquals("not-insured", suspended.result().get("code"));
        assertTrue(phone().contains("SF202611240001"), phone());
        agreed();
    }

    @Test
    void a_missing_answer_and_a_day_that_is_over_are_refused_without_a_case() {
        var answers = Map.of("kind", "retired", "region", "510107");
        assertEquals(
                "answers-incomplete",
                refused(submit("t-1", "medical-insurance/remote-care", LI, answers))
                        .code());
        var late = Map.of("kind", "retired", "region", "510107", "startDate", "2026-11-01");
        assertEquals(
                "date-passed",
                refused(submit("t-2", "medical-insurance/remote-care", LI, late))
                        .code());
        assertEquals(404, refused(kiosk.queryReceipt("t-2")).status());
        agreed();
    }

    @Test
    void a_case_that_carries_more_than_its_item_asks_for_is_refused_and_nothing_of_it_is_kept() {
        var problem = refused(submit("t-1", "pension/life-proof", LI, Map.of("religion", "none", "income", "90000")));
        assertEquals(422, problem.status());
        assertEquals("more-than-asked", problem.code());
        assertEquals("income, religion", problem.facts().get("fields"));
        assertEquals(404, refused(kiosk.queryReceipt("t-1")).status());
        assertEquals(
                CaseReceipt.ReceiptState.ACCEPTED,
                done(submit("t-2", "pension/life-proof", LI, Map.of("again", "yes")))
                        .state());
    }

    private static final CaseSubject WANG = new CaseSubject("王德福", "530103194405120139", "resident");
    private static final Map<String, String> GROWING_OLD = Map.of(
            "region",
            "530103",
            "bankCard",
            "6222020200112233446",
            "mobile",
            MOBILE,
            "apply",
            "first",
            "disability",
            "sight",
            "post",
            "home");

    @Test
    void every_item_of_a_chain_is_a_case_of_its_own_and_is_decided_by_itself() {
        var all = done(submit("t-1", "pension/elder-care", WANG, GROWING_OLD));
        assertEquals(CaseReceipt.ReceiptState.ACCEPTED, all.state());
        assertEquals(
                List.of("pension/life-proof", "pension/old-age-allowance", "assistance/disability-card"),
                all.parts().stream().map(CaseReceipt.ChainPart::service).toList());
        for (int n = 0; n < 3; n++) {
            assertEquals(
                    CaseReceipt.ReceiptState.ACCEPTED,
                    all.parts().get(n).state(),
                    all.parts().get(n).toString());
            assertEquals(all.caseNumber() + "-" + (n + 1), all.parts().get(n).caseNumber());
        }
        assertEquals("3", all.result().get("done"));

        var young = done(submit("t-2", "pension/elder-care", LI, GROWING_OLD));
        assertEquals(CaseReceipt.ReceiptState.ACCEPTED, young.state());
        assertEquals("2", young.result().get("done"));
        var refused = young.parts().get(1);
        assertEquals(CaseReceipt.ReceiptState.REJECTED, refused.state());
        assertTrue(
                refused.message().getOrDefault("zh-CN", "").contains("80岁"),
                refused.message().toString());
        agreed();
    }

    @Test
    void what_a_chain_has_brought_is_not_granted_twice_within_a_day_in_either_way() {
        done(submit(
                "t-1",
                "pension/old-age-allowance",
                WANG,
                Map.of("region", "530103", "bankCard", "6222020200112233446")));
        var chain = done(submit("t-2", "pension/elder-care", WANG, GROWING_OLD));
        assertEquals(
                List.of(
                        CaseReceipt.ReceiptState.ACCEPTED,
                        CaseReceipt.ReceiptState.REJECTED,
                        CaseReceipt.ReceiptState.ACCEPTED),
                chain.parts().stream().map(CaseReceipt.ChainPart::state).toList());
        var alone = refused(submit("t-3", "pension/life-proof", WANG, Map.of()));
        assertEquals("same-again", alone.code());
        assertEquals(chain.caseNumber() + "-1", alone.facts().get("caseNumber"));
        var twice = done(submit("t-4", "pension/elder-care", WANG, GROWING_OLD));
        assertEquals(CaseReceipt.ReceiptState.REJECTED, twice.state());
        assertEquals("chain-refused", twice.result().get("code"));
        agreed();
    }

    private CentralReply<CaseReceipt> submitFor(
            String txId, String service, CaseSubject who, String role, CaseSubject other, Map<String, String> answers) {
        var there = who.layout().equals("organisation") || who.equals(other)
                ? new CaseSubject[] {other}
                : new CaseSubject[] {who, other};
        var own = new CaseSubmission(
                txId, service, 1, who, Proofs.identity(kiosk, there), answers, CLOCK.instant(), "ST-0412-03", false);
        return kiosk.submitCase(
                txId, SubmissionCodec.toBytes(own.withRepresentative(new CaseRepresentative(role, other))));
    }

    @Test
    void another_may_act_where_the_item_and_the_record_say_so() {
        var money = Map.of("region", "530103", "bankCard", "6222020200112233446");
        var proof = refused(submitFor("t-1", "pension/life-proof", WANG, "agent", ZHAO, Map.of()));
        assertEquals("not-by-another", proof.code());
        assertEquals(404, refused(kiosk.queryReceipt("t-1")).status());
        var agent = done(submitFor("t-2", "pension/old-age-allowance", WANG, "agent", ZHAO, money));
        assertEquals(CaseReceipt.ReceiptState.ACCEPTED, agent.state());
        assertEquals(
                agent.caseNumber(),
                done(kiosk.queryCases(Proofs.proven(kiosk, WANG))).getFirst().caseNumber(),
                "the case is Wang's");
        assertEquals(List.of(), done(kiosk.queryCases(Proofs.proven(kiosk, ZHAO))));
        var card = Map.of("apply", "first", "disability", "sight", "post", "home");
        var stranger = refused(submitFor("t-3", "assistance/disability-card", WANG, "guardian", ZHAO, card));
        assertEquals("not-guardian", stranger.code());
        var guardian = done(submitFor("t-4", "assistance/disability-card", WANG, "guardian", YANG, card));
        assertEquals(CaseReceipt.ReceiptState.ACCEPTED, guardian.state());
        var helped = done(submitFor("t-5", "pension/life-proof", WANG, "helper", ZHAO, Map.of()));
        assertEquals(CaseReceipt.ReceiptState.ACCEPTED, helped.state());
        var oneself = refused(submitFor("t-6", "pension/life-proof", LI, "helper", LI, Map.of()));
        assertEquals("not-by-another", oneself.code());
        agreed();
    }

    @Test
    void process_data_is_taken_once() throws IOException, InterruptedException {
        var strides = List.of(
                new ProcessDataRecord.StepTiming("notice", 4000, 1),
                new ProcessDataRecord.StepTiming("check", 9000, 2));
        var hour = Instant.parse("2026-11-24T06:00:00Z");
        var id = "00000000-0000-4000-8000-000000000001";
        var passage = new ProcessDataRecord(id, "pension/life-proof", hour, "accepted", "", 0, 1, 0, strides);
        assertEquals(1, done(kiosk.reportProcessData(List.of(passage))));
        assertEquals(0, done(kiosk.reportProcessData(List.of(passage))));
        try (var http = HttpClient.newHttpClient()) {
            var asked =
                    HttpRequest.newBuilder(central.uri().resolve("/process")).build();
            var page = http.send(asked, HttpResponse.BodyHandlers.ofString()).body();
            assertTrue(page.contains("养老待遇资格认证") && page.contains("9.0 秒"), page);
        }
        agreed();
    }

    @Test
    void a_chain_with_more_than_its_parts_ask_is_refused_whole() {
        var more = new java.util.HashMap<>(GROWING_OLD);
        more.put("income", "1");
        assertEquals(
                "more-than-asked",
                refused(submit("t-1", "pension/elder-care", WANG, more)).code());
    }

    @Test
    void progress_tells_of_each_part_until_when_it_is_promised_and_when_that_day_has_passed() {
        done(submit("t-1", "pension/elder-care", WANG, GROWING_OLD));
        var fresh = done(kiosk.queryProgress(VerificationCode.of("t-1")));
        assertEquals("in-work", fresh.state());
        assertEquals(
                List.of("finished", "in-work", "in-work"),
                fresh.parts().stream().map(CaseProgress::state).toList());
        // a Tuesday: ten and five working days on
        assertEquals(
                Optional.of(LocalDate.parse("2026-12-08")), fresh.parts().get(1).promisedBy());
        assertEquals(
                Optional.of(LocalDate.parse("2026-12-01")), fresh.parts().get(2).promisedBy());
        assertFalse(fresh.parts().get(2).overdue());
        now = Instant.parse("2026-12-01T15:59:00Z");
        assertFalse(
                done(kiosk.queryCases(Proofs.proven(kiosk, WANG)))
                        .getFirst()
                        .parts()
                        .get(2)
                        .overdue(),
                "the day itself still counts");
        now = Instant.parse("2026-12-01T16:01:00Z");
        var late = done(kiosk.queryProgress(VerificationCode.of("t-1")));
        assertTrue(late.parts().get(2).overdue());
        assertFalse(late.parts().get(1).overdue());
        agreed();
    }

    @Test
    void words_are_checked_here_too_however_they_came() {
        var right = Map.of(
                "tradeName", "𠮷祥早点店", "form", "person", "trade", "food", "region", "530112", "address", "人民路12号");
        assertEquals(
                CaseReceipt.ReceiptState.ACCEPTED,
                done(submit("t-1", "self-employed/register", ZHAO, right)).state());
        int n = 1;
        for (var hostile : List.of("老张公司", "店", "张\u202e店", "张\ue000店", "店".repeat(31))) {
            var answers = new java.util.HashMap<>(right);
            answers.put("tradeName", hostile);
            n++;
            assertEquals(
                    "answers-incomplete",
                    refused(submit("t-" + n, "self-employed/register", ZHAO, answers))
                            .code(),
                    hostile);
        }
        agreed();
    }

    @Test
    void joining_needs_a_grade_of_the_list_and_no_other_scheme() {
        assertEquals(
                "other-scheme",
                done(submit("t-1", "pension/join-rural", ZHAO, Map.of("grade", "300")))
                        .result()
                        .get("code"));
        assertEquals(
                CaseReceipt.ReceiptState.ACCEPTED,
                done(submit("t-2", "pension/join-rural", YANG, Map.of("grade", "300")))
                        .state());
        assertEquals(
                "answers-incomplete",
                refused(submit("t-3", "pension/join-rural", YANG, Map.of("grade", "301", "again", "yes")))
                        .code());
        agreed();
    }

    @Test
    void a_certificate_comes_sealed_and_one_changed_byte_breaks_the_seal() throws IOException {
        var receipt = done(submit(
                "t-1",
                "social-insurance/contribution-certificate",
                LI,
                Map.of("kind", "pension", "months", "2025-10/2026-09", "purpose", "loan")));
        var document = receipt.documents().getFirst();
        byte[] pdf = done(kiosk.fetchDocument(document.serial()));
        assertEquals(document.sha256(), Sha256.digestHex(pdf));
        assertTrue(DocumentSeal.isSealIntact(pdf, keys));
        try (var read = Loader.loadPDF(pdf)) {
            assertEquals(document.pages(), read.getNumberOfPages());
        }
        var random = new Random(Seeds.next());
        for (int n = 0; n < 200; n++) {
            byte[] changed = pdf.clone();
            changed[random.nextInt(changed.length)] ^= 4;
            assertFalse(DocumentSeal.isSealIntact(changed, keys));
        }
        assertEquals("12", receipt.result().get("months"));
        agreed();
    }

    @Test
    void a_certificate_shows_what_was_asked_for_on_every_copy() throws IOException {
        var answers = Map.of("kind", "injury", "months", "2025-10/2026-09", "purpose", "permit", "copies", "2");
        var receipt = done(submit("t-1", "social-insurance/contribution-certificate", LI, answers));
        var document = receipt.documents().getFirst();
        assertEquals(2, document.pages());
        try (var read = Loader.loadPDF(done(kiosk.fetchDocument(document.serial())))) {
            var stripper = new PDFTextStripper();
            for (int copy = 1; copy <= 2; copy++) {
                stripper.setStartPage(copy);
                stripper.setEndPage(copy);
                var text = stripper.getText(read);
                for (var words : List.of(
                        "李秀兰",
                        "530102195503080028",
                        "2025年10月 至 2026年9月，共 12 个月",
                        "办理居住证签注",
                        "工伤保险",
                        "云岭市纺织厂",
                        document.serial(),
                        "SF 2026 1124 0001",
                        "共 1 页　第 1 页",
                        "第 " + copy + " 份，共 2 份",
                        "法定 5 个工作日，承诺当场办结",
                        "12333",
                        "ST-0412-03")) assertTrue(text.contains(words), words + " is not in " + text);
                assertFalse(text.contains("失业保险"), text);
            }
        }
        agreed();
    }

    @Test
    void a_record_of_three_years_adds_up_and_names_whom_it_is_for() throws IOException {
        var aiguli = new CaseSubject("阿依古丽·买买提", "650101199506200047", "resident");
        var receipt = done(submit("t-1", "tax/income-record", aiguli, Map.of("months", "2023-01/2025-12")));
        var document = receipt.documents().getFirst();
        assertTrue(document.pages() > 1);
        try (var read = Loader.loadPDF(done(kiosk.fetchDocument(document.serial())))) {
            var text = new PDFTextStripper().getText(read);
            for (var words : List.of("阿依古丽·买买提", "2023年1月", "2025年12月", "219,600.00", "1,188.00"))
                assertTrue(text.contains(words), words + " is not in " + text);
        }
        agreed();
    }

    @Test
    void a_tax_record_comes_sealed_too_and_nobody_else_s_terminal_gets_it() {
        var receipt = done(submit("t-1", "tax/income-record", ZHAO, Map.of("months", "2025-01/2025-12")));
        String serial = receipt.documents().getFirst().serial();
        assertTrue(DocumentSeal.isSealIntact(done(kiosk.fetchDocument(serial)), keys));
        try (var other = client("ST-0412-04", "other-key.json")) {
            assertEquals(
                    "no-such-document", refused(other.fetchDocument(serial)).code());
            assertEquals(404, refused(other.queryReceipt("t-1")).status());
        }
        agreed();
    }

    @Test
    void a_slot_has_so_many_places_and_then_the_next_free_one_is_named() {
        var lists = Map.of("hospital", "yl-first", "clinic", "heart", "date", "2026-11-26");
        assertEquals(
                List.of("yl-first", "yl-tcm", "sf-univ"),
                done(kiosk.queryOptions("hospitals", Map.of())).stream()
                        .map(ListOption::value)
                        .toList());
        assertEquals(
                4,
                done(kiosk.queryOptions("clinics", Map.of("hospital", "yl-first")))
                        .size());
        assertEquals(7, done(kiosk.queryOptions("dates", Map.of())).size());
        var slots = done(kiosk.queryOptions("slots", lists));
        assertFalse(slots.getFirst().available());
        for (int n = 1; n <= 3; n++) {
            var receipt = done(submit("t-" + n, "health-care/hospital-booking", LI, booking("0930")));
            assertEquals(Integer.toString(n), receipt.result().get("queueNo"));
        }
        var gone = refused(submit("t-9", "health-care/hospital-booking", LI, booking("0930")));
        assertEquals("quota-gone", gone.code());
        assertEquals("1030", gone.facts().get("next"));
        assertEquals(
                "约满", done(kiosk.queryOptions("slots", lists)).get(1).note().get("zh-CN"));
        agreed();
    }

    private static Map<String, String> booking(String slot) {
        return Map.of("hospital", "yl-first", "clinic", "heart", "date", "2026-11-26", "slot", slot, "again", "yes");
    }

    private List<ListOption> under(String list, String parent) {
        return done(kiosk.queryOptions(list, parent.isEmpty() ? Map.of() : Map.of("parent", parent)));
    }

    @Test
    @DisplayName("S16 regions come level by level, five of them, each below the one before; our province whole")
    void regions_come_level_by_level() {
        assertEquals(5, under("regions", "").size());
        assertEquals(20, under("regions", "510100").size());
        assertEquals(37, under("regions", "510185").size(), "more than one page");
        assertEquals(List.of(), under("regions", "510107"), "nothing is known below");
        assertEquals(2, under("home-regions", "").size());
        assertEquals(List.of(), under("home-regions", "510100"), "another province's");
        int villages = 0;
        for (var city : under("home-regions", ""))
            for (var county : under("home-regions", city.value()))
                for (var town : under("home-regions", county.value()))
                    for (var village : under("home-regions", town.value())) {
                        villages++;
                        assertEquals(5, RegionCodes.levelOf(village.value()));
                        for (var above : List.of(town, county, city))
                            assertTrue(RegionCodes.isWithin(village.value(), above.value()), village + " in " + above);
                    }
        assertEquals(70, villages);
        assertEquals(
                "no-such-list", refused(kiosk.queryOptions("nothing", Map.of())).code());
        agreed();
    }

    @Test
    void queries_say_what_the_item_asks_for_and_no_more() {
        var fund = done(
                kiosk.queryBackSystem("housing-fund", "housing/fund-account", Proofs.proven(kiosk, ZHAO), Map.of()));
        assertEquals("¥86,420.17", fund.get("balance"));
        assertFalse(fund.containsValue("14200.00"), "another department's data");
        var allowance = done(kiosk.queryBackSystem(
                "civil-affairs", "pension/old-age-allowance", Proofs.proven(kiosk, WANG), Map.of()));
        assertEquals(Map.of("allowanceMonthly", "100.00"), allowance);
        assertEquals(
                "no-such-service",
                refused(kiosk.queryBackSystem("tax", "housing/fund-account", Proofs.proven(kiosk, ZHAO), Map.of()))
                        .code());
        assertEquals(
                "no-record",
                refused(kiosk.queryBackSystem(
                                "housing-fund", "housing/fund-account", Proofs.proven(kiosk, LI), Map.of()))
                        .code());
        var place = done(kiosk.queryBackSystem(
                "medical-insurance", "medical-insurance/remote-care", Proofs.proven(kiosk, LI), Map.of()));
        assertEquals("示范省云岭市", place.get("insuredPlace"));
        var stranger = new CaseSubject("无名", "530102199001010010", "resident");
        assertEquals(
                "no-record",
                refused(kiosk.queryBackSystem("tax", "tax/income-record", Proofs.proven(kiosk, stranger), Map.of()))
                        .code());
        agreed();
    }

    @Test
    void a_code_reaches_the_phone_is_right_once_and_is_lost_after_five_tries() {
        String id = done(kiosk.sendSmsCode(Proofs.byCard(kiosk, LI), "medical-insurance/remote-care", MOBILE));
        String code = phone().replaceAll("(?s).*验证码(\\d{6}).*", "$1");
        assertFalse(done(kiosk.checkSmsCode(id, code.equals("000000") ? "000001" : "000000")));
        assertTrue(done(kiosk.checkSmsCode(id, code)));
        assertEquals("code-gone", refused(kiosk.checkSmsCode(id, code)).code());
        String second = done(kiosk.sendSmsCode(Proofs.byCard(kiosk, LI), "medical-insurance/remote-care", MOBILE));
        for (int n = 0; n < 5; n++) kiosk.checkSmsCode(second, "999999x");
        assertEquals("code-gone", refused(kiosk.checkSmsCode(second, "1")).code());
        agreed();
    }

    @Test
    void progress_is_found_by_the_code_on_the_slip_and_by_the_person() {
        var receipt = done(submit("t-1", "pension/life-proof", LI, Map.of()));
        var progress = done(kiosk.queryProgress(VerificationCode.of("t-1")));
        assertEquals(receipt.caseNumber(), progress.caseNumber());
        assertEquals("finished", progress.state());
        assertEquals(
                List.of(receipt.caseNumber()),
                done(kiosk.queryCases(Proofs.proven(kiosk, LI))).stream()
                        .map(CaseProgress::caseNumber)
                        .toList());
        assertEquals(
                "no-such-code", refused(kiosk.queryProgress("ABCDEFGHJKLM")).code());
        String page = get(central.uri().resolve("/v/" + VerificationCode.of("t-1")));
        assertTrue(page.contains(receipt.caseNumber()) && !page.contains("李秀兰"), page);
        assertTrue(get(central.uri().resolve("/v/%3Cscript%3E")).contains("没有查到"));
    }

    private static CaseSubject unit(String name, String code) {
        return new CaseSubject(name, code, "organisation");
    }

    @Test
    @DisplayName(
            "S34 who may act for an organisation is told with its name, who may not with the reason, then and later")
    void a_legal_person_is_acted_for_by_whom_its_register_names() {
        var shop = "91350100M000100Y43";
        assertEquals(
                new OrganisationAuthorisation("云岭市翠湖区秀兰副食店", "legal-representative", Optional.empty()),
                done(kiosk.queryMandate(Proofs.proven(kiosk, LI), shop)));
        assertEquals(
                new OrganisationAuthorisation("云岭市翠湖区秀兰副食店", "handler", Optional.of(LocalDate.parse("2027-06-30"))),
                done(kiosk.queryMandate(Proofs.proven(kiosk, ZHAO), shop)));
        var expired = refused(kiosk.queryMandate(Proofs.proven(kiosk, YANG), shop));
        assertEquals("authorisation-expired", expired.code());
        assertEquals("2026-10-31", expired.facts().get("until"));
        assertTrue(
                expired.message().getOrDefault("zh-CN", "").contains("2026年10月31日"),
                expired.message().toString());
        assertEquals(
                "not-authorised",
                refused(kiosk.queryMandate(Proofs.proven(kiosk, WANG), shop)).code());
        assertEquals(
                "organisation-struck-off",
                refused(kiosk.queryMandate(Proofs.proven(kiosk, LI), "92530102MA6KGH003R"))
                        .code());
        assertEquals(
                "organisation-unknown",
                refused(kiosk.queryMandate(Proofs.proven(kiosk, LI), "91530103MA6KQT004D"))
                        .code());
        assertEquals(
                "organisation-unknown",
                refused(kiosk.queryMandate(Proofs.proven(kiosk, LI), LI.number()))
                        .code(),
                "a person is none");

        var report = Map.of("year", "2025", "revenue", "120000.00", "staff", "2");
        var unit = unit("云岭市翠湖区秀兰副食店", shop);
        var done = done(submitFor("t-1", "self-employed/annual-report", unit, "organisation", ZHAO, report));
        assertEquals(CaseReceipt.ReceiptState.ACCEPTED, done.state());
        assertEquals(
                done.caseNumber(),
                done(kiosk.queryCases(new ProvenSubject(unit, Proofs.evidence(kiosk, ZHAO))))
                        .getFirst()
                        .caseNumber(),
                "the case is the shop's");
        assertEquals(List.of(), done(kiosk.queryCases(Proofs.proven(kiosk, ZHAO))));
        for (var other :
                Map.of(WANG, "not-authorised", YANG, "authorisation-expired").entrySet())
            assertEquals(
                    other.getValue(),
                    refused(submitFor(
                                    "t-2", "self-employed/annual-report", unit, "organisation", other.getKey(), report))
                            .code());
        assertEquals(404, refused(kiosk.queryReceipt("t-2")).status());
        assertEquals(
                "not-by-another",
                refused(submit("t-3", "self-employed/annual-report", unit, report))
                        .code(),
                "nobody acts");
        assertEquals(
                "not-by-another",
                refused(submitFor("t-4", "self-employed/annual-report", LI, "organisation", ZHAO, report))
                        .code(),
                "a person is no organisation");
        var company = unit("示范彩云商贸有限公司", "91530102MA6KCY002Q");
        var wrongKind = done(submitFor("t-5", "self-employed/annual-report", company, "organisation", LI, report));
        assertEquals(CaseReceipt.ReceiptState.REJECTED, wrongKind.state(), "a company reports elsewhere");
        var copy = done(
                submitFor("t-6", "self-employed/licence-copy", company, "organisation", LI, Map.of("copies", "1")));
        assertEquals(1, copy.documents().size());
        agreed();
    }

    private CentralReply<CaseReceipt> submit(
            String txId, String service, CaseSubject who, IdentityAssurance identity, boolean stored) {
        var answers = Map.of("mobile", MOBILE, "region", "530103", "bankCard", "6222020200112233446");
        var asked = service.equals("pension/life-proof") ? Map.<String, String>of() : answers;
        return kiosk.submitCase(
                txId,
                SubmissionCodec.toBytes(new CaseSubmission(
                        txId, service, 1, who, identity, asked, CLOCK.instant(), "ST-0412-03", stored)));
    }

    @Test
    @DisplayName("a case counts for what central has judged, not for what a terminal says")
    void a_lower_level_than_the_item_wants_is_refused_whatever_the_terminal_says() {
        String card = Proofs.byCard(kiosk, LI).evidence();
        var nothing = List.<String>of();
        for (var claimed : List.of(
                new IdentityAssurance("L0", nothing),
                new IdentityAssurance("L3", List.of("id-card", "staff-code")),
                new IdentityAssurance("L3", List.of("id-card", "staff-code"), "0".repeat(32)),
                new IdentityAssurance("L3", List.of("id-card", "staff-code"), card),
                new IdentityAssurance("L3", List.of("staff-code"), Proofs.evidence(kiosk, ZHAO)))) {
            var problem = refused(submit("t-1", "pension/life-proof", LI, claimed, false));
            assertEquals("identity-too-low", problem.code(), claimed.toString());
            assertEquals(403, problem.status());
            assertEquals("L3", problem.facts().get("wanted"));
        }
        var stored = refused(submit("t-1", "pension/life-proof", LI, new IdentityAssurance("L3", nothing), true));
        assertEquals("identity-too-low", stored.code(), "this item never waits for the line");
        assertEquals(404, refused(kiosk.queryReceipt("t-1")).status());
        assertEquals(
                CaseReceipt.ReceiptState.ACCEPTED,
                done(submit("t-1", "pension/life-proof", LI, Proofs.identity(kiosk, LI), false))
                        .state());
        agreed();
    }

    @Test
    @DisplayName("nothing is told of a person without evidence for this person, terminal and visit")
    void a_question_about_a_person_needs_evidence_for_that_person_at_that_terminal_in_that_hour() {
        var proven = Proofs.byCard(kiosk, LI);
        done(kiosk.queryCases(proven));
        try (var beside = client("ST-0412-04", "other-key.json")) {
            for (var who : List.of(
                    new ProvenSubject(LI, ""),
                    new ProvenSubject(ZHAO, proven.evidence()),
                    new ProvenSubject(LI, Proofs.evidence(beside, LI)),
                    new ProvenSubject(LI, "f".repeat(32)),
                    new ProvenSubject(unit("云岭市翠湖区秀兰副食店", "91350100M000100Y43"), Proofs.evidence(kiosk, WANG))))
                for (CentralReply<?> reply : List.<CentralReply<?>>of(
                        kiosk.queryCases(who),
                        kiosk.queryRecentServices(who),
                        kiosk.savePersonalization(who, false),
                        kiosk.queryMandate(who, "91350100M000100Y43"),
                        kiosk.sendSmsCode(who, "medical-insurance/remote-care", MOBILE),
                        kiosk.takeOverCase("2".repeat(26), who),
                        kiosk.queryBackSystem("medical-insurance", "medical-insurance/remote-care", who, Map.of())))
                    assertEquals("identity-unproven", refused(reply).code(), who.toString());
        }
        assertEquals(
                "identity-too-low",
                refused(kiosk.queryBackSystem(
                                "housing-fund", "housing/fund-account", Proofs.byCard(kiosk, ZHAO), Map.of()))
                        .code(),
                "a balance wants more than a card");
        now = now.plus(Duration.ofMinutes(61));
        assertEquals("identity-unproven", refused(kiosk.queryCases(proven)).code());
        agreed();
    }

    @Test
    @DisplayName("what a terminal invents of a person is not believed")
    void central_gives_no_evidence_for_another_name_an_unseen_phone_or_a_check_without_a_card() {
        for (var claim : List.of(
                new IdentityClaim("", new CaseSubject("李秀", LI.number(), "resident"), "id-card", ""),
                new IdentityClaim("", LI, "app-code-L3", ""),
                new IdentityClaim("", LI, "staff-code", "0417"),
                new IdentityClaim(Proofs.evidence(kiosk, ZHAO), LI, "staff-code", "0417"),
                new IdentityClaim(Proofs.evidence(kiosk, LI), LI, "staff-code", ""),
                new IdentityClaim("0".repeat(32), LI, "id-card", ""),
                new IdentityClaim("", unit("云岭市翠湖区秀兰副食店", "91350100M000100Y43"), "id-card", "")))
            assertEquals(
                    "identity-unproven", refused(kiosk.proveIdentity(claim)).code(), claim + " " + claim.subject());
    }

    private String proved(ProvenSubject who, String service) {
        String id = done(kiosk.sendSmsCode(who, service, MOBILE));
        String code = phone().replaceAll("(?s).*验证码(\\d{6}).*", "$1");
        assertTrue(done(kiosk.checkSmsCode(id, code)));
        return id;
    }

    @Test
    @DisplayName("a message code belongs to person, item, number on record and case, and is used up by it")
    void a_message_code_lifts_one_case_of_one_person_and_no_other() {
        var proven = Proofs.byCard(kiosk, WANG);
        var identity = new IdentityAssurance("L2", List.of("id-card", "sms-code"), proven.evidence());
        assertEquals(
                "number-differs",
                refused(kiosk.sendSmsCode(proven, "pension/old-age-allowance", "13911112222"))
                        .code());
        proved(proven, "pension/join-rural");
        assertEquals(
                "identity-too-low",
                refused(submit("t-1", "pension/old-age-allowance", WANG, identity, false))
                        .code(),
                "the code of another item");
        proved(Proofs.byCard(kiosk, LI), "pension/old-age-allowance");
        assertEquals(
                "identity-too-low",
                refused(submit("t-1", "pension/old-age-allowance", WANG, identity, false))
                        .code(),
                "the code of another person");
        now = now.plus(Duration.ofMinutes(2));
        proved(proven, "pension/old-age-allowance");
        var first = done(submit("t-1", "pension/old-age-allowance", WANG, identity, false));
        assertEquals(CaseReceipt.ReceiptState.ACCEPTED, first.state());
        assertEquals(first, done(submit("t-1", "pension/old-age-allowance", WANG, identity, false)), "the same again");
        now = now.plus(Duration.ofDays(2));
        assertEquals(
                "identity-too-low",
                refused(submit("t-2", "pension/old-age-allowance", WANG, identity, false))
                        .code(),
                "it is used up");
        agreed();
    }

    @Test
    @DisplayName("a case that was stored without a code is marked, and nobody is told that it is done")
    void what_waited_for_the_line_without_a_code_is_taken_in_marked() throws Exception {
        var card = new IdentityAssurance("L1", List.of("id-card"));
        var marked = done(submit("t-1", "pension/old-age-allowance", WANG, card, true));
        assertEquals("open", marked.result().get("identityCheck"));
        assertTrue(marked.message().getOrDefault("zh-CN", "").contains("核对身份"), marked.message() + "");
        var board = central.staffUri().resolve("/identities");
        assertTrue(get(board).contains(marked.caseNumber()), "somebody sees that it is to be checked");
        press(board, "case", marked.caseNumber());
        assertFalse(get(board).contains(marked.caseNumber()));
        assertEquals(
                "identity-too-low",
                refused(submit("t-2", "pension/old-age-allowance", LI, card, false))
                        .code(),
                "with the line up it must be asked");
        agreed();
    }

    @Test
    @DisplayName("strangers are not read out, and no number is flooded")
    void a_terminal_that_reads_out_persons_or_floods_a_number_is_slowed() {
        int refused = 0;
        for (int n = 0; n < 168; n++) {
            var who = new CaseSubject("某人", "5301021990010%05d".formatted(n), "resident");
            if (kiosk.proveIdentity(new IdentityClaim("", who, "id-card", ""))
                    instanceof CentralReply.Refused<String>(var problem)) {
                assertEquals("too-many", problem.code());
                assertTrue(problem.retryAfter().isPresent());
                refused++;
            }
        }
        assertTrue(refused > 80, refused + " of 168 refused");
        try (var other = client("ST-0412-05", "third-key.json")) {
            var proven = Proofs.byCard(other, LI);
            int sent = 0;
            for (int n = 0; n < 200; n++)
                if (other.sendSmsCode(proven, "medical-insurance/remote-care", MOBILE) instanceof CentralReply.Done)
                    sent++;
            assertEquals(3, sent, "within a minute");
            for (int minute = 0; minute < 40; minute++) {
                now = now.plus(Duration.ofMinutes(1));
                if (other.sendSmsCode(proven, "medical-insurance/remote-care", MOBILE) instanceof CentralReply.Done)
                    sent++;
            }
            assertTrue(sent <= 20, sent + " in a day");
        }
    }

    private List<String> lately(CaseSubject subject) {
        var said = done(kiosk.queryRecentServices(Proofs.proven(kiosk, subject)));
        assertTrue(said.wanted());
        return said.services();
    }

    @Test
    @DisplayName("S23 what was granted lately is told, newest first and once; nothing of who does not want it; S42")
    void what_a_person_did_lately_is_read_from_their_cases_unless_they_do_not_want_it() {
        var money = Map.of("region", "530103", "bankCard", "6222020200112233446");
        assertEquals(List.of(), lately(WANG));
        done(submit("t-1", "pension/old-age-allowance", WANG, money));
        now = now.plus(Duration.ofDays(20));
        done(submit("t-2", "pension/life-proof", WANG, Map.of()));
        refused(submit("t-3", "pension/life-proof", WANG, Map.of()));
        var both = List.of("pension/life-proof", "pension/old-age-allowance");
        assertEquals(both, lately(WANG));
        assertEquals(List.of(), lately(LI), "nobody else's");
        assertTrue(done(kiosk.savePersonalization(Proofs.proven(kiosk, WANG), false)));
        assertFalse(done(kiosk.savePersonalization(Proofs.proven(kiosk, WANG), false)), "it was so already");
        assertEquals(new RecentServices(false, List.of()), done(kiosk.queryRecentServices(Proofs.proven(kiosk, WANG))));
        assertTrue(done(kiosk.savePersonalization(Proofs.proven(kiosk, WANG), true)));
        assertEquals(both, lately(WANG));
        now = now.plus(Duration.ofDays(390));
        assertEquals(List.of("pension/life-proof"), lately(WANG), "what is due once a year is due again, and no more");
        agreed();
    }

    private Optional<Integer> publish(String... files) {
        var all = new java.util.HashMap<String, byte[]>();
        for (int n = 0; n < files.length; n += 2) all.put(files[n], files[n + 1].getBytes(StandardCharsets.UTF_8));
        return CentralAdministration.publishCatalogue(
                dir.resolve("central"),
                Optional.of(database),
                all,
                CLOCK.instant(),
                Duration.ofDays(30),
                "0.1.0",
                CLOCK);
    }

    private static String item(String field, String release) {
        return """
            id: assistance/winter-fuel
            title: {zh-CN: 取暖补助, en: Winter fuel}
            kind: handle
            system: civil-affairs
            owner: {zh-CN: 示范省民政厅, en: Civil Affairs}
            release: %s
            pages: [{fields: [{name: %s}]}]
            """.formatted(release, field);
    }

    private byte[] under(int catalogue, String txId, String field, Instant when) {
        return SubmissionCodec.toBytes(new CaseSubmission(
                        txId,
                        "assistance/winter-fuel",
                        1,
                        WANG,
                        Proofs.identity(kiosk, WANG),
                        Map.of(field, "coal"),
                        when,
                        "ST-0412-03",
                        true,
                        List.of())
                .withCatalogue(catalogue));
    }

    @Test
    void a_published_catalogue_is_signed_told_once_and_fetched_by_parts() {
        assertEquals(404, refused(kiosk.fetchManifest("")).status());
        assertEquals(Optional.of(1), publish("themes.yaml", "themes: []", "a/b.yaml", "id: a/b"));
        assertEquals(Optional.empty(), publish("a/b.yaml", "id: a/b", "themes.yaml", "themes: []"), "the same");
        byte[] bytes = done(kiosk.fetchManifest("")).orElseThrow();
        var manifest = CatalogueManifest.parseSigned(bytes, kiosk);
        assertEquals(1, manifest.number());
        assertEquals(
                List.of("a/b.yaml", "themes.yaml"),
                manifest.files().stream()
                        .map(CatalogueManifest.ManifestFile::path)
                        .toList());
        assertEquals(Optional.empty(), done(kiosk.fetchManifest(Sha256.digestHex(bytes))));
        var themes = manifest.files().getLast();
        var text = new StringBuilder();
        for (int from = 0; from < themes.bytes(); from += 4) {
            int until = Math.min(themes.bytes(), from + 4);
            text.append(new String(done(kiosk.fetchFilePart(themes.sha256(), from, until)), StandardCharsets.UTF_8));
        }
        assertEquals("themes: []", text.toString());
        assertEquals(416, refused(kiosk.fetchFilePart(themes.sha256(), 10, 20)).status());
        assertEquals(404, refused(kiosk.fetchFilePart("0".repeat(64), 0, 1)).status());
        assertEquals(Optional.of(2), publish("themes.yaml", "themes: []"));
        assertEquals(
                2,
                CatalogueManifest.parseSigned(done(kiosk.fetchManifest("")).orElseThrow(), kiosk)
                        .number());
        assertEquals(1, contract.seen().get("catalogue 304"));
        agreed();
    }

    @Test
    void a_manifest_is_signed_anew_past_the_middle_of_its_time_with_the_same_number_and_files() {
        publish("themes.yaml", "themes: []");
        var first = CatalogueManifest.parseSigned(done(kiosk.fetchManifest("")).orElseThrow(), kiosk);
        central.close();
        InstantSource later = () -> CLOCK.instant().plus(Duration.ofDays(16));
        central = ReferenceCentral.start(0, dir.resolve("central"), database, later, true, contract::check);
        kiosk.close();
        kiosk = client("ST-0412-03", "kiosk-key.json");
        var again = CatalogueManifest.parseSigned(done(kiosk.fetchManifest("")).orElseThrow(), kiosk);
        assertEquals(first.until().plus(Duration.ofDays(16)), again.until());
        assertEquals(first.files(), again.files());
        assertEquals(1, again.number());
        assertEquals(
                again,
                CatalogueManifest.parseSigned(done(kiosk.fetchManifest("")).orElseThrow(), kiosk),
                "and then it stays");
    }

    @Test
    void a_case_counts_by_the_catalogue_under_which_it_was_made() {
        publish("assistance/winter-fuel.yaml", item("heating", "live"));
        publish("assistance/winter-fuel.yaml", item("stove", "live"));
        var now = CLOCK.instant();
        for (var good : List.of(under(1, "t-1", "heating", now), under(2, "t-2", "stove", now))) {
            String txId = SubmissionCodec.parseSubmission(good).txId();
            assertEquals(
                    CaseReceipt.ReceiptState.ACCEPTED,
                    done(kiosk.submitCase(txId, good)).state());
            assertEquals(done(kiosk.submitCase(txId, good)), done(kiosk.queryReceipt(txId)), "a repeat");
        }
        assertEquals(
                "more-than-asked",
                refused(kiosk.submitCase("t-3", under(1, "t-3", "stove", now))).code());
        var never = refused(kiosk.submitCase("t-4", under(9, "t-4", "stove", now)));
        assertEquals("catalogue-unknown", never.code());
        assertTrue(never.message().getOrDefault("zh-CN", "").contains("重新办理"), never.toString());
        agreed();
    }

    @Test
    void a_withdrawn_item_is_taken_from_who_could_not_know_and_refused_in_words_from_who_could() {
        publish("assistance/winter-fuel.yaml", item("heating", "live"));
        publish("assistance/winter-fuel.yaml", item("heating", "withdrawn"));
        var now = CLOCK.instant();
        assertEquals(
                CaseReceipt.ReceiptState.ACCEPTED,
                done(kiosk.submitCase("t-1", under(1, "t-1", "heating", now.plus(Duration.ofHours(71)))))
                        .state());
        var late = refused(kiosk.submitCase("t-2", under(1, "t-2", "heating", now.plus(Duration.ofHours(73)))));
        assertEquals("catalogue-overtaken", late.code());
        assertEquals("none", late.taken());
        publish("themes.yaml", "themes: []");
        assertEquals(
                CaseReceipt.ReceiptState.ACCEPTED,
                done(kiosk.queryReceipt("t-1")).state());
        agreed();
    }

    @Test
    void names_that_leave_the_folder_are_never_published() {
        for (var name : List.of("../x.yaml", "/etc/x.yaml", "a/../b.yaml", "a\\b.yaml", "A.yaml", "a.yml", "a//b.yaml"))
            assertThrows(ContractViolationException.class, () -> publish(name, "x"), name);
    }

    @Test
    void staff_are_called_with_a_ticket() {
        assertEquals("H001", done(kiosk.callStaff("home", "cannot read")));
        assertEquals("H002", done(kiosk.callStaff("home", "again")));
        agreed();
    }

    @Test
    @DisplayName("a call reaches the branch, and the terminal learns whether anybody has seen it")
    void a_call_for_staff_rings_at_the_branch_until_somebody_says_that_they_come() throws Exception {
        var ticket = done(kiosk.callStaff("home", "help"));
        assertEquals("called", done(kiosk.queryStaffCall(ticket)));
        assertEquals(404, refused(kiosk.queryStaffCall("H999")).status());
        try (var beside = client("ST-0412-04", "other-key.json")) {
            assertEquals(404, refused(beside.queryStaffCall(ticket)).status(), "another terminal's call");
        }
        var board = central.staffUri().resolve("/branches/0412");
        String page = get(board);
        assertTrue(page.contains("没有人应答") && page.contains("<audio") && page.contains(ticket), page);
        press(board, "call", "ST-0412-03/1/seen");
        assertEquals("seen", done(kiosk.queryStaffCall(ticket)));
        String seen = get(board);
        assertTrue(seen.contains("有人去了") && !seen.contains("<audio"), seen);
        press(board, "call", "ST-0412-03/1/done");
        assertEquals("done", done(kiosk.queryStaffCall(ticket)));
        assertTrue(get(board).contains("没有人呼叫"));
        agreed();
    }

    private void press(URI board, String name, String button) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var form = HttpRequest.newBuilder(board)
                    .POST(HttpRequest.BodyPublishers.ofString(name + "=" + button.replace("/", "%2F")))
                    .build();
            assertEquals(
                    200, http.send(form, HttpResponse.BodyHandlers.discarding()).statusCode());
        }
    }

    @Test
    @DisplayName("ratings reach somebody, with their reasons, by item and branch")
    void ratings_stand_on_a_page_with_their_reasons_and_name_nobody() {
        done(submit("t-1", "pension/life-proof", LI, Map.of()));
        assertTrue(done(kiosk.rateCase("t-1", 1, List.of("slow", "unclear"))));
        String page = get(central.staffUri().resolve("/ratings"));
        assertTrue(page.contains("养老待遇资格认证") && page.contains("1.0") && page.contains("翠湖"), page);
        assertFalse(page.contains("李秀兰") || page.contains("t-1"), page);
        agreed();
    }

    @Test
    void the_same_id_with_other_contents_is_refused_and_a_repeat_is_byte_equal() {
        byte[] first = body("t-1", "pension/life-proof", LI, Map.of());
        var receipt = done(kiosk.submitCase("t-1", first));
        assertEquals(receipt, done(kiosk.submitCase("t-1", first)));
        var other = refused(
                kiosk.submitCase("t-1", body("t-1", "pension/life-proof", LI, Map.of(CaseSubmission.AGAIN, "yes"))));
        assertEquals("422 other-content", other.status() + " " + other.code());
        assertEquals(receipt, done(kiosk.queryReceipt("t-1")));
        assertEquals(1, contract.seen().get("submit 200"));
        agreed();
    }

    @Test
    void a_longer_journal_that_has_not_seen_the_last_countersigned_entry_is_not_followed() {
        var countersigned = beat(5, "a", Optional.empty());
        assertTrue(countersigned.followed());
        var never = beat(9, "b", Optional.empty());
        var another = beat(9, "b", Optional.of(new HeartbeatRequest.CountersignedEntry(5, "c".repeat(64))));
        for (var fork : List.of(never, another)) {
            assertFalse(fork.followed());
            assertEquals(countersigned.last(), fork.last(), "the end of the fork is not countersigned");
        }
        var follower = beat(9, "b", Optional.of(new HeartbeatRequest.CountersignedEntry(5, "a".repeat(64))));
        assertTrue(follower.followed());
        assertEquals(9, follower.last().seq());
        agreed();
    }

    private HeartbeatResponse beat(long seq, String digit, Optional<HeartbeatRequest.CountersignedEntry> seen) {
        var end = new HeartbeatRequest.JournalEnd(0, seq, digit.repeat(64), seen);
        return done(kiosk.sendHeartbeat(new HeartbeatRequest(end, 0, 0, "test")));
    }

    private static final byte[] PICTURE = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 's', 't', 'r', 'o', 'k', 'e', 's'
    };
    private static final FileReference SIGNATURE = FileReference.of("signature", "image/png", PICTURE);
    private static final String ALLOWANCE = "pension/old-age-allowance";

    private byte[] signed(String txId, FileReference... files) {
        return SubmissionCodec.toBytes(new CaseSubmission(
                txId,
                ALLOWANCE,
                1,
                WANG,
                Proofs.identity(kiosk, WANG),
                Map.of(),
                CLOCK.instant(),
                "ST-0412-03",
                false,
                List.of(files)));
    }

    @Test
    void a_case_whose_file_is_not_here_is_not_taken_in_until_it_is_and_its_page_names_the_file_only() {
        var missing = refused(kiosk.submitCase("t-1", signed("t-1", SIGNATURE)));
        assertEquals(409, missing.status());
        assertEquals("files-missing", missing.code());
        assertEquals("signature", missing.facts().get("files"));
        assertTrue(missing.retryable() && missing.taken().equals("none"), missing.toString());
        assertEquals(404, refused(kiosk.queryReceipt("t-1")).status());
        assertTrue(done(kiosk.uploadFile(SIGNATURE, PICTURE)));
        assertFalse(done(kiosk.uploadFile(SIGNATURE, PICTURE)), "it is there");
        assertEquals(
                CaseReceipt.ReceiptState.ACCEPTED,
                done(kiosk.submitCase("t-1", signed("t-1", SIGNATURE))).state());
        assertEquals(1, contract.seen().get("upload 201"));
        assertEquals(1, contract.seen().get("upload 200"));
        String page = get(central.uri().resolve("/v/" + VerificationCode.of("t-1")));
        assertTrue(page.contains("附件 签名 1 KB"), page);
        assertFalse(page.contains("strokes") || page.contains(SIGNATURE.sha256()), page);
        agreed();
    }

    @Test
    void another_terminal_s_file_is_not_mine() {
        try (var other = client("ST-0412-04", "other-key.json")) {
            assertTrue(done(other.uploadFile(SIGNATURE, PICTURE)));
        }
        assertEquals(
                "files-missing",
                refused(kiosk.submitCase("t-1", signed("t-1", SIGNATURE))).code());
    }

    /// A time outside the database's range caused an internal error with a stack trace.
    @Test
    void a_time_that_no_calendar_holds_is_malformed() {
        var body = new String(signed("t-1", SIGNATURE), StandardCharsets.UTF_8);
        for (var time : List.of("+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z", "0001-01-01T00:00:00Z")) {
            var hostile = body.replaceFirst("\"occurredAt\":\"[^\"]*\"", "\"occurredAt\":\"" + time + "\"");
            var said = refused(kiosk.submitCase("t-1", hostile.getBytes(StandardCharsets.UTF_8)));
            assertEquals(400, said.status(), time);
            assertEquals("malformed", said.code(), time);
        }
        assertEquals(404, refused(kiosk.queryReceipt("t-1")).status());
    }

    @Test
    void a_case_takes_only_the_files_that_its_item_asks_for_as_they_are() {
        assertTrue(done(kiosk.uploadFile(SIGNATURE, PICTURE)));
        var scan = FileReference.of("scan", "image/png", PICTURE);
        var more = refused(kiosk.submitCase("t-1", signed("t-1", SIGNATURE, scan)));
        assertEquals(422, more.status());
        assertEquals("more-than-asked", more.code());
        assertEquals("scan", more.facts().get("files"));
        var larger = new FileReference("signature", SIGNATURE.sha256(), "image/png", 99);
        assertEquals(
                "file-differs",
                refused(kiosk.submitCase("t-1", signed("t-1", larger))).code());
        assertEquals(
                "malformed",
                refused(kiosk.submitCase("t-1", signed("t-1", SIGNATURE, SIGNATURE)))
                        .code());
        assertEquals(404, refused(kiosk.queryReceipt("t-1")).status());
        agreed();
    }

    private byte[] pictured(String txId, Map<String, String> answers, FileReference... files) {
        return SubmissionCodec.toBytes(new CaseSubmission(
                txId,
                "assistance/disability-card",
                2,
                ZHAO,
                Proofs.identity(kiosk, ZHAO),
                answers,
                CLOCK.instant(),
                "ST-0412-03",
                false,
                List.of(files)));
    }

    @Test
    void a_picture_is_the_one_that_the_answer_of_its_name_means() {
        var record = FileReference.of("record", "image/png", PICTURE);
        assertTrue(done(kiosk.uploadFile(record, PICTURE)));
        var said = Map.of("apply", "first", "disability", "limb", "post", "home", "photo", "later");
        var meant = new java.util.HashMap<>(said);
        meant.put("record", record.sha256());
        var later = new java.util.HashMap<>(said);
        later.put("record", "later");
        var other = new java.util.HashMap<>(said);
        other.put("record", "0".repeat(64));
        assertEquals(
                "malformed",
                refused(kiosk.submitCase("t-1", pictured("t-1", meant))).code(),
                "it is not enclosed");
        assertEquals(
                "malformed",
                refused(kiosk.submitCase("t-1", pictured("t-1", later, record))).code());
        assertEquals(
                "malformed",
                refused(kiosk.submitCase("t-1", pictured("t-1", other, record))).code());
        assertEquals(404, refused(kiosk.queryReceipt("t-1")).status());
        assertEquals(
                CaseReceipt.ReceiptState.ACCEPTED,
                done(kiosk.submitCase("t-1", pictured("t-1", meant, record))).state());
        assertTrue(
                get(central.uri().resolve("/v/" + VerificationCode.of("t-1"))).contains("附件 病历 1 KB"));
        agreed();
    }

    @Test
    void a_file_is_kept_only_as_what_it_is() {
        byte[] other = PICTURE.clone();
        other[9] ^= 1;
        var wrong = refused(kiosk.uploadFile(SIGNATURE, other));
        assertEquals(422, wrong.status());
        assertEquals("digest-wrong", wrong.code());
        assertEquals(
                "type-wrong",
                refused(kiosk.uploadFile(FileReference.of("signature", "image/jpeg", PICTURE), PICTURE))
                        .code());
        byte[] large = Arrays.copyOf(PICTURE, FileReference.LARGEST);
        assertTrue(
                done(kiosk.uploadFile(FileReference.of("signature", "image/png", large), large)),
                "more than JSON may have");
        byte[] tooLarge = Arrays.copyOf(PICTURE, FileReference.LARGEST + 1);
        var refused = refused(kiosk.uploadFile(FileReference.of("signature", "image/png", tooLarge), tooLarge));
        assertEquals(413, refused.status());
        agreed();
    }

    /// Exactly the bytes that a terminal of release 1 sends.
    @Test
    void the_submission_of_release_1_is_taken_in_for_an_item_that_is_signed_today() {
        byte[] old =
                ("{\"answers\":{\"mobile\":\"13800006021\"},\"identity\":{\"factors\":[\"id-card\"],\"level\":\"L3\"},"
                                + "\"occurredAt\":\"2026-11-24T06:32:00Z\",\"service\":\"pension/old-age-allowance\","
                                + "\"serviceVersion\":3,\"stored\":true,\"subject\":{\"layout\":\"resident\",\"name\":\"王德福\","
                                + "\"number\":\"530103194405120139\"},\"terminal\":\"ST-0412-03\",\"txId\":\"old-1\"}")
                        .getBytes(StandardCharsets.UTF_8);
        var receipt = done(kiosk.submitCase("old-1", old));
        assertEquals(CaseReceipt.ReceiptState.ACCEPTED, receipt.state());
        assertEquals(Sha256.digestHex(old), receipt.requestDigest());
        assertEquals(receipt, done(kiosk.submitCase("old-1", old)));
        agreed();
    }

    @Test
    void members_that_central_does_not_know_are_passed_over() {
        String text = new String(body("t-1", "pension/life-proof", LI, Map.of()), StandardCharsets.UTF_8);
        byte[] newer = text.replace("{\"answers\"", "{\"aNewMember\":{\"deep\":[1,{\"a\":null}]},\"answers\"")
                .replace("\"layout\"", "\"aNewOne\":true,\"layout\"")
                .getBytes(StandardCharsets.UTF_8);
        assertEquals(
                CaseReceipt.ReceiptState.ACCEPTED,
                done(kiosk.submitCase("t-1", newer)).state());
    }

    @Test
    void every_answer_says_the_end_of_the_version_once_it_is_told() {
        done(kiosk.querySystems());
        assertEquals(Optional.empty(), kiosk.contractSunset());
        central.announceSunset(SunsetNotice.createSunset(LocalDate.parse("2027-06-01"), CLOCK.instant()));
        assertEquals(404, refused(kiosk.queryReceipt("none")).status());
        var end = kiosk.contractSunset().orElseThrow();
        assertEquals(Instant.parse("2027-05-31T16:00:00Z"), end.until());
        assertEquals(Optional.of(CLOCK.instant()), end.since());
        done(kiosk.querySystems());
        assertTrue(kiosk.contractSunset().isPresent());
        var tooSoon = assertThrows(
                IllegalArgumentException.class,
                () -> SunsetNotice.createSunset(LocalDate.parse("2027-05-22"), CLOCK.instant()));
        assertTrue(String.valueOf(tooSoon.getMessage()).endsWith("2027-05-23"), tooSoon.getMessage());
        agreed();
    }

    @Test
    void hostile_bytes_are_refused_in_words_and_never_crash_the_counter() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        String path = "/v1/terminals/ST-0412-03/transactions/t-x";
        assertEquals(404, refused(kiosk.queryReceipt("t-x")).status());
        byte[] whole = body("t-x", "pension/life-proof", LI, Map.of());
        var key = SigningKey.loadOrCreate(dir.resolve("kiosk-key.json"), "ST-0412-03");
        try (var http = HttpClient.newHttpClient()) {
            for (int n = 0; n < 120; n++) {
                byte[] hostile = hostile(random, n, whole);
                boolean signed = n % 2 == 0;
                String signature = signed
                        ? key.signPayload(
                                RequestSigning.requestSigningInput("PUT", path, "t-x", hostile),
                                Map.of("at", CLOCK.instant().toString(), "nonce", "n" + n))
                        : "a..b";
                var request = HttpRequest.newBuilder(central.uri().resolve(path))
                        .header("Request-Signature", signature)
                        .header("Idempotency-Key", "t-x")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(hostile))
                        .build();
                var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                int expected = hostile.length > 256 * 1024 ? 413 : signed ? 400 : 401;
                assertEquals(expected, answer.statusCode(), n + " seed " + seed);
                assertEquals(expected, ProblemCodec.parseProblem(answer.body()).status());
            }
        }
        assertEquals(404, refused(kiosk.queryReceipt("t-x")).status());
    }

    private static byte[] hostile(Random random, int n, byte[] whole) {
        return switch (n % 6) {
            case 0 -> new byte[300 * 1024];
            case 1 -> new byte[] {'{'};
            case 2 -> "[".repeat(5000).getBytes(StandardCharsets.US_ASCII);
            case 3 -> "{\"txId\":1,\"txId\":2}".getBytes(StandardCharsets.US_ASCII);
            case 4 -> java.util.Arrays.copyOf(whole, random.nextInt(whole.length - 1));
            default -> {
                byte[] noise = new byte[random.nextInt(400)];
                random.nextBytes(noise);
                yield noise;
            }
        };
    }

    @Test
    void a_request_seen_before_is_not_done_again() throws Exception {
        var key = SigningKey.loadOrCreate(dir.resolve("kiosk-key.json"), "ST-0412-03");
        assertFalse(done(kiosk.querySystems()).isEmpty());
        byte[] code = "{\"given\":{}}".getBytes(StandardCharsets.US_ASCII);
        String signature = key.signPayload(
                RequestSigning.requestSigningInput("POST", "/v1/lists/premium-years", "", code),
                Map.of("at", CLOCK.instant().toString(), "nonce", "once"));
        var request = HttpRequest.newBuilder(central.uri().resolve("/v1/lists/premium-years"))
                .header("Request-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(code))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertEquals(
                    200,
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
            assertEquals(
                    401,
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        }
    }

    @Test
    void a_terminal_whose_clock_stopped_is_told_the_time_and_speaks_on() {
        try (var late = new HttpCentralClient(
                central.uri(),
                "ST-0412-03",
                SigningKey.loadOrCreate(dir.resolve("kiosk-key.json"), "ST-0412-03"),
                keys,
                HttpCentralClient.CallTimeouts.USUAL,
                () -> Instant.parse("1970-01-01T00:00:07Z"))) {
            assertFalse(done(late.querySystems()).isEmpty());
            done(late.callStaff("home", "clock"));
        }
        assertEquals(1, contract.seen().get("systems 401"), "told once");
        agreed();
    }

    @Test
    void a_central_that_is_no_demonstration_registers_nobody_by_itself() {
        try (var strict = ReferenceCentral.start(0, dir.resolve("strict"), CLOCK, false);
                var stranger = new HttpCentralClient(
                        strict.uri(),
                        "ST-0412-03",
                        SigningKey.loadOrCreate(dir.resolve("kiosk-key.json"), "ST-0412-03"),
                        CentralPublicKeys.trustOnFirstUse(dir.resolve("strict-keys.json")))) {
            assertEquals("pairing-needed", refused(stranger.querySystems()).code());
            assertTrue(get(strict.demoUri().resolve("/demo/cases")).contains("no-such-place"));
        }
    }

    private String phone() {
        return get(central.demoUri().resolve("/demo/phone?mobile=" + MOBILE));
    }

    private static String get(URI uri) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    private static final Map<String, String> PREMIUM = Map.of("year", "2026", "grade", "60");

    private PaymentHold held(String txId) {
        return done(kiosk.holdPayment(txId, 1));
    }

    /// Signatures differ each time.
    private static Map<String, Object> words(PaymentHold voucher) {
        var words = new java.util.HashMap<>(PaymentCodec.toJsonTree(voucher));
        words.remove("signature");
        return words;
    }

    private static String phone(String qr, String answer) {
        try (var http = HttpClient.newHttpClient()) {
            var said = HttpRequest.newBuilder(URI.create(qr))
                    .POST(HttpRequest.BodyPublishers.ofString("answer=" + answer))
                    .build();
            return http.send(said, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void an_accepted_case_says_what_it_costs_and_holds_charges_and_confirms_it_once() {
        assertEquals(404, refused(kiosk.holdPayment("t-1", 1)).status());
        var receipt = done(submit("t-1", "tax/own-premium", YANG, PREMIUM));
        assertEquals(
                new AmountDue(1_056_480, CLOCK.instant().plusSeconds(1800)),
                receipt.due().orElseThrow());
        assertEquals("no-such-payment", refused(kiosk.queryPayment("t-1")).code());
        var hold = held("t-1");
        assertEquals(words(hold), words(held("t-1")), "the same attempt again is the same hold");
        assertEquals(words(hold), words(done(kiosk.queryPayment("t-1"))));
        assertEquals("other-attempt", refused(kiosk.holdPayment("t-1", 2)).code());
        assertEquals(
                "not-paid",
                refused(kiosk.confirmPayment("t-1", hold.reference(), hold.fen()))
                        .code());
        phone(hold.qr(), "pay");
        assertTrue(phone(hold.qr(), "pay").contains("已付款"), "twice is once");
        assertEquals(PaymentHold.HoldState.PAID, done(kiosk.queryPayment("t-1")).state());
        assertEquals(
                422, refused(kiosk.confirmPayment("t-1", hold.reference(), 1)).status());
        assertEquals(
                422, refused(kiosk.confirmPayment("t-1", "ZF0", hold.fen())).status());
        var confirmed = done(kiosk.confirmPayment("t-1", hold.reference(), hold.fen()));
        assertEquals(PaymentHold.HoldState.CONFIRMED, confirmed.state());
        assertEquals(words(confirmed), words(done(kiosk.confirmPayment("t-1", hold.reference(), hold.fen()))));
        assertTrue(moneyOf("t-1").contains("\"treasury\":1056480"), moneyOf("t-1"));
        assertEquals(
                "finished",
                done(kiosk.queryProgress(VerificationCode.of("t-1"))).state());
        agreed();
    }

    private String moneyOf(String txId) {
        String all = get(central.demoUri().resolve("/demo/money"));
        assertTrue(all.contains(txId), all);
        return all;
    }

    @Test
    void who_does_not_owe_is_told_so_and_who_is_not_registered_is_refused() {
        assertEquals(
                "not-flexible",
                done(submit("t-1", "tax/own-premium", ZHAO, PREMIUM)).result().get("code"));
        assertEquals("nothing-due", refused(kiosk.holdPayment("t-1", 1)).code());
        done(submit("t-2", "pension/life-proof", LI, Map.of()));
        assertEquals("nothing-due", refused(kiosk.holdPayment("t-2", 1)).code());
        assertEquals(
                "answers-incomplete",
                refused(submit("t-3", "tax/own-premium", YANG, Map.of("year", "2026", "grade", "61")))
                        .code());
        agreed();
    }

    @Test
    void a_reversal_comes_before_or_after_its_case_and_the_same_answer_every_time() {
        var early = done(kiosk.reverseCase("t-1", "never sent"));
        assertEquals(CaseReversal.ReversalState.NOTHING, early.state());
        assertEquals(early, done(kiosk.reverseCase("t-1", "again")));
        assertEquals(
                410, refused(submit("t-1", "tax/own-premium", YANG, PREMIUM)).status());
        assertEquals(410, refused(kiosk.queryReceipt("t-1")).status());
        done(submit("t-2", "tax/own-premium", YANG, PREMIUM));
        var hold = held("t-2");
        assertEquals(
                CaseReversal.ReversalState.RELEASED,
                done(kiosk.reverseCase("t-2", "nobody pays")).state());
        assertTrue(phone(hold.qr(), "pay").contains("没有扣钱"));
        assertEquals(
                PaymentHold.HoldState.RELEASED, done(kiosk.queryPayment("t-2")).state());
        assertEquals(410, refused(kiosk.holdPayment("t-2", 2)).status());
        assertEquals(
                410, refused(submit("t-2", "tax/own-premium", YANG, PREMIUM)).status());
        assertEquals(
                "withdrawn",
                done(kiosk.queryProgress(VerificationCode.of("t-2"))).state());
        done(submit("t-3", "tax/own-premium", YANG, PREMIUM)); // the one before is withdrawn: it is not the same again
        phone(held("t-3").qr(), "pay");
        var returned = done(kiosk.reverseCase("t-3", "changed"));
        assertEquals(CaseReversal.ReversalState.RETURNED, returned.state());
        assertEquals(1_056_480, returned.fen());
        assertEquals(returned, done(kiosk.reverseCase("t-3", "changed")));
        agreed();
    }

    @Test
    void a_phone_that_refuses_ends_the_hold_and_the_next_attempt_has_another_code() {
        done(submit("t-1", "tax/own-premium", YANG, PREMIUM));
        assertEquals(
                "same-again",
                refused(submit("t-2", "tax/own-premium", YANG, PREMIUM)).code());
        var first = held("t-1");
        phone(first.qr(), "steal");
        phone(central.demoUri() + "/pay/" + "0".repeat(32), "pay");
        phone(central.demoUri() + "/pay/%27%20OR%201=1", "pay");
        assertEquals(PaymentHold.HoldState.HELD, done(kiosk.queryPayment("t-1")).state());
        phone(first.qr(), "refuse");
        assertEquals(
                PaymentHold.HoldState.REFUSED, done(kiosk.queryPayment("t-1")).state());
        var second = done(kiosk.holdPayment("t-1", 2));
        assertFalse(second.qr().equals(first.qr()));
        assertEquals(first.reference(), second.reference());
        assertTrue(phone(first.qr(), "pay").contains("失效"));
        agreed();
    }

    /// Concurrent requests of phones and terminals, each repeated.
    @Test
    void money_is_charged_once_and_given_back_once_however_many_ask_at_the_same_time() throws InterruptedException {
        for (int round = 0; round < 8; round++) {
            String txId = "t-" + round;
            done(submit(txId, "tax/own-premium", YANG, Map.of("year", "2026", "grade", "60", "again", "yes")));
            var hold = held(txId);
            try (var all = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
                for (int n = 0; n < 4; n++) {
                    var _ = all.submit(() -> phone(hold.qr(), "pay"));
                    var _ = all.submit(() -> kiosk.confirmPayment(txId, hold.reference(), hold.fen()));
                    if (round % 2 == 0) {
                        var _ = all.submit(() -> kiosk.reverseCase(txId, "meanwhile"));
                    }
                }
            }
            boolean reversed = refusedWith410(txId);
            if (!reversed) done(kiosk.confirmPayment(txId, hold.reference(), hold.fen()));
            assertEquals(round % 2 == 0, reversed);
        }
        var payments = tools.jackson.databind.json.JsonMapper.shared()
                .readTree(get(central.demoUri().resolve("/demo/money")))
                .path("payments");
        assertEquals(8, payments.size());
        for (var one : payments) {
            boolean done = one.path("case").asString().equals("ACCEPTED");
            var accounts = one.path("accounts");
            assertEquals(done ? 1_056_480 : 0, accounts.path("treasury").asLong(0), one.toString());
            assertEquals(done ? -1_056_480 : 0, accounts.path("citizen").asLong(0), one.toString());
            assertEquals(0, accounts.path("held").asLong(0), one.toString());
            assertTrue(one.path("charged").asInt() <= 1, one.toString());
        }
        agreed();
    }

    private boolean refusedWith410(String txId) {
        return kiosk.queryReceipt(txId) instanceof CentralReply.Refused<CaseReceipt>(var problem)
                && problem.status() == 410;
    }

    private AppCode shown(CaseSubject who) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var text = new DemoPhone(http, central.demoUri()).code(who.number(), "face", "");
            var codes = new AppCodeVerifier("ST-0412-03", CodeReplayGuard.loadFrom(dir.resolve("codes.seen")));
            return assertInstanceOf(
                            AppCodeVerifier.CodeVerdict.Good.class,
                            codes.verifyCode(text, done(kiosk.listIssuers()), now))
                    .code();
        }
    }

    @Test
    void whose_a_phones_code_was_is_told_again_to_the_same_reading_and_to_nobody_else() throws Exception {
        var code = shown(LI);
        var first = done(kiosk.redeemAppCode(code, "reading-1"));
        assertEquals(LI, first.subject());
        now = now.plusSeconds(120);
        assertEquals(first, done(kiosk.redeemAppCode(code, "reading-1")));
        assertEquals(
                "login-used", refused(kiosk.redeemAppCode(code, "reading-2")).code());
        try (var beside = client("ST-0412-04", "beside.json")) {
            assertEquals(
                    "login-used",
                    refused(beside.redeemAppCode(code, "reading-1")).code());
        }
        now = now.plusSeconds(1);
        assertEquals(
                "login-used", refused(kiosk.redeemAppCode(code, "reading-1")).code());
        var other = shown(ZHAO);
        assertEquals(ZHAO, done(kiosk.redeemAppCode(other, "reading-1")).subject(), "a key is of one code");
        agreed();
    }

    private Map<String, String> kinship(String relation) {
        return Map.of("relation", relation, "relativeId", WANG.number(), "purpose", "loan", "copies", "1");
    }

    @Test
    void a_kinship_certificate_states_the_relation_on_record_and_no_other() throws IOException {
        var picked = done(submit("t-1", "household/kinship-proof", LI, kinship("child")));
        assertEquals("other-relation", picked.result().get("code"));
        assertEquals(List.of(), picked.documents());
        var onRecord = done(submit("t-2", "household/kinship-proof", LI, kinship("spouse")));
        var pdf = done(kiosk.fetchDocument(onRecord.documents().getFirst().serial()));
        try (var read = Loader.loadPDF(pdf)) {
            var text = new PDFTextStripper().getText(read);
            assertTrue(text.contains("配偶"), text);
            assertTrue(text.contains("王德福") && !text.contains("}"), text);
        }
        agreed();
    }

    @Test
    void who_earns_wages_insures_parents_and_children_and_nobody_who_has_employees_insurance() {
        var parents = Map.of("whose", "family", "memberId", YANG.number(), "mobile", MOBILE);
        assertEquals(
                Optional.empty(),
                Optional.ofNullable(done(submit("t-1", "medical-insurance/join-pay", ZHAO, parents))
                        .result()
                        .get("code")));
        var colleague = Map.of("whose", "family", "memberId", ZHAO.number(), "mobile", MOBILE);
        assertEquals(
                "employees-insurance",
                done(submit("t-2", "medical-insurance/join-pay", YANG, colleague))
                        .result()
                        .get("code"));
        assertEquals(
                "employees-insurance",
                done(submit("t-3", "medical-insurance/join-pay", ZHAO, Map.of("whose", "self", "mobile", MOBILE)))
                        .result()
                        .get("code"));
        agreed();
    }

    @Test
    void a_school_takes_the_papers_of_every_child_and_books_no_time() {
        for (int child = 1; child <= 5; child++) {
            var answers = Map.of(
                    "childId",
                    child(child),
                    "relation",
                    "father",
                    "house",
                    "own",
                    "school",
                    done(kiosk.queryOptions("schools", Map.of())).getFirst().value(),
                    "mobile",
                    MOBILE);
            var receipt = done(submit("t-" + child, "school/enrolment", ZHAO, answers));
            assertTrue(receipt.state() != CaseReceipt.ReceiptState.REJECTED, receipt::toString);
        }
        agreed();
    }

    /// Born on one day in 2019; GB 11643.
    private static String child(int sequence) {
        var digits = "53010220190101" + String.format(java.util.Locale.ROOT, "%03d", sequence);
        int sum = 0;
        for (int i = 0; i < 17; i++) sum += (digits.charAt(i) - '0') * ((1 << (17 - i)) % 11);
        return digits + "10X98765432".charAt(sum % 11);
    }

    @Test
    void a_residence_permit_is_not_renewed_without_its_picture() {
        var answers =
                Map.of("permitNumber", "12345678", "moved", "no", "proof", "home", "paper", "later", "mobile", MOBILE);
        assertEquals(
                400,
                refused(submit("t-1", "household/residence-permit", ZHAO, answers))
                        .status());
        agreed();
    }

    @Test
    void the_grades_on_the_screen_are_those_of_central_s_list() {
        var grade = CatalogueFiles.loadShipped()
                .findItem("pension/join-rural")
                .orElseThrow()
                .findField("grade")
                .orElseThrow();
        assertEquals("grades", grade.list());
        assertEquals(List.of(), grade.options());
        assertTrue(done(kiosk.queryOptions("grades", Map.of())).size() > 1);
    }
}
