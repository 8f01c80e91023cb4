package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.link;
import static org.openstm.kiosk.reference.pages.HtmlFragment.row;
import static org.openstm.kiosk.reference.pages.HtmlFragment.table;
import static org.openstm.kiosk.reference.pages.HtmlFragment.tag;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.reference.cases.DepartmentRules;
import org.openstm.kiosk.reference.cases.PaymentService;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.SimulatedOutages;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.ReportQueries;
import org.openstm.kiosk.reference.store.ReportQueries.LastHeartbeat;

/// The province on one page: terminals, cases of the day, money and the systems of departments.
final class OverviewPage {
    private static final int SHOWN = 40;
    private static final Map<String, String> ACCOUNTS = accountNames();

    private static Map<String, String> accountNames() {
        var all = new LinkedHashMap<String, String>();
        all.put("citizen", "办事人");
        all.put("clearing", "已付、待确认");
        all.put("treasury", "国库");
        all.put("held", "待付款");
        all.put("due", "应付");
        return all;
    }

    private final ReportQueries reports;
    private final PaymentService payments;
    private final DemoProvince demo;
    private final SimulatedOutages outages;
    private final TerminalStates states;
    private final PageLinks links;
    private final InstantSource clock;

    OverviewPage(
            ReportQueries reports,
            PaymentService payments,
            DemoProvince demo,
            SimulatedOutages outages,
            TerminalStates states,
            PageLinks links,
            InstantSource clock) {
        this.reports = reports;
        this.payments = payments;
        this.demo = demo;
        this.outages = outages;
        this.states = states;
        this.links = links;
        this.clock = clock;
    }

    ServerResponse overviewPage() {
        Instant now = clock.instant();
        var heard = reports.lastHeartbeats();
        long silent = heard.values().stream().filter(states::isSilent).count();
        long findings = heard.values().stream().filter(h -> h.findings() > 0).count();
        long broken = heard.values().stream().filter(h -> !h.followed()).count();
        int queued = heard.values().stream().mapToInt(LastHeartbeat::queued).sum();
        return MonitoringLayout.layoutPage(
                200,
                "示范省政务服务自助终端中心",
                tag("p", "截至" + MonitoringLayout.formatTime(now)),
                tag("h2", "终端"),
                table(
                        List.of("", "台数"),
                        List.of(
                                row(
                                        "应有（" + demo.branches().listBranches().size() + "个网点）",
                                        demo.branches().terminalCount()),
                                row("3分钟内有联系", heard.size() - silent),
                                row("失去联系", silent),
                                row("有事要处理", findings),
                                row("流水对不上", broken),
                                row("等着送来的办件（件）", queued))),
                attentionTable(heard),
                tag("h2", "今天的办件"),
                casesTable(now),
                tag("h2", "收款"),
                accountsTable(),
                tag("h2", "部门系统"),
                departmentsTable());
    }

    /// Balances of all payments together: by double entry they sum to zero.
    private HtmlFragment accountsTable() {
        var sums = new TreeMap<String, Long>();
        for (var payment : payments.listAccounts())
            payment.accounts().forEach((name, fen) -> sums.merge(name, fen, Long::sum));
        if (sums.isEmpty()) return tag("p", "还没有。");
        var rows = new ArrayList<HtmlFragment>();
        ACCOUNTS.forEach(
                (name, words) -> rows.add(row(words, DepartmentRules.formatYuan(sums.getOrDefault(name, 0L)))));
        rows.add(row(
                "合计",
                DepartmentRules.formatYuan(
                        sums.values().stream().mapToLong(Long::longValue).sum())));
        return table(List.of("账户", "余额"), rows);
    }

    private HtmlFragment attentionTable(Map<String, LastHeartbeat> heard) {
        var rows = heard.values().stream()
                .filter(h -> !states.stateLabel(Optional.of(h)).isGood())
                .limit(SHOWN + 1L)
                .map(h -> row(
                        PageLinks.terminalLink(h.terminal()),
                        links.branchLink(h.terminal()),
                        states.stateLabel(Optional.of(h)).toHtml(),
                        MonitoringLayout.formatTime(h.at())))
                .toList();
        if (rows.isEmpty()) return tag("p", "所有联系过的终端都正常。");
        var shown = table(List.of("终端", "网点", "情况", "最近联系"), rows.subList(0, Math.min(SHOWN, rows.size())));
        return rows.size() > SHOWN
                ? HtmlFragment.joinParts(List.of(shown, tag("p", "还有更多，见", link("/branches", "网点"))))
                : shown;
    }

    private HtmlFragment casesTable(Instant now) {
        var start = CaseKeys.dayOf(now).atStartOfDay(CaseKeys.ZONE).toInstant();
        var rows = new ArrayList<HtmlFragment>();
        reports.countCases(start)
                .forEach((service, states) -> rows.add(row(
                        demo.services()
                                .findService(service)
                                .map(s -> s.title().getOrDefault("zh-CN", service))
                                .orElse(service),
                        states.getOrDefault(CaseReceipt.ReceiptState.ACCEPTED.name(), 0),
                        states.getOrDefault(CaseReceipt.ReceiptState.REJECTED.name(), 0))));
        return rows.isEmpty() ? tag("p", "今天还没有办件。") : table(List.of("事项", "受理", "不予受理"), rows);
    }

    private HtmlFragment departmentsTable() {
        return table(
                List.of("部门", "系统"),
                demo.departments().stream()
                        .map(d -> row(d.name(), systemState(d.system()).toHtml()))
                        .toList());
    }

    private TerminalStates.StateLabel systemState(String system) {
        if (system.isEmpty()) return new TerminalStates.StateLabel("还没有接入", "none");
        return outages.isUp(system)
                ? new TerminalStates.StateLabel("正常", "good")
                : new TerminalStates.StateLabel("没有回应", "bad");
    }
}
