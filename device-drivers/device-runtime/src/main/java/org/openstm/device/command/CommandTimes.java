package org.openstm.device.command;

import java.time.Duration;

/// The time that a command may take beyond the caller's patience.
///
/// @param extra by the port's own word: a read that has begun is finished
/// @param grace beyond that, before the driver's process counts as hung: a driver may still have to clean up
public record CommandTimes(Duration extra, Duration grace) {
    /// The patience of commands whose caller states none.
    public static final Duration MOMENT = Duration.ofSeconds(3);

    /// The grace of a query.
    static final CommandTimes PROMPT = withGrace(250);

    /// No time beyond the patience.
    static final CommandTimes EXACT = withGrace(0);

    static CommandTimes withExtra(long millis) {
        return new CommandTimes(Duration.ofMillis(millis), Duration.ZERO);
    }

    static CommandTimes withGrace(long millis) {
        return new CommandTimes(Duration.ZERO, Duration.ofMillis(millis));
    }

    /// Both together.
    public Duration total() {
        return extra.plus(grace);
    }
}
