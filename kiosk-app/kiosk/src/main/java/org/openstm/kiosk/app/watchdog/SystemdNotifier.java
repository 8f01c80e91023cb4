package org.openstm.kiosk.app.watchdog;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openstm.device.supervision.SupervisedLoop;

/// Tells systemd how the kiosk is, where it supervises the kiosk as a service of `Type=notify`: `READY=1` once the
/// first screen answers, then `WATCHDOG=1` as long as screen and session loop answer; the journal may wait for its disk
/// for half as long again as the limit. systemd kills and restarts a kiosk of which it does not hear in time.
public final class SystemdNotifier implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SystemdNotifier.class.getName());

    /// A part that is silent for one probe is not silent for systemd: several fit into its limit.
    private static final int PROBES = 4;

    /// How much longer the limit is after the start, when a slow machine without a start-up cache prepares its pages.
    private static final int STARTING_FACTOR = 4;

    private static final Duration STARTING = Duration.ofMinutes(3);

    private final NotifySocket socket;
    private final Duration limit;
    private final KioskHealthChecks checks;
    private final SupervisedLoop loop = new SupervisedLoop("systemd", this::reportHealth);
    private boolean ready;
    private boolean preparing;
    private long readySince;
    private long journalAnswered;

    private SystemdNotifier(NotifySocket socket, Duration limit, Map<String, Callable<?>> parts) {
        this.socket = socket;
        this.limit = limit;
        this.checks = new KioskHealthChecks(parts);
    }

    /// Whether systemd supervises this process, and would restart it. A child of a service finds the same words in its
    /// environment, but the number of another process.
    public static boolean isSupervised(Map<String, String> environment, long process) {
        return environment.containsKey("NOTIFY_SOCKET")
                && environment.getOrDefault("WATCHDOG_PID", "").equals(Long.toString(process));
    }

    /// @param environment of a supervised process: `NOTIFY_SOCKET`, and the unit's `WatchdogSec` as `WATCHDOG_USEC`
    /// @param parts parts of a terminal whose first screen stands
    public static SystemdNotifier start(Map<String, String> environment, Map<String, Callable<?>> parts) {
        var limit = Duration.of(Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "")), ChronoUnit.MICROS);
        var notifier =
                new SystemdNotifier(new NotifySocket(environment.getOrDefault("NOTIFY_SOCKET", "")), limit, parts);
        notifier.loop.start();
        return notifier;
    }

    /// Sets the parts that must answer from now on.
    public void setChecks(Map<String, Callable<?>> others) {
        checks.setParts(others);
    }

    private void reportHealth() throws InterruptedException {
        var silent = checks.findSilentParts(limit.dividedBy(PROBES));
        if (ready) reportAlive(silent);
        else if (!isHung(silent)) reportReady();
        Thread.sleep(limit.dividedBy(2L * PROBES));
    }

    private void reportReady() {
        send("READY=1" + limitMessage(limit.multipliedBy(STARTING_FACTOR)));
        ready = true;
        preparing = true;
        readySince = System.nanoTime();
        journalAnswered = readySince;
    }

    private void reportAlive(List<String> silent) {
        long now = System.nanoTime();
        if (!silent.contains(HealthEndpoint.JOURNAL)) journalAnswered = now;
        if (isHung(silent) || now - journalAnswered > limit.toNanos() / 2) {
            LOG.log(System.Logger.Level.WARNING, "systemd is not told that the kiosk lives: silent " + silent);
            return;
        }
        boolean prepared = preparing && now - readySince > STARTING.toNanos();
        if (prepared) preparing = false;
        send("WATCHDOG=1" + (prepared ? limitMessage(limit) : ""));
    }

    /// A restart repairs neither a dead disk nor what keeps the terminal from starting.
    private static boolean isHung(List<String> silent) {
        return silent.contains(HealthEndpoint.SCREEN) || silent.contains(HealthEndpoint.VISIT);
    }

    private static String limitMessage(Duration limit) {
        return "\nWATCHDOG_USEC=" + limit.toNanos() / 1000;
    }

    private void send(String message) {
        try {
            socket.send(message);
        } catch (IOException unheard) {
            LOG.log(System.Logger.Level.WARNING, unheard.getMessage());
        }
    }

    /// The kiosk ends by itself: systemd gives it the time that the unit allows for a stop.
    @Override
    public void close() {
        try {
            boolean _ = loop.closeAndWait(limit);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
        send("STOPPING=1");
        checks.close();
    }
}
