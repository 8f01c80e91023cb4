package org.openstm.kiosk.dispatch;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.TerminalCommand;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.FindingKind;

/// Carries out central's commands, each at most once: the journal records a command before it is started and
/// its result before central is informed. A command that was started and has no recorded result is not started
/// again; it is reported as `unknown`.
public final class CentralCommands {
    private static final String BEGUN = "command/";
    private static final String ENDED = "command-ended/";
    private static final FindingKind FORGED = FindingKind.COMMAND_FORGED;

    /// Carries out one command.
    public interface CommandAction {
        /// @throws RuntimeException if it failed; its message goes to the journal, so it must hold no personal
        ///     data
        void performCommand(TerminalCommand.CommandType kind);
    }

    private final Journal journal;
    private final CentralApi central;
    private volatile @Nullable CommandAction hand;

    CentralCommands(Journal journal, CentralApi central) {
        this.journal = journal;
        this.central = central;
    }

    void setAction(CommandAction other) {
        hand = other;
    }

    void runCommands(HeartbeatResponse pulse) {
        var doer = hand;
        if (doer == null) return;
        if (pulse.forged() > 0)
            journal.findings()
                    .raiseFinding(
                            FORGED,
                            "commands came whose signature is not central's: " + pulse.forged()
                                    + "; none was done. Central must look into the line");
        for (var command : pulse.commands()) {
            if (!command.terminal().equals(journal.terminal())) {
                journal.findings()
                        .raiseFinding(
                                FORGED,
                                "a command for " + command.terminal() + " came to this terminal; it was not done");
                continue;
            }
            central.reportCommandOutcome(command.id(), runCommand(doer, command, pulse));
        }
    }

    private String runCommand(CommandAction doer, TerminalCommand command, HeartbeatResponse pulse) {
        var before = journal.notes().lastNote(ENDED + command.id());
        if (before.isPresent()) return before.get();
        if (journal.notes().lastNote(BEGUN + command.id()).isPresent()) return recordOutcome(command, "unknown");
        Optional<TerminalCommand.CommandType> kind = TerminalCommand.CommandType.of(command.kind());
        if (kind.isEmpty()) return recordOutcome(command, "not-known");
        if (!pulse.time().isBefore(command.expires())) return recordOutcome(command, "expired");
        journal.notes().addNote(BEGUN + command.id(), command.kind());
        try {
            doer.performCommand(kind.get());
            return recordOutcome(command, "done");
        } catch (RuntimeException failed) {
            journal.findings().raiseFinding(FindingKind.COMMAND_FAILED, command.kind() + ": " + failed.getMessage());
            return recordOutcome(command, "failed");
        }
    }

    private String recordOutcome(TerminalCommand command, String outcome) {
        journal.notes().addNote(ENDED + command.id(), outcome);
        return outcome;
    }
}
