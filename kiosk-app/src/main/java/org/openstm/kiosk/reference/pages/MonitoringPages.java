package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.link;
import static org.openstm.kiosk.reference.pages.HtmlFragment.row;
import static org.openstm.kiosk.reference.pages.HtmlFragment.table;
import static org.openstm.kiosk.reference.pages.HtmlFragment.tag;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.reference.access.IdentityRegister;
import org.openstm.kiosk.reference.cases.DepartmentRules;
import org.openstm.kiosk.reference.cases.PaymentService;
import org.openstm.kiosk.reference.demo.BranchDirectory.Branch;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.SimulatedOutages;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.AttachmentStore;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.ReportQueries;
import org.openstm.kiosk.reference.store.ReportQueries.LastHeartbeat;
import org.openstm.kiosk.reference.terminals.AvailabilityFeed;
import org.openstm.kiosk.reference.terminals.CommandQueue;
import org.openstm.kiosk.reference.terminals.HelpCalls;
import org.openstm.kiosk.reference.terminals.ProcessDataReports;

/// Read-only pages on the operation of the province. They name cases by number, never persons.
public final class MonitoringPages {
    /// Paths of the pages for people, and of the page behind the code of a slip.
    public static final String STYLE = "/pages.css";

    private static final int SHOWN = 40;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("M月d日 HH:mm:ss");
    private static final Map<String, String> PAPERS =
            Map.of("PROVED", "已确认打印", "NOT_PRINTED", "没有打印", "UNKNOWN", "不能确认");

    private static final Map<String, String> OUTCOMES = Map.of(
            "", "等终端来取", "done", "做了", "failed", "没做成", "expired", "过期没做", "unknown", "不知道做成没有", "not-known", "终端不认识");

    private static final Pattern CALL = Pattern.compile("([A-Za-z0-9-]{1,40})/([0-9]{1,9})/(seen|done)");

    /// Reasons of a bad rating, as the citizen reads them.
    private static final Map<String, String> REASONS = Map.of(
            "slow",
            "等得太久",
            "steps",
            "步骤太多",
            "unclear",
            "说得不清楚",
            "materials",
            "要的材料太多",
            "machine",
            "机器不好用",
            "result",
            "事情没办成");

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

    private final ReportQueries ledger;
    private final CommandQueue commands;
    private final ProcessDataReports passages;
    private final PaymentService money;
    private final HelpCalls helpCalls;
    private final IdentityRegister identities;
    private final DemoProvince demo;
    private final SimulatedOutages outages;
    private final InstantSource clock;

    public MonitoringPages(
            ReportQueries ledger,
            CommandQueue commands,
            ProcessDataReports passages,
            PaymentService money,
            HelpCalls helpCalls,
            IdentityRegister identities,
            DemoProvince demo,
            SimulatedOutages outages,
            InstantSource clock) {
        this.ledger = ledger;
        this.commands = commands;
        this.passages = passages;
        this.money = money;
        this.helpCalls = helpCalls;
        this.identities = identities;
        this.demo = demo;
        this.outages = outages;
        this.clock = clock;
    }

    /// Empty if the path is no page.
    public Optional<ServerResponse> servePage(ServerRequest request) {
        var parts = request.pathParts();
        String first = parts.getFirst();
        if (request.method().equals("POST") && parts.size() == 2 && first.equals("branches"))
            return Optional.of(answerCall(parts.get(1), request));
        if (request.method().equals("POST") && parts.size() == 1 && first.equals("identities"))
            return Optional.of(confirmIdentityCheck(request));
        if (!request.method().equals("GET")) return Optional.empty();
        if (parts.size() == 1) {
            return switch (first) {
                case "" -> Optional.of(overviewPage());
                case "branches" -> Optional.of(branchListPage());
                case "process" -> Optional.of(processDataPage());
                case "ratings" -> Optional.of(ratingsPage());
                case "identities" -> Optional.of(uncheckedCasesPage());
                case "call.wav" -> Optional.of(HtmlFragment.guardedResponse(200, "audio/wav", CallSound.toWav()));
                case "pages.css" -> Optional.of(styleSheet());
                default -> Optional.empty();
            };
        }
        if (parts.size() == 3 && first.equals("process"))
            return Optional.of(itemProcessDataPage(parts.get(1) + "/" + parts.get(2)));
        if (parts.size() == 2 && first.equals("branches")) return Optional.of(branchPage(parts.get(1)));
        if (parts.size() == 2 && first.equals("terminals")) return Optional.of(terminalPage(parts.get(1)));
        return Optional.empty();
    }

