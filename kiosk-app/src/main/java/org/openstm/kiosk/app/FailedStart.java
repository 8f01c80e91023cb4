package org.openstm.kiosk.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.Beat;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.ui.Signboard;

/// What a terminal does that cannot start: it shows that it is out of service, with a code, and says so to the
/// centre where it still can. A black screen would tell nobody anything.
final class FailedStart implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FailedStart.class.getName());

    /// On a terminal whose settings cannot be read.
    private static final Signboard NAMELESS = new Signboard(
            LocalizedText.of("政务自助终端", "Self-service terminal"),
            LocalizedText.of("本机", "this terminal"),
            LocalizedText.of("请到窗口办理", "please go to the counter"),
            LocalizedText.of("窗口", "the counter"));

    private final KioskWindow window;
    private final SessionLoop loop;

    private FailedStart(KioskWindow window, SessionLoop loop) {
        this.window = window;
        this.loop = loop;
    }

    static FailedStart show(StartTrouble trouble, Optional<Settings> settings, boolean windowed, CountDownLatch stop)
            throws InterruptedException {
        var clock = InstantSource.system();
        var loop = new SessionLoop(Session.initialSession(CatalogueFiles.loadShipped(), false, clock.instant()), clock);
        var board = settings.map(Settings::board).orElse(NAMELESS);
        var window = KioskWindow.open(loop.session(), touch -> pass(touch, loop), board, windowed, stop);
        loop.start(window::show);
        loop.closeTerminal(trouble.reason());
        loop.awaitIdle();
        return new FailedStart(window, loop);
    }

    /// Nothing behind the screen works but how the page looks.
    private static void pass(SessionEvent.TouchEvent touch, SessionLoop loop) {
        if (touch instanceof SessionEvent.SwitchLanguage
                || touch instanceof SessionEvent.SwitchLarge
                || touch instanceof SessionEvent.SwitchContrast) loop.postTouch(touch);
    }

    /// Where settings, key and line allow it.
    static void beat(StartTrouble trouble, Optional<Settings> settings, Path data) {
        if (settings.isEmpty()) return;
        try (var central = Lines.open(settings.get(), data, settings.get().signer(data), Optional.empty())) {
            var offer = new Beat.Offer(false, 0, List.of(), trouble.reason().replaceFirst("^closed\\.", ""));
            var reply =
                    central.heartbeat(new Beat(Optional.empty(), 0, 0, Program.VERSION, List.of(), Optional.of(offer)));
            LOG.log(
                    System.Logger.Level.INFO,
                    "the centre was told: " + reply.getClass().getSimpleName());
        } catch (RuntimeException noLine) {
            LOG.log(System.Logger.Level.WARNING, "the centre cannot be told: " + noLine.getMessage());
        }
    }

    @Override
    public void close() {
        loop.close();
        try {
            window.hide();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }
}
