package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.row;
import static org.openstm.kiosk.reference.pages.HtmlFragment.table;
import static org.openstm.kiosk.reference.pages.HtmlFragment.tag;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.reference.access.IdentityRegister;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;

/// Cases whose person staff must still check.
final class IdentityCheckPage {
    private static final Map<String, String> WHY_OPEN =
            Map.of("card", "提交时线路断了，没能核对证件", "sms-code", "提交时线路断了，没能核对手机号", "number-not-on-record", "手机号没有登记过");

    private final IdentityRegister identities;
    private final PageLinks links;
    private final InstantSource clock;

    IdentityCheckPage(IdentityRegister identities, PageLinks links, InstantSource clock) {
        this.identities = identities;
        this.links = links;
        this.clock = clock;
    }

    /// Cases that were accepted before the person was checked; without persons.
    ServerResponse uncheckedCasesPage() {
        var rows = identities.listUncheckedCases().stream()
                .map(open -> row(
                        open.caseNumber(),
                        links.itemTitle(open.service()),
                        PageLinks.terminalLink(open.terminal()),
                        WHY_OPEN.getOrDefault(open.why(), open.why()),
                        MonitoringLayout.formatTime(open.since()),
                        HtmlFragment.form("case", Map.of(open.caseNumber(), "核对过了"))))
                .toList();
        return MonitoringLayout.layoutPage(
                        200,
                        "要核对身份的办件",
                        rows.isEmpty() ? tag("p", "没有。") : table(List.of("办件编号", "事项", "终端", "为什么", "什么时候", ""), rows))
                .withHeader("Content-Security-Policy", HtmlFragment.BOARD);
    }

    ServerResponse confirmIdentityCheck(ServerRequest request) {
        var form = new String(request.body(), StandardCharsets.UTF_8);
        identities.confirmChecked(
                URLDecoder.decode(form.replaceFirst("^case=", ""), StandardCharsets.UTF_8), clock.instant());
        return uncheckedCasesPage();
    }
}
