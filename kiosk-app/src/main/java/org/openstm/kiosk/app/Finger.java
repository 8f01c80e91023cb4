package org.openstm.kiosk.app;

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
import org.openstm.kiosk.ui.Part;

/// A finger on the glass: presses what it sees, by moving the pointer there. It waits until the thing is there.
final class Finger {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// A page that just came is deaf for a moment.
    private static final Duration SETTLE = Duration.ofMillis(420);

    private static final int STEPS = 24;
    private static final String KEY = "key/";

    private final KioskWindow window;
    private String lastTapped = "";

    Finger(KioskWindow window) {
        this.window = window;
    }

    String screen() throws InterruptedException {
        return KioskWindow.on(() -> window.stagehand().screenName());
    }

    List<String> ids() throws InterruptedException {
        return KioskWindow.on(() -> {
            var ids = new TreeSet<String>();
            walk(root(), node -> {
                if (node.getId() != null) ids.add(node.getId());
            });
            return List.copyOf(ids);
        });
    }

    /// Every word on the screen, line by line.
    String text() throws InterruptedException {
        return KioskWindow.on(() -> {
            var words = new ArrayList<String>();
            walk(root(), node -> {
                if (node instanceof Label label) words.add(label.getText());
                else if (node instanceof Text text && !(text.getParent() instanceof Label)) words.add(text.getText());
            });
            return String.join("\n", words);
        });
    }

    private Parent root() {
        return window.stage().getScene().getRoot();
    }

    /// Only what is seen: pages stand ready out of sight.
    private static void walk(Node node, java.util.function.Consumer<Node> visit) {
        if (!node.isVisible()) return;
        visit.accept(node);
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> walk(child, visit));
    }

    String tap(String id) throws InterruptedException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        int before = KioskWindow.on(() -> window.stagehand().touches());
        boolean typing = id.startsWith(KEY) && lastTapped.startsWith(KEY); // keys change no page
        lastTapped = id;
        if (!typing) Thread.sleep(SETTLE);
        while (System.nanoTime() < until) {
            boolean pressed = KioskWindow.on(() -> window.stagehand().settled() && press(id));
            if (pressed && (arrived(before) || KioskWindow.on(() -> off(id)))) return "ok";
            Thread.sleep(50);
        }
        return "error: no '" + id + "' on screen " + screen() + "; there are " + String.join(" ", ids());
    }

    private boolean off(String id) {
        return find(id).map(node -> node.getStyleClass().contains("off")).orElse(false);
    }

    /// The display server brings the touch a moment later; what is off takes none at all.
    private boolean arrived(int before) throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            if (KioskWindow.on(() -> window.stagehand().touches()) > before) return true;
            Thread.sleep(20);
        }
        return false;
    }

    private Optional<Node> find(String id) {
        var found = new ArrayList<Node>();
        walk(root(), node -> {
            if (id.equals(node.getId()) && node.isVisible()) found.add(node);
        });
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }

    private boolean press(String id) {
        var node = find(id);
        if (node.isEmpty()) return false;
        var bounds = node.get().getLayoutBounds();
        click(node.get().localToScreen(bounds.getCenterX(), bounds.getCenterY()));
        return true;
    }

    private static void click(Point2D at) {
        var robot = new Robot();
        robot.mouseMove(at);
        robot.mousePress(MouseButton.PRIMARY);
        robot.mouseRelease(MouseButton.PRIMARY);
    }

    /// Two strokes across the pad.
    String sign() throws InterruptedException {
        Thread.sleep(SETTLE);
        for (int stroke = 0; stroke < 2; stroke++) {
            int number = stroke;
            var drawn = drawn(step -> stroke(number, step), STEPS + 1, 8);
            if (drawn != Drawn.TAKEN) return answer(drawn, "nothing to sign");
        }
        return "ok";
    }

    private enum Drawn {
        TAKEN,
        LOST,
        NO_PAD
    }

    /// Draws once, as a person does: whether the page takes the stroke is the page's business.
    ///
    /// @param pen moves the pen to a step; false where there is no pad
    private Drawn drawn(IntPredicate pen, int steps, long pause) throws InterruptedException {
        int before = KioskWindow.on(this::strokes);
        for (int i = 0; i < steps; i++) {
            int step = i;
            if (!KioskWindow.on(() -> pen.test(step))) return Drawn.NO_PAD;
            Thread.sleep(pause);
        }
        for (int look = 0; look < 250; look++) {
            if (KioskWindow.on(this::strokes) > before) return Drawn.TAKEN;
            Thread.sleep(20);
        }
        return Drawn.LOST;
    }

    private String answer(Drawn drawn, String where) throws InterruptedException {
        return switch (drawn) {
            case TAKEN -> "ok";
            case LOST -> "error: the stroke was lost on screen " + screen();
            case NO_PAD -> "error: " + where + " on screen " + screen();
        };
    }

    /// Strokes that stand on the page's pad.
    private int strokes() {
        return window.stagehand().screen().parts().stream()
                .mapToInt(part -> switch (part) {
                    case Part.Signature signature -> signature.strokes().size();
                    case Part.Ink ink -> ink.strokes().size();
                    default -> 0;
                })
                .sum();
    }

    private boolean stroke(int number, int step) {
        var pad = find("signature");
        if (pad.isEmpty()) return false;
        var robot = new Robot();
        double x = 160 + step * 24.0;
        double y = 180 + number * 120 + 70 * Math.sin(step / 3.0);
        robot.mouseMove(pad.get().localToScreen(x, y));
        if (step == 0) robot.mousePress(MouseButton.PRIMARY);
        if (step == STEPS) robot.mouseRelease(MouseButton.PRIMARY);
        return true;
    }

    /// One stroke in the square for a character, through points of it: `x,y x,y`.
    String stroke(String points) throws InterruptedException {
        var corners = new ArrayList<Point2D>();
        for (var point : points.strip().split("\\s+")) {
            var xy = point.split(",", 2);
            if (xy.length < 2) return "error: points are x,y with blanks between";
            corners.add(new Point2D(Double.parseDouble(xy[0]), Double.parseDouble(xy[1])));
        }
        Thread.sleep(SETTLE);
        int steps = corners.size() * STEPS;
        var drawn = drawn(
                step -> {
                    int leg = Math.min(step / STEPS, corners.size() - 1);
                    var from = corners.get(leg);
                    var to = corners.get(Math.min(leg + 1, corners.size() - 1));
                    return draw(
                            "ink", from.interpolate(to, step % STEPS / (double) STEPS), step == 0, step == steps - 1);
                },
                steps,
                4);
        return answer(drawn, "no square");
    }

    private boolean draw(String id, Point2D at, boolean begins, boolean ends) {
        var pad = find(id);
        if (pad.isEmpty()) return false;
        var robot = new Robot();
        robot.mouseMove(pad.get().localToScreen(at));
        if (begins) robot.mousePress(MouseButton.PRIMARY);
        if (ends) robot.mouseRelease(MouseButton.PRIMARY);
        return true;
    }

    String shot(Path file) throws InterruptedException {
        Thread.sleep(SETTLE);
        return KioskWindow.on(() -> {
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
