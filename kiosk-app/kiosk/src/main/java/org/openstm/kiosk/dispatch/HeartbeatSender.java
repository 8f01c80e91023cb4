package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.time.Instant;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalCase;

/// Sends the heartbeats, carries out the commands in their responses, and reports cases that stay unknown.
final class HeartbeatSender {
    private static final System.Logger LOG = System.getLogger(HeartbeatSender.class.getName());

    /// Staff are informed when a case has been "being checked" for this long.
    private static final Duration LONG = Duration.ofMinutes(15);

    private final Journal journal;
    private final JournalWitness witness;
    private final CentralCommands commands;
    private final RetryScheduler board;

    HeartbeatSender(Journal journal, JournalWitness witness, CentralCommands commands, RetryScheduler board) {
        this.journal = journal;
        this.witness = witness;
        this.commands = commands;
        this.board = board;
    }

    /// Runs on the heartbeat thread. Heartbeats are sent at long intervals while the connection is up, by
    /// back-off while it is down.
    void runHeartbeats() {
        try {
            int failures = 0;
            while (true) {
                failures = sendHeartbeat() ? 0 : failures + 1;
                if (failures == 0)
                    board.signalWork(); // for journal entries added without a signal, such as a paper report
                board.awaitHeartbeat(failures);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean sendHeartbeat() {
        try {
            Instant asked = board.now();
            var reply = board.recordReply(witness.sendHeartbeat());
            if (reply instanceof CentralReply.Done<HeartbeatResponse>(var pulse)) {
                board.recordHeartbeat(pulse, asked);
                commands.runCommands(pulse);
            }
            reportLongUnknown();
            return !(reply instanceof CentralReply.NoAnswer);
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "the heartbeat failed: " + trouble.getMessage(), trouble);
            return true; // the connection is not the cause
        }
    }

    /// Reports cases for which central, although it answers, has given no result for a long time: staff must
    /// inquire by other means.
    private void reportLongUnknown() {
        if (board.connectedDuration().compareTo(LONG) < 0) return;
        var since = board.now().minus(LONG);
        for (JournalCase open : journal.cases().unsettledCases()) {
            if (open.state() == CaseState.UNKNOWN && open.openedAt().isBefore(since))
                journal.findings()
                        .raiseFinding(
                                open.txId(), FindingKind.UNKNOWN_LONG, "central has not said what became of this case");
        }
    }
}
