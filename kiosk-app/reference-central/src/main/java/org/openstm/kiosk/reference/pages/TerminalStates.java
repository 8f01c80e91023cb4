package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.tag;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.openstm.kiosk.reference.store.ReportQueries;
import org.openstm.kiosk.reference.store.ReportQueries.LastHeartbeat;
import org.openstm.kiosk.reference.terminals.AvailabilityFeed;

/// How a terminal does, by its last heartbeat.
final class TerminalStates {
    /// The state is shown by colour and in words.
    record StateLabel(String words, String mark) {
        HtmlFragment toHtml() {
            return tag("span." + mark, words);
        }

        boolean isGood() {
            return mark.equals("good");
        }
    }

    private final ReportQueries reports;
    private final InstantSource clock;

    TerminalStates(ReportQueries reports, InstantSource clock) {
        this.reports = reports;
        this.clock = clock;
    }

    StateLabel stateLabel(Optional<LastHeartbeat> heard) {
        if (heard.isEmpty()) return new StateLabel("没有联系过", "none");
        var h = heard.get();
        if (!h.followed()) return new StateLabel("流水对不上，请查", "bad");
        if (isSilent(h)) return new StateLabel("失去联系", "bad");
        if (reports.countFailedDevices(h.terminal()) > 0) return new StateLabel("有设备停了", "bad");
        if (h.findings() > 0) return new StateLabel("有事要处理", "warn");
        return new StateLabel("正常", "good");
    }

    boolean isSilent(LastHeartbeat heard) {
        return Duration.between(heard.at(), clock.instant()).compareTo(AvailabilityFeed.SILENT) > 0;
    }
}