    static ServerResponse styleSheet() {
        try (var in = MonitoringPages.class.getResourceAsStream("pages.css")) {
            if (in == null) throw new IllegalStateException("pages.css is missing");
            return HtmlFragment.guardedResponse(200, "text/css; charset=utf-8", in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static ServerResponse layoutPage(int status, String title, HtmlFragment... parts) {
        var navigation = tag(
                "nav",
                link("/", "总览"),
                link("/branches", "网点"),
                link("/process", "过程数据"),
                link("/ratings", "评价"),
                link("/identities", "核对身份"));
        var all = new ArrayList<>(List.of(navigation, tag("h1", title)));
        all.addAll(List.of(parts));
        all.add(tag("footer", "演示数据：示范省和其中的网点、部门都是虚构的。本页只读，不含个人信息。"));
        return HtmlFragment.joinParts(all).toPage(status, title);
    }

    /// The state is shown by colour and in words.
    private record StateLabel(String words, String mark) {
        HtmlFragment toHtml() {
            return tag("span." + mark, words);
        }

        boolean isGood() {
            return mark.equals("good");
        }
    }

    private StateLabel stateLabel(Optional<LastHeartbeat> heard) {
        if (heard.isEmpty()) return new StateLabel("没有联系过", "none");
        var h = heard.get();
        if (!h.followed()) return new StateLabel("流水对不上，请查", "bad");
        if (isSilent(h)) return new StateLabel("失去联系", "bad");
        if (ledger.countFailedDevices(h.terminal()) > 0) return new StateLabel("有设备停了", "bad");
        if (h.findings() > 0) return new StateLabel("有事要处理", "warn");
        return new StateLabel("正常", "good");
    }

    private boolean isSilent(LastHeartbeat heard) {
        return Duration.between(heard.at(), clock.instant()).compareTo(AvailabilityFeed.SILENT) > 0;
    }

    private static final Duration REPORTED = Duration.ofDays(30);

    private String itemTitle(String item) {
        return demo.findService(item)
                .map(s -> s.title().getOrDefault("zh-CN", item))
                .orElse(item);
    }

    /// How citizens get through the items: what the departments can shorten (S28, S30).
    private ServerResponse processDataPage() {
        var rows = new ArrayList<HtmlFragment>();
        passages.summarizeSince(clock.instant().minus(REPORTED)).forEach((item, report) -> {
            var slowest = report.steps().entrySet().stream()
                    .max(Map.Entry.comparingByValue(
                            java.util.Comparator.comparingLong(ProcessDataReports.StepStatistics::medianMs)));
            var leftAt = report.steps().entrySet().stream()
                    .filter(e -> e.getValue().left() > 0)
                    .max(Map.Entry.comparingByValue(
                            java.util.Comparator.comparingInt(ProcessDataReports.StepStatistics::left)));
            rows.add(row(
                    link("/process/" + item, itemTitle(item)),
                    report.begun(),
                    Math.round(100.0 * report.done() / report.begun()) + "%",
                    leftAt.map(e -> stepName(e.getKey()) + "（" + e.getValue().left() + "）")
                            .orElse("无"),
                    slowest.map(e -> stepName(e.getKey()) + "，"
                                    + formatSeconds(e.getValue().medianMs()))
                            .orElse(""),
                    String.format(java.util.Locale.ROOT, "%.1f", (double) report.missing() / report.begun()),
                    report.reusePercentage() + "%",
                    report.full()));
        });
        return layoutPage(
                200,
                "过程数据（近30天）",
                tag("p", "只有点击、预约、环节、时间、资料五类，不知道是谁，也不知道填了什么。"),
                table(List.of("事项", "开始次数", "办成", "最常离开", "最慢环节（中位）", "每次补正", "资料复用率", "约满"), rows));
    }

    private ServerResponse itemProcessDataPage(String item) {
        var report = passages.summarizeSince(clock.instant().minus(REPORTED)).get(item);
        if (report == null) return layoutPage(404, "没有这个事项的过程数据");
        var rows = report.steps().entrySet().stream()
                .map(e -> row(
                        stepName(e.getKey()),
                        e.getValue().ms().size(),
                        formatSeconds(e.getValue().medianMs()),
                        formatSeconds(e.getValue().percentileMs(0.9)),
                        e.getValue().touches(),
                        e.getValue().left()))
                .toList();
        return layoutPage(
                200, "过程数据：" + itemTitle(item), table(List.of("环节", "进入次数", "中位用时", "九成以内", "点击", "在此离开"), rows));
    }

    private static String formatSeconds(long ms) {
        return String.format(java.util.Locale.ROOT, "%.1f 秒", ms / 1000.0);
    }

    private static String stepName(String name) {
        return STEPS.getOrDefault(name, name);
    }

    private static final Map<String, String> STEPS = Map.of(
            "notice", "告知与同意",
            "identity", "身份核验",
            "code", "短信验证码",
            "check", "核对",
            "sign", "签字",
            "sending", "等待受理",
            "paying", "缴费",
            "result", "结果");

    private ServerResponse overviewPage() {
        Instant now = clock.instant();
        var heard = ledger.lastHeartbeats();
        long silent = heard.values().stream().filter(this::isSilent).count();
        long findings = heard.values().stream().filter(h -> h.findings() > 0).count();
        long broken = heard.values().stream().filter(h -> !h.followed()).count();
        int queued = heard.values().stream().mapToInt(LastHeartbeat::queued).sum();
        return layoutPage(
                200,
                "示范省政务服务自助终端中心",
                tag("p", "截至" + formatTime(now)),
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
        for (var payment : money.listAccounts())
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
                .filter(h -> !stateLabel(Optional.of(h)).isGood())
                .limit(SHOWN + 1L)
                .map(h -> row(
                        terminalLink(h.terminal()),
                        branchLink(h.terminal()),
                        stateLabel(Optional.of(h)).toHtml(),
                        formatTime(h.at())))
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
        ledger.countCases(start)
                .forEach((service, states) -> rows.add(row(
                        demo.findService(service)
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

    private StateLabel systemState(String system) {
        if (system.isEmpty()) return new StateLabel("还没有接入", "none");
        return outages.isUp(system) ? new StateLabel("正常", "good") : new StateLabel("没有回应", "bad");
    }

    private ServerResponse branchListPage() {
        var heard = ledger.lastHeartbeats();
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
                        terminalLink(t),
                        stateLabel(Optional.ofNullable(heard.get(t))).toHtml()))
                .toList();
        if (!others.isEmpty()) {
            parts.add(tag("h2", "不在名册上的终端"));
            parts.add(table(List.of("终端", "情况"), others));
        }
        return layoutPage(200, "网点", parts.toArray(HtmlFragment[]::new));
    }

    private HtmlFragment branchRow(Branch branch, Map<String, LastHeartbeat> heard) {
        var here = branch.terminals().stream()
                .map(heard::get)
                .filter(java.util.Objects::nonNull)
                .toList();
        long good =
                here.stream().filter(h -> stateLabel(Optional.of(h)).isGood()).count();
        return row(
                link("/branches/" + branch.number(), branch.number() + " " + branch.name()),
                branch.terminals().size(),
                good,
                here.size() - good,
                here.stream().mapToInt(LastHeartbeat::queued).sum());
    }

    private ServerResponse branchPage(String number) {
        var branch = demo.branches().findBranch(number);
        if (branch.isEmpty()) return layoutPage(404, "没有这个网点", tag("p", "请从网点列表里选。"));
        var heard = ledger.lastHeartbeats();
        var rows = branch.get().terminals().stream()
                .map(t -> Optional.ofNullable(heard.get(t))
                        .map(h -> row(
                                terminalLink(t),
                                stateLabel(Optional.of(h)).toHtml(),
                                formatTime(h.at()),
                                h.queued(),
                                h.findings()))
                        .orElseGet(() -> row(
                                terminalLink(t), stateLabel(Optional.empty()).toHtml(), "", "", "")))
                .toList();
        var calls = helpCalls.listOpenCalls(clock.instant()).stream()
                .filter(call -> branch.get().terminals().contains(call.terminal()))
                .toList();
        boolean rings = calls.stream().anyMatch(HelpCalls.HelpCall::isWaiting);
        var answer = layoutPage(
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
                                terminalLink(call.terminal()),
                                call.ticketNumber(),
                                formatTime(call.at()),
                                tag(call.isWaiting() ? "span.ring" : "span.warn", call.isWaiting() ? "没有人应答" : "有人去了"),
                                HtmlFragment.form(
                                        "call",
                                        Map.of(
                                                call.terminal() + "/" + call.n() + "/"
                                                        + (call.isWaiting() ? "seen" : "done"),
                                                call.isWaiting() ? "我去" : "处理好了"))))
                        .toList());
    }

    private ServerResponse answerCall(String number, ServerRequest request) {
        var form = new String(request.body(), StandardCharsets.UTF_8);
        var said = CALL.matcher(URLDecoder.decode(form.replaceFirst("^call=", ""), StandardCharsets.UTF_8));
        if (!said.matches()) return layoutPage(400, "没有看懂", tag("p", "请回到网点的页面再按一次。"));
        helpCalls.answerCall(said.group(1), Integer.parseInt(said.group(2)), said.group(3), clock.instant());
        return branchPage(number);
    }

    private static final Map<String, String> WHY_OPEN =
            Map.of("card", "提交时线路断了，没能核对证件", "sms-code", "提交时线路断了，没能核对手机号", "number-not-on-record", "手机号没有登记过");

    /// Cases that were accepted before the person was checked; without persons.
    private ServerResponse uncheckedCasesPage() {
        var rows = identities.listUncheckedCases().stream()
                .map(open -> row(
                        open.caseNumber(),
                        itemTitle(open.service()),
                        terminalLink(open.terminal()),
                        WHY_OPEN.getOrDefault(open.why(), open.why()),
                        formatTime(open.since()),
                        HtmlFragment.form("case", Map.of(open.caseNumber(), "核对过了"))))
                .toList();
        return layoutPage(
                        200,
                        "要核对身份的办件",
                        rows.isEmpty() ? tag("p", "没有。") : table(List.of("办件编号", "事项", "终端", "为什么", "什么时候", ""), rows))
                .withHeader("Content-Security-Policy", HtmlFragment.BOARD);
    }

    private ServerResponse confirmIdentityCheck(ServerRequest request) {
        var form = new String(request.body(), StandardCharsets.UTF_8);
        identities.confirmChecked(
                URLDecoder.decode(form.replaceFirst("^case=", ""), StandardCharsets.UTF_8), clock.instant());
        return uncheckedCasesPage();
    }

    /// Ratings by item and branch, with their reasons; without persons.
    private ServerResponse ratingsPage() {
        var groups = new TreeMap<String, List<ReportQueries.CaseRating>>();
        for (var rating : ledger.listRatings()) {
            String branch = demo.branches()
                    .findByTerminal(rating.terminal())
                    .map(Branch::name)
                    .orElse(rating.terminal());
            groups.computeIfAbsent(branch + "\t" + itemTitle(rating.service()), _ -> new ArrayList<>())
                    .add(rating);
        }
        var rows = groups.entrySet().stream()
                .map(group -> {
                    var names = group.getKey().split("\t", 2);
                    var all = group.getValue();
                    long bad = all.stream().filter(r -> r.grade() <= 2).count();
                    return row(
                            names[0],
                            names[1],
                            all.size(),
                            String.format(
                                    java.util.Locale.ROOT,
                                    "%.1f",
                                    all.stream()
                                            .mapToInt(ReportQueries.CaseRating::grade)
                                            .average()
                                            .orElse(0)),
                            tag(bad > 0 ? "span.bad" : "span.good", bad),
                            summarizeReasons(all));
                })
                .toList();
        return layoutPage(
                200,
                "评价",
                rows.isEmpty()
                        ? tag("p", "还没有评价。")
                        : table(List.of("网点", "事项", "评价（个）", "平均（满分 5）", "不满意（个）", "原因"), rows));
    }

    private static String summarizeReasons(List<ReportQueries.CaseRating> all) {
        var counts = new TreeMap<String, Integer>();
        for (var rating : all)
            for (var reason : rating.reasons().split("[ ,]+"))
                if (!reason.isEmpty()) counts.merge(REASONS.getOrDefault(reason, reason), 1, Integer::sum);
        return counts.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining("，"));
    }

    private ServerResponse terminalPage(String id) {
        var known = demo.branches().findByTerminal(id);
        var heard = Optional.ofNullable(ledger.lastHeartbeats().get(id));
        if (known.isEmpty() && heard.isEmpty()) return layoutPage(404, "没有这台终端", tag("p", "请从网点列表里选。"));
        var rows = new ArrayList<HtmlFragment>();
        rows.add(row("网点", branchLink(id)));
        rows.add(row("情况", stateLabel(heard).toHtml()));
        heard.ifPresent(h -> {
            rows.add(row("最近联系", formatTime(h.at())));
            rows.add(row("等着送来的办件", h.queued()));
            rows.add(row("要处理的事", h.findings()));
            rows.add(row("程序版本", h.version()));
        });
        ledger.findCountersignedEnd(id).ifPresent(end -> {
            rows.add(row("流水已会签到", end.seq()));
            rows.add(row("流水重新开始过（次）", end.begunAnew()));
        });
        var papers = new ArrayList<HtmlFragment>();
        ledger.countPapers(id).forEach((result, n) -> papers.add(row(PAPERS.getOrDefault(result, result), n)));
        return layoutPage(
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
        var rows = ledger.listDevices(terminal).stream()
                .map(d -> row(
                        d.id(),
                        new StateLabel(d.serves() ? "能用" : "停了", d.serves() ? "good" : "bad").toHtml(),
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

    private HtmlFragment branchLink(String terminal) {
        return demo.branches()
                .findByTerminal(terminal)
                .map(b -> link("/branches/" + b.number(), b.name()))
                .orElseGet(() -> HtmlFragment.escapeText("不在名册上"));
    }

    private static HtmlFragment terminalLink(String terminal) {
        return link("/terminals/" + terminal, terminal);
    }

    private static String formatTime(Instant at) {
        return WHEN.format(at.atZone(CaseKeys.ZONE));
    }

    /// The page behind the QR code on a paper: enough to verify the paper, without personal data. Of the case's
    /// files it shows type and size only.
    public static ServerResponse verificationPage(
            Optional<CaseProgress> found, DemoProvince demo, List<AttachmentStore.FileSummary> files) {
        var attached = HtmlFragment.joinParts(files.stream()
                .map(file -> tag(
                        "p",
                        "附件 "
                                + demo.sentenceFor("file-" + file.name(), Map.of())
                                        .getOrDefault("zh-CN", file.name()) + " " + (file.bytes() + 1023) / 1024
                                + " KB"))
                .toList());
        var inside = found.map(c -> HtmlFragment.joinParts(List.of(
                        tag("h1", c.title().getOrDefault("zh-CN", "")),
                        tag("p", "办件编号 " + c.caseNumber()),
                        tag("p", c.stateText().getOrDefault("zh-CN", "")),
                        tag("p", c.owner() + " " + c.phone()),
                        attached)))
                .orElseGet(() -> HtmlFragment.joinParts(List.of(tag("h1", "没有查到"), tag("p", "请核对查询码；刚登记的申请可能还没有送达。"))));
        return HtmlFragment.joinParts(List.of(inside, tag("footer", "演示"))).toPage(200, "办件核验");
    }
}
