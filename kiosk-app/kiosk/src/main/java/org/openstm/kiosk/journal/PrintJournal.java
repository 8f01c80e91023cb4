package org.openstm.kiosk.journal;

import java.util.List;
import java.util.Map;
import org.openstm.kiosk.journal.model.EntryText;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.PrintMark;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.journal.model.UnprovedPrint;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.PrintQueries;
import org.openstm.kiosk.journal.store.SealContext;

/// The prints in the journal: what was printed for a case, and whether the paper is proved.
public final class PrintJournal {
    private static final String ADD_PRINT = """
            INSERT INTO effect(effect_id, tx_id, kind, template, copy_no, state, begun_seq, evidence)
            VALUES (?, ?, 1, ?, ?, 0, ?, '')
            """;

    private static final String END_PRINT = """
            UPDATE effect SET state = ?, evidence = ? WHERE effect_id = ? AND state IN (0, 3)
            """;

    /// A paper may be reported twice: first unknown, then proved.
    private static final String ADD_PAPER = """
            INSERT INTO outbox(tx_id, op, n, state, body)
            VALUES (?, 'paper', (SELECT COUNT(*) + 1 FROM outbox WHERE tx_id = ? AND op = 'paper'), 0, ?)
            """;

    private final JournalWriter writer;
    private final PrintQueries queries;
    private final FindingJournal findings;

    PrintJournal(JournalWriter writer, PrintQueries queries, FindingJournal findings) {
        this.writer = writer;
        this.queries = queries;
        this.findings = findings;
    }

    /// Must return before the first byte goes to the printer.
    public PrintMark recordPrintBegun(String txId, String effectId, String template, int copyNo) {
        var head = writer.commitChange(transaction -> {
            transaction.executeUpdate(ADD_PRINT, effectId, txId, template, copyNo, transaction.nextSequence());
            return transaction.appendEntry(
                    EntryType.PRINT_BEGUN,
                    txId,
                    Map.of("effect", effectId, "template", template, "copy", Integer.toString(copyNo)));
        });
        return head.toPrintMark();
    }

    /// An unknown print becomes a finding; it may still be proved or disproved later. Each result goes to
    /// central as an outbox message. A repeat changes nothing.
    public void recordPrintEnded(String effectId, PrintResult result, String evidence) {
        var print = queries.requirePrint(effectId);
        String txId = print.txId();
        writer.commitChange(transaction -> {
            if (transaction.executeUpdate(END_PRINT, result.code(), evidence, effectId) == 0) return false;
            if (result == PrintResult.UNKNOWN) {
                FindingJournal.insertFinding(transaction, txId, FindingKind.PRINT_UNKNOWN.text());
            }
            var report = EntryText.toBytes(Map.of(
                    "effect", effectId,
                    "paper", print.template(),
                    "copy", Integer.toString(print.copyNo()),
                    "result", result.name(),
                    "evidence", evidence,
                    "sequence", Long.toString(print.sequence())));
            transaction.executeUpdate(
                    ADD_PAPER,
                    txId,
                    txId,
                    transaction.findCaseKey(txId).sealBytes(report, SealContext.messageContext(txId, "paper")));
            transaction.appendEntry(
                    EntryType.PRINT_ENDED,
                    txId,
                    Map.of("effect", effectId, "result", result.name(), "evidence", evidence));
            return true;
        });
    }

    /// How many papers of this kind were printed for a case, or may have been.
    ///
    /// @param template as given when printing began
    public int countPrints(String txId, String template) {
        return queries.countPrints(txId, template);
    }

    public List<UnprovedPrint> unprovedPrints() {
        return queries.unprovedPrints();
    }

    /// Staff have checked whether a paper of unknown result was printed.
    ///
    /// @param evidence who looked, and what they saw; no personal data
    public void recordPaperSearch(long findingSequence, boolean cameOut, String evidence) {
        queries.findEffectOfEntry(findingSequence)
                .ifPresent(effect ->
                        recordPrintEnded(effect, cameOut ? PrintResult.PROVED : PrintResult.NOT_PRINTED, evidence));
        findings.markFindingSeen(findingSequence, evidence);
    }
}
