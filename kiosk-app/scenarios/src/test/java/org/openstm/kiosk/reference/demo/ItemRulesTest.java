package org.openstm.kiosk.reference.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseRepresentative;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.Contract;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.reference.ReferenceCentral;

/// The invented departments' decisions on the shipped items, and that both use the same names.
@DisplayName("what an item promises is what its department decides")
class ItemRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T06:32:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final String MOBILE = "13800006021";
    private static final CaseSubject LI = new CaseSubject("李秀兰", "530102195503080028", "resident");
    private static final CaseSubject WANG = new CaseSubject("王德福", "530103194405120139", "resident");
    private static final CaseSubject ZHAO = new CaseSubject("赵伟", "530112199008150018", "resident");
    private static final CaseSubject YANG = new CaseSubject("杨䶮", "532901197211030043", "resident");

    /// A name with a character of four bytes, aged 68.
    private static final CaseSubject ZHANG = new CaseSubject("张𠮷祥", "530102195806060016", "resident");

    /// A person with a record.
    private static final CaseSubject ZHOU = new CaseSubject("周强", "530112198807070036", "resident");

    @TempDir
    Path dir;

    private final Contract contract = new Contract();
    private ReferenceCentral central;
    private HttpCentralClient kiosk;
    private int cases;

    @BeforeEach
    void open() {
        central = ReferenceCentral.start(0, dir.resolve("central"), () -> NOW, true, contract::check);
        kiosk = new HttpCentralClient(
                central.uri(),
                "ST-0412-03",
                SigningKey.loadOrCreate(dir.resolve("kiosk-key.json"), "ST-0412-03"),
                CentralPublicKeys.trustOnFirstUse(dir.resolve("central-keys.json")),
                HttpCentralClient.CallTimeouts.USUAL,
                () -> NOW);
    }

    @AfterEach
    void close() {
        kiosk.close();
        central.close();
        assertEquals(List.of(), contract.breaches());
    }

    private CaseSubmission filled(String service, CaseSubject who, Map<String, String> answers, CaseSubject... proven) {
        return new CaseSubmission(
                "t-" + ++cases, service, 9, who, Proofs.identity(kiosk, proven), answers, NOW, "ST-0412-03", false);
    }

    private CentralReply<CaseReceipt> submit(String service, CaseSubject who, Map<String, String> answers) {
        var submission = filled(service, who, answers, who);
        return kiosk.submitCase(submission.txId(), SubmissionCodec.toBytes(submission));
    }

    private CentralReply<CaseReceipt> pictured(
            String service, CaseSubject who, Map<String, String> answers, String name) {
        byte[] picture = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2, 3};
        var file = FileReference.of(name, "image/jpeg", picture);
        done(kiosk.uploadFile(file, picture));
        var said = and(answers, name, file.sha256());
        var submission = new CaseSubmission(
                "t-" + ++cases,
                service,
                9,
                who,
                Proofs.identity(kiosk, who),
                said,
                NOW,
                "ST-0412-03",
                false,
                List.of(file));
        return kiosk.submitCase(submission.txId(), SubmissionCodec.toBytes(submission));
    }

    private CentralReply<CaseReceipt> guarded(
            String service, CaseSubject who, CaseSubject guardian, Map<String, String> answers) {
        var submission = filled(service, who, answers, who, guardian)
                .withRepresentative(new CaseRepresentative("guardian", guardian));
        return kiosk.submitCase(submission.txId(), SubmissionCodec.toBytes(submission));
    }

    private static <T> T done(CentralReply<T> reply) {
        if (reply instanceof CentralReply.Done<T>(var value)) return value;
        throw new AssertionError(reply);
    }

    private static ProblemDetails refused(CentralReply<?> reply) {
        return assertInstanceOf(CentralReply.Refused.class, reply).problem();
    }

    private static String code(CaseReceipt receipt) {
        return receipt.result().getOrDefault("code", "");
    }

    /// Any kind of refusal.
    private static String no(CentralReply<CaseReceipt> reply) {
        return reply instanceof CentralReply.Done<CaseReceipt>(var receipt)
                ? code(receipt)
                : refused(reply).code();
    }

    private static Map<String, String> and(Map<String, String> answers, String... more) {
        var all = new HashMap<>(answers);
        for (int i = 0; i < more.length; i += 2) all.put(more[i], more[i + 1]);
        return all;
    }

    private static final Map<String, String> FINE = Map.of("plate", "云A12345", "vehicle", "small", "mobile", MOBILE);

    @Test
    void nobody_is_fined_who_objects_or_was_not_asked() {
        assertEquals("objection", no(submit("driving/traffic-fine", ZHAO, and(FINE, "statement", "object"))));
        assertEquals("answers-incomplete", no(submit("driving/traffic-fine", ZHAO, FINE)));
        var settled = done(submit("driving/traffic-fine", ZHAO, and(FINE, "statement", "none")));
        assertTrue(settled.due().isPresent(), settled::toString);
        assertEquals("超速不足 20%", settled.result().get("offence"));
    }

    @Test
    void facts_reasons_and_rights_are_told_before_a_penalty_and_how_many_offences_there_are() {
        var told = done(kiosk.queryBackSystem("traffic", "driving/traffic-fine", Proofs.proven(kiosk, ZHAO), FINE));
        for (var name : List.of("offence", "offenceAt", "offenceLaw", "points", "amount", "others"))
            assertNotEquals("", told.getOrDefault(name, ""), name);
        var shown = item("driving/traffic-fine").prefill().stream()
                .map(Item.Prefill::name)
                .toList();
        assertTrue(
                shown.containsAll(List.of("offence", "offenceAt", "offenceLaw", "points", "others")), shown::toString);
    }

    private static final Map<String, String> RECORD = Map.of("use", "job", "copies", "1");

    @Test
    void a_fourth_certificate_in_a_year_needs_a_reason_and_is_then_given() {
        for (var receiver : List.of("employer", "embassy", "office"))
            assertEquals("", code(done(submit("household/no-record-proof", ZHAO, and(RECORD, "receiver", receiver)))));
        var again = and(RECORD, "use", "visa", "receiver", "embassy");
        var problem = refused(submit("household/no-record-proof", ZHAO, again));
        assertEquals("reason-needed", problem.code());
        assertEquals("3", problem.facts().get("most"));
        var reasoned = and(again, "often", "many", "why", "换单位");
        assertEquals(
                1,
                done(submit("household/no-record-proof", ZHAO, reasoned))
                        .documents()
                        .size());
    }

    @Test
    void no_certificate_is_made_for_who_has_a_record_and_they_are_told_where_the_refusal_is() {
        var receipt = done(submit("household/no-record-proof", ZHOU, and(RECORD, "receiver", "employer")));
        assertEquals(CaseReceipt.ReceiptState.REJECTED, receipt.state());
        assertEquals("record-found", code(receipt));
        assertEquals(List.of(), receipt.documents());
        var words = receipt.message().getOrDefault("zh-CN", "");
        assertTrue(words.contains("不予出具通知书") && words.contains("复查"), words);
    }

    private static final Map<String, String> PERMIT = Map.of("moved", "no", "proof", "job", "mobile", MOBILE);

    @Test
    void a_permit_is_renewed_from_its_old_end_on_and_only_in_the_month_before_it() {
        assertEquals("permit-early", no(pictured("household/residence-permit", YANG, PERMIT, "paper")));
        var renewed = done(pictured("household/residence-permit", ZHAO, PERMIT, "paper"));
        assertEquals(TODAY.plusDays(20).toString(), renewed.result().get("validUntil"));
        assertEquals(
                TODAY.plusDays(20).plusYears(1).toString(), renewed.result().get("validTo"));
    }

    private static Map<String, String> replace(String reason) {
        return Map.of("reason", reason, "photoReceipt", "202611240002", "mobile", MOBILE);
    }

    @Test
    void an_identity_card_is_replaced_here_only_where_the_chip_the_fingerprints_and_the_day_allow_it() {
        assertEquals("card-early", no(submit("id-card/replace", WANG, replace("expired"))));
        assertEquals("", no(submit("id-card/replace", WANG, replace("damaged"))));
        assertEquals("", no(submit("id-card/replace", ZHAO, replace("expired"))));
        assertEquals("no-fingerprints", no(submit("id-card/replace", YANG, replace("lost"))));
        assertEquals("name-by-hand", no(submit("id-card/replace", ZHANG, replace("lost"))));
    }

    private static final Map<String, String> DISABILITY =
            Map.of("apply", "first", "region", "530103", "post", "counter", "mobile", MOBILE);

    @Test
    void minors_and_who_has_a_learning_or_mental_disability_apply_through_a_guardian() {
        for (var kind : List.of("mind", "mental")) {
            var answers = and(DISABILITY, "disability", kind);
            assertEquals("guardian-needed", no(submit("assistance/disability-card", WANG, answers)), kind);
            assertEquals("", no(guarded("assistance/disability-card", WANG, YANG, answers)), kind);
        }
        var child = new CaseSubject("赵小", "530102201901010015", "resident");
        var limb = and(DISABILITY, "disability", "limb");
        assertEquals("guardian-needed", no(submit("assistance/disability-card", child, limb)));
        assertEquals("", no(submit("assistance/disability-card", WANG, limb)));
    }

    @Test
    void nobody_of_sixty_joins_the_residents_pension() {
        var answers = Map.of("region", "530103", "grade", "300", "bankCard", "6222020200112233446", "mobile", MOBILE);
        assertEquals("pension-age", no(submit("pension/join-rural", ZHANG, answers)));
        assertEquals("", no(submit("pension/join-rural", YANG, answers)));
    }

    @Test
    void who_is_too_young_hears_it_before_the_form() {
        var problem = refused(kiosk.queryBackSystem(
                "civil-affairs", "pension/old-age-allowance", Proofs.proven(kiosk, LI), Map.of()));
        assertEquals("not-of-age", problem.code());
        assertEquals("2035-03-08", problem.facts().get("eligibleFrom"));
        assertEquals("yes", problem.facts().get("unfit"));
        assertTrue(problem.message().getOrDefault("zh-CN", "").contains("2035年3月8日"), problem::toString);
    }

    @Test
    void a_divorce_asks_for_no_age() {
        var young = Map.of(
                "partnerId",
                "53010220100101001X",
                "hall",
                "ch-marry",
                "date",
                "2026-11-26",
                "slot",
                "0930",
                "mobile",
                MOBILE);
        assertEquals("too-young-marry", no(submit("family/marriage-slot", ZHAO, and(young, "event", "marry"))));
        assertEquals("", no(submit("family/marriage-slot", ZHAO, and(young, "event", "divorce"))));
    }

    @Test
    void an_endorsement_is_for_one_or_two_journeys_in_three_months_or_a_year() {
        var offered = done(kiosk.queryOptions("endorsement-times", Map.of("place", "hk")));
        assertEquals(
                List.of("3m", "3m2", "1y", "1y2"),
                offered.stream().map(ListOption::value).toList());
        var field = item("exit-entry/endorsement-slot").findField("times").orElseThrow();
        assertEquals(List.of("place"), field.given());
        var slot = Map.of("place", "hk", "hall", "yl-exit", "date", "2026-11-26", "slot", "0930", "mobile", MOBILE);
        assertEquals("answers-incomplete", no(submit("exit-entry/endorsement-slot", ZHAO, and(slot, "times", "9y"))));
        assertEquals("", no(submit("exit-entry/endorsement-slot", ZHAO, and(slot, "times", "1y2"))));
    }

    @Test
    void months_come_one_by_one_the_newest_first_beside_their_sum() {
        var asked = Map.of("months", "2026-03/2026-10");
        for (var query : Map.of(
                        "pension/paid-record", "social-security",
                        "assistance/relief-paid", "civil-affairs",
                        "medical-insurance/account", "medical-insurance")
                .entrySet()) {
            var said = done(kiosk.queryBackSystem(query.getValue(), query.getKey(), Proofs.proven(kiosk, WANG), asked));
            assertTrue(said.getOrDefault("line1", "").startsWith("2026-10　¥"), said::toString);
            assertTrue(said.getOrDefault("line6", "").startsWith("2026-05　¥"), said::toString);
        }
        var two = Map.of("months", "2026-09/2026-10");
        var few =
                done(kiosk.queryBackSystem("civil-affairs", "assistance/relief-paid", Proofs.proven(kiosk, WANG), two));
        assertEquals("2026-09　¥845.00", few.get("line2"));
        assertEquals(null, few.get("line3"));
    }

    @Test
    void the_insured_is_named_as_the_record_names_them() {
        var parents = Map.of("whose", "family", "memberId", YANG.number(), "mobile", MOBILE);
        assertEquals("other-name", no(submit("medical-insurance/join-pay", ZHAO, and(parents, "memberName", "杨龙"))));
        assertEquals("", no(submit("medical-insurance/join-pay", ZHAO, and(parents, "memberName", "杨䶮"))));
    }

    @Test
    void a_card_is_reported_lost_to_the_minute() {
        var lost = Map.of("action", "lost", "reason", "stolen", "mobile", MOBILE);
        assertEquals(
                "2026-11-24 14:32",
                done(submit("social-insurance/card-loss", LI, lost)).result().get("at"));
    }

    @Test
    void money_of_the_housing_fund_is_decided_within_the_three_days_of_the_law() {
        var asked = Map.of("reason", "rent", "amount", "1200.00", "bankCard", "6222020200112233446");
        assertEquals(
                TODAY.plusDays(3).toString(),
                done(submit("housing/fund-withdrawal", ZHAO, asked)).result().get("decidedBy"));
        var guide = item("housing/fund-withdrawal").guide();
        assertTrue(guide.legal().textIn(DisplayLanguage.ZH_CN).startsWith("3 日内"), guide::toString);
        assertEquals(guide.legal(), guide.promised());
    }

    @Test
    void item_and_central_name_the_same_department_and_number() {
        var departments = DemoProvince.loadProvince(Optional.empty()).departments().stream()
                .map(DemoProvince.DemoDepartment::name)
                .collect(Collectors.toSet());
        var differing = new LinkedHashMap<String, String>();
        for (var item : CatalogueFiles.loadShipped().items()) {
            var service = DemoProvince.loadProvince(Optional.empty())
                    .services()
                    .findService(item.id())
                    .orElseThrow();
            var owner = item.owner().textIn(DisplayLanguage.ZH_CN);
            if (!owner.equals(service.owner())) differing.put(item.id(), owner + " / " + service.owner());
            if (!item.guide().phone().equals(service.phone()))
                differing.put(item.id(), item.guide().phone() + " / " + service.phone());
            if (List.of("12320", "12336").contains(item.guide().phone()))
                differing.put(item.id(), "a number that 12345 answers today");
        }
        assertEquals(Map.of(), differing);
        assertTrue(departments.contains("示范省住房公积金管理中心"), departments::toString);
    }

    private static Item item(String id) {
        return CatalogueFiles.loadShipped().findItem(id).orElseThrow();
    }
}
