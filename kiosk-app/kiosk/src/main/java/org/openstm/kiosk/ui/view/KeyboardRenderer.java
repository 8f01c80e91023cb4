package org.openstm.kiosk.ui.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.openstm.kiosk.session.model.KeyboardState;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.ui.screen.Control;
import org.openstm.kiosk.ui.screen.ScreenPart;

/// The keyboard as nodes: keys, candidates, the handwriting area, and the typed
/// text.
final class KeyboardRenderer {
    /// The parts redrawn while the pen writes, see [#candidatesBesideInk].
    static final String BESIDE = "ink-beside";

    private static final double GAP = 8;

    /// Characters that certainly fit one line, however wide they are.
    private static final int LINE = 18;

    private static final int LARGE_LINE = 14;
    private final WidgetFactory widgets;
    private final Consumer<SessionState.PenStroke> inked;

    KeyboardRenderer(WidgetFactory widgets, Consumer<SessionState.PenStroke> inked) {
        this.widgets = widgets;
        this.inked = inked;
    }

    Node textInput(ScreenPart.TextInput part) {
        boolean empty = part.text().isEmpty() && part.composing().isEmpty();
        var text = empty ? part.placeholder() : part.text();
        boolean line = empty || text.length() + part.composing().length() <= widgets.pixelsForSize(LINE, LARGE_LINE);
        var words = line ? singleLine(text, part.composing(), empty) : wrappedText(text, part.composing());
        var box = WidgetFactory.row(0, words);
        box.getStyleClass().addAll("entry", "written", part.wrong() ? "entry-wrong" : "entry-fine");
        box.setId(part.id());
        return box;
    }

    private Node singleLine(String text, String composing, boolean empty) {
        var row = WidgetFactory.row(4, WidgetFactory.label(text, empty ? "nothing" : "typed"));
        if (!composing.isEmpty()) row.getChildren().add(WidgetFactory.label(composing, "composing"));
        row.getChildren().add(empty ? 0 : row.getChildren().size(), cursorNode());
        row.getStyleClass().add("written-words");
        return row;
    }

    private Node wrappedText(String text, String composing) {
        var flow = new TextFlow();
        flow.getStyleClass().add("written-words");
        addStyledText(flow, text, "typed");
        addStyledText(flow, composing, "composing");
        flow.getChildren().add(cursorNode());
        return WidgetFactory.growHorizontally(flow);
    }

    private Node cursorNode() {
        var cursor = new Region();
        cursor.getStyleClass().add("cursor");
        cursor.setMinSize(5, widgets.em(1.15));
        cursor.setMaxSize(5, widgets.em(1.15));
        return cursor;
    }

    private static void addStyledText(TextFlow flow, String text, String style) {
        if (text.isEmpty()) return;
        var words = new Text(text);
        words.getStyleClass().addAll("words", style);
        flow.getChildren().add(words);
    }

    Node textKeyboard(ScreenPart.TextKeyboard part) {
        double height = part.low() ? widgets.pixelsForSize(94, 96) : widgets.pixelsForSize(104, 108);
        var top = part.said().isEmpty() ? topRow(part.top()) : noCandidatesNode(part.said());
        var board = WidgetFactory.column(part.low() ? GAP - 2 : GAP, top);
        board.setAlignment(Pos.CENTER);
        for (var keys : part.rows()) board.getChildren().add(keyRow(keys, height));
        return board;
    }

    private double topHeight() {
        return widgets.pixelsForSize(86, 96);
    }

    private Node noCandidatesNode(String text) {
        var said = WidgetFactory.styledPane(WidgetFactory.label(text, "say"));
        said.setAlignment(Pos.CENTER_LEFT);
        said.setMinHeight(topHeight());
        return said;
    }

