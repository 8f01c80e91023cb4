package org.openstm.kiosk.app.watchdog;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openstm.kiosk.process.ChildProcess;

/// Supervises the kiosk, its child process: restarts one that ended, kills one that hangs and restarts it.
/// The next start settles the journal's open entries and shows the first screen, whatever was there before.
///
/// Two missing answers are a hang: the kiosk does not react to touches either. Soon after the start, when a slow
/// machine without a start-up cache prepares its pages, it takes more of them. One that has closed its endpoint is
/// ending, and may take half a minute for it. A kiosk that ends repeatedly is restarted after longer and longer
/// pauses, without a limit.
public final class Watchdog implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofMillis(1500);
    private static final int SILENCES = 2;

    private static final Duration PREPARING = Duration.ofMinutes(2);
    private static final int SILENCES_PREPARING = 10;

    /// Number of checks allowed to a kiosk that is ending, or whose journal waits for its disk.
    private static final int PATIENT = 30;

    private static final Duration STARTING = Duration.ofMinutes(5);

    /// Number of immediate restarts, however soon it ended.
    private static final int QUICK = 5;

    private static final Duration SHORT = Duration.ofSeconds(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final List<String> arguments;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private Duration pause = FIRST_PAUSE;
    private int shortLives;

    /// @param arguments arguments of the kiosk
    public Watchdog(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
    }

    /// Runs until it is interrupted or killed.
    public void run() throws InterruptedException {
        while (true) {
            long begun = System.nanoTime();
            try (var kiosk = ChildProcess.start(arguments)) {
                watchKiosk(kiosk);
            } catch (RuntimeException ended) { // of any kind: nothing else would restart the kiosk
                LOG.log(System.Logger.Level.ERROR, "the kiosk did not start: " + ended.getMessage());
            }
            boolean shortLife = System.nanoTime() - begun < SHORT.toNanos();
            shortLives = shortLife ? shortLives + 1 : 0;
            pause = shortLives > QUICK ? nextPause(pause) : FIRST_PAUSE;
            Thread.sleep(pause);
        }
    }

    private static Duration nextPause(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /// Returns when the kiosk has ended.
    private void watchKiosk(ChildProcess kiosk) throws InterruptedException {
        var health = healthAddress(kiosk);
        long begun = System.nanoTime();
        int hung = 0;
        int patient = 0;
        while (!kiosk.awaitExit(LOOK)) {
            var look = probeHealth(health);
            hung = look == ProbedHealth.HANGS ? hung + 1 : 0;
            patient = look == ProbedHealth.WELL ? 0 : patient + 1;
            boolean preparing = System.nanoTime() - begun < PREPARING.toNanos();
            if (hung >= (preparing ? SILENCES_PREPARING : SILENCES) || patient == PATIENT) {
                LOG.log(System.Logger.Level.ERROR, "the kiosk hangs: it is killed and restarted");
                kiosk.kill();
                return;
            }
        }
        LOG.log(System.Logger.Level.ERROR, "the kiosk has ended: it is restarted");
    }

    /// State of the kiosk.
    private enum ProbedHealth {
        WELL,
        /// Its screen or its session loop does not answer, or nothing answers at all.
        HANGS,
        /// It is ending and has closed its endpoint, or it waits for a slow disk.
        BUSY
    }

    private ProbedHealth probeHealth(URI health) throws InterruptedException {
        try {
            var question = HttpRequest.newBuilder(health).timeout(ANSWER).build();
            var answer = http.send(question, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) return ProbedHealth.WELL;
            LOG.log(System.Logger.Level.WARNING, "the kiosk reports " + answer.body());
            boolean shown = answer.body().contains(HealthEndpoint.SCREEN)
                    || answer.body().contains(HealthEndpoint.VISIT);
            if (shown) return ProbedHealth.HANGS;
            return answer.body().contains(HealthEndpoint.JOURNAL)
                    ? ProbedHealth.BUSY
                    : ProbedHealth.WELL; // a restart does not repair a dead disk
        } catch (ConnectException shut) {
            return ProbedHealth.BUSY;
        } catch (IOException silent) {
            LOG.log(System.Logger.Level.WARNING, "the kiosk does not answer: " + silent);
            return ProbedHealth.HANGS;
        }
    }

    private static URI healthAddress(ChildProcess kiosk) throws InterruptedException {
        var line = new FutureTask<>(() -> kiosk.firstLine(HealthEndpoint.ADDRESS));
        Thread.startVirtualThread(line);
        try {
            return URI.create(line.get(STARTING.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException hung) {
            kiosk.kill();
            throw new IllegalStateException("it hung for " + STARTING.toSeconds() + " s", hung);
        } catch (ExecutionException ended) {
            throw new IllegalStateException("it ended at once", ended);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
