package org.openstm.kiosk.ui.view;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.ui.screen.Control;
import org.openstm.kiosk.ui.screen.Screen;
import org.openstm.kiosk.ui.screen.ScreenComposer;
import org.openstm.kiosk.ui.screen.ScreenPart;
import org.openstm.kiosk.ui.text.BranchInfo;

/// Updates the stage to the latest session. When sessions come faster than frames, only the last
/// is drawn.
///
/// The current view of a long page is state of the stage only and is discarded with the page.
public final class KioskView {
    /// Pixels of the design; the scene is scaled to the real screen.
    public static final int WIDTH = 1080;

    public static final int HEIGHT = 1920;

    private static final long DEAF_NANOS = 300_000_000L;
    private static final int KNOCKS = 5;
    private static final long BETWEEN_KNOCKS_NANOS = 2_000_000_000L;
    private static final long AGAIN_NANOS = 400_000_000L;
    private static final long AGAIN_LARGE_NANOS = 700_000_000L;
    private final Consumer<SessionEvent.TouchEvent> send;
    private final BranchInfo board;
    private final StackPane root = new StackPane();
    private final PageCache cache = new PageCache();

    /// Strip, page and help bar; each is redrawn only when it changes.
    private final VBox frame = new VBox(new Region(), cache.node(), new Region());

    private final RedrawDeferral pen = new RedrawDeferral(root, this::drawDeferredSession);
    private final AtomicReference<Session> latest = new AtomicReference<>();
    private String shown = "";
    private Screen screen;
    private Optional<Screen> drawn = Optional.empty();
    private int view;

    /// How many views of this page have been on the screen.
    private int seen;

    private long changedAt;
    private long touchedAt;
    private String touchedId = "";
    private int touches;
    /// Whether the page's action was touched since the page was drawn.
    private boolean acted;

    private int knocks;
    private long knockedAt;

    /// @param send receives the event of a touch
    public KioskView(Session first, BranchInfo board, Consumer<SessionEvent.TouchEvent> send) {
        this.send = send;
        this.board = board;
        this.screen = ScreenComposer.composeScreen(first, board);
        root.getStyleClass().add("kiosk");
        root.setMinSize(WIDTH, HEIGHT);
        root.setPrefSize(WIDTH, HEIGHT);
        root.setMaxSize(WIDTH, HEIGHT);
        root.getChildren().add(frame);
    }

    public Parent root() {
        return root;
    }

    /// Style sheets of the kiosk, for its scene.
    public static void applyStylesheet(Scene scene) {
        scene.getStylesheets()
                .add(java.util.Objects.requireNonNull(KioskView.class.getResource("/org/openstm/kiosk/theme/kiosk.css"))
                        .toExternalForm());
    }

    /// Takes a new session; may be called from any thread.
    public void showSession(Session session) {
        if (latest.getAndSet(session) == null) Platform.runLater(this::drawLatestSession);
    }

    /// Draws one view of a screen at once; FX thread. For tests and previews without a
    /// session.
    public void showScreen(Screen next, int which) {
        screen = next;
        view = which;
        seen = 0;
        drawScreen();
        layOutRoot();
    }

    /// Name of the current screen; FX thread.
    public String screenName() {
        return screen.name();
    }

    public Screen screen() {
        return screen;
    }

    /// Whether the page has been shown long enough to take a touch; FX thread.
    public boolean isSettled() {
        return System.nanoTime() - changedAt >= DEAF_NANOS;
    }

    /// Number of touches taken; FX thread.
    public int touchCount() {
        return touches;
    }

    private void drawLatestSession() {
        var session = latest.getAndSet(null);
        if (session == null) return;
        var next = ScreenComposer.composeScreen(session, board);
        if (next.equals(screen) && !shown.isEmpty()) {
            pen.dropDeferred();
            if (acted && view > 0 && hasError(next)) drawSession(session, next);
            return;
        }
        if (isInkOnlyChange(next)) {
            pen.recordArrivedStroke();
            screen = next;
            redrawBesideInk(next);
            return;
        }
        if (pen.deferWhileDrawing(session)) return;
        drawSession(session, next);
    }

    private void drawDeferredSession(Session session) {
        var next = ScreenComposer.composeScreen(session, board);
        if (!next.equals(screen)) drawSession(session, next);
    }

