package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.link;
import static org.openstm.kiosk.reference.pages.HtmlFragment.row;
import static org.openstm.kiosk.reference.pages.HtmlFragment.table;
import static org.openstm.kiosk.reference.pages.HtmlFragment.tag;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openstm.kiosk.reference.demo.BranchDirectory.Branch;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.ReportQueries;
import org.openstm.kiosk.reference.store.ReportQueries.LastHeartbeat;
import org.openstm.kiosk.reference.terminals.HelpCalls;

/// The branches and their terminals, and the calls of citizens for staff, which are answered there.
final class BranchPages {
    private static final Pattern CALL = Pattern.compile("([A-Za-z0-9-]{1,40})/([0-9]{1,9})/(seen|done)");

    private final ReportQueries reports;
    private final HelpCalls helpCalls;
    private final DemoProvince demo;
    private final TerminalStates states;
    private final InstantSource clock;

    BranchPages(
            ReportQueries reports, HelpCalls helpCalls, DemoProvince demo, TerminalStates states, InstantSource clock) {
        this.reports = reports;
        this.helpCalls = helpCalls;
        this.demo = demo;
        this.states = states;
        this.clock = clock;
    }

    ServerResponse branchListPage() {
        var heard = reports.lastHeartbeats();
        var byPrefecture = new LinkedHashMap<String, List<HtmlFragment>>();
        for (var branch : demo.branches().listBranches()) {
            byPrefecture
                    .computeIfAbsent(branch.prefecture(), _ -> new ArrayList<>())
                    .add(branchRow(branch, heard));
        }
        var parts = new ArrayList<HtmlFragment>();
        byPrefecture.forEach((prefecture, rows) -> {
            parts.add(tag("h2", prefecture));
            parts.add(table(List.of("网点", "终端", "正常", "要看一看", "等着送来"), rows));
        });
        var others = heard.keySet().stream()
                .filter(t -> demo.branches().findByTerminal(t).isEmpty())
                .map(t -> row(
                        PageLinks.terminalLink(t),
                        states.stateLabel(Optional.ofNullable(heard.get(t))).toHtml()))
                .toList();
        if (!others.isEmpty()) {
            parts.add(tag("h2", "不在名册上的终端"));
            parts.add(table(List.of("终端", "情况"), others));
        }
        return MonitoringLayout.layoutPage(200, "网点", parts.toArray(HtmlFragment[]::new));
    }

    private HtmlFragment branchRow(Branch branch, Map<String, LastHeartbeat> heard) {
        var here = branch.terminals().stream()
                .map(heard::get)
                .filter(java.util.Objects::nonNull)
                .toList();
        long good = here.stream()
                .filter(h -> states.stateLabel(Optional.of(h)).isGood())
                .count();
        return row(
                link("/branches/" + branch.number(), branch.number() + " " + branch.name()),
                branch.terminals().size(),
                good,
                here.size() - good,
                here.stream().mapToInt(LastHeartbeat::queued).sum());
    }

    ServerResponse branchPage(String number) {
        var branch = demo.branches().findBranch(number);
        if (branch.isEmpty()) return MonitoringLayout.layoutPage(404, "没有这个网点", tag("p", "请从网点列表里选。"));
        var heard = reports.lastHeartbeats();
        var rows = branch.get().terminals().stream()
                .map(t -> Optional.ofNullable(heard.get(t))
                        .map(h -> row(
                                PageLinks.terminalLink(t),
                                states.stateLabel(Optional.of(h)).toHtml(),
                                MonitoringLayout.formatTime(h.at()),
                                h.queued(),
                                h.findings()))
                        .orElseGet(() -> row(
                                PageLinks.terminalLink(t),
                                states.stateLabel(Optional.empty()).toHtml(),
                                "",
                                "",
                                "")))
                .toList();
        var calls = helpCalls.listOpenCalls(clock.instant()).stream()
                .filter(call -> branch.get().terminals().contains(call.terminal()))
                .toList();
        boolean rings = calls.stream().anyMatch(HelpCalls.HelpCall::isWaiting);
        var answer = MonitoringLayout.layoutPage(
                200,
                number + " " + branch.get().name(),
                rings ? new HtmlFragment("<audio autoplay src=\"/call.wav\"></audio>") : tag("p", ""),
                tag("h2", "正在呼叫工作人员的"),
                helpCallsTable(calls),
                tag("h2", "终端"),
                table(List.of("终端", "情况", "最近联系", "等着送来", "要处理的事"), rows));
        return answer.withHeader("Refresh", rings ? "3" : "10")
                .withHeader("Content-Security-Policy", HtmlFragment.BOARD);
    }

    /// A blinking light and a sound, until staff answer the call.
    private static HtmlFragment helpCallsTable(List<HelpCalls.HelpCall> calls) {
        if (calls.isEmpty()) return tag("p", "没有人呼叫。");
        return table(
                List.of("终端", "呼叫号", "什么时候", "情况", ""),
                calls.stream()
                        .map(call -> row(
                                PageLinks.terminalLink(call.terminal()),
                                call.ticketNumber(),
                                MonitoringLayout.formatTime(call.at()),
                                tag(call.isWaiting() ? "span.ring" : "span.warn", call.isWaiting() ? "没有人应答" : "有人去了"),
                                HtmlFragment.form(
                                        "call",
                                        Map.of(
                                                call.terminal() + "/" + call.n() + "/"
                                                        + (call.isWaiting() ? "seen" : "done"),
                                                call.isWaiting() ? "我去" : "处理好了"))))
                        .toList());
    }

    ServerResponse answerCall(String number, ServerRequest request) {
        var form = new String(request.body(), StandardCharsets.UTF_8);
        var said = CALL.matcher(URLDecoder.decode(form.replaceFirst("^call=", ""), StandardCharsets.UTF_8));
        if (!said.matches()) return MonitoringLayout.layoutPage(400, "没有看懂", tag("p", "请回到网点的页面再按一次。"));
        helpCalls.answerCall(said.group(1), Integer.parseInt(said.group(2)), said.group(3), clock.instant());
        return branchPage(number);
    }
}
