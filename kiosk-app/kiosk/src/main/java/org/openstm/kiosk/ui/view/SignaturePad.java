package org.openstm.kiosk.ui.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.ui.screen.ScreenPart;

/// The pad for a signature by finger or pen; each stroke is one event.
final class SignaturePad {
    private static final double HEIGHT = 590;
    private final WidgetFactory widgets;
    private final ScreenPart.SignatureField signature;
    private final Consumer<SessionState.PenStroke> signed;

    SignaturePad(WidgetFactory widgets, ScreenPart.SignatureField signature, Consumer<SessionState.PenStroke> signed) {
        this.widgets = widgets;
        this.signature = signature;
        this.signed = signed;
    }

    Node node() {
        var ink = new Pane();
        ink.setId("signature");
        ink.setMinHeight(HEIGHT);
        for (var stroke : signature.strokes()) {
            var line = strokeLine();
            stroke.points().forEach(p -> line.getPoints().add(p.doubleValue()));
            ink.getChildren().add(line);
        }
        var base = new Line(60, HEIGHT - 120, 880, HEIGHT - 120);
        base.getStyleClass().add("base-line");
        ink.getChildren().addFirst(base);
        attachDrawing(ink);
        var hint = WidgetFactory.label(signature.hint(), "small");
        hint.setMouseTransparent(true);
        var again = widgets.controlButton(signature.again());
        again.getStyleClass().add("again");
        var pad = new StackPane(ink, hint, again);
        StackPane.setAlignment(hint, Pos.BOTTOM_LEFT);
        StackPane.setAlignment(again, Pos.TOP_RIGHT);
        pad.getStyleClass().add("signature");
        return pad;
    }

    private void attachDrawing(Pane ink) {
        var points = new ArrayList<Integer>();
        var drawing = new ArrayList<Polyline>();
        ink.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> {
            points.clear();
            drawing.clear();
            var line = strokeLine();
            drawing.add(line);
            ink.getChildren().add(line);
            addPoint(points, line, e);
        });
        ink.addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> {
            if (!drawing.isEmpty()) addPoint(points, drawing.getFirst(), e);
        });
        ink.addEventHandler(MouseEvent.MOUSE_RELEASED, e -> {
            // on a busy machine a quick stroke may report little more than its start and end
            if (!drawing.isEmpty() && hasMoved(points, e)) addPoint(points, drawing.getFirst(), e);
            if (points.size() >= 4) signed.accept(new SessionState.PenStroke(List.copyOf(points)));
            points.clear();
            drawing.clear();
        });
    }

    private static boolean hasMoved(List<Integer> points, MouseEvent event) {
        int end = points.size();
        return points.get(end - 2) != (int) event.getX() || points.get(end - 1) != (int) event.getY();
    }

    private static void addPoint(List<Integer> points, Polyline line, MouseEvent event) {
        points.add((int) event.getX());
        points.add((int) event.getY());
        line.getPoints().addAll(event.getX(), event.getY());
    }

    private static Polyline strokeLine() {
        var line = new Polyline();
        line.getStyleClass().add("ink");
        line.setMouseTransparent(true);
        return line;
    }
}
