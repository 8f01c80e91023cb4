package org.openstm.device.host;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A host that is a child process. It leads a session and a process group of its own.
///
/// @param family the host and all processes that it started
record ChildRun(Process process, HostProcessTree family) implements HostRun {
    @Override
    public Optional<String> exit() {
        return process.isAlive() ? Optional.empty() : Optional.of("ended with code " + process.exitValue());
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void endWithin(Duration patience) {
        endProcess(patience);
        family.killAllExcept(process.pid());
    }

    private void endProcess(Duration patience) {
        boolean interrupted = false;
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) kill();
        } catch (InterruptedException _) {
            kill();
            interrupted = true;
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
