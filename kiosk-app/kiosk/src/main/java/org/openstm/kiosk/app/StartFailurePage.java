package org.openstm.kiosk.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.app.config.ProgramVersion;
import org.openstm.kiosk.app.service.CentralConnector;
import org.openstm.kiosk.app.window.KioskWindow;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.ui.text.BranchInfo;

/// Page for a terminal that cannot start: it shows that it is out of service, with a code, and reports this to
/// central if possible. A black screen would give no information.
final class StartFailurePage implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StartFailurePage.class.getName());

    /// Terminal id when the settings cannot be read.
    private static final BranchInfo NAMELESS = new BranchInfo(
            LocalizedText.of("政务自助终端", "Self-service terminal"),
            LocalizedText.of("本机", "this terminal"),
            LocalizedText.of("请到窗口办理", "please go to the counter"),
            LocalizedText.of("窗口", "the counter"));

    private final KioskWindow window;
    private final SessionLoop loop;

    private StartFailurePage(KioskWindow window, SessionLoop loop) {
        this.window = window;
        this.loop = loop;
    }

    static StartFailurePage showPage(
            StartFailure trouble, Optional<KioskSettings> settings, boolean windowed, CountDownLatch stop)
            throws InterruptedException {
        var clock = InstantSource.system();
        var loop = new SessionLoop(Session.initialSession(CatalogueFiles.loadShipped(), false, clock.instant()), clock);
        var board = settings.map(KioskSettings::board).orElse(NAMELESS);
        var window = KioskWindow.open(loop.session(), touch -> passTouch(touch, loop), board, windowed, stop);
        loop.start(window::showSession);
        loop.closeTerminal(trouble.screenReason());
        loop.awaitIdle();
        return new StartFailurePage(window, loop);
    }

    /// Only the page layout works, nothing behind the screen.
    private static void passTouch(SessionEvent.TouchEvent touch, SessionLoop loop) {
        if (touch instanceof SessionEvent.SwitchLanguage
                || touch instanceof SessionEvent.SwitchLarge
                || touch instanceof SessionEvent.SwitchContrast) loop.postTouch(touch);
    }

    /// Reports to central if settings, key and connection allow it.
    static void sendHeartbeat(StartFailure trouble, Optional<KioskSettings> settings, Path data) {
        if (settings.isEmpty()) return;
        try (var central =
                CentralConnector.open(settings.get(), data, settings.get().signingKey(data), Optional.empty())) {
            var offer = new HeartbeatRequest.ServiceOffer(
                    false, 0, List.of(), trouble.screenReason().replaceFirst("^closed\\.", ""));
            var reply = central.sendHeartbeat(new HeartbeatRequest(
                    Optional.empty(), 0, 0, ProgramVersion.VERSION, List.of(), Optional.of(offer)));
            LOG.log(
                    System.Logger.Level.INFO,
                    "central was informed: " + reply.getClass().getSimpleName());
        } catch (RuntimeException noLine) {
            LOG.log(System.Logger.Level.WARNING, "central cannot be informed: " + noLine.getMessage());
        }
    }

    @Override
    public void close() {
        loop.close();
        try {
            window.hideWindow();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }
}
