package org.openstm.kiosk.app.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.session.model.SessionState;

/// Operations that central may request on the program itself: restart and support bundle.
///
/// @param guarded whether a supervisor restarts the program after it has ended
public record RemoteOperations(
        SessionLoop loop,
        CountDownLatch stop,
        boolean guarded,
        SupportBundle support,
        CentralApi central,
        InstantSource clock) {
    private static final long LOOK_MILLIS = 1000;
    private static final int QUIET = 3;

    /// Restarts after some seconds without a session; central gets the confirmation before.
    public void requestRestart() {
        if (!guarded)
            throw new IllegalStateException(
                    "no supervisor would restart this kiosk: run it by its unit, or by stm kiosk --guarded");
        Thread.ofVirtual().name("restart").start(this::endWhenQuiet);
    }

    private void endWhenQuiet() {
        try {
            for (int quiet = 0; quiet < QUIET; quiet = isUnattended() ? quiet + 1 : 0) Thread.sleep(LOOK_MILLIS);
            stop.countDown();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isUnattended() {
        return loop.session().at() instanceof SessionState.Idle
                || loop.session().at() instanceof SessionState.OutOfService;
    }

    /// Uploads a bundle to central; no copy stays here.
    public void uploadSupportBundle() {
        try {
            var file = support.data().resolve("support.bundle");
            Files.deleteIfExists(file); // of an interrupted run
            try {
                support.writeBundle(file, "centre", clock.instant());
                byte[] bytes = Files.readAllBytes(file);
                if (!(central.uploadFile(FileReference.of("support", FileReference.EXPORT, bytes), bytes)
                        instanceof CentralReply.Done))
                    throw new IllegalStateException("central did not accept the bundle");
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
