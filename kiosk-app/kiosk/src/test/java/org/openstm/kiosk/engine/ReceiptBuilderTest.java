package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.form.FormAnswers;
import org.openstm.kiosk.session.model.ActingPerson;
import org.openstm.kiosk.session.model.CaseBill;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.IdentityFactor;
import org.openstm.kiosk.session.model.PrintingEvent;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.print.Templates;
import org.openstm.print.render.PlainTextRenderer;

/// Contents of the slip, for every shipped item and every printed outcome.
class ReceiptBuilderTest {
    private static final TerminalProfile TERMINAL = new TerminalProfile(
            "ST-0412-03",
            LocalizedText.of("示范银行翠湖支行 3 号机", "Cuihu"),
            LocalizedText.of("终端", "Terminal"),
            LocalizedText.of("示范省政务服务", "Province"),
            "https://zwfw.sf.example/v/",
            LocalizedText.NONE);
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final PrintingEvent.PrintEvidence MARK = new PrintingEvent.PrintEvidence("e1", 317, "3F9AC27E");
    private static final Instant NOW = Instant.parse("2026-11-24T06:32:40Z");

    private static String slip(Item item, CaseOutcome outcome) {
        var answers = new FormAnswers(
                Map.of("mobile", "13800006021", "bankCard", "6222020200112233446", "startDate", "2026-12-01"));
        var road = new ServiceApplication(
                item,
                Optional.of(LI),
                Optional.empty(),
                answers,
                Map.of("region", LocalizedText.of("四川省成都市武侯区", "Wuhou")),
                Map.of(),
                Set.of(IdentityFactor.ID_CARD),
                Set.of(),
                List.of(),
                Optional.empty(),
                Map.of());
        return PlainTextRenderer.toPlainText(
                new ReceiptBuilder(TERMINAL).buildSheet(road, outcome, MARK, 1, List.of(), NOW));
    }

    private static CaseOutcome.Accepted accepted() {
        return new CaseOutcome.Accepted(
                "tx-1",
                "SF202611240317",
                "2026年11月24日 14:32",
                Map.of("nextDue", "2027-11-24", "paid", "¥380.00", "paymentNumber", "ZF20261124000317"),
                LocalizedText.NONE,
                List.of());
    }

    @Test
    void a_paid_slip_says_how_much_and_under_which_number_and_one_that_is_not_known_says_neither() {
        var item = CatalogueFiles.loadShipped().items().stream()
                .filter(i -> i.fee().isPresent())
                .findFirst()
                .orElseThrow();
        var bill = new CaseBill(
                "tx-1", "SF202611240317", "2026年11月24日 14:32", Map.of("year", "2026"), LocalizedText.NONE, 38_000);
        var paid = slip(item, bill.toPaidOutcome("ZF20261124000317"));
        for (var must : List.of("[已缴费]", "¥380.00", "ZF20261124000317", "SF 2026 1124 0317"))
            assertTrue(paid.contains(must), must + " is not in " + paid);
        var unknown = slip(item, new CaseOutcome.PaymentUnknown("tx-1", "7K4M92QXD3HP", bill));
        for (var must : List.of("[核实中]", "请不要再付一次", "¥380.00", "SF 2026 1124 0317"))
            assertTrue(unknown.contains(must), must + " is not in " + unknown);
        assertFalse(unknown.contains("已缴费"), unknown);
    }

    /// What the check of items relies on.
    @Test
    void a_slip_lacks_nothing_but_what_the_result_must_give() {
        for (var item : CatalogueFiles.loadShipped().items()) {
            if (item.papers().receipt().isEmpty()) continue;
            var result = new HashMap<String, String>();
            for (var gap : Templates.shipped(item.papers().receipt()).requiredTexts())
                if (!ReceiptBuilder.FILLED_FOR_EVERY_CASE.contains(gap)) result.put(gap, "given by the result");
            var outcome = new CaseOutcome.Accepted(
                    "tx-1", "SF202611240317", "2026年11月24日 14:32", result, LocalizedText.NONE, List.of());
            assertFalse(slip(item, outcome).isEmpty(), item.id());
        }
    }

    @Test
    void every_slip_names_owner_limits_hotline_copy_and_evidence_and_masks_the_person() {
        for (var item : CatalogueFiles.loadShipped().items()) {
            if (item.papers().receipt().isEmpty()) continue;
            var text = slip(item, accepted());
            for (var must : List.of(
                    "SF 2026 1124 0317",
                    "李*兰",
                    "2026年11月24日",
                    "12345",
                    item.guide().phone(),
                    "3F9A C27E",
                    "000317",
                    "ST-0412-03",
                    "正本")) assertTrue(text.contains(must), item.id() + " lacks " + must + "\n" + text);
            var owner = item.owner().textIn(DisplayLanguage.ZH_CN);
            assertTrue(text.replaceAll("\\s", "").contains(owner), item.id() + " lacks " + owner + "\n" + text);
            assertFalse(text.contains("李秀兰"), item.id());
            assertFalse(text.contains("195503"), item.id());
            assertFalse(text.contains("6222020200112233446"), item.id());
            assertFalse(text.matches("(?s).*\\{\\w+}.*"), item.id());
        }
    }

