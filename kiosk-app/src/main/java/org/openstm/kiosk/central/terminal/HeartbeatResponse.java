package org.openstm.kiosk.central.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The centre's answer to a [HeartbeatRequest].
///
/// @param followed whether the journal follows what the centre has seen of it before
/// @param last the newest countersignature: for the end that was sent, or the one that it does not follow
/// @param time by the centre's clock
/// @param reconnectWindow over which terminals spread what has waited, when the line was down
/// @param commands what the terminal is to do; each is the centre's, as far as its signature says
/// @param forged how many more there were whose signature does not hold
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