    private Node topRow(List<Control> controls) {
        var row = new HBox(GAP);
        row.setMinHeight(topHeight());
        row.setAlignment(Pos.CENTER_LEFT);
        for (var control : controls) {
            if (control.id().equals("candidates/back")) row.getChildren().add(WidgetFactory.flexibleSpace());
            row.getChildren()
                    .add(
                            control.id().startsWith("candidates/")
                                    ? topKey(control)
                                    : control.id().startsWith("candidate/")
                                            ? candidateKey(control)
                                            : WidgetFactory.growHorizontally(modeKey(control)));
        }
        return row;
    }

    private Region modeKey(Control control) {
        var box = WidgetFactory.row(widgets.em(0.3));
        box.setAlignment(Pos.CENTER);
        if (!control.icon().isEmpty()) box.getChildren().add(IconFactory.createIcon(control.icon(), widgets.em(1.1)));
        box.getChildren().add(WidgetFactory.withUnbrokenWord(WidgetFactory.label(control.label(), "cell-text")));
        box.getStyleClass().addAll("cell", "mode", WidgetFactory.lookStyle(control.look()));
        box.setMinHeight(topHeight());
        box.setPrefWidth(100);
        return widgets.makeTouchable(box, control);
    }

    private Region topKey(Control control) {
        var box = WidgetFactory.styledPane(IconFactory.createIcon(control.icon(), widgets.em(1.1)), "key", "key-aside");
        box.setMinSize(topHeight(), topHeight());
        box.setMaxSize(topHeight(), topHeight());
        return widgets.makeTouchable(box, control);
    }

    private Region candidateKey(Control control) {
        var box = WidgetFactory.styledPane(
                WidgetFactory.withUnbrokenWord(WidgetFactory.label(control.label(), "candidate-text")),
                "key",
                "key-plain");
        box.getStyleClass().add("candidate");
        box.setMinSize(topHeight(), topHeight());
        return widgets.makeTouchable(box, control);
    }

    private Node keyRow(List<Control> keys, double height) {
        var row = new HBox(widgets.pixelsForSize(GAP, 14));
        row.setAlignment(Pos.CENTER);
        for (var key : keys) row.getChildren().add(keyNode(key, height));
        return row;
    }

    private Node keyNode(Control key, double height) {
        double width = widgets.pixelsForSize(88, 96);
        boolean sign = key.label().codePointCount(0, key.label().length()) == 1;
        var face = key.icon().isEmpty()
                ? WidgetFactory.withUnbrokenWord(WidgetFactory.label(key.label(), sign ? "key-letter" : "key-word"))
                : IconFactory.createIcon(key.icon(), widgets.em(1.3));
        var box = WidgetFactory.styledPane(face, "key", sign ? "key-plain" : "key-aside");
        if (key.look() == Control.ButtonLook.ON) box.getStyleClass().add("key-on");
        box.setMinSize(sign || !key.icon().isEmpty() ? width : 2 * width, height);
        if (key.id().equals("key/space")) WidgetFactory.growHorizontally(box);
        else if (!key.icon().isEmpty()) box.setPrefWidth(widgets.pixelsForSize(2.2 * width, width));
        return widgets.makeTouchable(box, key);
    }

    Node handwritingPad(ScreenPart.HandwritingPad part) {
        double edge = padEdge(part);
        var pad = new Pane();
        pad.setId("ink");
        pad.setMinSize(edge, edge);
        pad.setMaxSize(edge, edge);
        for (var line :
                List.of(new Line(edge / 2, 12, edge / 2, edge - 12), new Line(12, edge / 2, edge - 12, edge / 2))) {
            line.getStyleClass().add("base-line");
            pad.getChildren().add(line);
        }
        double scale = edge / KeyboardState.EDGE;
        for (var stroke : part.strokes()) {
            var line = strokeLine();
            stroke.points().forEach(p -> line.getPoints().add(p * scale));
            pad.getChildren().add(line);
        }
        var hint = WidgetFactory.label(part.strokes().isEmpty() ? part.hint() : "", "small");
        hint.setMouseTransparent(true);
        pad.addEventHandler(MouseEvent.MOUSE_PRESSED, _ -> hint.setVisible(false));
        attachDrawing(pad, edge);
        var square = new StackPane(pad, hint);
        StackPane.setAlignment(hint, Pos.BOTTOM_CENTER);
        square.getStyleClass().add("signature");
        square.setMinSize(edge, edge);
        square.setMaxSize(edge, edge);
        var body = new HBox(16, square, WidgetFactory.growHorizontally(candidatesBesideInk(part)));
        return WidgetFactory.column(GAP, topRow(part.modes()), body);
    }

