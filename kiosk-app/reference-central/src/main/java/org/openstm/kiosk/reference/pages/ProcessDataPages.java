package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.link;
import static org.openstm.kiosk.reference.pages.HtmlFragment.row;
import static org.openstm.kiosk.reference.pages.HtmlFragment.table;
import static org.openstm.kiosk.reference.pages.HtmlFragment.tag;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.terminals.ProcessDataReports;

/// How citizens get through the items, without persons.
final class ProcessDataPages {
    private static final Duration REPORTED = Duration.ofDays(30);

    private static final Map<String, String> STEPS = Map.of(
            "notice", "告知与同意",
            "identity", "身份核验",
            "code", "短信验证码",
            "check", "核对",
            "sign", "签字",
            "sending", "等待受理",
            "paying", "缴费",
            "result", "结果");

    private final ProcessDataReports processData;
    private final PageLinks links;
    private final InstantSource clock;

    ProcessDataPages(ProcessDataReports processData, PageLinks links, InstantSource clock) {
        this.processData = processData;
        this.links = links;
        this.clock = clock;
    }

    /// How citizens get through the items: what the departments can shorten.
    ServerResponse processDataPage() {
        var rows = new ArrayList<HtmlFragment>();
        processData.summarizeSince(clock.instant().minus(REPORTED)).forEach((item, report) -> {
            var slowest = report.steps().entrySet().stream()
                    .max(Map.Entry.comparingByValue(
                            java.util.Comparator.comparingLong(ProcessDataReports.StepStatistics::medianMs)));
            var leftAt = report.steps().entrySet().stream()
                    .filter(e -> e.getValue().left() > 0)
                    .max(Map.Entry.comparingByValue(
                            java.util.Comparator.comparingInt(ProcessDataReports.StepStatistics::left)));
            rows.add(row(
                    link("/process/" + item, links.itemTitle(item)),
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
        return MonitoringLayout.layoutPage(
                200,
                "过程数据（近30天）",
                tag("p", "只有点击、预约、环节、时间、资料五类，不知道是谁，也不知道填了什么。"),
                table(List.of("事项", "开始次数", "办成", "最常离开", "最慢环节（中位）", "每次补正", "资料复用率", "约满"), rows));
    }

    ServerResponse itemProcessDataPage(String item) {
        var report = processData.summarizeSince(clock.instant().minus(REPORTED)).get(item);
        if (report == null) return MonitoringLayout.layoutPage(404, "没有这个事项的过程数据");
        var rows = report.steps().entrySet().stream()
                .map(e -> row(
                        stepName(e.getKey()),
                        e.getValue().ms().size(),
                        formatSeconds(e.getValue().medianMs()),
                        formatSeconds(e.getValue().percentileMs(0.9)),
                        e.getValue().touches(),
                        e.getValue().left()))
                .toList();
        return MonitoringLayout.layoutPage(
                200, "过程数据：" + links.itemTitle(item), table(List.of("环节", "进入次数", "中位用时", "九成以内", "点击", "在此离开"), rows));
    }

    private static String formatSeconds(long ms) {
        return String.format(java.util.Locale.ROOT, "%.1f 秒", ms / 1000.0);
    }

    private static String stepName(String name) {
        return STEPS.getOrDefault(name, name);
    }
}
