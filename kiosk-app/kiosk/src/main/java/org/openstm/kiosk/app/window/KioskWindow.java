package org.openstm.kiosk.app.window;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.input.KeyCombination;
import javafx.scene.paint.Color;
import javafx.scene.transform.Scale;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import org.openstm.kiosk.app.service.UuidGenerator;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.ui.text.BranchInfo;
import org.openstm.kiosk.ui.view.KioskView;

/// The window of the terminal. In a branch it fills the screen and has no frame; windowed it is scaled to fit.
///
/// A kiosk session and a virtual display have no window manager, so the bounds are set from the
/// screen besides asking for full screen.
public final class KioskWindow implements AutoCloseable {
    private static final FutureTask<Boolean> AWAKE = new FutureTask<>(KioskWindow::startToolkit);
    private static volatile boolean gone;
    private final KioskView kioskView;
    private final Stage stage;

    private KioskWindow(KioskView kioskView, Stage stage) {
        this.kioskView = kioskView;
        this.stage = stage;
    }

    /// Starts the toolkit while everything else opens: both take about as long.
    public static void startToolkitEarly() {
        Thread.ofPlatform().name("waking").daemon().start(AWAKE);
    }

    static void awaitToolkitStart() throws InterruptedException {
        AWAKE.run(); // does nothing when it was started before
        awaitTask(AWAKE);
    }

    private static boolean startToolkit() throws InterruptedException {
        // an upright screen is a rotated panel: subpixel rendering would put the fringes in the wrong place
        System.setProperty("prism.lcdtext", "false");
        // the toolkit caches every text layout, across all pages: names and numbers, too
        System.setProperty("prism.cacheLayoutSize", "0");
        // with software rendering, textures are in the heap: the toolkit's own limit is as large as the whole heap,
        // which then is collected in each session
        System.setProperty("prism.maxvram", "128m");
        System.setProperty("prism.targetvram", "96m");
        Platform.setImplicitExit(false);
        var up = new CountDownLatch(1);
        Platform.startup(up::countDown);
        up.await();
        return true;
    }

    public static KioskWindow open(SessionLoop loop, BranchInfo board, boolean windowed, CountDownLatch stop)
            throws InterruptedException {
        return open(loop.session(), touch -> loop.postTouch(withFreshId(touch)), board, windowed, stop);
    }

    public static KioskWindow open(
            Session first,
            Consumer<SessionEvent.TouchEvent> touches,
            BranchInfo board,
            boolean windowed,
            CountDownLatch stop)
            throws InterruptedException {
        var kioskView = new KioskView(first, board, touches);
        awaitToolkitStart();
        return callOnFxThread(() -> {
            var stage = new Stage(windowed ? StageStyle.DECORATED : StageStyle.UNDECORATED);
            var bounds = Screen.getPrimary().getVisualBounds();
            double scale = Math.min(bounds.getWidth() / KioskView.WIDTH, bounds.getHeight() / KioskView.HEIGHT);
            if (windowed) scale = Math.min(scale, 0.92 * bounds.getHeight() / KioskView.HEIGHT);
            kioskView.root().getTransforms().add(new Scale(scale, scale));
            var scene = new Scene(
                    new Group(kioskView.root()),
                    windowed ? KioskView.WIDTH * scale : bounds.getWidth(),
                    windowed ? KioskView.HEIGHT * scale : bounds.getHeight(),
                    Color.web("#F7F4EE"));
            KioskView.applyStylesheet(scene);
            stage.setTitle("OpenSTM");
            stage.setScene(scene);
            if (windowed) {
                stage.setX(20);
                stage.setY(20);
                stage.setOnCloseRequest(_ -> stop.countDown());
            }
            if (!windowed) fillScreen(stage, bounds.getWidth(), bounds.getHeight());
            stage.show();
            return new KioskWindow(kioskView, stage);
        });
    }

    private static void fillScreen(Stage stage, double width, double height) {
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(width);
        stage.setHeight(height);
        stage.setFullScreenExitHint("");
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        stage.setOnCloseRequest(javafx.event.Event::consume);
    }

    /// A case gets its identity at the touch that confirms it, before anything is sent.
    private static SessionEvent.TouchEvent withFreshId(SessionEvent.TouchEvent touch) {
        return switch (touch) {
            case SessionEvent.PressConfirm _ -> new SessionEvent.ConfirmCase(UuidGenerator.nextId());
            case SessionEvent.PressTransfer(var to) -> new SessionEvent.TransferCase(UuidGenerator.nextId(), to);
            default -> touch;
        };
    }

    public void showSession(Session session) {
        kioskView.showSession(session);
    }

    /// Name of the page that is shown.
    public String screenName() throws InterruptedException {
        return callOnFxThread(kioskView::screenName);
    }

    /// Only on the FX thread.
    public KioskView kioskView() {
        return kioskView;
    }

    /// Only on the FX thread.
    public Stage stage() {
        return stage;
    }

    /// Whether the toolkit has ended: then this process can show no window any more.
    public static boolean isGone() {
        return gone;
    }

    /// Hides it; the toolkit keeps running for the next window.
    public void hideWindow() throws InterruptedException {
        boolean _ = callOnFxThread(() -> {
            stage.close();
            return true;
        });
    }

    /// Runs an action on the FX thread and waits for its result.
    public static <T> T callOnFxThread(Supplier<T> work) throws InterruptedException {
        var task = new FutureTask<>(work::get);
        Platform.runLater(task);
        return awaitTask(task);
    }

    private static <T> T awaitTask(FutureTask<T> task) throws InterruptedException {
        try {
            return task.get();
        } catch (java.util.concurrent.ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        gone = true;
        Platform.exit();
    }
}
