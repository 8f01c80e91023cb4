package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.link;
import static org.openstm.kiosk.reference.pages.HtmlFragment.tag;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.CaseKeys;

/// What every page for people at central has: navigation, style sheet, and the form of times.
final class MonitoringLayout {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("M月d日 HH:mm:ss");

    private MonitoringLayout() {}

    static ServerResponse styleSheet() {
        try (var in = MonitoringLayout.class.getResourceAsStream("pages.css")) {
            if (in == null) throw new IllegalStateException("pages.css is missing");
            return HtmlFragment.guardedResponse(200, "text/css; charset=utf-8", in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static ServerResponse layoutPage(int status, String title, HtmlFragment... parts) {
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

    static String formatTime(Instant at) {
        return WHEN.format(at.atZone(CaseKeys.ZONE));
    }
}