    private void drawSession(Session session, Screen next) {
        pen.resetForNewPad();
        boolean first = shown.isEmpty();
        var key = next.name()
                + next.steps().map(Screen.Steps::now).orElse(0)
                + next.large()
                + next.contrast()
                + next.dialog().isPresent()
                + tileAndCardIds(next);
        if (!key.equals(shown)) {
            view = 0;
            seen = 0;
            changedAt = System.nanoTime();
        }
        // an error is shown on the first view
        if (hasError(next) && (acted || !hasError(screen))) view = 0;
        acted = false;
        shown = key;
        screen = next;
        drawScreen();
        if (first) prepareFirstPages(session);
    }

    private static boolean hasError(Screen screen) {
        return screen.parts().stream().anyMatch(ScreenPart.ErrorText.class::isInstance);
    }

    /// Nodes that a finger may be about to touch.
    private static List<String> tileAndCardIds(Screen screen) {
        return screen.parts().stream()
                .flatMap(part -> switch (part) {
                    case ScreenPart.ThemeTiles(var tiles) -> tiles.stream().map(ScreenPart.ThemeTile::control);
                    case ScreenPart.ItemCard card -> Stream.of(card.control());
                    default -> Stream.of();
                })
                .map(Control::id)
                .toList();
    }

    /// The pad already shows the stroke that was just drawn; redrawing the page would take the
    /// pad from under the pen.
    private boolean isInkOnlyChange(Screen next) {
        if (shown.isEmpty()
                || !pen.hasPendingStroke()
                || next.parts().size() != screen.parts().size()) return false;
        boolean more = false;
        for (int i = 0; i < next.parts().size(); i++) {
            if (next.parts().get(i).equals(screen.parts().get(i))) continue;
            if (!isStrokeAdded(screen.parts().get(i), next.parts().get(i))) return false;
            more = true;
        }
        return more
                && next.name().equals(screen.name())
                && next.actions().equals(screen.actions())
                && next.help().equals(screen.help())
                && next.care().equals(screen.care())
                && next.dialog().equals(screen.dialog());
    }

    private static boolean isStrokeAdded(ScreenPart old, ScreenPart now) {
        return switch (old) {
            case ScreenPart.SignatureField signature ->
                now instanceof ScreenPart.SignatureField more
                        && more.strokes().size() == signature.strokes().size() + 1;
            case ScreenPart.HandwritingPad ink ->
                now instanceof ScreenPart.HandwritingPad more && ink.isContinuedBy(more);
            default -> false;
        };
    }

    /// The candidates for the strokes are shown beside them.
    private void redrawBesideInk(Screen next) {
        var old = root.lookup("#" + KeyboardRenderer.BESIDE);
        for (var part : next.parts())
            if (part instanceof ScreenPart.HandwritingPad ink && old != null && old.getParent() instanceof HBox box) {
                var fresh = new KeyboardRenderer(createWidgets(next, false), _ -> {}).candidatesBesideInk(ink);
                box.getChildren().set(box.getChildren().indexOf(old), WidgetFactory.growHorizontally(fresh));
            }
    }

    /// A second tap on the same control within 400 ms is dropped, and a new page ignores touches
    /// for 300 ms.
    private void handleTouch(Control control) {
        long now = System.nanoTime();
        boolean key = control.id().startsWith("key/");
        long again = screen.large() ? AGAIN_LARGE_NANOS : AGAIN_NANOS;
        if (now - changedAt < DEAF_NANOS) return;
        if (!key && control.id().equals(touchedId) && now - touchedAt < again) return;
        touches++;
        touchedAt = now;
        touchedId = control.id();
        if (control.id().startsWith("view/")) {
            view += control.id().equals("view/back") ? -1 : 1;
            drawScreen();
            return;
        }
        acted = control.look() == Control.ButtonLook.PRIMARY;
        send.accept(control.event());
    }

    /// Staff open their login by touching the mark five times in a row: nobody does that by mistake, and it has no
    /// visible control.
    private void handleKnock() {
        long now = System.nanoTime();
        touches++;
        knocks = now - knockedAt < BETWEEN_KNOCKS_NANOS ? knocks + 1 : 1;
        knockedAt = now;
        if (knocks < KNOCKS) return;
        knocks = 0;
        send.accept(new SessionEvent.OpenStaffLogin());
    }

