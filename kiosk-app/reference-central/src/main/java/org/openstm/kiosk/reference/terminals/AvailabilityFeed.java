package org.openstm.kiosk.reference.terminals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.reference.demo.BranchDirectory;
import org.openstm.kiosk.reference.demo.BranchDirectory.Branch;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.ReportQueries;
import org.openstm.kiosk.reference.store.ReportQueries.LastHeartbeat;

/// Public feed of what works where: `GET /v1/availability`. It lists terminals and items, but no persons and no
/// numbers of cases.
public final class AvailabilityFeed {
    /// Three missed heartbeats.
    public static final Duration SILENT = Duration.ofMinutes(3);

    private final ReportQueries ledger;
    private final HelpCalls helpCalls;
    private final BranchDirectory branches;

    public AvailabilityFeed(ReportQueries ledger, HelpCalls helpCalls, BranchDirectory branches) {
        this.ledger = ledger;
        this.helpCalls = helpCalls;
        this.branches = branches;
    }

    /// @param branch its four digits; empty for all
    public ServerResponse serveFeed(String branch, Instant now) {
        var told = ledger.serviceOffers();
        var calls = HelpCalls.countWaitingByTerminal(helpCalls.listOpenCalls(now));
        var terminals = new ArrayList<Map<String, Object>>();
        for (var heard : ledger.lastHeartbeats().values()) {
            var offer = told.get(heard.terminal());
            if (offer != null && isInBranch(heard.terminal(), branch))
                terminals.add(terminalJson(heard, offer, calls.getOrDefault(heard.terminal(), 0L), now));
        }
        return ServerResponse.ofJson(Map.of("at", now.toString(), "terminals", terminals));
    }

    private boolean isInBranch(String terminal, String branch) {
        return branch.isEmpty()
                || branches.findByTerminal(terminal)
                        .map(Branch::number)
                        .orElse("")
                        .equals(branch);
    }

    private Map<String, Object> terminalJson(
            LastHeartbeat heard, HeartbeatRequest.ServiceOffer offer, long calls, Instant now) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("terminal", heard.terminal());
        branches.findByTerminal(heard.terminal()).ifPresent(branch -> tree.put("branch", branch.name()));
        tree.put("heard", heard.at().toString());
        tree.put("state", terminalState(heard, offer, now));
        if (!offer.why().isEmpty()) tree.put("why", offer.why());
        tree.put("offered", offer.offered());
        tree.put("closed", closedItemsJson(offer));
        tree.put("calls", calls);
        return tree;
    }

    /// The last report of a silent terminal does not count.
    private static String terminalState(LastHeartbeat heard, HeartbeatRequest.ServiceOffer offer, Instant now) {
        if (Duration.between(heard.at(), now).compareTo(SILENT) > 0) return "silent";
        return offer.open() ? "open" : "closed";
    }

    private static List<Map<String, String>> closedItemsJson(HeartbeatRequest.ServiceOffer offer) {
        return offer.closed().stream()
                .map(one -> Map.of("item", one.item(), "why", one.why()))
                .toList();
    }
}
