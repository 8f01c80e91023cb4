package org.openstm.kiosk.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.PaperReport;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.OutboxMessage;

/// Delivers ratings and reports about papers, each once its case has arrived at central.
final class OutboxMessageSender {
    private static final String RATING = "rating";
    private static final String PAPER = "paper";

    private final Journal journal;
    private final CentralApi central;
    private final RetryScheduler board;

    OutboxMessageSender(Journal journal, CentralApi central, RetryScheduler board) {
        this.journal = journal;
        this.central = central;
        this.board = board;
    }

    /// Keeps a rating for its delivery.
    void postRating(String txId, int grade, List<String> reasons) {
        journal.outbox()
                .postMessage(txId, RATING, StrictJson.toCanonicalBytes(Map.of("grade", grade, "reasons", reasons)));
    }

    /// Sends the messages that are due.
    void deliverMessages() {
        for (OutboxMessage posted : journal.outbox().pendingMessages()) {
            boolean arrived = journal.cases()
                    .findCase(posted.txId())
                    .map(c -> c.state().isSettled())
                    .orElse(true);
            if (!arrived || !board.isDue(messageName(posted))) continue;
            switch (board.recordReply(deliverMessage(posted))) {
                case CentralReply.Done<Boolean> _ -> markDelivered(posted);
                case CentralReply.Refused<Boolean>(var problem)
                when !problem.retryable() && problem.status() != 401 ->
                    markDelivered(posted); // central will never accept it; the case itself is unaffected
                case CentralReply.Refused<Boolean>(var problem) ->
                    board.postponeWork(messageName(posted), problem.retryAfter());
                case CentralReply.NoAnswer<Boolean> _ -> board.postponeWork(messageName(posted), Optional.empty());
            }
        }
    }

    private void markDelivered(OutboxMessage posted) {
        journal.outbox().markDelivered(posted);
        board.clearDueTime(messageName(posted));
    }

    private CentralReply<Boolean> deliverMessage(OutboxMessage posted) {
        return switch (posted.kind()) {
            case RATING -> {
                StrictJson rating = StrictJson.parse(posted.body());
                yield central.rateCase(posted.txId(), rating.integer("grade"), rating.textList("reasons"));
            }
            case PAPER -> {
                var words = posted.paperDetails();
                yield central.reportPaper(
                        posted.txId(),
                        new PaperReport(
                                words.getOrDefault("effect", ""),
                                words.getOrDefault("paper", ""),
                                Integer.parseInt(words.getOrDefault("copy", "1")),
                                words.getOrDefault("result", ""),
                                words.getOrDefault("evidence", ""),
                                Long.parseLong(words.getOrDefault("sequence", "0"))));
            }
            default -> throw new IllegalStateException("outbox message of unknown kind: " + posted);
        };
    }

    private static String messageName(OutboxMessage posted) {
        return "message/" + posted.id();
    }
}
