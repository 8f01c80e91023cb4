package org.openstm.kiosk.dispatch;

import java.util.Optional;
import org.openstm.kiosk.dispatch.CaseSubmitter.StepOutcome;
import org.openstm.kiosk.dispatch.OutboxDispatcher.SubmissionResult;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.JournalCase;

/// Works on everything that no citizen waits for: cases, their payments, and the messages about them.
final class BacklogSender {
    private static final System.Logger LOG = System.getLogger(BacklogSender.class.getName());

    private final Journal journal;
    private final CaseSubmitter submitter;
    private final PaymentCoordinator till;
    private final OutboxMessageSender messages;
    private final RetryScheduler board;
    private final QueuePolicy policy;

    BacklogSender(
            Journal journal,
            CaseSubmitter submitter,
            PaymentCoordinator till,
            OutboxMessageSender messages,
            RetryScheduler board,
            QueuePolicy policy) {
        this.journal = journal;
        this.submitter = submitter;
        this.till = till;
        this.messages = messages;
        this.board = board;
        this.policy = policy;
    }

    /// Runs on the backlog thread. A temporary failure of the journal must not end it: nothing would be
    /// delivered any more.
    void runBacklog() {
        try {
            for (int troubles = 0; ; ) {
                board.awaitWork();
                try {
                    sendBacklog();
                    troubles = 0;
                } catch (RuntimeException trouble) {
                    LOG.log(System.Logger.Level.ERROR, "the backlog waits: " + trouble.getMessage(), trouble);
                    board.sleepUntil(board.now().plus(board.retryDelay(++troubles, Optional.empty())));
                    board.signalWork();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendBacklog() {
        for (JournalCase open : journal.cases().unsettledCases()) {
            if (!board.isConnected()) break;
            // an online-only case is sent only while its citizen waits, or was told "being checked"
            boolean nobodys = open.state() == CaseState.INTENT && !open.mayBeStored() && !board.hasResult(open.txId());
            boolean repeat = open.attempt() > 0;
            if (nobodys || !board.isDue(open.txId()) || (repeat && !board.isRepeatAllowed(open.txId()))) continue;
            if (board.claimWork(open.txId())) tryOnce(open);
        }
        till.advanceUnattended();
        if (board.isConnected()) messages.deliverMessages();
    }

    private void tryOnce(JournalCase open) {
        try {
            if (isOld(open)) {
                journal.cases()
                        .recordDeadLetter(
                                open,
                                "older than "
                                        + policy.maximumWait(open.service()).toHours() + " hours");
                board.publishResult(open.txId(), new SubmissionResult.Unknown("staff must look at it"));
                board.clearDueTime(open.txId());
                return;
            }
            switch (submitter.advanceCase(open.txId())) {
                case StepOutcome.Settled(var fate) -> {
                    board.publishResult(open.txId(), fate);
                    board.clearDueTime(open.txId());
                }
                case StepOutcome.Unsent(var why, var notBefore) -> {
                    // an online-only case comes here after an unknown outcome that turned out "never arrived"
                    board.publishResult(open.txId(), CaseSubmitter.storedOrUnknown(open, why));
                    board.postponeWork(open.txId(), notBefore);
                }
                case StepOutcome.Open(var why, var notBefore) -> {
                    board.publishResult(open.txId(), new SubmissionResult.Unknown(why));
                    board.postponeWork(open.txId(), notBefore);
                }
            }
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "case " + open.txId() + " waits: " + trouble.getMessage(), trouble);
            board.postponeWork(open.txId(), Optional.empty());
        } finally {
            board.releaseWork(open.txId());
        }
    }

    /// The wall clock may have been changed by years since the case was taken: so the terminal must also have
    /// run for a third of that time, as one does that is on for eight hours a day.
    private boolean isOld(JournalCase open) {
        return board.now().isAfter(policy.sendDeadline(open))
                && journal.cases()
                                .runningTimeSince(open)
                                .compareTo(policy.maximumWait(open.service()).dividedBy(3))
                        >= 0;
    }
}
