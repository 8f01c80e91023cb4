package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.row;
import static org.openstm.kiosk.reference.pages.HtmlFragment.table;
import static org.openstm.kiosk.reference.pages.HtmlFragment.tag;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openstm.kiosk.reference.demo.BranchDirectory.Branch;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.ReportQueries;

/// Ratings by item and branch.
final class RatingsPage {
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

    private final ReportQueries reports;
    private final DemoProvince demo;
    private final PageLinks links;

    RatingsPage(ReportQueries reports, DemoProvince demo, PageLinks links) {
        this.reports = reports;
        this.demo = demo;
        this.links = links;
    }

    /// Ratings by item and branch, with their reasons; without persons.
    ServerResponse ratingsPage() {
        var groups = new TreeMap<String, List<ReportQueries.CaseRating>>();
        for (var rating : reports.listRatings()) {
            String branch = demo.branches()
                    .findByTerminal(rating.terminal())
                    .map(Branch::name)
                    .orElse(rating.terminal());
            groups.computeIfAbsent(branch + "\t" + links.itemTitle(rating.service()), _ -> new ArrayList<>())
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
        return MonitoringLayout.layoutPage(
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
}
