package org.openstm.kiosk.central.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Central's answer to a [HeartbeatRequest].
///
/// @param followed whether the journal continues what central has seen of it before
/// @param last the newest countersignature: for the end that was sent, or the one that it does not continue
/// @param time by central's clock
/// @param reconnectWindow over which terminals spread what has waited, after a lost connection
/// @param commands commands to the terminal whose signatures are valid
/// @param forged number of further commands whose signatures are not valid
public record HeartbeatResponse(
        boolean followed,
        JournalCountersignature last,
        Instant time,
        Duration reconnectWindow,
        List<TerminalCommand> commands,
        int forged) {
    public HeartbeatResponse {
        commands = List.copyOf(commands);
    }

    public HeartbeatResponse(boolean followed, JournalCountersignature last, Instant time, Duration reconnectWindow) {
        this(followed, last, time, reconnectWindow, List.of(), 0);
    }
}
