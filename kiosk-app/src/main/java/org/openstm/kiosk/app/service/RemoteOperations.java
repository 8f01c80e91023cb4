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

/// What the centre may have done to the program itself: begun anew, or looked into.
///
/// @param guarded whether somebody starts the program again when it has ended
public record RemoteOperations(
        SessionLoop loop,
        CountDownLatch stop,
        boolean guarded,
        SupportBundle support,
        CentralApi central,
        InstantSource clock) {
    private static final long LOOK_MILLIS = 1000;
    private static final int QUIET = 3;

    /// Once nobody has been served for some seconds; the centre hears before that it will be done.
    public void requestRestart() {
        if (!guarded)
            throw new IllegalStateException("nobody would start this kiosk again: run it by stm kiosk --guarded");
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

    /// Brings a bundle to the centre; nothing stays here.
    public void uploadSupportBundle() {
        try {
            var file = support.data().resolve("support.bundle");
            Files.deleteIfExists(file); // of one that was stopped
            try {
                support.writeBundle(file, "centre", clock.instant());
                byte[] bytes = Files.readAllBytes(file);
                if (!(central.uploadFile(FileReference.of("support", FileReference.EXPORT, bytes), bytes)
                        instanceof CentralReply.Done))
                    throw new IllegalStateException("the centre did not take the bundle");
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
