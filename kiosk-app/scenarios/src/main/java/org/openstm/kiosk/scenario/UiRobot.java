package org.openstm.kiosk.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.scene.text.Text;
import javax.imageio.ImageIO;
import org.openstm.kiosk.app.window.KioskWindow;
import org.openstm.kiosk.ui.screen.ScreenPart;

/// Presses controls on the screen by moving the pointer to them. It waits until the control is there.
public final class UiRobot {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// A new page ignores touches for a moment.
    private static final Duration SETTLE = Duration.ofMillis(420);

    private static final int STEPS = 24;
    private static final String KEY = "key/";

    private final KioskWindow window;
    private String lastTapped = "";

    public UiRobot(KioskWindow window) {
        this.window = window;
    }

    public String screenName() throws InterruptedException {
        return window.screenName();
    }

    public List<String> visibleIds() throws InterruptedException {
        return KioskWindow.callOnFxThread(() -> {
            var ids = new TreeSet<String>();
            walkNodes(sceneRoot(), node -> {
                if (node.getId() != null) ids.add(node.getId());
            });
            return List.copyOf(ids);
        });
    }

    /// The text on the screen, line by line.
    public String visibleText() throws InterruptedException {
        return KioskWindow.callOnFxThread(() -> {
            var words = new ArrayList<String>();
            walkNodes(sceneRoot(), node -> {
                if (node instanceof Label label) words.add(label.getText());
                else if (node instanceof Text text && !(text.getParent() instanceof Label)) words.add(text.getText());
            });
            return String.join("\n", words);
        });
    }

    private Parent sceneRoot() {
        return window.stage().getScene().getRoot();
    }