    private void drawScreen() {
        // the frame of a page is redrawn for each citizen: caching its pixels would only fill the heap
        var widgets = createWidgets(screen, false);
        if (drawn.isEmpty()
                || drawn.get().large() != screen.large()
                || drawn.get().contrast() != screen.contrast()) {
            drawn = Optional.empty();
            cache.clear();
            root.setStyle("-fx-font-size: " + emPixels(screen) + "px;");
        }
        // setting the same styles again would restyle every cached page
        var styles = List.of(
                "kiosk",
                screen.large() ? "care" : "normal",
                screen.contrast() ? "contrast" : "coloured",
                backgroundStyle());
        if (!root.getStyleClass().equals(styles)) root.getStyleClass().setAll(styles);
        var around = new PageFrame(widgets, screen, this::handleKnock);
        boolean sameStrip = drawn.filter(old -> old.strip().equals(screen.strip()) && old.ground() == screen.ground())
                .isPresent();
        if (!sameStrip) frame.getChildren().set(0, around.titleStrip());
        boolean sameFoot = drawn.filter(
                        old -> old.help().equals(screen.help()) && old.care().equals(screen.care()))
                .isPresent();
        if (!sameFoot) frame.getChildren().set(2, around.footBars());
        if (!cache.showIfReady(screen, view)) {
            var scenery = createPageBuilder(screen, view);
            cache.buildPage(screen, view, body -> scenery.buildBody(body, this::layOutRoot));
            view = scenery.viewIndex();
        }
        seen = Math.max(seen, view + 1);
        drawDialog(around);
        drawn = Optional.of(screen);
    }

    private void drawDialog(PageFrame around) {
        var before = drawn.flatMap(Screen::dialog);
        boolean stands = root.getChildren().size() > 1;
        if (stands
                && screen.dialog().isPresent()
                && before.isPresent()
                && before.get().isSameQuestion(screen.dialog().get())) {
            around.updateCountdown(root.getChildren().getLast(), screen.dialog().get());
            return;
        }
        if (stands) root.getChildren().removeLast();
        screen.dialog().ifPresent(dialog -> root.getChildren().add(around.dialogNode(dialog)));
    }

    private WidgetFactory createWidgets(Screen of, boolean lasting) {
        return new WidgetFactory(this::handleTouch, emPixels(of), lasting);
    }

    private static double emPixels(Screen of) {
        return of.large() ? 46 : 32;
    }

    private PageBuilder createPageBuilder(Screen of, int which) {
        var widgets = createWidgets(of, PageCache.isCacheable(of));
        return new PageBuilder(
                of,
                which,
                of.equals(screen) ? seen : 0,
                widgets,
                new PartRenderer(
                        widgets,
                        stroke -> sendStroke(new SessionEvent.DrawSignature(stroke)),
                        stroke -> sendStroke(new SessionEvent.DrawStroke(stroke))));
    }

    private void sendStroke(SessionEvent.TouchEvent stroke) {
        pen.recordDrawnStroke();
        send.accept(stroke);
    }

    private void layOutRoot() {
        root.applyCss();
        root.resize(WIDTH, HEIGHT);
        root.layout();
    }

    private String backgroundStyle() {
        return switch (screen.ground()) {
            case PAPER, PICTURE -> "paper";
            case ALARM -> "alarm-ground";
            case STAFF -> "staff-ground";
        };
    }

    /// Draws the home screen and the themes before the first session, a page at a time, so that the
    /// first citizen waits no longer than the second. Stops when a session starts.
    private void prepareFirstPages(Session idle) {
        var now = idle.seconds();
        var home = SessionStateMachine.nextStep(idle, new SessionEvent.StartSession(), now)
                .next();
        var pages = new ArrayDeque<Session>();
        pages.add(home);
        for (var theme : idle.catalog().themes())
            pages.add(SessionStateMachine.nextStep(home, new SessionEvent.SeeTheme(theme.id()), now)
                    .next());
        var pause = new PauseTransition(Duration.millis(100));
        pause.setDelay(Duration.millis(400)); // after the first page is on the screen
        pause.setOnFinished(_ -> {
            if (pages.isEmpty() || touches > 0 || !screen.name().equals("attract")) return;
            var page = ScreenComposer.composeScreen(pages.poll(), board);
            if (page.large() == screen.large()) {
                var scenery = createPageBuilder(page, 0);
                cache.preparePage(page, 0, body -> scenery.buildBody(body, this::layOutRoot));
            }
            pause.setDelay(Duration.ZERO);
            pause.playFromStart();
        });
        pause.play();
    }
}
