package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.row;
import static org.openstm.kiosk.reference.pages.HtmlFragment.table;
import static org.openstm.kiosk.reference.pages.HtmlFragment.tag;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.ReportQueries;
import org.openstm.kiosk.reference.terminals.CommandQueue;

/// One terminal: its state, devices, commands and papers.
final class TerminalPage {
    private static final Map<String, String> PAPERS =
            Map.of("PROVED", "已确认打印", "NOT_PRINTED", "没有打印", "UNKNOWN", "不能确认");

    private static final Map<String, String> OUTCOMES = Map.of(
            "", "等终端来取", "done", "做了", "failed", "没做成", "expired", "过期没做", "unknown", "不知道做成没有", "not-known", "终端不认识");

    private final ReportQueries reports;
    private final CommandQueue commands;
    private final DemoProvince demo;
    private final TerminalStates states;
    private final PageLinks links;

    TerminalPage(
            ReportQueries reports, CommandQueue commands, DemoProvince demo, TerminalStates states, PageLinks links) {
        this.reports = reports;
        this.commands = commands;
        this.demo = demo;
        this.states = states;
        this.links = links;
    }

    ServerResponse terminalPage(String id) {
        var known = demo.branches().findByTerminal(id);
        var heard = Optional.ofNullable(reports.lastHeartbeats().get(id));
        if (known.isEmpty() && heard.isEmpty())
            return MonitoringLayout.layoutPage(404, "没有这台终端", tag("p", "请从网点列表里选。"));
        var rows = new ArrayList<HtmlFragment>();
        rows.add(row("网点", links.branchLink(id)));
        rows.add(row("情况", states.stateLabel(heard).toHtml()));
        heard.ifPresent(h -> {
            rows.add(row("最近联系", MonitoringLayout.formatTime(h.at())));
            rows.add(row("等着送来的办件", h.queued()));
            rows.add(row("要处理的事", h.findings()));
            rows.add(row("程序版本", h.version()));
        });
        reports.findCountersignedEnd(id).ifPresent(end -> {
            rows.add(row("流水已会签到", end.seq()));
            rows.add(row("流水重新开始过（次）", end.begunAnew()));
        });
        var papers = new ArrayList<HtmlFragment>();
        reports.countPapers(id).forEach((result, n) -> papers.add(row(PAPERS.getOrDefault(result, result), n)));
        return MonitoringLayout.layoutPage(
                200,
                "终端 " + id,
                table(List.of("", ""), rows),
                tag("h2", "设备"),
                devicesTable(id),
                tag("h2", "交办的事"),
                commandsTable(id),
                tag("h2", "打印的纸"),
                papers.isEmpty() ? tag("p", "还没有。") : table(List.of("结果", "张数"), papers));
    }

    private HtmlFragment devicesTable(String terminal) {
        var rows = reports.listDevices(terminal).stream()
                .map(d -> row(
                        d.id(),
                        new TerminalStates.StateLabel(d.serves() ? "能用" : "停了", d.serves() ? "good" : "bad").toHtml(),
                        d.state(),
                        d.faults()))
                .toList();
        return rows.isEmpty() ? tag("p", "没有报过。") : table(List.of("设备", "情况", "状态", "原因"), rows);
    }

    private HtmlFragment commandsTable(String terminal) {
        var rows = commands.listRecentOutcomes(terminal).stream()
                .map(e -> row(e.getKey(), OUTCOMES.getOrDefault(e.getValue(), e.getValue())))
                .toList();
        return rows.isEmpty() ? tag("p", "没有。") : table(List.of("命令", "结果"), rows);
    }
}
