package org.openstm.kiosk.engine;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.form.PersonalDataMask;
import org.openstm.kiosk.session.model.ActingPerson;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.PrintingEvent;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.print.Fields;
import org.openstm.print.Sheet;
import org.openstm.print.Templates;

/// Builds the slip of one case. Slips are in Chinese: they are shown at counter windows.
public final class ReceiptBuilder {
    /// Texts of the slip of every accepted case. Beside them are the person's name and number, where
    /// somebody is identified, and the values of the item's result.
    public static final Set<String> FILLED_FOR_EVERY_CASE = Set.of(
            "issuer",
            "item",
            "outcome",
            "next",
            "caseNumber",
            "time",
            "stamp",
            "told",
            "owner",
            "legalLimit",
            "promisedLimit",
            "fee",
            "hotline",
            "verifyUrl",
            "verifyCode",
            "verifyCodeLines",
            "branch",
            "terminal",
            "sequence",
            "evidence",
            "copy",
            "printedAt",
            "printedTime");

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DisplayLanguage SLIP = DisplayLanguage.ZH_CN;
    private final TerminalProfile terminal;

    ReceiptBuilder(TerminalProfile terminal) {
        this.terminal = terminal;
    }

    /// Template for each outcome.
    static String templateName(ServiceApplication road, CaseOutcome outcome) {
        return switch (outcome) {
            case CaseOutcome.Unknown _ -> "receipt/unknown";
            case CaseOutcome.PaymentUnknown _ -> "receipt/pay-unknown";
            case CaseOutcome.Stored _ -> "receipt/stored";
            case CaseOutcome.Transferred _ -> "receipt/handover";
            default -> road.item().papers().receipt();
        };
    }

    Sheet buildSheet(
            ServiceApplication road,
            CaseOutcome outcome,
            PrintingEvent.PrintEvidence mark,
            int copy,
            List<String> documents,
            Instant now) {
        var item = road.item();
        var result = oneLineEach(outcome instanceof CaseOutcome.Accepted a ? a.result() : Map.of());
        var texts = new LinkedHashMap<String, String>();
        texts.put("issuer", terminal.issuer().textIn(SLIP));
        texts.put("item", item.title().textIn(SLIP));
        texts.put(
                "outcome",
                oneLine(ValueFormatter.fillGaps(item.papers().outcome().textIn(SLIP), road, result, SLIP)));
        texts.put("next", oneLine(ValueFormatter.fillGaps(item.papers().next().textIn(SLIP), road, result, SLIP)));
        road.person().ifPresent(person -> {
            texts.put("name", oneLine(person.shownName()));
            texts.put("number", oneLine(person.shownNumber()));
        });
        result.forEach((name, value) -> texts.putIfAbsent(name, formatBoxed(value)));
        putOutcomeFields(texts, outcome);
        putGuideFields(texts, item);
        texts.put(
                "told",
                road.answers()
                        .findAnswer("mobile")
                        .map(mobile -> "受理或不受理，都发短信到\n" + PersonalDataMask.maskMobile(mobile) + "。")
                        .orElse("受理或不受理，扫下面的码可以查。"));
        if (!documents.isEmpty()) texts.put("papers", String.join("、", documents) + "，已打印");
        putMarkFields(texts, outcome, mark, copy, now);
        var tables = Map.of("facts", factRows(road, result), "parts", partRows(outcome));
        return Templates.shipped(templateName(road, outcome)).fill(new Fields(texts, tables));
    }

