package org.openstm.device.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openstm.device.link.Deadline;

/// A host that runs in a unit of systemd, which kills all of its processes together.
final class UnitRun implements HostRun {
    private static final System.Logger LOG = System.getLogger(UnitRun.class.getName());
    private static final long LOOK_NANOS = 100_000_000;
    private static final long LOOK_MILLIS = 20;

    /// SIGSYS: the filter of system calls.
    private static final String BAD_SYSTEM_CALL = "31";

    /// CLD_EXITED, as opposed to a signal.
    private static final String EXITED = "1";

    private final String unit;
    private final Runnable onEnd;
    private @Nullable String exit;
    private long looked;

    /// @param onEnd called when it has ended, possibly more than once
    UnitRun(String unit, Runnable onEnd) {
        this.unit = unit;
        this.onEnd = onEnd;
    }

    /// Asks systemd at most ten times in a second.
    @Override
    public synchronized Optional<String> exit() {
        if (exit == null && System.nanoTime() - looked > LOOK_NANOS) {
            boolean interrupted = Thread.interrupted();
            try {
                exit = findExit();
            } catch (IOException unknown) {
                LOG.log(System.Logger.Level.WARNING, "{0}", unknown.getMessage());
            } catch (InterruptedException _) {
                interrupted = true;
            }
            looked = System.nanoTime();
            if (interrupted) Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(exit);
    }

    private @Nullable String findExit() throws IOException, InterruptedException {
        var state = DriverUnits.systemctl(List.of("show", "-p", "ActiveState,Result,ExecMainCode,ExecMainStatus", unit))
                .lines()
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
        var active = state.getOrDefault("ActiveState", "");
        if (!active.equals("inactive") && !active.equals("failed")) return null;
        var result = state.getOrDefault("Result", "");
        var status = state.getOrDefault("ExecMainStatus", "");
        if (result.equals("oom-kill")) return "was killed: it wanted more memory than a driver may have";
        if (state.getOrDefault("ExecMainCode", "").equals(EXITED)) return "ended with code " + status;
        if (status.equals(BAD_SYSTEM_CALL)) return "was killed: it made a system call that no driver may make";
        return status.equals("0") ? "ended (" + result + ")" : "was killed by signal " + status;
    }

    @Override
    public void kill() {
        stop("stop", "--no-block");
    }

    @Override
    public synchronized void endWithin(Duration patience) {
        boolean interrupted = false;
        var until = Deadline.in(patience);
        while (exit().isEmpty() && !until.over() && !interrupted) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (exit == null) {
            stop("stop");
            exit = "was stopped";
        }
        onEnd.run();
        if (interrupted) Thread.currentThread().interrupt();
    }

    /// Nothing once it has ended: a unit of this name may be the next host of the device.
    private synchronized void stop(String... words) {
        if (exit != null) return;
        boolean interrupted = Thread.interrupted();
        try {
            var command = new ArrayList<>(List.of(words));
            command.add(unit);
            DriverUnits.systemctl(command);
        } catch (IOException refused) {
            LOG.log(System.Logger.Level.WARNING, "{0} was not stopped: {1}", unit, refused.getMessage());
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
