package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import org.openstm.kiosk.central.CaseListPage;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ListedCase;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalCase;

/// Compares the journal's cases of some days with central's. Changes nothing: staff are informed of
/// differences.
final class Reconciliation {
    /// Younger cases may still be in progress on either side.
    private static final Duration SETTLED = Duration.ofMinutes(10);

    private static final int NAMED = 20;
    private static final int MOST_PAGES = 500;

    private final Journal journal;
    private final CentralApi central;

    Reconciliation(Journal journal, CentralApi central) {
        this.journal = journal;
        this.central = central;
    }

    /// Number of differences; empty if central did not answer every page: then nothing is reported.
    OptionalInt compareCases(Instant since, Instant now) {
        var theirs = new HashMap<String, ListedCase>();
        String after = "";
        for (int page = 0; ; page++) {
            if (page == MOST_PAGES) return OptionalInt.empty(); // central's list does not end: do not trust it
            if (!(central.listTerminalCases(since, after) instanceof CentralReply.Done<CaseListPage>(var list)))
                return OptionalInt.empty();
            for (var line : list.cases()) theirs.put(line.txId(), line);
            if (list.next().isEmpty()) break;
            after = list.next();
        }
        var missing = journal.cases().casesSettledBetween(since.plus(SETTLED), now.minus(SETTLED)).stream()
                .filter(c -> c.state() == CaseState.ACCEPTED && !theirs.containsKey(c.txId()))
                .map(JournalCase::txId)
                .toList();
        var strange = new ArrayList<String>();
        var other = new ArrayList<String>();
        for (var line : theirs.values()) {
            var ours = journal.cases().findCase(line.txId());
            if (ours.isEmpty()) strange.add(line.txId());
            else if (isDifferent(ours.get().state(), line.state())) other.add(line.txId());
        }
        reportDifference(FindingKind.CASE_NOT_AT_CENTRE, "accepted here and not known to central", missing);
        reportDifference(
                FindingKind.CASE_NOT_HERE, "central has it from this terminal, and the journal does not", strange);
        reportDifference(FindingKind.CASE_DIFFERS, "central and the journal tell of it differently", other);
        return OptionalInt.of(missing.size() + strange.size() + other.size());
    }

    private static boolean isDifferent(CaseState ours, CaseReceipt.ReceiptState theirs) {
        return switch (ours) {
            case ACCEPTED -> theirs == CaseReceipt.ReceiptState.REJECTED;
            case REJECTED, CANCELLED -> theirs == CaseReceipt.ReceiptState.ACCEPTED;
            case INTENT, SENDING, WAITING, UNKNOWN, DEAD_LETTER -> false; // already reported, or in progress
        };
    }

    private void reportDifference(FindingKind kind, String what, List<String> cases) {
        if (cases.isEmpty()) return;
        var named = cases.stream().sorted().limit(NAMED).toList();
        String more = cases.size() > NAMED ? " and " + (cases.size() - NAMED) + " more" : "";
        journal.findings().raiseFinding(kind, what + ": " + String.join(", ", named) + more);
    }
}
