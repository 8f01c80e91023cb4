package org.openstm.kiosk.dispatch;

import java.time.Instant;
import org.openstm.kiosk.dispatch.CaseSubmitter.StepOutcome;
import org.openstm.kiosk.dispatch.OutboxDispatcher.SubmissionResult;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.JournalCase;

/// Sends one case while its citizen waits: until its result is known or the waiting time is over.
final class WaitingCaseSender {
    private static final System.Logger LOG = System.getLogger(WaitingCaseSender.class.getName());

    private final Journal journal;
    private final CaseSubmitter submitter;
    private final RetryScheduler board;
    private final RetryPolicy pace;
    private final QueuePolicy policy;

    WaitingCaseSender(
            Journal journal, CaseSubmitter submitter, RetryScheduler board, RetryPolicy pace, QueuePolicy policy) {
        this.journal = journal;
        this.submitter = submitter;
        this.board = board;
        this.pace = pace;
        this.policy = policy;
    }

    /// Runs on the thread of this case, which the caller has claimed.
    void sendWhileWaiting(String txId, Instant until) {
        try {
            for (int asked = 0; ; asked++) {
                StepOutcome outcome = submitter.advanceCase(txId);
                switch (outcome) {
                    case StepOutcome.Settled(var fate) -> {
                        board.publishResult(txId, fate);
                        return;
                    }
                    case StepOutcome.Unsent(var why, var notBefore) -> {
                        board.postponeWork(txId, notBefore);
                        board.publishResult(txId, storeOrGiveUp(txId, why));
                        return;
                    }
                    case StepOutcome.Open(var why, var notBefore) -> {
                        board.publishResult(txId, new SubmissionResult.Unknown(why));
                        Instant next = board.now().plus(board.retryDelay(asked, notBefore));
                        if (next.isAfter(until)) {
                            board.postponeWork(txId, notBefore);
                            return;
                        }
                        board.sleepUntil(next);
                    }
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "case " + txId + " stopped: " + trouble.getMessage(), trouble);
            board.publishResult(txId, resultAfterFailure(txId));
        } finally {
            board.releaseWork(txId);
        }
    }

    /// The failed change may have been written all the same; otherwise the backlog continues with the case.
    private SubmissionResult resultAfterFailure(String txId) {
        var own = new SubmissionResult.Unknown("the terminal's own trouble");
        try {
            return journal.cases()
                    .findCase(txId)
                    .filter(now -> now.state().isSettled())
                    .map(CaseSubmitter::toResult)
                    .orElse(own);
        } catch (RuntimeException unreadable) {
            return own;
        }
    }

    /// This attempt was certainly not accepted: the case is stored if its item allows it and the cap is not
    /// reached; otherwise it is cancelled, unless an earlier attempt may have arrived.
    private SubmissionResult storeOrGiveUp(String txId, String why) {
        JournalCase waiting = journal.cases().findCase(txId).orElseThrow();
        // an earlier attempt may still arrive
        if (waiting.attempt() > 1) return CaseSubmitter.storedOrUnknown(waiting, why);
        boolean room = journal.cases().queuedCaseCount() <= pace.queueCap()
                && journal.cases().queuedCaseCount(waiting.service()) <= policy.maximumCases(waiting.service());
        if (waiting.mayBeStored() && room) return new SubmissionResult.Stored(waiting);
        String reason = waiting.mayBeStored() ? "queue-full" : why;
        journal.cases().recordCancelled(waiting, reason, false);
        return new SubmissionResult.NotSent(reason);
    }
}
