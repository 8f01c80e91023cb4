package org.openstm.kiosk.engine;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.central.VerificationCode;
import org.openstm.kiosk.form.PersonalDataMask;
import org.openstm.kiosk.session.Acting;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Outcome;
import org.openstm.kiosk.session.Road;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.session.Wording;
import org.openstm.print.Fields;
import org.openstm.print.Sheet;
import org.openstm.print.Templates;

/// Fills the slip of one case. Slips are in Chinese: they are shown at windows.
final class Slips {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DisplayLanguage SLIP = DisplayLanguage.ZH_CN;
    private final Terminal terminal;

    Slips(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Which template an outcome is printed with.
    static String template(Road road, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Unknown _ -> "receipt/unknown";
            case Outcome.PayUnknown _ -> "receipt/pay-unknown";
            case Outcome.Stored _ -> "receipt/stored";
            case Outcome.HandedOver _ -> "receipt/handover";
            default -> road.item().papers().receipt();
        };
    }

    Sheet sheet(Road road, Outcome outcome, Event.Mark mark, int copy, List<String> documents, Instant now) {
        var item = road.item();
        var result = oneLineEach(outcome instanceof Outcome.Accepted a ? a.result() : Map.of());
        var texts = new LinkedHashMap<String, String>();
        texts.put("issuer", terminal.issuer().textIn(SLIP));
        texts.put("item", item.title().textIn(SLIP));
        texts.put("outcome", oneLine(Wording.fill(item.papers().outcome().textIn(SLIP), road, result, SLIP)));
        texts.put("next", oneLine(Wording.fill(item.papers().next().textIn(SLIP), road, result, SLIP)));
        road.person().ifPresent(person -> {
            texts.put("name", oneLine(person.shownName()));
            texts.put("number", oneLine(person.shownNumber()));
        });
        result.forEach((name, value) -> texts.putIfAbsent(name, boxed(value)));
        outcome(texts, outcome);
        guide(texts, item);
        texts.put(
                "told",
                road.answers()
                        .findAnswer("mobile")
                        .map(mobile -> "受理或不受理，都发短信到\n" + PersonalDataMask.maskMobile(mobile) + "。")
                        .orElse("受理或不受理，扫下面的码可以查。"));
        if (!documents.isEmpty()) texts.put("papers", String.join("、", documents) + "，已打印");
        marks(texts, outcome, mark, copy, now);
        var tables = Map.of("facts", facts(road, result), "parts", parts(outcome));
        return Templates.shipped(template(road, outcome)).fill(new Fields(texts, tables));
    }

    private static Map<String, String> oneLineEach(Map<String, String> values) {
        var lines = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> lines.put(name, oneLine(value)));
        return lines;
    }

    /// What somebody else wrote begins no line of its own: the next line would read as ours.
    private static String oneLine(String value) {
        return value.replaceAll("\\R", " ");
    }

    /// A date that stands in a box breaks after the year.
    private static String boxed(String value) {
        return Wording.date(value, SLIP).replace("年", "年\n");
    }

    private static void outcome(Map<String, String> texts, Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted accepted -> {
                texts.put("caseNumber", Wording.grouped(accepted.caseNumber()));
                texts.put("time", oneLine(accepted.acceptedAt()));
                texts.put("stamp", accepted.whole() ? "已受理" : "部分已受理");
            }
            case Outcome.Stored stored -> {
                texts.put("caseNumber", stored.localReference());
                texts.put("atLatest", Wording.time(stored.atLatest(), SLIP));
            }
            case Outcome.PayUnknown(var _, var _, var bill) -> {
                texts.put("caseNumber", Wording.grouped(bill.caseNumber()));
                texts.put("time", bill.acceptedAt());
                texts.put("amount", Wording.yuan(bill.fen()));
            }
            case Outcome.HandedOver handed -> {
                texts.put("caseNumber", Wording.grouped(handed.caseNumber()));
                boolean ticket = !handed.ticket().isEmpty();
                texts.put("ticket", ticket ? handed.ticket() : "手机接着办");
                texts.put("window", ticket ? "请到 " + handed.window().textIn(SLIP) : "用手机扫下面的码");
                texts.put("until", Wording.time(handed.until(), SLIP));
                texts.put("code", handed.qr());
            }
            case Outcome.Unknown _, Outcome.Refused _, Outcome.Undone _, Outcome.NotSent _, Outcome.Shown _ -> {}
        }
    }

    /// Each item of a chain with its own number and its department's words.
    private static List<Map<String, String>> parts(Outcome outcome) {
        var rows = new ArrayList<Map<String, String>>();
        if (outcome instanceof Outcome.Accepted accepted)
            for (var share : accepted.parts()) {
                var word = share.accepted() ? "已受理" : "没有受理";
                var line = (rows.size() + 1) + " " + share.title().textIn(SLIP) + " ・ " + word + "\n编号 "
                        + Wording.grouped(share.caseNumber()) + "\n"
                        + share.message().textIn(SLIP);
                rows.add(Map.of("line", line));
            }
        return rows;
    }

    private static void guide(Map<String, String> texts, Item item) {
        texts.put("owner", item.owner().textIn(SLIP));
        texts.put("legalLimit", item.guide().legal().textIn(SLIP));
        texts.put("promisedLimit", item.guide().promised().textIn(SLIP));
        texts.put(
                "fee", item.guide().fee().isEmpty() ? "不收费" : item.guide().fee().textIn(SLIP));
        texts.put("hotline", item.guide().phone());
        // the page says that the slip tells what to bring to the counter
        if (item.visits() == Item.Visits.ONE)
            texts.put("bring", item.guide().bring().textIn(SLIP));
    }

    private void marks(Map<String, String> texts, Outcome outcome, Event.Mark mark, int copy, Instant now) {
        var code = VerificationCode.of(outcome.txId());
        var grouped = Wording.fours(code);
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
                Wording.day(local.toLocalDate(), SLIP) + " "
                        + STAMP.format(local).substring(11, 16));
    }

    private static List<Map<String, String>> facts(Road road, Map<String, String> result) {
        var facts = new ArrayList<Map<String, String>>();
        road.acting()
                .flatMap(Acting::who)
                .ifPresent(who -> facts.add(Map.of(
                        "label",
                        road.forOrganisation() ? "经办人" : "代办人",
                        "value",
                        PersonalDataMask.maskName(who.name()))));
        for (var fact : road.item().papers().facts()) {
            var value = oneLine(Wording.fill(fact.value().textIn(SLIP), road, result, SLIP));
            // what the department has not said yet is no line without an end
            if (!value.isBlank()) facts.add(Map.of("label", fact.label().textIn(SLIP), "value", value));
        }
        return facts;
    }
}