    /// Only visible nodes: cached pages exist out of sight.
    private static void walkNodes(Node node, java.util.function.Consumer<Node> visit) {
        if (!node.isVisible()) return;
        visit.accept(node);
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> walkNodes(child, visit));
    }

    public String tapControl(String id) throws InterruptedException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        int before = KioskWindow.callOnFxThread(() -> window.kioskView().touchCount());
        boolean typing = id.startsWith(KEY) && lastTapped.startsWith(KEY); // keys change no page
        lastTapped = id;
        if (!typing) Thread.sleep(SETTLE);
        while (System.nanoTime() < until) {
            boolean pressed =
                    KioskWindow.callOnFxThread(() -> window.kioskView().isSettled() && pressNode(id));
            if (pressed && (awaitTouch(before) || KioskWindow.callOnFxThread(() -> isOff(id)))) return "ok";
            Thread.sleep(50);
        }
        var visible = visibleIds();
        if (visible.contains(id)) return "error: '" + id + "' on screen " + screenName() + " took no touch";
        return "error: no '" + id + "' on screen " + screenName() + "; there are " + String.join(" ", visible);
    }

    private boolean isOff(String id) {
        return findNode(id).map(node -> node.getStyleClass().contains("off")).orElse(false);
    }

    /// The display server delivers the touch a moment later; a disabled control takes none at all.
    private boolean awaitTouch(int before) throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            if (KioskWindow.callOnFxThread(() -> window.kioskView().touchCount()) > before) return true;
            Thread.sleep(20);
        }
        return false;
    }

    private Optional<Node> findNode(String id) {
        var found = new ArrayList<Node>();
        walkNodes(sceneRoot(), node -> {
            if (id.equals(node.getId()) && node.isVisible()) found.add(node);
        });
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }

    private boolean pressNode(String id) {
        var node = findNode(id);
        if (node.isEmpty()) return false;
        var bounds = node.get().getLayoutBounds();
        clickAt(node.get().localToScreen(bounds.getCenterX(), bounds.getCenterY()));
        return true;
    }

    private static void clickAt(Point2D at) {
        var robot = new Robot();
        robot.mouseMove(at);
        robot.mousePress(MouseButton.PRIMARY);
        robot.mouseRelease(MouseButton.PRIMARY);
    }

    /// Draws two strokes on the pad.
    public String drawSignature() throws InterruptedException {
        Thread.sleep(SETTLE);
        for (int stroke = 0; stroke < 2; stroke++) {
            int number = stroke;
            var drawn = drawOnce(step -> moveSignaturePen(number, step), STEPS + 1, 8);
            if (drawn != StrokeOutcome.TAKEN) return strokeAnswer(drawn, "nothing to sign");
        }
        return "ok";
    }

    private enum StrokeOutcome {
        TAKEN,
        LOST,
        NO_PAD
    }

    /// Draws once, as a person does: whether the page takes the stroke depends on the page.
    ///
    /// @param pen moves the pen to a step; false where there is no pad
    private StrokeOutcome drawOnce(IntPredicate pen, int steps, long pause) throws InterruptedException {
        int before = KioskWindow.callOnFxThread(this::countStrokes);
        for (int i = 0; i < steps; i++) {
            int step = i;
            if (!KioskWindow.callOnFxThread(() -> pen.test(step))) return StrokeOutcome.NO_PAD;
            Thread.sleep(pause);
        }
        for (int look = 0; look < 250; look++) {
            if (KioskWindow.callOnFxThread(this::countStrokes) > before) return StrokeOutcome.TAKEN;
            Thread.sleep(20);
        }
        return StrokeOutcome.LOST;
    }

    private String strokeAnswer(StrokeOutcome drawn, String where) throws InterruptedException {
        return switch (drawn) {
            case TAKEN -> "ok";
            case LOST -> "error: the stroke was lost on screen " + screenName();
            case NO_PAD -> "error: " + where + " on screen " + screenName();
        };
    }

    /// Strokes on the page's pad.
    private int countStrokes() {
        return window.kioskView().screen().parts().stream()
                .mapToInt(part -> switch (part) {
                    case ScreenPart.SignatureField signature ->
                        signature.strokes().size();
                    case ScreenPart.HandwritingPad ink -> ink.strokes().size();
                    default -> 0;
                })
                .sum();
    }

    private boolean moveSignaturePen(int number, int step) {
        var pad = findNode("signature");
        if (pad.isEmpty()) return false;
        var robot = new Robot();
        double x = 160 + step * 24.0;
        double y = 180 + number * 120 + 70 * Math.sin(step / 3.0);
        robot.mouseMove(pad.get().localToScreen(x, y));
        if (step == 0) robot.mousePress(MouseButton.PRIMARY);
        if (step == STEPS) robot.mouseRelease(MouseButton.PRIMARY);
        return true;
    }

    /// Draws one stroke in the handwriting area, through points of it: `x,y x,y`.
    public String drawStroke(String points) throws InterruptedException {
        var corners = new ArrayList<Point2D>();
        for (var point : points.strip().split("\\s+")) {
            var xy = point.split(",", 2);
            if (xy.length < 2) return "error: points are x,y with blanks between";
            corners.add(new Point2D(Double.parseDouble(xy[0]), Double.parseDouble(xy[1])));
        }
        Thread.sleep(SETTLE);
        int steps = corners.size() * STEPS;
        var drawn = drawOnce(
                step -> {
                    int leg = Math.min(step / STEPS, corners.size() - 1);
                    var from = corners.get(leg);
                    var to = corners.get(Math.min(leg + 1, corners.size() - 1));
                    return moveInkPen(
                            "ink", from.interpolate(to, step % STEPS / (double) STEPS), step == 0, step == steps - 1);
                },
                steps,
                4);
        return strokeAnswer(drawn, "no square");
    }

    private boolean moveInkPen(String id, Point2D at, boolean begins, boolean ends) {
        var pad = findNode(id);
        if (pad.isEmpty()) return false;
        var robot = new Robot();
        robot.mouseMove(pad.get().localToScreen(at));
        if (begins) robot.mousePress(MouseButton.PRIMARY);
        if (ends) robot.mouseRelease(MouseButton.PRIMARY);
        return true;
    }

    public String saveScreenshot(Path file) throws InterruptedException {
        Thread.sleep(SETTLE);
        return KioskWindow.callOnFxThread(() -> {
            var image = window.stage().getScene().snapshot(null);
            try {
                if (file.getParent() != null) Files.createDirectories(file.getParent());
                ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file.toFile());
                return "ok";
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        });
    }
}