    @Test
    void a_fact_that_nobody_has_told_yet_is_no_line_on_the_slip() {
        var lifeProof =
                CatalogueFiles.loadShipped().findItem("pension/life-proof").orElseThrow();
        var label = lifeProof.papers().facts().getFirst().label().textIn(DisplayLanguage.ZH_CN);
        var unknown = slip(lifeProof, new CaseOutcome.Unknown("tx-1", "7K4M92QXD3HP"));
        assertFalse(unknown.contains(label), unknown);
    }

    @Test
    void a_slip_tells_what_to_bring_where_the_page_says_that_it_does() {
        var once = CatalogueFiles.loadShipped().items().stream()
                .filter(item -> item.visits() == Item.Visits.ONE)
                .filter(item -> !item.papers().receipt().isEmpty())
                .toList();
        assertTrue(once.size() > 5);
        for (var item : once) {
            var bring = item.guide().bring().textIn(DisplayLanguage.ZH_CN);
            assertTrue(slip(item, accepted()).contains(bring), item.id() + " lacks " + bring);
        }
    }

    @Test
    @DisplayName("S34 a slip names the organisation in full and masks who handed it in")
    void a_slip_of_an_organisation_names_it_and_masks_its_handler() {
        var item = CatalogueFiles.loadShipped()
                .findItem("self-employed/annual-report")
                .orElseThrow();
        var road = new ServiceApplication(
                item,
                Optional.of(IdentifiedPerson.ofOrganisation("云岭市翠湖区秀兰副食店", "91350100M000100Y43", true)),
                Optional.of(new ActingPerson(RepresentativeRole.ORGANISATION, Optional.of(LI))),
                new FormAnswers(Map.of("mobile", "13800006021")),
                Map.of(),
                Map.of(),
                Set.of(IdentityFactor.ID_CARD, IdentityFactor.MANDATE),
                Set.of(),
                List.of(),
                Optional.empty(),
                Map.of());
        var text = PlainTextRenderer.toPlainText(
                new ReceiptBuilder(TERMINAL).buildSheet(road, accepted(), MARK, 1, List.of(), NOW));
        for (var must : List.of("云岭市翠湖区秀兰副食店", "91350100M000100Y43", "经办人", "李*兰"))
            assertTrue(text.contains(must), must + "\n" + text);
        assertFalse(text.contains("李秀兰") || text.contains("195503"), text);
    }

    @Test
    void a_life_proof_shows_the_next_date_and_a_code_that_leads_to_the_case() {
        var item = CatalogueFiles.loadShipped().findItem("pension/life-proof").orElseThrow();
        var text = slip(item, accepted());
        assertTrue(text.contains("2027年\n11月24日"), text);
        assertTrue(text.contains("QR https://zwfw.sf.example/v/"), text);
    }

    @Test
    void a_stored_case_never_says_accepted_and_has_another_number_series() {
        var item = CatalogueFiles.loadShipped()
                .findItem("pension/old-age-allowance")
                .orElseThrow();
        var text = slip(item, new CaseOutcome.Stored("tx-1", "BJ-ST-0412-03-42", NOW.plus(Duration.ofDays(3))));
        assertTrue(text.contains("已在本机登记"));
        assertTrue(text.contains("尚未受理"));
        assertTrue(text.contains("BJ-ST-0412-03-42"));
        assertFalse(text.contains("[已受理]"));
        assertTrue(text.contains("2026年11月27日 14:32"), text);
        assertTrue(text.contains("138 **** 6021"), text);
        assertFalse(text.contains("13800006021"), text);
    }

    @Test
    void an_unknown_case_says_that_it_is_being_checked() {
        var item = CatalogueFiles.loadShipped()
                .findItem("medical-insurance/remote-care")
                .orElseThrow();
        var text = slip(item, new CaseOutcome.Unknown("tx-1", "7K4M92QXD3HP"));
        assertTrue(text.contains("[核实中]"));
        assertFalse(text.contains("已受理"));
    }

    @Test
    void only_a_code_of_ours_comes_through_the_scanner() {
        var base = "https://zwfw.sf.example/v/";
        assertEquals("7K4M92QXD3HP", CodeWatch.verificationCode(base + "7K4M92QXD3HP\r\n", base));
        assertEquals("7K4M92QXD3HP", CodeWatch.verificationCode("7K4M92QXD3HP", base));
        for (var hostile : List.of(
                "",
                "https://evil.example/v/7K4M92QXD3HP",
                base,
                base + "../../x",
                base + "7K4M92QXD3H0",
                "'; DROP TABLE tx",
                "7K4M92QXD3HP7K4M92QXD3HP")) assertEquals("", CodeWatch.verificationCode(hostile, base), hostile);
    }
}