    /// Candidates and controls. While the pen writes, only this part is redrawn.
    Node candidatesBesideInk(ScreenPart.HandwritingPad part) {
        double edge = padEdge(part);
        int rows = part.low() ? 2 : 3;
        int across = part.low() ? 5 : 3;
        double height = (edge - (rows + 1) * GAP) / (rows + 2);
        var candidates = WidgetFactory.equalColumns(across, GAP, GAP);
        candidates.setMinHeight(rows * height + (rows - 1) * GAP);
        int at = 0;
        for (var candidate : part.candidates()) {
            var cell = WidgetFactory.styledPane(
                    WidgetFactory.label(candidate.label(), "candidate-text"), "key", "key-plain");
            candidates.add(sizedKey(cell, candidate, height), at % across, at++ / across);
        }
        var mending = WidgetFactory.equalColumns(2, GAP, GAP);
        at = 0;
        for (var control : part.mending()) {
            Node face = control.icon().equals("bksp")
                    ? IconFactory.createIcon("bksp", widgets.em(1.3))
                    : WidgetFactory.withUnbrokenWord(WidgetFactory.label(control.label(), "key-word"));
            var cell = WidgetFactory.styledPane(face, "key", "key-aside");
            mending.add(sizedKey(cell, control, height), at % 2, at++ / 2);
        }
        var beside = WidgetFactory.column(GAP, candidates, mending);
        beside.setId(BESIDE);
        return beside;
    }

    private double padEdge(ScreenPart.HandwritingPad part) {
        return part.low() ? widgets.pixelsForSize(440, 424) : widgets.pixelsForSize(560, 520);
    }

    private StackPane sizedKey(StackPane cell, Control control, double height) {
        cell.setMinHeight(height);
        cell.setMaxWidth(Double.MAX_VALUE);
        return widgets.makeTouchable(cell, control);
    }

    private void attachDrawing(Pane pad, double edge) {
        var points = new ArrayList<Integer>();
        var drawing = new ArrayList<Polyline>();
        double scale = KeyboardState.EDGE / edge;
        pad.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> {
            points.clear();
            drawing.clear();
            var line = strokeLine();
            drawing.add(line);
            pad.getChildren().add(line);
            addPoint(points, line, e, scale);
        });
        pad.addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> {
            if (!drawing.isEmpty()) addPoint(points, drawing.getFirst(), e, scale);
        });
        pad.addEventHandler(MouseEvent.MOUSE_RELEASED, e -> {
            // on a busy machine a quick stroke may report little more than its start and end
            if (!drawing.isEmpty() && hasMoved(points, e, scale)) addPoint(points, drawing.getFirst(), e, scale);
            if (!points.isEmpty()) inked.accept(new SessionState.PenStroke(List.copyOf(points)));
            points.clear();
            drawing.clear();
        });
    }

    private static boolean hasMoved(List<Integer> points, MouseEvent event, double scale) {
        int end = points.size();
        return points.get(end - 2) != (int) (event.getX() * scale)
                || points.get(end - 1) != (int) (event.getY() * scale);
    }

    private static void addPoint(List<Integer> points, Polyline line, MouseEvent event, double scale) {
        points.add((int) (event.getX() * scale));
        points.add((int) (event.getY() * scale));
        line.getPoints().addAll(event.getX(), event.getY());
    }

    private static Polyline strokeLine() {
        var line = new Polyline();
        line.getStyleClass().add("ink");
        line.setMouseTransparent(true);
        return line;
    }
}
