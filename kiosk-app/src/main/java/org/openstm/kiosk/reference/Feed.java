package org.openstm.kiosk.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.Beat;
import org.openstm.kiosk.reference.Branches.Branch;
import org.openstm.kiosk.reference.Ledger.Heard;

/// What works where, for everybody: `GET /v1/availability`. Terminals and items, nobody and no number of cases.
final class Feed {
    /// Three heartbeats that did not come.
    static final Duration SILENT = Duration.ofMinutes(3);

    private final Ledger ledger;
    private final HelpCalls helpCalls;
    private final Branches branches;

    Feed(Ledger ledger, HelpCalls helpCalls, Branches branches) {
        this.ledger = ledger;
        this.helpCalls = helpCalls;
        this.branches = branches;
    }

    /// @param branch its four digits; empty for all
    Answer serve(String branch, Instant now) {
        var told = ledger.offers();
        var calls = HelpCalls.waiting(helpCalls.open(now));
        var terminals = new ArrayList<Map<String, Object>>();
        for (var heard : ledger.heard().values()) {
            var offer = told.get(heard.terminal());
            if (offer != null && here(heard.terminal(), branch))
                terminals.add(terminal(heard, offer, calls.getOrDefault(heard.terminal(), 0L), now));
        }
        return Answer.json(Map.of("at", now.toString(), "terminals", terminals));
    }

    private boolean here(String terminal, String branch) {
        return branch.isEmpty()
                || branches.of(terminal).map(Branch::number).orElse("").equals(branch);
    }

    private Map<String, Object> terminal(Heard heard, Beat.Offer offer, long calls, Instant now) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("terminal", heard.terminal());
        branches.of(heard.terminal()).ifPresent(branch -> tree.put("branch", branch.name()));
        tree.put("heard", heard.at().toString());
        tree.put("state", state(heard, offer, now));
        if (!offer.why().isEmpty()) tree.put("why", offer.why());
        tree.put("offered", offer.offered());
        tree.put("closed", closed(offer));
        tree.put("calls", calls);
        return tree;
    }

    /// What a terminal said before it fell silent says nothing of now.
    private static String state(Heard heard, Beat.Offer offer, Instant now) {
        if (Duration.between(heard.at(), now).compareTo(SILENT) > 0) return "silent";
        return offer.open() ? "open" : "closed";
    }

    private static List<Map<String, String>> closed(Beat.Offer offer) {
        return offer.closed().stream()
                .map(one -> Map.of("item", one.item(), "why", one.why()))
                .toList();
    }
}