    private static Map<String, String> oneLineEach(Map<String, String> values) {
        var lines = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> lines.put(name, oneLine(value)));
        return lines;
    }

    /// Text from others may not start a new line: that line would read as ours.
    private static String oneLine(String value) {
        return value.replaceAll("\\R", " ");
    }

    /// A date in a box breaks after the year.
    private static String formatBoxed(String value) {
        return ValueFormatter.formatDate(value, SLIP).replace("年", "年\n");
    }

    private static void putOutcomeFields(Map<String, String> texts, CaseOutcome outcome) {
        switch (outcome) {
            case CaseOutcome.Accepted accepted -> {
                texts.put("caseNumber", ValueFormatter.groupCode(accepted.caseNumber()));
                texts.put("time", oneLine(accepted.acceptedAt()));
                texts.put("stamp", accepted.isFullyAccepted() ? "已受理" : "部分已受理");
            }
            case CaseOutcome.Stored stored -> {
                texts.put("caseNumber", stored.localReference());
                texts.put("atLatest", ValueFormatter.formatTime(stored.atLatest(), SLIP));
            }
            case CaseOutcome.PaymentUnknown(var _, var _, var bill) -> {
                texts.put("caseNumber", ValueFormatter.groupCode(bill.caseNumber()));
                texts.put("time", bill.acceptedAt());
                texts.put("amount", ValueFormatter.formatFen(bill.fen()));
            }
            case CaseOutcome.Transferred handed -> {
                texts.put("caseNumber", ValueFormatter.groupCode(handed.caseNumber()));
                boolean ticket = !handed.ticket().isEmpty();
                texts.put("ticket", ticket ? handed.ticket() : "手机接着办");
                texts.put("window", ticket ? "请到 " + handed.window().textIn(SLIP) : "用手机扫下面的码");
                texts.put("until", ValueFormatter.formatTime(handed.until(), SLIP));
                texts.put("code", handed.qr());
            }
            case CaseOutcome.Unknown _,
                    CaseOutcome.Rejected _,
                    CaseOutcome.Undone _,
                    CaseOutcome.NotSent _,
                    CaseOutcome.QueryAnswered _ -> {}
        }
    }

    /// Each item of a chain with its own number and its department's text.
    private static List<Map<String, String>> partRows(CaseOutcome outcome) {
        var rows = new ArrayList<Map<String, String>>();
        if (outcome instanceof CaseOutcome.Accepted accepted)
            for (var share : accepted.parts()) {
                var word = share.accepted() ? "已受理" : "没有受理";
                var line = (rows.size() + 1) + " " + share.title().textIn(SLIP) + " ・ " + word + "\n编号 "
                        + ValueFormatter.groupCode(share.caseNumber()) + "\n"
                        + share.message().textIn(SLIP);
                rows.add(Map.of("line", line));
            }
        return rows;
    }

    private static void putGuideFields(Map<String, String> texts, Item item) {
        texts.put("owner", item.owner().textIn(SLIP));
        texts.put("legalLimit", item.guide().legal().textIn(SLIP));
        texts.put("promisedLimit", item.guide().promised().textIn(SLIP));
        texts.put(
                "fee", item.guide().fee().isEmpty() ? "不收费" : item.guide().fee().textIn(SLIP));
        texts.put("hotline", item.guide().phone());
        // the page says that the slip lists what to bring to the counter
        if (item.visits() == Item.Visits.ONE)
            texts.put("bring", item.guide().bring().textIn(SLIP));
    }

    private void putMarkFields(
            Map<String, String> texts, CaseOutcome outcome, PrintingEvent.PrintEvidence mark, int copy, Instant now) {
        var code = VerificationCode.of(outcome.txId());
        var grouped = ValueFormatter.groupByFour(code);
        var local = LocalDateTime.ofInstant(now, Session.ZONE);
        texts.put("verifyUrl", terminal.verifyBase() + code);
        texts.put("verifyCode", grouped);
        texts.put("verifyCodeLines", grouped.replace(' ', '\n'));
        texts.put("branch", terminal.branch().textIn(SLIP));
        texts.put("terminal", terminal.id());
        texts.put("sequence", String.format(java.util.Locale.ROOT, "%06d", mark.sequence()));
        texts.put(
                "evidence",
                mark.evidence().substring(0, 4) + " " + mark.evidence().substring(4));
        texts.put("copy", copy == 1 ? "正本 第 1 次打印" : "补打 " + (copy - 1));
        texts.put("printedAt", STAMP.format(local));
        texts.put("printedTime", STAMP.format(local).substring(11));
        texts.putIfAbsent(
                "time",
                ValueFormatter.formatDay(local.toLocalDate(), SLIP) + " "
                        + STAMP.format(local).substring(11, 16));
    }

    private static List<Map<String, String>> factRows(ServiceApplication road, Map<String, String> result) {
        var facts = new ArrayList<Map<String, String>>();
        road.acting()
                .flatMap(ActingPerson::who)
                .ifPresent(who -> facts.add(Map.of(
                        "label",
                        road.isForOrganisation() ? "经办人" : "代办人",
                        "value",
                        PersonalDataMask.maskName(who.name()))));
        for (var fact : road.item().papers().facts()) {
            var value = oneLine(ValueFormatter.fillGaps(fact.value().textIn(SLIP), road, result, SLIP));
            // no line for a date that the department has not given yet
            if (!value.isBlank()) facts.add(Map.of("label", fact.label().textIn(SLIP), "value", value));
        }
        return facts;
    }
}
